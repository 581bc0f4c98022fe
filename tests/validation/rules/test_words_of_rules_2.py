"""Words that stopped readers, and must not come back into the rules' texts and messages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from kafka_architect.validation.rules import declared_rules

if TYPE_CHECKING:
    from .case_files import Case

from .case_files import cases
from .direct import problems

SUBJECTS = frozenset({
    "mirroring", "ordering", "producing", "reading", "schemas", "security", "streams", "topics",
    "transactions", "upgrades", "values",
})  # fmt: skip

FORMER = (
    r"\bwhoever\b", r"\beverybody\b", r"\banybody\b", r"\bmend(ed|s|ing)?\b", r"\bstands?\b", r"\bknocks?\b",
    r"\bfor ever\b", r"without a word", r"\bin clear\b(?! text)", r"asks nobody", r"\b(is|are) refused\b",
    r"\btake (it|them|the \w+) out\b", r"\bleave (it|the key) out\b", r"\bswitched (on|off)\b",
    r"\bone's own\b", r"\bis gone\b", r"\bspeaks? the protocol\b", r"\bmisspelt\b", r"\bthe affair of\b",
    r"\bas it reads\b",
    r"(?<!there )\bis no\b(?! longer)", r"\bthrows? the other\b", r"\bunless told\b", r"\bbeside\b",
    r"\bends? at start\b",
)  # fmt: skip

RULES = {code: rule for code, rule in declared_rules().items() if rule.subject in SUBJECTS}


def _former(text: str) -> list[str]:
    return [word for word in FORMER if re.search(word, text, re.IGNORECASE)]


@pytest.mark.parametrize("code", RULES)
def test_texts_have_no_former_words(code: str) -> None:
    rule = RULES[code]
    assert not _former(f"{rule.summary}\n{rule.why}")  # names are kept: people have them in their settings


@pytest.mark.parametrize(
    "case",
    [case for case in cases() if case.rule in RULES and case.kind == "fails" and not case.files],
    ids=lambda case: case.id,
)
def test_messages_have_no_former_words(case: Case) -> None:
    for problem in problems(case):
        assert not _former(problem.message)

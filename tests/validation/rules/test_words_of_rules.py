"""Words that stopped readers, and must not come back into the rules' texts and messages."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from kafka_architect.validation.rules import declared_rules

from .case_files import cases
from .direct import problems
from .test_cases import _validate

if TYPE_CHECKING:
    from .case_files import Case

# As their modules have them, not as the generated index does.
RULES = declared_rules()

FORMER = (
    r"as it reads", r"\bmend(ed|s|ing)?\b", r"without a word", r"\bwhoever\b", r"\bnobody\b",
    r"\beverybody\b",
    r"\bsomebody\b", r"\banybody\b", r"\b(is|are|was) refused\b", r"\bstands?\b", r"\blies?\b",
    r"\bknocks?\b", r"(?<!there )\bis no\b(?! longer)", r"reads past", r"goes in (Kafka )?\d",
    r"\bin clear\b(?! text)", r"\btake (it|them|the \w+) out\b", r"\bleave (it|the key) out\b",
    r"for want of", r"stops, stops", r"no replica to spare", r"the affair of", r"a thing of", r"holds no\b",
    r"that is none", r"\bis none of\b", r"\bone's own\b", r"switch(es|ed)? (it )?(on|off)\b", r"\bis gone\b",
    r"\bspeaks? the protocol\b", r"\bmisspelt\b", r"\bthrows? the other\b", r"\bunless told\b",
    r"\bends? at start\b", r"all the same\b", r"judged here", r"\bin peace\b", r"\bdoor\b", r"\bfor ever\b",
)  # fmt: skip


@cache
def _messages() -> dict[str, list[str]]:
    """What the cases of each rule find, by its code."""
    messages: dict[str, list[str]] = {}
    for case in cases():
        if case.kind == "fails" and case.rule in RULES:
            messages.setdefault(case.rule, []).extend(_found(case))
    return messages


def _found(case: Case) -> list[str]:
    if case.files:
        findings = _validate(case, case.files, case.role)
        return [finding.message for finding in findings if finding.rule.code == case.rule]
    return [problem.message for problem in problems(case)]


@pytest.mark.parametrize("code", sorted(RULES))
def test_former_words_do_not_come_back(code: str) -> None:
    """Names are kept: people have them in their settings."""
    rule = RULES[code]
    texts = [rule.summary, rule.why, *_messages().get(code, ())]
    found = {word: text for word in FORMER for text in texts if re.search(word, text, re.IGNORECASE)}
    assert not found

"""Words that stopped readers, and must not come back into the rules of these subjects and their messages."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from kafka_architect.validation import rules as package
from kafka_architect.validation.rule import Rule

from .case_files import cases
from .direct import problems
from .test_cases import _validate

if TYPE_CHECKING:
    from .case_files import Case

SUBJECTS = ("brokers", "connect", "constraints", "consuming", "cost", "durability", "groups", "kraft")


def _rules() -> dict[str, Rule]:
    """The rules as their modules have them, not as the generated summary does."""
    rules: dict[str, Rule] = {}
    for subject in SUBJECTS:
        home = f"{package.__name__}.{subject}"
        for code, module in import_module(home).RULES.items():
            rule = getattr(import_module(f"{home}.{module}"), module)
            assert isinstance(rule, Rule)
            rules[code] = rule
    return rules


RULES = _rules()

FORMER = (
    r"as it reads", r"\bmend(ed|s|ing)?\b", r"without a word", r"whoever", r"nobody", r"everybody",
    r"somebody", r"\b(is|are|was) refused\b", r"\brefuses?\b", r"\bstands?\b", r"\blies?\b",
    r"(?<!there )\bis no\b",
    r"(?<!Kafka's )\b(is|are|was) told\b", r"reads past", r"goes in (Kafka )?\d", r"in clear\b(?! text)",
    r"take the line out", r"for want of", r"stops, stops", r"no replica to spare", r"the affair of",
    r"a thing of", r"holds no", r"that is none", r"\bis none of\b", r"of (its|their|your|his) own\b",
    r"switch(es|ed)? (it )?(on|off)\b", r"all the same\b", r"judged here", r"\bin peace\b", r"\bdoor\b",
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
    rule = RULES[code]
    assert _messages()[code]
    texts = [rule.summary, rule.why, *_messages()[code]]
    found = {word: text for word in FORMER for text in texts if re.search(word, text, re.IGNORECASE)}
    assert not found

"""The examples of a rule, put to the test: the bad one is found, the good one is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kafka_architect.validation.rule import Rule


def untrue_examples(rule: Rule) -> list[str]:
    """What is wrong with the examples of a rule, in sentences; none where it has no examples."""
    from kafka_architect.validation.validator import ConfigValidator

    validator = ConfigValidator(select=[rule.code], own_rules=[rule])
    name = rule.dialect or f"{rule.roles[0]}.properties"
    role = None if rule.dialect else str(rule.roles[0])
    wrong = []
    for text, found in ((rule.bad, True), (rule.good, False)):
        if not text.strip():
            continue
        findings = validator.validate(example_files(name, text), role).findings
        if any(one.rule.code == rule.code for one in findings) is not found:
            kind = "bad example is not found" if found else "good example is found"
            wrong.append(f"{rule.code}: the {kind}")
        wrong += [one.message for one in findings if one.rule.code == "RUN001"]
    return wrong


def example_files(name: str, text: str) -> dict[str, str]:
    """An example is one file, or several: a line `--- NAME` starts each."""
    if not text.startswith("--- "):
        return {name: text if "\n" in text else f"{text}\n"}
    parts = [part.partition("\n") for part in text.removeprefix("--- ").split("\n--- ")]
    return {file.strip(): body for file, _, body in parts}

"""Every rule finds what it should and nothing else, in every dialect that can express its cases."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

import kafka_architect as ka
from kafka_architect.validation.configuration import Origin
from kafka_architect.validation.file_reading import read
from kafka_architect.validation.given import reader_of
from kafka_architect.validation.rules import rule_of, rules
from kafka_architect.validation.source_file import SourceFile

if TYPE_CHECKING:
    from kafka_architect.validation.configuration import Configuration
    from kafka_architect.validation.finding import Finding

    from .case_files import Case, Described
    from .expressions import Expression

from .case_files import cases
from .direct import Added, configuration_of, problems
from .expressions import expressions

# Reported by the engine while it reads files, not by a function that looks at a configuration.
_BY_THE_ENGINE = {"RUN001", "SYN001", "SYN003"}

FOUND = [case for case in cases() if case.kind in ("fails", "passes")]
FIXED = [case for case in cases() if case.kind == "fixes"]


@pytest.mark.parametrize("code", [code for code in rules() if code not in {"RUN001"}])
def test_every_rule_has_two_cases_that_fail_and_two_that_pass(code: str) -> None:
    kinds = Counter(case.kind for case in cases() if case.rule == code)
    assert kinds["fails"] >= 2
    assert kinds["passes"] >= 2


def test_every_case_is_of_a_rule() -> None:
    assert {case.rule for case in cases()} <= set(rules())


@pytest.mark.parametrize("case", FOUND, ids=lambda case: case.id)
def test_case(case: Case) -> None:
    if case.files:
        found = [
            (one.key, one.message)
            for one in _validate(case, case.files, case.role)
            if one.rule.code == case.rule
        ]
    else:
        assert case.rule not in _BY_THE_ENGINE, "this case needs `files`"
        found = [(problem.key, problem.message) for problem in problems(case)]
    if case.kind == "passes":
        assert not found
        return
    assert found, "the rule says nothing"
    if case.key is not None:
        assert case.key in [key for key, _ in found]
    if case.message is not None:
        assert any(case.message in message for _, message in found), found


@pytest.mark.parametrize(
    ("case", "expression"),
    [
        pytest.param(case, expression, id=f"{case.id}-{expression.dialect}-{expression.name}")
        for case in FOUND
        if len(case.configurations) == 1
        for expression in expressions(case.configurations[0])
    ],
)
def test_case_in_a_dialect(case: Case, expression: Expression) -> None:
    """The same is found in the file as in the data that the file gives.

    A dialect may add what it knows (defaults of the image, the number of brokers): then the data are taken
    with what it adds. Where it cannot say what the case says, the case is none of its business.
    """
    [described] = case.configurations
    read_as = _read_as(described, expression)
    if read_as is None:
        return
    found = _validate(case, {expression.name: expression.text}, expression.role)
    codes = [finding.rule.code for finding in found]
    added = _added(described, read_as)
    expected = case.kind == "fails" if not added else bool(problems(case, plus=added))
    assert (case.rule in codes) == expected, (expression.text, codes)
    for finding in found:
        line, column = finding.place
        assert 1 <= line <= expression.text.count("\n") + 1
        assert column >= 1


def test_most_cases_can_be_said_exactly_in_some_file() -> None:
    """A case that a dialect cannot say is left out above; this keeps that from hiding all."""
    exact: Counter[str] = Counter()
    for case in FOUND:
        if len(case.configurations) == 1:
            for expression in expressions(case.configurations[0]):
                exact[expression.dialect] += _read_as(case.configurations[0], expression) is not None
    few = {
        dialect: exact[dialect]
        for dialect in (
            "properties", "compose", "kubernetes", "strimzi", "terraform", "spring_boot", "spring_env",
            "connect_json", "python_source", "java_source",
        )
        if exact[dialect] < 20
    }  # fmt: skip
    assert not few, exact


@pytest.mark.parametrize("case", FIXED, ids=lambda case: case.id)
def test_fix(case: Case) -> None:
    """The fix gives what the case says; the mended text has no finding of the rule; again changes nothing."""
    assert case.becomes is not None
    assert len(case.configurations) == 1, "fix cases have one configuration"
    described = case.configurations[0]
    before = configuration_of(described)
    text = before.file.text
    for _ in range(5):
        offered = [problem.fix for problem in problems(case, {described.name: text}) if problem.fix]
        if not offered:
            break
        edits = sorted(offered[0].edits, key=lambda edit: -edit.span.start)
        for edit in edits:
            text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    after = configuration_of(described, text)
    assert {key: setting.value for key, setting in after.settings.items()} == case.becomes
    assert not problems(case, {described.name: text})


@pytest.mark.parametrize("code", [code for code in rules() if code not in {"RUN001"}])
def test_the_examples_of_a_rule_are_true(code: str) -> None:
    rule = rule_of(code)
    # An ignore is unused only where the rule that it names is asked.
    select = [] if code == "SYN003" else [code]
    before = "3.9" if rule.subject == "upgrades" else None
    version = "4.3" if rule.until is None else "3.9"
    version = "4.4" if rule.since is not None and rule.since > (4, 3) else version
    validator = ka.ConfigValidator(version, rule.profile, select=select, upgrade_from=before)
    role = None if rule.dialect else str(rule.roles[0])
    name = rule.dialect or f"{rule.roles[0]}.properties"
    bad, good = (
        validator.validate(_example_files(name, text), role).findings for text in (rule.bad, rule.good)
    )
    assert code in [finding.rule.code for finding in bad], rule.bad
    assert code not in [finding.rule.code for finding in good], rule.good


def _example_files(name: str, text: str) -> dict[str, str]:
    """An example is one file, or several: a line `--- NAME` starts each."""
    if not text.startswith("--- "):
        return {name: text}
    parts = [part.partition("\n") for part in text.removeprefix("--- ").split("\n--- ")]
    return {name.strip(): body for name, _, body in parts}


def _read_as(described: Described, expression: Expression) -> Configuration | None:
    """The configuration of the file, None where it does not hold just the settings of the case."""
    role, client = reader_of(expression.role, None)
    reading = read(SourceFile(expression.name, expression.text), role, client)
    for configuration in reading.configurations:
        if configuration.role is described.role and configuration.client is described.client:
            written = {
                key: setting.value
                for key, setting in configuration.settings.items()
                if setting.origin in (Origin.FILE, Origin.ENVIRONMENT)
            }
            # Variables never are all that configures an application: with them, the case is as incomplete.
            whole = configuration.complete or expression.dialect == "spring_env"
            return configuration if written == described.config and whole else None
    return None


def _added(described: Described, configuration: Configuration) -> Added | None:
    """What the dialect knows beyond the case."""
    settings = [
        setting
        for setting in configuration.settings.values()
        if setting.origin in (Origin.IMAGE, Origin.FRAMEWORK)
    ]
    attributes = {
        name: setting
        for name, setting in configuration.attributes.items()
        if name not in described.attributes
    }
    more = settings or attributes or not configuration.complete
    return Added(settings, attributes, configuration.complete) if more else None


def _validate(case: Case, files: dict[str, str], role: str | None) -> tuple[Finding, ...]:
    rule = rule_of(case.rule)
    validator = ka.ConfigValidator(
        case.version, case.profile or rule.profile, select=[case.rule], upgrade_from=case.upgrade_from
    )
    return validator.validate(files, role).findings

"""From files to findings: read, complete with defaults, ask every rule once, select."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from kafka_architect.validation.application_files import applications
from kafka_architect.validation.catalogue import nearest_version, resolve_version
from kafka_architect.validation.configuration import Configuration, Fault
from kafka_architect.validation.coverage import unread, unrecognised
from kafka_architect.validation.effective import EffectiveConfig
from kafka_architect.validation.file_reading import read, with_embedded
from kafka_architect.validation.finding import Problem
from kafka_architect.validation.findings import Findings
from kafka_architect.validation.ignores import IgnoreComments, may_ignore
from kafka_architect.validation.kafka_version import version_told
from kafka_architect.validation.knowledge.copies import brokers_of
from kafka_architect.validation.overlaps import without_overlaps
from kafka_architect.validation.relevance import RelevantRules
from kafka_architect.validation.repeated import Repeated
from kafka_architect.validation.role import Role
from kafka_architect.validation.rules import rule_of
from kafka_architect.validation.rules.index import loaded
from kafka_architect.validation.source_file import Span
from kafka_architect.validation.system import System
from kafka_architect.validation.worlds import worlds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kafka_architect.validation.configuration import Reading
    from kafka_architect.validation.finding import Finding
    from kafka_architect.validation.role import Client
    from kafka_architect.validation.rule import Rule
    from kafka_architect.validation.selection import Selection
    from kafka_architect.validation.source_file import SourceFile


@dataclass(slots=True)
class Checked:
    """What a run found, and what it looked at."""

    findings: list[Finding] = field(default_factory=list)
    configurations: list[EffectiveConfig] = field(default_factory=list)
    ignored: int = 0
    known: int = 0  # that the baseline hides
    gone: int = 0  # that the baseline holds for nothing
    unjudged: dict[str, str] = field(default_factory=dict)  # file -> the program beside Kafka that it is of
    unread: dict[str, dict[str, Any]] = field(default_factory=dict)  # that mention Kafka, by ending
    failures: int = 0  # rules that raised
    secrets: frozenset[str] = frozenset()  # what a diff must hide


def check(
    files: Iterable[SourceFile],
    selection: Selection,
    *,
    role: Role | None = None,
    client: Client | None = None,
    kafka_version: str | None = None,
    upgrade_from: str | None = None,
    wanted: frozenset[SourceFile] = frozenset(),
    readings: Mapping[SourceFile, Reading] = MappingProxyType({}),
    allow_empty: bool = False,
) -> Checked:
    """Check files together: each configuration by itself, then the system that they make.

    A file that is not in `wanted` was found by a search through a folder: when nothing about Kafka is
    recognised in it, that is no fault of it; with `allow_empty` it never is. `readings` are of files that
    need no reading any more.
    """
    run = _Run(selection, kafka_version, upgrade_from)
    files = list(files)
    together = applications(files)
    made = {
        file: with_embedded(readings[file], kafka_version)
        if file in readings
        else read(file, role, client, together.get(file, ()), kafka_version)
        for file in files
    }
    for file, reading in made.items():
        file.forget_lower_text()
        if reading.unjudged:
            run.leave(file, reading.unjudged)
            continue
        if (
            file in wanted
            and not (allow_empty or reading.faults)
            and not any(made[one].configurations for one in (file, *together.get(file, ())))
        ):
            reading.faults.append(Fault(unrecognised(file)))
        if reading.configurations or file in wanted:
            run.take(file, reading)
    checked = run.finish()
    checked.unread = unread(made, together)
    return checked


class _Run:
    def __init__(self, selection: Selection, kafka_version: str | None, upgrade_from: str | None) -> None:
        self._upgrade_from = upgrade_from
        self._selection = selection
        self._kafka_version = None if kafka_version is None else resolve_version(kafka_version)
        self._checked = Checked()
        self._problems: list[tuple[Rule, Problem]] = []
        self._files: list[SourceFile] = []
        self._findings = Findings(selection)
        self._values: dict[SourceFile, list[Span]] = {}  # of files with a comment for us
        self._rules = [rule for rule in selection.rules if selection.includes(rule)]
        self._relevant = RelevantRules(self._rules)
        self._repeated = Repeated(self._relevant)

    def leave(self, file: SourceFile, program: str) -> None:
        """Note a file of a program beside Kafka, which is recognised and not checked."""
        self._checked.unjudged[file.path] = program

    def take(self, file: SourceFile, reading: Reading) -> None:
        """Check the configurations of one file, each by itself."""
        self._files.append(file)
        own = (configuration for configuration in reading.configurations if configuration.file is file)
        place_holder = next(own, None) or _unknown(file)
        for fault in reading.faults:
            problem = Problem(place_holder, None, fault.message, span=Span(fault.offset, fault.offset))
            self._problems.append((rule_of("SYN001"), problem))
        if may_ignore(file):
            settings = (one for each in reading.configurations for one in each.settings.values())
            self._values[file] = [one.span for one in settings if one.span and one.file in (None, file)]
        beside = brokers_of(reading.configurations)
        for configuration in reading.configurations:
            version = self._kafka_version or nearest_version(version_told(configuration))
            config = EffectiveConfig(
                configuration, version, self._upgrade_from, beside, self._told(configuration)
            )
            self._checked.configurations.append(config)
            self._ask_rules(config)

    def _ask_rules(self, config: EffectiveConfig) -> None:
        plan = self._repeated.plan(config)
        if plan is None or (plan.secrets and plan.differing):
            self._findings.note_secrets(config.configuration)
        elif plan.differing:
            for setting in plan.differing_of(config.configuration):
                self._findings.note_secret(setting)
        for rule, check in self._relevant.of(config) if plan is None else plan.asked:
            self._ask(rule, check, config, config.configuration)
        for told in () if plan is None else plan.told:
            problems = told.of(config)
            if problems is None:
                self._ask(*told.asked, config, config.configuration)
            else:
                self._problems += [(told.rule, problem) for problem in problems]

    def _told(self, configuration: Configuration) -> bool:
        """Whether file or user say the Kafka version."""
        if self._kafka_version is not None:
            return True
        return any(figure.isdigit() for figure in version_told(configuration) or "")

    def finish(self) -> Checked:
        """Check the system, then hide, select and sort what was found."""
        for configurations in worlds(self._checked.configurations):
            self._ask_of_system(System(configurations))
        self._findings.complete(self._problems, self._checked.configurations)
        # Profiles of a framework, or brokers that share a block, find the same thing at the same place.
        unique: dict[tuple[object, ...], Finding] = {}
        for rule, problem in self._problems:
            finding = self._findings.of(rule, problem)
            unique.setdefault((rule.code, finding.file, finding.span, finding.key, finding.message), finding)
        self._keep(list(unique.values()))
        order = {file: number for number, file in enumerate(self._files)}
        self._checked.findings.sort(
            key=lambda one: (order.get(one.file, 0), one.span.start if one.span else 0, one.rule.code)
        )
        self._checked.secrets = frozenset(self._findings.secrets)
        return self._checked

    def _ask_of_system(self, system: System) -> None:
        kinds = {(one.role, one.client, one.version) for one in system.configs}
        for rule in self._rules:
            if rule.check_system is not None and any(rule.applies_to(*kind) for kind in kinds):
                self._ask(rule, loaded(rule.check_system), system, system.configs[0].configuration)

    def _keep(self, findings: list[Finding]) -> None:
        ignores = {file: IgnoreComments(file, self._values.get(file, ())) for file in self._files}
        # A finding that is ignored, or not wanted for its file, covers no other; one of the baseline does.
        told = []
        for finding in findings:
            comments = ignores.get(finding.file)
            if comments is not None and comments.ignores(finding):
                self._checked.ignored += 1
            elif self._selection.keeps(finding):
                told.append(finding)
        for finding in without_overlaps(told):
            self._report(finding)
        rule = rule_of("SYN003")
        if self._selection.includes(rule):
            for file, comments in ignores.items():
                place_holder = _unknown(file)
                for unused in comments.unused(self._selection):
                    problem = Problem(place_holder, None, unused.message, span=unused.span)
                    finding = self._findings.of(rule, problem)
                    if self._selection.keeps(finding):
                        self._report(finding)
        if self._selection.baseline is not None:
            self._checked.gone = self._selection.baseline.gone(self._files, self._selection.asks)

    def _report(self, finding: Finding) -> None:
        if self._selection.knows(finding):
            self._checked.known += 1
        else:
            self._checked.findings.append(finding)

    def _ask(
        self, rule: Rule, check: Callable[[Any], Iterator[Problem]], subject: object, place: Configuration
    ) -> None:
        try:
            for problem in check(subject):
                self._problems.append((rule, problem))
        except Exception as error:  # noqa: BLE001 - a rule that fails must become a finding, whatever it raised
            self._checked.failures += 1
            message = f"rule {rule.code} failed on {place.name}: {type(error).__name__}: {error}"
            self._problems.append((rule_of("RUN001"), Problem(place, None, message)))


def _unknown(file: SourceFile) -> Configuration:
    return Configuration(Role.BROKER, file.path, file, "none", complete=False)

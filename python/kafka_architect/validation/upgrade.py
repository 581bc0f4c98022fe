"""What a new Kafka version does to a configuration that runs today.

    report = upgrade_report("server.properties", "3.9", "4.3")

The findings are those of the rules of the subject `upgrades` (and of topic keys that are gone), asked with
`upgrade_from`, so that every report format shows them; this gathers them by what happens to a setting.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kafka_architect.errors import InputError
from kafka_architect.validation.catalogue import known_versions, resolve_version
from kafka_architect.validation.effective import EffectiveConfig
from kafka_architect.validation.finding import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Finding, Problem
    from kafka_architect.validation.given import Source
    from kafka_architect.validation.role import Role
    from kafka_architect.validation.rule import Rule

# What happens to a setting, and the rules that tell it.
_PARTS = {
    "path": ("UPG013",),
    "removed_keys": ("UPG001", "UPG002", "UPG003", "VAL010"),
    "removed_classes": ("UPG012", "ORD006", "SEC008", "EOS005"),
    "new_bounds": ("UPG004",),
    "newly_refused": ("UPG010",),
    "changed_defaults": ("UPG006",),
    "no_longer_needed": ("UPG005",),
    "deprecated_keys": ("UPG011",),
    "old_clients": ("UPG008",),
}


@dataclass(frozen=True)
class UpgradeReport:
    """The findings of an upgrade, gathered by what happens."""

    from_version: str
    to_version: str
    findings: tuple[Finding, ...]

    @property
    def parts(self) -> dict[str, tuple[Finding, ...]]:
        """The findings by what happens: removed_keys, new_bounds, changed_defaults, ..."""
        return {
            part: tuple(finding for finding in self.findings if finding.rule.code in codes)
            for part, codes in _PARTS.items()
        }

    @property
    def blocked(self) -> bool:
        """Whether something does not start with the new version."""
        return any(finding.rule.verdict is Verdict.REFUSES for finding in self.findings)

    def to_dict(self) -> dict[str, Any]:
        """The report as plain data."""
        return {
            "from": self.from_version,
            "to": self.to_version,
            "blocked": self.blocked,
            **{part: [finding.to_dict() for finding in found] for part, found in self.parts.items()},
        }


def upgrade_report(
    source: Source, from_version: str, to_version: str, role: Role | str | None = None
) -> UpgradeReport:
    """Look at configurations as `to_version` will read them, and compare with `from_version`.

    Raises:
        InputError: for a version that is not known, or when the second is not newer than the first.
        SourceError: if a path cannot be read.
    """
    from kafka_architect.validation.rules import rules
    from kafka_architect.validation.validator import ConfigValidator

    old, new = resolve_version(from_version), resolve_version(to_version)
    if known_versions().index(old) >= known_versions().index(new):
        raise InputError(f"expected an upgrade to a later version, found {from_version} to {to_version}")
    known = rules()
    codes = [code for listed in _PARTS.values() for code in listed if code in known]
    result = ConfigValidator(new, select=codes, upgrade_from=old).validate(source, role)
    return UpgradeReport(old, new, result.findings)


def newly_refused(config: EffectiveConfig, before: str) -> Iterator[tuple[Rule, Problem]]:
    """What Kafka refuses of a configuration in its version, and did not refuse in an older one."""
    older = EffectiveConfig(config.configuration, before)
    refused_before = {_place(problem) for _, problem in _refusals(older)}
    for rule, problem in _refusals(config):
        if _place(problem) not in refused_before:
            yield rule, problem


def _refusals(config: EffectiveConfig) -> Iterator[tuple[Rule, Problem]]:
    from kafka_architect.validation.rules import rules

    for rule in rules().values():
        if rule.check_config is None or rule.code == "UPG010" or rule.verdict is not Verdict.REFUSES:
            continue
        if rule.applies_to(config.role, config.client, config.version):
            yield from ((rule, problem) for problem in rule.check_config(config))


def _place(problem: Problem) -> tuple[int, str]:
    return id(problem.setting), problem.key

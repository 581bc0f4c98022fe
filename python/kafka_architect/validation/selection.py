"""Which rules are asked and which findings are kept: profile, select, ignore, severities, files, baseline."""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatch
from typing import TYPE_CHECKING

from kafka_architect.errors import InputError
from kafka_architect.validation.profiles import (
    DEFAULT_PROFILE,
    included,
    profile_chain,
    profile_severity,
)
from kafka_architect.validation.rules import matches, no_such_rule, rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kafka_architect.validation.baseline import Baseline
    from kafka_architect.validation.finding import Finding, Severity
    from kafka_architect.validation.rule import Rule


@dataclass(frozen=True)
class Selection:
    """A profile, and what the user changes of it.

    Codes may be whole (DUR001), the letters alone (DUR) or a rule's name (acks-not-all). `select` replaces
    the profile's choice, `extend_select` adds to it, `ignore` takes away and wins over both. What Kafka
    refuses to read at all (RUN, SYN) is not part of the choice of `select`. Files may have a profile of their
    own; of the patterns that fit a file the last one counts.
    """

    profile: str = DEFAULT_PROFILE
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    per_file_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    per_file_profiles: Mapping[str, str] = field(default_factory=dict)
    baseline: Baseline | None = None
    own: tuple[Rule, ...] = ()  # rules of the user's own
    _asked: dict[str, bool | None] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse codes that no rule has: a misspelt ignore would hide nothing, and nobody would notice."""
        for profile in self._profiles():
            profile_chain(profile)
        named = [*self.select, *self.extend_select, *self.ignore, *self.severities]
        for codes in self.per_file_ignores.values():
            named.extend(codes)
        for code in named:
            if not isinstance(code, str):
                raise InputError(f"expected a rule code or name, found {code!r}")
            if not any(matches(code, rule) for rule in self.rules):
                raise InputError(no_such_rule(code, self.rules))

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All rules that there are to choose from: kafka-architect's, then the user's."""
        return (*rules().values(), *self.own)

    def includes(self, rule: Rule) -> bool:
        """Whether a rule is asked at all: for one of the profiles of the run."""
        return any(self._includes(rule, profile) for profile in self._profiles())

    def _includes(self, rule: Rule, profile: str) -> bool:
        if any(matches(code, rule) for code in self.ignore):
            return False
        if self.select and not rule.code.startswith(("RUN", "SYN")):
            return any(matches(code, rule) for code in (*self.select, *self.extend_select))
        return included(rule, profile_chain(profile)) or any(
            matches(code, rule) for code in self.extend_select
        )

    def keeps(self, finding: Finding) -> bool:
        """Whether a finding is wanted for its file."""
        path = finding.file.path
        for pattern, codes in self.per_file_ignores.items():
            if _fits(path, pattern) and any(matches(code, finding.rule) for code in codes):
                return False
        return not self.per_file_profiles or self._includes(finding.rule, self.profile_of(path))

    def profile_of(self, path: str) -> str:
        """The profile that a file is checked by."""
        own = [profile for pattern, profile in self.per_file_profiles.items() if _fits(path, pattern)]
        return own[-1] if own else self.profile

    def _profiles(self) -> tuple[str, ...]:
        return (self.profile, *self.per_file_profiles.values())

    def knows(self, finding: Finding) -> bool:
        """Whether the baseline has a finding; each known one answers once."""
        return self.baseline is not None and self.baseline.knows(finding)

    def severity(self, rule: Rule, path: str) -> Severity:
        """How bad a rule's findings in a file are."""
        said = {name.strip().lower(): severity for name, severity in self.severities.items()}
        for name in (rule.code, rule.name, rule.code.rstrip("0123456789"), "all") if said else ():
            if name.lower() in said:
                return said[name.lower()]
        return profile_severity(rule, profile_chain(self.profile_of(path)))

    def asks(self, code: str) -> bool | None:
        """Whether any rule of a code is asked; None where no rule has the code."""
        if code not in self._asked:
            self._asked[code] = self._asks(code)
        return self._asked[code]

    def _asks(self, code: str) -> bool | None:
        known = [rule for rule in self.rules if matches(code, rule)]
        return None if not known else any(self.includes(rule) for rule in known)


def _fits(path: str, pattern: str) -> bool:
    path, pattern = path.replace("\\", "/"), pattern.removeprefix("./")
    return fnmatch(path, pattern) or fnmatch(path, f"*/{pattern}")


class FixedRules:
    """The rules whose fixes are applied, by codes, their letters or names; all where none is named.

    Raises:
        InputError: if no rule has a code.
    """

    def __init__(self, codes: Iterable[str] = (), own: Iterable[Rule] = ()) -> None:
        self._codes = tuple(codes)
        known = (*rules().values(), *own)
        for code in self._codes:
            if not any(matches(code, rule) for rule in known):
                raise InputError(no_such_rule(code, known))

    def includes(self, finding: Finding) -> bool:
        """Whether the finding's fix is wanted."""
        return not self._codes or any(matches(code, finding.rule) for code in self._codes)

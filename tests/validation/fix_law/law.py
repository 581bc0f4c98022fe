"""The law of fixes, asked of one file.

A safe fix changes nothing that worked, and what it writes is certain. So after it the file is read by the
programs that own its format; every setting that no fix names has the value that it had; what was changed
was refused, or had no effect; and a second look finds nothing worse than the first.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import kafka_architect as ka
from kafka_architect.validation.configuration import Origin
from kafka_architect.validation.file_reading import read
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.fix import Applicability
from kafka_architect.validation.fixing import mend
from kafka_architect.validation.knowledge.librdkafka_keys import ALIASES
from kafka_architect.validation.role import SERVERS, Client, Role
from kafka_architect.validation.source_file import SourceFile

from .parsers import UnreadableError, leaves
from .reasons import REASONS, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kafka_architect.validation.finding import Finding
    from kafka_architect.validation.fix import Fix
    from kafka_architect.validation.validator import ConfigValidator

_MOST_ROUNDS = 10
_NOTHING = (None, None)
_WRITTEN = (Origin.FILE, Origin.ENVIRONMENT)
Value = tuple[str | None, bool]
Settings = dict[tuple[str, int, str], dict[str, tuple[Value, Origin]]]


@dataclass(frozen=True)
class Broken:
    """A law that a fix broke."""

    law: str
    name: str
    what: str
    before: str
    after: str

    def __str__(self) -> str:
        diff = difflib.unified_diff(self.before.splitlines(), self.after.splitlines(), lineterm="", n=2)
        return "\n".join([f"{self.law}: {self.name}: {self.what}", *diff])


@dataclass(frozen=True)
class Subject:
    """A file, and what the user says of it."""

    name: str
    text: str
    role: str | None = None
    version: str | None = None


def broken_laws(subject: Subject, *, unsafe: bool = False, errors: bool = True) -> list[Broken]:
    """The laws that fixes of this file break; unsafe fixes are only asked to leave a file that works.

    `errors`: whether errors that are advice count as worse; what a refused value hid is no news.
    """
    validator = ka.ConfigValidator(kafka_version=subject.version, select=["ALL"])
    text, rounds, findings, last = _fixed(validator, subject, unsafe=unsafe)
    if text == subject.text:
        return []

    def broken(law: str, what: str) -> Broken:
        return Broken(law, subject.name, what, subject.text, text)

    found: list[Broken] = []
    try:
        before = leaves(subject.name, subject.text)
    except UnreadableError:
        return []  # the file was no such file before
    try:
        after = leaves(subject.name, text)
    except UnreadableError as error:
        return [broken("parses", str(error))]
    fixes = [fix for some in rounds for fix in some]
    worse = _worse(findings, last, errors=errors and not unsafe)
    # An unsafe fix may bring a key into force that was misspelt, and with it what that key demands of others.
    revealed = unsafe and any(len(fix.keys) > 1 for fix in fixes)
    if worse and not revealed and text.strip():  # of a file that is empty now it is said that it is
        found.append(broken("finds nothing worse", f"{sorted(worse)}"))
    if unsafe:
        return found
    named = {key for fix in fixes for key in fix.keys}
    changed = _changed_settings(subject, text)
    # An embedded client has the key without its prefix.
    unnamed = {key for key in changed if not any(one == key or one.endswith(f".{key}") for one in named)}
    if unnamed:
        found.append(broken("changes only what it names", f"{sorted(unnamed)}"))
    if before is not None and after is not None:
        differing = {path for path in {*before, *after} if before.get(path) != after.get(path)}
        edits = {(edit.file.path, edit.span) for fix in fixes for edit in fix.edits}
        # A rename takes one path away and adds another; an anchor's value stands in several.
        if len(differing) > 2 * len(edits) and "&" not in subject.text:
            found.append(broken("changes as many values as edits", f"{sorted(map(str, differing))}"))
    found += [broken("changes what did not work", what) for what in _unjustified(findings)]
    return found


def _fixed(
    validator: ConfigValidator, subject: Subject, *, unsafe: bool
) -> tuple[str, list[list[Fix]], list[Finding], list[Finding]]:
    """The text after all rounds, the fixes that were offered in each, the first and the last findings."""
    text, rounds, first = subject.text, [], None
    for _ in range(_MOST_ROUNDS):
        findings = list(validator.validate({subject.name: text}, subject.role).findings)
        first = first or findings
        wanted = [one.fix for one in findings if one.fix and (unsafe or one.fix.applicability == "safe")]
        mended = mend(findings, unsafe=unsafe)
        if not mended:
            break
        rounds.append(wanted)
        text = mended[0].text
    return text, rounds, first or [], findings


def _worse(before: Iterable[Finding], after: Iterable[Finding], *, errors: bool) -> set[tuple[str, str]]:
    """What Kafka refuses now and did not, or with `errors` what is an error now.

    A value that was refused hides what a good one means: of keys that a fix names nothing is new.
    """
    named = {key for finding in before if finding.fix is not None for key in finding.fix.keys}
    known = {(one.rule.code, one.key) for one in before}
    return {
        (one.rule.code, one.key)
        for one in after
        if (one.rule.verdict is Verdict.REFUSES or (errors and one.severity is Severity.ERROR))
        and (one.rule.code, one.key) not in known
        and not _about(one, named)
    }


def _about(finding: Finding, keys: Iterable[str]) -> bool:
    return finding.key in keys or any(key in finding.message for key in keys)


def _settings(name: str, text: str, role: str | None) -> Settings:
    client = Client.LIBRDKAFKA if (role or "").startswith("librdkafka") else None
    wanted = None if role is None else Role(role.removeprefix("librdkafka-"))
    found: Settings = {}
    for one in read(SourceFile(name, text), wanted, client).configurations:
        # process.roles tells a broker from a controller, and may be what is mended.
        role_name = str(Role.BROKER if one.role in SERVERS else one.role)
        number = sum(1 for key in found if key[::2] == (role_name, one.name))
        found[role_name, number, one.name] = {
            _name(key, one.client): ((setting.value, setting.resolved), setting.origin)
            for key, setting in one.settings.items()
        }
    return found


def _name(key: str, client: Client) -> str:
    """One of the two names that librdkafka has for some settings."""
    return ALIASES.get(key, key) if client is Client.LIBRDKAFKA else key


def _changed_settings(subject: Subject, text: str) -> set[str]:
    """The keys whose value in force is another one, or that came or went, in any configuration."""
    before, after = (_settings(subject.name, one, subject.role) for one in (subject.text, text))
    changed: set[str] = set()
    for place in {*before, *after}:
        old, new = before.get(place, {}), after.get(place, {})
        different = {key for key in {*old, *new} if old.get(key, _NOTHING)[0] != new.get(key, _NOTHING)[0]}
        if place not in after:
            # A client of which nothing is left is no client any more: what others gave it goes with it.
            kept = {(key, value) for one in after.values() for key, (value, _) in one.items()}
            different = {
                key for key in different if old[key][1] in _WRITTEN and (key, old[key][0]) not in kept
            }
        changed |= different
    return changed


def _unjustified(findings: Iterable[Finding]) -> list[str]:
    """Safe fixes of rules that no reason stands for, or of a value that Kafka takes."""
    found = []
    for one in findings:
        if one.fix is None or one.fix.applicability is not Applicability.SAFE:
            continue
        reason = REASONS.get(one.rule.code)
        if reason is None:
            found.append(f"{one.rule.code} has a safe fix, and reasons.py does not say why")
        elif reason is Reason.REFUSED and one.rule.verdict is not Verdict.REFUSES:
            found.append(f"{one.rule.code} is not about what Kafka refuses")
    return found

"""Findings in the order in which people work through them: by file, rule or severity, the worst first.

Equal findings of a group (several brokers, topics or profiles) become one with the list of their places.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Document = Mapping[str, Any]

GROUPINGS = ("file", "rule", "severity")
SEVERITIES = ("error", "warning", "info")
_RANK = {severity: rank for rank, severity in enumerate(SEVERITIES)}
_VERDICT_RANK = {verdict: rank for rank, verdict in enumerate(("refuses", "differs", "advice"))}
# Above so many findings a table of the rules comes first.
_MANY = 60
_RULES_SHOWN = 20
_CONFIGURATIONS_NAMED = 4
_PLACES_SHOWN = 12


@dataclass(slots=True)
class Entry:
    """A finding, and those that say the same elsewhere."""

    finding: Document
    others: list[Document] = field(default_factory=list)

    def places(self) -> list[str]:
        """Where the others are: line:column in the same file, with the path elsewhere."""
        own = self.finding["file"]
        shown = [
            f"{one['line']}:{one['column']}" if one["file"] == own else place(one)
            for one in self.others[:_PLACES_SHOWN]
        ]
        left = len(self.others) - len(shown)
        return [*shown, f"{left} more places"] if left else shown


@dataclass(slots=True)
class Group:
    """Findings under one title."""

    title: str
    entries: list[Entry]


def place(finding: Document) -> str:
    """path:line:column."""
    return f"{finding['file']}:{finding['line']}:{finding['column']}"


def grouped(document: Document, by: str) -> Iterator[Group]:
    """The findings in groups; files in their order, rules and severities the most severe first."""
    findings = document["findings"]
    if by == "file":
        about = _configurations(document)
        for file, found in _parts(findings, "file"):
            yield Group(_title(file, about.get(file, ())), _folded(sorted(found, key=_severest)))
    elif by == "rule":
        parts = sorted(_parts(findings, "code"), key=lambda part: (_RANK[part[1][0]["severity"]], part[0]))
        for code, found in parts:
            head = f"{code} {found[0]['name']}: {counted(len(found), 'finding')}"
            yield Group(head, _folded(found))
    else:
        for severity in SEVERITIES:
            found = [one for one in findings if one["severity"] == severity]
            if found:
                yield Group(f"{severity}: {counted(len(found), 'finding')}", _folded(found))


def overview(document: Document) -> Iterator[str]:
    """The rules with the number of their findings, where there are many; nothing where there are few."""
    findings = document["findings"]
    if len(findings) <= _MANY:
        return
    rules = {one["code"]: (one["severity"], one["name"]) for one in findings}
    counts = Counter(one["code"] for one in findings)
    order = sorted(counts, key=lambda code: (_RANK[rules[code][0]], -counts[code], code))
    width = len(f"{max(counts.values()):,}")
    yield f"{counted(len(findings), 'finding')} of {counted(len(order), 'rule')}:"
    for code in order[:_RULES_SHOWN]:
        severity, name = rules[code]
        yield f"  {counts[code]:>{width},}  {severity:<7}  {code} {name}"
    if len(order) > _RULES_SHOWN:
        left = order[_RULES_SHOWN:]
        yield f"  {sum(counts[code] for code in left):>{width},}  of {len(left)} more rules"
    yield ""


def counted(count: int, noun: str) -> str:
    """`1 finding`, `2 findings`, `3 info`."""
    plural = noun if count == 1 or noun == "info" else noun + "s"
    return f"{count:,} {plural}"


def _parts(findings: list[Document], key: str) -> list[tuple[str, list[Document]]]:
    parts: dict[str, list[Document]] = {}
    for finding in findings:
        parts.setdefault(finding[key], []).append(finding)
    return list(parts.items())


def _severest(finding: Document) -> tuple[int, int, int, int, str]:
    severity, verdict = _RANK[finding["severity"]], _VERDICT_RANK[finding["verdict"]]
    return severity, verdict, finding["line"], finding["column"], finding["code"]


def _folded(findings: list[Document]) -> list[Entry]:
    entries: dict[tuple[str, str, str, str], Entry] = {}
    for finding in findings:
        fix = finding["fix"]
        said = "" if fix is None else f"{fix['applicability']} {fix['summary']}"
        key = (finding["code"], finding["severity"], finding["message"], said)
        if key in entries:
            entries[key].others.append(finding)
        else:
            entries[key] = Entry(finding)
    return list(entries.values())


def _configurations(document: Document) -> dict[str, list[str]]:
    """What each file configures: role and name, with the version of Kafka that its rules are of."""
    told: dict[str, list[str]] = {}
    for one in document.get("configurations", ()):
        name = one["name"].removeprefix(f"{one['file'].rpartition('/')[2]}: ")
        role = _role_and_name(one["role"], name, one["file"].rpartition("/")[2])
        version = f"Kafka {one['kafka_version']}" if one["client"] == "java" else one["client"]
        assumed = ", assumed" if one["version_from"] == "assumed" and one["client"] == "java" else ""
        told.setdefault(one["file"], []).append(f"{role} ({version}{assumed})")
    return told


def _role_and_name(role: str, name: str, file: str) -> str:
    """What a configuration is, and its name where that says more; what runs is called "broker 1" already."""
    if name in {role, file}:
        return role
    return name if name.startswith(f"{role} ") else f"{role} {name}"


def _title(file: str, configurations: list[str] | tuple[()]) -> str:
    if not configurations:
        return file
    named = list(dict.fromkeys(configurations))
    left = len(named) - _CONFIGURATIONS_NAMED
    shown = named[:_CONFIGURATIONS_NAMED] + ([f"{left} more configurations"] if left > 0 else [])
    return f"{file}: {', '.join(shown)}"

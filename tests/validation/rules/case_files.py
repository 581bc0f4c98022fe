"""The cases of cases/*.yml as data."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kafka_architect.validation.role import Client, Role

FOLDER = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Described:
    """One configuration of a case."""

    role: Role
    client: Client = Client.JAVA
    config: dict[str, str] = field(default_factory=dict)
    attributes: dict[str, str] = field(default_factory=dict)
    name: str = "case"


@dataclass(frozen=True)
class Case:
    """One case: configurations or files, and what the rule should say of them."""

    rule: str
    kind: str  # fails | passes | fixes
    number: int
    configurations: tuple[Described, ...]
    files: dict[str, str]
    version: str
    upgrade_from: str | None
    profile: str | None
    role: str | None  # what the user says of `files`
    key: str | None
    message: str | None
    becomes: dict[str, str] | None

    @property
    def id(self) -> str:
        return f"{self.rule}-{self.kind}-{self.number}"


@cache
def cases() -> tuple[Case, ...]:
    """All cases of all rules."""
    loaded: list[Case] = []
    for path in sorted(FOLDER.glob("*.yml")):
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert document["rule"] == path.stem, f"{path.name} is about {document['rule']}"
        unknown = set(document) - {"rule", "fails", "passes", "fixes"}
        assert not unknown, f"{path.name}: {unknown}"
        for kind in ("fails", "passes", "fixes"):
            for number, entry in enumerate(document.get(kind) or [], start=1):
                loaded.append(_case(path.stem, kind, number, entry))
    return tuple(loaded)


_KNOWN = {
    "role", "client", "config", "attributes", "name", "system", "files", "version", "from", "profile", "key",
    "message", "becomes",
}  # fmt: skip


def _case(rule: str, kind: str, number: int, entry: dict[str, Any]) -> Case:
    unknown = set(entry) - _KNOWN
    assert not unknown, f"{rule} {kind} {number}: {unknown}"
    files = entry.get("files") or {}
    described = entry.get("system") or ([] if files else [entry])
    return Case(
        rule=rule,
        kind=kind,
        number=number,
        configurations=tuple(_described(one) for one in described),
        files=files,
        version=str(entry.get("version", "4.3")),
        upgrade_from=None if entry.get("from") is None else str(entry["from"]),
        profile=entry.get("profile"),
        role=entry.get("role") if files else None,
        key=entry.get("key"),
        message=entry.get("message"),
        becomes=None if entry.get("becomes") is None else _texts(entry["becomes"]),
    )


def _described(entry: dict[str, Any]) -> Described:
    return Described(
        role=Role(entry["role"]),
        client=Client(entry.get("client", "java")),
        config=_texts(entry.get("config") or {}),
        attributes=_texts(entry.get("attributes") or {}),
        name=entry.get("name", "case"),
    )


def _texts(values: dict[str, Any]) -> dict[str, str]:
    for key, value in values.items():
        assert isinstance(value, str), f"{key}: {value!r} must be quoted: configurations hold text"
    return values

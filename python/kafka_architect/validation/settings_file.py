"""kafka-architect.toml, or [tool.kafka-architect] of a pyproject.toml: what a repository wants checked."""

from __future__ import annotations

import reprlib
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kafka_architect.errors import InputError, MalformedSourceError, SourceError
from kafka_architect.validation.catalogue import resolve_version
from kafka_architect.validation.finding import severity_of
from kafka_architect.validation.profiles import DEFAULT_PROFILE
from kafka_architect.validation.selection import Selection
from kafka_architect.validation.suggestion import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kafka_architect.validation.finding import Severity
    from kafka_architect.validation.rule import Rule

NAME = "kafka-architect.toml"
_MOST_BYTES = 16 << 20
_LISTS = ("select", "extend-select", "ignore", "exclude", "rule-files")
_TEXTS = ("profile", "kafka-version", "baseline")
_TABLES = ("severity", "per-file-ignores", "per-file-profiles", "bounds")
_RULES = "rule"  # [[rule]], a list of tables


@dataclass(frozen=True)
class SettingsFile:
    """What a repository's settings say; the command line wins over them."""

    path: Path | None = None
    profile: str = DEFAULT_PROFILE
    kafka_version: str | None = None
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    per_file_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    per_file_profiles: Mapping[str, str] = field(default_factory=dict)
    baseline: Path | None = None
    own_rules: tuple[Rule, ...] = ()


def find_settings(start: Path) -> SettingsFile:
    """The settings of the nearest folder upwards that has any; defaults where there is none."""
    folder = start.resolve()
    for candidate in (folder, *folder.parents):
        own = candidate / NAME
        if own.is_file():
            return read_settings(own)
        project = candidate / "pyproject.toml"
        if project.is_file() and _own_table(_load(project)) is not None:
            return read_settings(project)
    return SettingsFile()


def read_settings(path: str | Path, *, trusted: bool = False) -> SettingsFile:
    """Read a settings file.

    `trusted` says that its Python files may be run: the user named it, and it was not found by a search.

    Raises:
        SourceError: if it cannot be read.
        MalformedSourceError: if it is not TOML.
        InputError: if it has a name or value that means nothing.
    """
    path = Path(path)
    document, text = _loaded(path)
    table = _own_table(document) if path.name == "pyproject.toml" else document
    if table is None:
        table = {}
    if not isinstance(table, dict):
        raise InputError(f"{path}: tool.kafka-architect must be a table, not {_shown(table)}")
    _check_names(table, path)
    baseline = table.get("baseline")
    settings = SettingsFile(
        path=path,
        profile=table.get("profile", DEFAULT_PROFILE),
        kafka_version=table.get("kafka-version"),
        select=tuple(table.get("select", ())),
        extend_select=tuple(table.get("extend-select", ())),
        ignore=tuple(table.get("ignore", ())),
        exclude=tuple(table.get("exclude", ())),
        severities={
            code: severity_of(f"{path}: severity.{code}", value)
            for code, value in table.get("severity", {}).items()
        },
        per_file_ignores={
            pattern: _strings(codes, f"per-file-ignores.{pattern}", path)
            for pattern, codes in table.get("per-file-ignores", {}).items()
        },
        per_file_profiles=table.get("per-file-profiles", {}),
        baseline=None if baseline is None else path.parent / baseline,
        own_rules=_own_rules(table, path, text, trusted),
    )
    _check_meaning(settings)
    return settings


def _own_rules(table: dict[str, Any], path: Path, text: str, trusted: bool) -> tuple[Rule, ...]:
    if not {"rule-files", _RULES, "bounds"} & set(table):
        return ()
    # Most files have none, and what reads them need not be imported.
    from kafka_architect.validation.own_rules.reading import own_rules

    return own_rules(table, path, text, trusted=trusted)


def _own_table(project: dict[str, Any]) -> Any:
    """What a pyproject.toml says of kafka-architect; None where it says nothing."""
    tools = project.get("tool")
    return tools.get("kafka-architect") if isinstance(tools, dict) else None


def _check_meaning(settings: SettingsFile) -> None:
    """Refuse what no profile, version or rule is called, and say in which file it stands."""
    try:
        Selection(
            settings.profile, settings.select, settings.extend_select, settings.ignore, settings.severities,
            settings.per_file_ignores, settings.per_file_profiles, own=settings.own_rules,
        )  # fmt: skip
        if settings.kafka_version is not None:
            resolve_version(settings.kafka_version)
    except InputError as error:
        raise InputError(f"{settings.path}: {error}") from None


def _load(path: Path) -> dict[str, Any]:
    return _loaded(path)[0]


def _loaded(path: Path) -> tuple[dict[str, Any], str]:
    try:
        with path.open("rb") as opened:
            content = opened.read(_MOST_BYTES + 1)
    except OSError as error:
        raise SourceError(error.errno or 0, f"cannot read {path}: {error.strerror}") from error
    if len(content) > _MOST_BYTES:
        raise MalformedSourceError(f"{path} is larger than 16 MiB; expected settings of kafka-architect")
    try:
        text = content.decode("utf-8-sig")
        return tomllib.loads(text), text
    except ValueError as error:  # also of numbers that Python refuses to read
        raise MalformedSourceError(f"{path} is not TOML: {error}") from error
    except RecursionError as error:
        raise MalformedSourceError(f"{path} is not valid TOML: it is nested too deeply") from error


def _check_names(table: dict[str, Any], path: Path) -> None:
    known = (*_LISTS, *_TEXTS, *_TABLES, _RULES)
    for name, value in table.items():
        if name not in known:
            if name == "tool":
                raise InputError(
                    f"{path}: settings in this file are top-level, without [tool.kafka-architect]"
                )
            nearest = did_you_mean(name, known)
            raise InputError(
                f"{path}: unknown setting {_shown(name)}; expected one of {', '.join(known)}{nearest}"
            )
        if name in _TEXTS and (not isinstance(value, str) or "\0" in value):
            raise InputError(f"{path}: {name} must be a quoted string, not {_shown(value)}")
        if name in _TABLES and not isinstance(value, dict):
            raise InputError(f"{path}: {name} must be a table, not {_shown(value)}")
        if name in _LISTS:
            _strings(value, name, path)


def _shown(value: object) -> str:
    return reprlib.repr(value)


def _strings(value: object, name: str, path: Path) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise InputError(f"{path}: {name} must be a list of strings, not {_shown(value)}")
    return tuple(value)

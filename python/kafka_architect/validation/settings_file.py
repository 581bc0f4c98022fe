"""kafka-architect.toml, or [tool.kafka-architect] of a pyproject.toml: what a repository wants checked."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kafka_architect.errors import InputError, MalformedSourceError, SourceError
from kafka_architect.validation.finding import Severity
from kafka_architect.validation.profiles import DEFAULT_PROFILE, profile_chain

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "kafka-architect.toml"
_LISTS = ("select", "extend-select", "ignore", "exclude")
_TEXTS = ("profile", "kafka-version", "baseline")
_TABLES = ("severity", "per-file-ignores")


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
    baseline: Path | None = None


def find_settings(start: Path) -> SettingsFile:
    """The settings of the nearest folder upwards that has any; defaults where there is none."""
    folder = start.resolve()
    for candidate in (folder, *folder.parents):
        own = candidate / NAME
        if own.is_file():
            return read_settings(own)
        project = candidate / "pyproject.toml"
        if project.is_file() and "kafka-architect" in _load(project).get("tool", {}):
            return read_settings(project)
    return SettingsFile()


def read_settings(path: str | Path) -> SettingsFile:
    """Read a settings file.

    Raises:
        SourceError: if it cannot be read.
        MalformedSourceError: if it is not TOML.
        InputError: if it has a name or value that means nothing.
    """
    path = Path(path)
    document = _load(path)
    table = document.get("tool", {}).get("kafka-architect", {}) if path.name == "pyproject.toml" else document
    _check_names(table, path)
    profile = table.get("profile", DEFAULT_PROFILE)
    profile_chain(profile)
    baseline = table.get("baseline")
    return SettingsFile(
        path=path,
        profile=profile,
        kafka_version=table.get("kafka-version"),
        select=tuple(table.get("select", ())),
        extend_select=tuple(table.get("extend-select", ())),
        ignore=tuple(table.get("ignore", ())),
        exclude=tuple(table.get("exclude", ())),
        severities={code: _severity(value, path) for code, value in table.get("severity", {}).items()},
        per_file_ignores={
            pattern: _strings(codes, f"per-file-ignores.{pattern}", path)
            for pattern, codes in table.get("per-file-ignores", {}).items()
        },
        baseline=None if baseline is None else path.parent / baseline,
    )


def _load(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8"))
    except OSError as error:
        raise SourceError(error.errno or 0, f"cannot read {path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MalformedSourceError(f"{path} is not TOML: {error}") from error


def _check_names(table: dict[str, Any], path: Path) -> None:
    known = (*_LISTS, *_TEXTS, *_TABLES)
    for name, value in table.items():
        if name not in known:
            raise InputError(f"{path}: nothing is called {name!r}; there are {', '.join(known)}")
        if name in _TEXTS and not isinstance(value, str):
            raise InputError(f"{path}: {name} must be text, not {value!r}")
        if name in _TABLES and not isinstance(value, dict):
            raise InputError(f"{path}: {name} must be a table, not {value!r}")
        if name in _LISTS:
            _strings(value, name, path)


def _strings(value: object, name: str, path: Path) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise InputError(f"{path}: {name} must be a list of texts, not {value!r}")
    return tuple(value)


def _severity(value: object, path: Path) -> Severity:
    try:
        return Severity(str(value))
    except ValueError:
        raise InputError(f"{path}: {value!r} is no severity; there are {', '.join(Severity)}") from None

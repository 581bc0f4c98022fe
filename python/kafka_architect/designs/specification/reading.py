"""From a file, a text, a dictionary or Python objects to a Specification, or every fault with its line."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from kafka_architect.designs.specification.contracts import over_contracts
from kafka_architect.designs.specification.converting import convert, plain
from kafka_architect.designs.specification.environments import overlaid
from kafka_architect.designs.specification.model import Specification
from kafka_architect.documents import Document, read_document
from kafka_architect.errors import InputError
from kafka_architect.suggestion import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kafka_architect.designs.specification.converting import Fault

    Source = str | os.PathLike[str] | Mapping[str, Any] | Specification
    Keys = Sequence[str | int]

_MOST_FAULTS = 25


@dataclass(frozen=True, slots=True)
class Read:
    """A specification in one environment, and where its parts were written."""

    specification: Specification
    document: Document
    environment: str
    overrides: frozenset[tuple[str | int, ...]]

    def where(self, *keys: str | int) -> str:
        """`file:line` of a path; of its override, where the environment has one."""
        for length in range(len(keys), 0, -1):
            if tuple(keys[:length]) in self.overrides:
                return self.document.where("environments", self.environment, *keys)
        return self.document.where(*keys)

    def refuse(self, faults: Iterable[tuple[Keys, str]]) -> NoReturn:
        """Raise one InputError with every fault, a line each."""
        raise InputError("\n".join(self._lines(faults)))

    def _lines(self, faults: Iterable[tuple[Keys, str]]) -> list[str]:
        lines = [f"{self.where(*path)}: {_dotted(path)}{message}" for path, message in faults]
        more = len(lines) - _MOST_FAULTS
        return lines if more <= 0 else [*lines[:_MOST_FAULTS], f"... and {more} more"]

    def beside(self, path: str) -> Path:
        """A path of the specification, relative to its file."""
        return Path(self.document.name).parent / path


def read_specification(source: Source, *, environment: str = "") -> Read:
    """Read a specification as it holds in an environment.

    Args:
        source: The path of a YAML or JSON file, a dictionary, or a `Specification`.
        environment: A name of `environments`; "" for what holds everywhere.

    Raises:
        SourceError: The file cannot be read.
        InputError: What is wrong, with file and line, all of it at once.
    """
    document = _document(source)
    if not isinstance(document.value, dict):
        document.refuse("expected a specification: a mapping with name, services, entities ...")
    value, faults_of_contracts = over_contracts(document.value, document)
    overrides = frozenset[tuple[str | int, ...]]()
    if environment:
        value, overrides = _in_environment(document, value, environment)
    specification, faults = convert(value, Specification)
    read = Read(specification or Specification(name="?"), document, environment, overrides)
    if faults_of_contracts:
        read.refuse(faults_of_contracts)
    if faults:
        read.refuse(_pairs(faults))
    return read


def _document(source: Source) -> Document:
    if isinstance(source, Specification):
        return Document(plain(source), "specification")
    if isinstance(source, (str, os.PathLike)):
        return read_document(source)
    if isinstance(source, dict):
        return Document(plain(source), "specification")
    raise InputError(
        "expected the path of a specification, a dictionary or a Specification, found "
        f"{type(source).__name__}"
    )


def _in_environment(
    document: Document, value: dict[str, Any], name: str
) -> tuple[Any, frozenset[tuple[str | int, ...]]]:
    known = document.value.get("environments")
    if not isinstance(known, dict) or name not in known:
        names = list(known) if isinstance(known, dict) else []
        near = did_you_mean(name, names) or "; the specification has no environments"
        document.refuse(f"unknown environment {name!r}{near}", "environments")
    if not isinstance(known[name], dict):
        document.refuse("expected a mapping of what differs", "environments", name)
    return overlaid(value, known[name])


def _pairs(faults: Iterable[Fault]) -> list[tuple[Keys, str]]:
    return [(one.path, one.message) for one in faults]


def _dotted(path: Keys) -> str:
    if not path:
        return ""
    parts = [f"[{one}]" if isinstance(one, int) else f".{one}" for one in path]
    return "".join(parts).removeprefix(".") + ": "

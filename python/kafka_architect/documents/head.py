"""The head of every JSON document: what it is, in which version, and what wrote it.

    {"format": "kafka-architect-plan", "version": 2, "tool": "kafka-architect 0.1.0", ...}

Documents that were written before they had a head are recognised by their fields, and read as the version
that they had.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kafka_architect.documents.kinds import KIND_OF_FORMAT, KINDS
from kafka_architect.errors import InputError
from kafka_architect.suggestion import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kafka_architect.documents.kinds import DocumentKind

HEAD = ("format", "version", "tool")
_UPDATE = "update this installation: pip install --upgrade kafka-architect"


def head(name: str) -> dict[str, Any]:
    """The head of a document of a kind, to be written first."""
    kind = KINDS[name]
    return {"format": kind.format, "version": kind.version, "tool": tool()}


def headed(name: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """A document of a kind: its head, then what is in it."""
    return {**head(name), **body}


def body_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """What is in a document, without its head."""
    return {key: value for key, value in document.items() if key not in HEAD}


@lru_cache(maxsize=1)
def tool() -> str:
    """What writes: this package and its version."""
    from importlib.metadata import version

    return f"kafka-architect {version('kafka-architect')}"


def read_head(document: object, *, expected: str | None = None, name: str = "the document") -> DocumentKind:
    """The kind of a document, whose version is one that is read.

    Args:
        document: What JSON or YAML holds.
        expected: The name of the only kind that is wanted; any where it is None.
        name: What messages call the document: its path.

    Raises:
        InputError: It is no document of this package, of another kind, or of another version.
    """
    kind = kind_of(document)
    wanted = None if expected is None else KINDS[expected]
    if kind is None:
        raise InputError(f"{name}: {_unknown(document, wanted)}")
    if wanted is not None and kind is not wanted:
        raise InputError(f"{name}: not a {wanted.what} but a {kind.what} ({kind.format}); {_create(wanted)}")
    found = _version(document, kind)
    if found != kind.version:
        raise InputError(f"{name}: {_other_version(kind, found)}")
    return kind


def with_head(document: Mapping[str, Any], kind: DocumentKind) -> dict[str, Any]:
    """A document that was read, with the head that it would have now; `tool` is empty where it is unknown."""
    told = document.get("tool")
    body = body_of(document)
    if "format" not in document:
        body.pop("schema", None)  # where plans had their version
    return {
        "format": kind.format,
        "version": kind.version,
        "tool": told if isinstance(told, str) else "",
        **body,
    }


def kind_of(document: object) -> DocumentKind | None:
    """The kind that a document says that it is, or is by its fields; of any version."""
    if not isinstance(document, dict):
        return None
    if "format" in document:
        written = document["format"]
        return KIND_OF_FORMAT.get(written) if isinstance(written, str) else None
    return next((one for one in KINDS.values() if one.fields and document.keys() >= set(one.fields)), None)


def is_kind(document: object, name: str) -> bool:
    """Whether a document is of a kind, of any version."""
    return kind_of(document) is KINDS[name]


def _version(document: Any, kind: DocumentKind) -> object:
    if "format" in document:
        return document.get("version")
    return document.get("schema") if kind.name == "plan" else kind.version


def _other_version(kind: DocumentKind, found: object) -> str:
    reads = f"this kafka-architect reads version {kind.version}"
    if not isinstance(found, int) or isinstance(found, bool):
        return (
            f"a {kind.what} without a version; {reads}: recreate it with {kind.command}"
            if found is None
            else f"a {kind.what} whose version is not a number; {reads}: recreate it with {kind.command}"
        )
    cure = _UPDATE if found > kind.version else f"recreate it with {kind.command}"
    age = "a later" if found > kind.version else "an earlier"
    return f"a {kind.what} written by {age} kafka-architect (version {_shown(found)}); {reads}: {cure}"


def _unknown(document: object, wanted: DocumentKind | None) -> str:
    create = "expected the JSON of a kafka-architect command" if wanted is None else _create(wanted)
    what = "kafka-architect document" if wanted is None else wanted.what
    if not isinstance(document, dict):
        return f"not a {what} but {_TYPES.get(type(document), 'something else')}; {create}"
    if "format" not in document:
        return f"not a {what}: it has no format; {create}"
    written = document["format"]
    if not isinstance(written, str):
        return f"not a {what}: its format is not text; {create}"
    return f"unknown format {written[:80]!r}{did_you_mean(written, KIND_OF_FORMAT)}"


def _create(kind: DocumentKind) -> str:
    return f'expected the JSON of {kind.command} ("format": "{kind.format}")'


def _shown(number: int) -> str:
    return str(number) if abs(number) < 1_000_000 else "of many digits"


_TYPES = {
    list: "a list", str: "text", int: "a number", float: "a number", bool: "a boolean", type(None): "null",
}  # fmt: skip

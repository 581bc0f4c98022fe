"""A document: its value, the line of each part, and its conversion to typed structures."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from kafka_architect.documents.json_text import is_json, json_value
from kafka_architect.documents.limits import Limits
from kafka_architect.documents.typed import fields_at, keys_of, without_jargon
from kafka_architect.documents.yaml_events import YamlValue
from kafka_architect.errors import InputError, SourceError
from kafka_architect.suggestion import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kafka_architect.documents.typed import Keys

_Type = TypeVar("_Type")


@dataclass(frozen=True)
class Document:
    """A document's value, and where each part of it was written.

    Attributes:
        value: dict, list, str, int, float, bool or None.
        name: What messages call it: the path of the file.
    """

    value: Any
    name: str
    _text: str = field(repr=False, default="")
    _limits: Limits = field(repr=False, default_factory=Limits)

    def line(self, *keys: str | int) -> int | None:
        """The line, from 1, of the key or item at a path; of the nearest part that is there, else None."""
        places = self._places()
        for length in range(len(keys), -1, -1):
            found = places.get(tuple(keys[:length]))
            if found is not None:
                return found
        return None

    def where(self, *keys: str | int) -> str:
        """`file:line` of a path, or the file alone where the line is unknown."""
        line = self.line(*keys)
        return self.name if line is None else f"{self.name}:{line}"

    def refuse(self, message: str, *keys: str | int) -> NoReturn:
        """Raise an InputError that names file and line of the path."""
        raise InputError(f"{self.where(*keys)}: {message}")

    def convert(self, kind: type[_Type], value: object | None = None) -> _Type:
        """The value as a typed structure (`msgspec.Struct`, dataclass, list ...).

        Raises:
            InputError: A field is unknown (the nearest is offered), missing, or of another type.
        """
        import msgspec

        try:
            return msgspec.convert(self.value if value is None else value, kind)
        except msgspec.ValidationError as error:
            message, _, at = str(error).partition(" - at `")
            keys = keys_of(at.rstrip("`"))
            unknown = re.fullmatch(r"Object contains unknown field `(.*)`", message)
            if unknown is None:
                self.refuse(without_jargon(message), *keys)
            name = unknown[1]
            known = fields_at(msgspec.inspect.type_info(kind), keys)
            self.refuse(f"unknown field {name!r}{did_you_mean(name, known)}", *keys, name)

    def _places(self) -> Mapping[Keys, int]:
        cached: dict[Keys, int] | None = self.__dict__.get("_cached_places")
        if cached is None:
            cached = {}
            with suppress(InputError):  # JSON that YAML cannot say: places up to there are right
                YamlValue(self.name, self._limits, cached).read(self._text.replace("\t", " "))
            object.__setattr__(self, "_cached_places", cached)
        return cached


def read_document(path: str | os.PathLike[str], *, limits: Limits | None = None) -> Document:
    """Read a file of YAML or JSON.

    Raises:
        SourceError: It cannot be read.
        InputError: It is larger than the limits, not UTF-8, not YAML or JSON, or holds what is refused.
    """
    limits = limits or Limits()
    name = os.fsdecode(path)
    try:
        with Path(path).open("rb") as opened:
            too_large = os.fstat(opened.fileno()).st_size > limits.bytes
            data = b"" if too_large else opened.read(limits.bytes + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise SourceError(f"{name}: cannot read: {reason}") from error
    if too_large:
        _refuse_size(name, limits)
    return parse_document(data, name=name, limits=limits)


def _refuse_size(name: str, limits: Limits) -> NoReturn:
    raise InputError(f"{name}: more than {limits.bytes:,} bytes; expected a document of at most that size")


def parse_document(
    text: str | bytes, *, name: str, limits: Limits | None = None, json: bool = False
) -> Document:
    """Read YAML or JSON from a text, or JSON alone; raises as `read_document`."""
    limits = limits or Limits()
    if len(text) > limits.bytes:
        _refuse_size(name, limits)
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            raise InputError(f"{name}:{line}: not UTF-8 at byte {error.start:,}: {error.reason}") from error
    text = text.removeprefix("\ufeff")
    if json or name.endswith(".json") or (text.lstrip()[:1] in {"{", "["} and is_json(text)):
        value = json_value(text, name, limits)
    else:
        value = YamlValue(name, limits).read(text)
    return Document(value, name, text, limits)

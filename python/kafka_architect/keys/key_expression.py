"""KeyExpression: which fields a key is made of, as `--key` says it.

    customerId              a field
    order.customerId        a field inside a field
    tenant:user             two fields with a colon between them
    'eu':tenant             a constant, a colon, and a field

Separators are : | / # + and stay part of the key. A field whose name has one of them is meant as a whole
where the source has a field of exactly that name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Collection

_SEPARATORS = ":|/#+"
_PART = re.compile(
    rf"'(?P<constant>[^']*)'|(?P<field>[^'{re.escape(_SEPARATORS)}]+)|(?P<mark>[{re.escape(_SEPARATORS)}])"
)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a key: the text itself, or the field that has it."""

    text: str
    is_field: bool


@dataclass(frozen=True, slots=True)
class KeyExpression:
    """The parts of a key in order; `text` is what the user wrote."""

    text: str
    parts: tuple[Part, ...]

    @classmethod
    def field(cls, name: str) -> KeyExpression:
        """The field of that name, whatever is in the name."""
        return cls(name, (Part(name, is_field=True),))

    @classmethod
    def parsed(cls, text: str) -> KeyExpression:
        """What `--key` was given.

        Raises:
            InputError: It names no field, or a quote is not closed.
        """
        parts = []
        position = 0
        while position < len(text):
            found = _PART.match(text, position)
            if found is None:
                raise InputError(f"key {text!r}: the quote at character {position + 1} is not closed")
            if (field := found["field"]) is not None:
                parts.append(Part(field.strip(), is_field=True))
            else:
                parts.append(Part(found["constant"] or found["mark"] or "", is_field=False))
            position = found.end()
        if not any(part.is_field and part.text for part in parts):
            raise InputError(
                f"key {text!r} names no field: expected one like customerId, order.customerId or tenant:user"
            )
        return cls(text, tuple(parts))

    def among(self, available: Collection[str]) -> KeyExpression:
        """The same, or the single field of that very name where the source has one."""
        return KeyExpression.field(self.text) if self.text in available else self

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that it reads, in order."""
        return tuple(part.text for part in self.parts if part.is_field)

    @property
    def single_field(self) -> str | None:
        """The field that is the key by itself, if one is."""
        return self.parts[0].text if len(self.parts) == 1 else None

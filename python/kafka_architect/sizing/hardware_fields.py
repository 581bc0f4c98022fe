"""Kinds of fields that Hardware has, by how they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from kafka_architect.sizing import hardware_reading as reading
from kafka_architect.sizing.inputs import Input, optional

if TYPE_CHECKING:
    Number: TypeAlias = float | int | str
    Bandwidth: TypeAlias = Number | None
    Amount: TypeAlias = Number | None

GIVEN: Final = "given by the catalogue or the file"
PROVIDER: Final = "from the provider's file"


def text_field(about: str, default: str = "", source: str = GIVEN) -> Input[str, str]:
    """A field of text."""
    return Input(reading.text, default, about=about, source=source)


def bandwidth_field(about: str) -> Input[Bandwidth, float | None]:
    """A bandwidth in MB/s after construction; not every kind of broker has it."""
    return Input(optional(reading.bandwidth), None, about=f"{about}, MB/s", source=GIVEN)


def amount_field(about: str, source: str = GIVEN) -> Input[Amount, float | None]:
    """A number above 0, or none."""
    return Input(optional(reading.positive), None, about=about, source=source)


def switch_field(default: bool, about: str, source: str = PROVIDER) -> Input[bool, bool]:
    """True or false."""
    return Input(reading.switch, default, about=about, source=source)

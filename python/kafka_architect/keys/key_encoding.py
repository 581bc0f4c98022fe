"""KeyEncoding: how the bytes that a producer hashes are made of what a source holds.

The serializers of Kafka's Java client: ShortSerializer and its like write big-endian numbers, UUIDSerializer
the 36 characters of the text, StringSerializer UTF-8. Schema registry serializers write a zero byte and the
schema's id (int32) in front of the key. Streams' time-windowed keys are the key with the window's start
(int64) behind it, and WindowedStreamPartitioner places them by the key alone.
"""

from __future__ import annotations

import base64
import binascii
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kafka_architect.errors import InputError, MalformedSourceError
from kafka_architect.suggestion import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_UUID_CHARACTERS = 36
_UUID_BYTES = 16
_WINDOW_BYTES = 8
SCHEMA_ID_BYTES = 5

Values = "Sequence[bytes | str | int | float | None]"


@dataclass(frozen=True, slots=True)
class EncodingStep:
    """One step from what a source holds to the bytes of a key; `None` stays `None`."""

    name: str
    title: str
    encode: Callable[[Sequence[Any]], Sequence[Any] | np.ndarray[Any, Any]]
    shown: Callable[[bytes], str] | None = None


@dataclass(frozen=True, slots=True)
class KeyEncoding:
    """Steps that are taken in order: base64+confluent."""

    name: str
    steps: tuple[EncodingStep, ...]

    @classmethod
    def parsed(cls, text: str) -> KeyEncoding:
        """What `--key-format` was given.

        Raises:
            InputError: A step is unknown.
        """
        steps = []
        for name in text.split("+"):
            if name not in STEPS:
                raise InputError(f"key format {name!r} is unknown{did_you_mean(name, STEPS)}")
            steps.append(STEPS[name])
        return cls(text, tuple(steps))

    @property
    def title(self) -> str:
        """What the keys are taken for."""
        return ", then ".join(step.title for step in self.steps)

    @property
    def is_text(self) -> bool:
        """Whether the bytes are taken as they are."""
        return all(step.name == "text" for step in self.steps)

    @property
    def has_schema_ids(self) -> bool:
        """Whether keys begin with the id of their schema."""
        return any(step.name == "confluent" for step in self.steps)

    def encode(self, values: Sequence[Any]) -> Sequence[Any] | np.ndarray[Any, Any]:
        """The keys' bytes.

        Raises:
            MalformedSourceError: A value is not of this form; says which.
        """
        for step in self.steps:
            values = step.encode(values)  # type: ignore[assignment]  # an array is a sequence of keys too
        return values

    def shown(self, key: bytes) -> str | None:
        """A key as people write it; None where its bytes say it best."""
        step = self.steps[-1]
        return None if step.shown is None else step.shown(key)


def _text(values: Sequence[Any]) -> Sequence[Any]:
    return [str(value) if isinstance(value, (int, float)) else value for value in values]


def text_of(value: Any) -> bytes:
    """A value as the text that a StringSerializer would be given."""
    if isinstance(value, bytes):
        return value
    return value.encode() if isinstance(value, str) else str(value).encode()


def _each(convert: Callable[[Any], bytes], what: str) -> Callable[[Sequence[Any]], Sequence[Any]]:
    def encode(values: Sequence[Any]) -> Sequence[Any]:
        try:
            return [None if value is None else convert(value) for value in values]
        except (ValueError, TypeError, binascii.Error):
            raise _refused(values, convert, what) from None

    return encode


def _refused(values: Sequence[Any], convert: Callable[[Any], bytes], what: str) -> MalformedSourceError:
    for value in values:
        try:
            if value is not None:
                convert(value)
        except (ValueError, TypeError, binascii.Error):
            return MalformedSourceError(f"the key {_shortened(value)} is not {what}")
    raise AssertionError("every key was converted")


def _shortened(value: Any, most: int = 60) -> str:
    text = repr(value)
    return text if len(text) <= most else text[:most] + "..."


def _numbers(kind: str, what: str) -> Callable[[Sequence[Any]], Sequence[Any] | np.ndarray[Any, Any]]:
    """Big-endian numbers; through one array where no key is null."""
    number = np.dtype(kind)
    whole = number.kind == "i"
    code = {"i4": ">i", "i8": ">q", "f8": ">d"}[kind]

    def convert(value: Any) -> bytes:
        try:
            return struct.pack(code, int(value) if whole else float(value))
        except struct.error as error:
            raise ValueError from error

    each = _each(convert, what)

    def encode(values: Sequence[Any]) -> Sequence[Any] | np.ndarray[Any, Any]:
        try:
            numbers = np.array(values)
            if numbers.dtype.kind in "SUiuf" and not (whole and numbers.dtype.kind == "f"):
                wide = numbers.astype("i8" if whole else "f8")
                if wide.size and (wide.astype(number) == wide).all():
                    return wide.astype(number.newbyteorder(">")).view(f"V{number.itemsize}")
        except (ValueError, TypeError, OverflowError):
            pass  # one by one, which names the value
        return each(values)

    return encode


def _uuid(value: bytes | str) -> bytes:
    if isinstance(value, bytes) and len(value) == _UUID_BYTES:
        digits = value.hex()
    else:
        text = (value.decode("ascii") if isinstance(value, bytes) else value).lower()
        digits = text.replace("-", "")
        bytes.fromhex(digits)
        if len(digits) != 2 * _UUID_BYTES:
            raise ValueError(value)
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}".encode("ascii")


def _as_bytes(value: bytes | str) -> bytes:
    return value.encode() if isinstance(value, str) else bytes(value)


def _with_schema_id(value: bytes | str) -> bytes:
    key = _as_bytes(value)
    if len(key) < SCHEMA_ID_BYTES or key[0] != 0:
        raise ValueError(value)
    return key


def _without_window(value: bytes | str) -> bytes:
    key = _as_bytes(value)
    if len(key) < _WINDOW_BYTES:
        raise ValueError(value)
    return key[:-_WINDOW_BYTES]


def _shown_number(code: str) -> Callable[[bytes], str]:
    return lambda key: str(struct.unpack(code, key)[0]) if len(key) == struct.calcsize(code) else key.hex()


def _shown_with_schema_id(key: bytes) -> str:
    number = int.from_bytes(key[1:SCHEMA_ID_BYTES], "big")
    return f"schema {number}: {key[SCHEMA_ID_BYTES:].decode('utf-8', 'backslashreplace')}"


STEPS: dict[str, EncodingStep] = {
    step.name: step
    for step in (
        EncodingStep("text", "text as it stands", _text),
        EncodingStep("hex", "bytes written as hexadecimal digits",
                     _each(binascii.unhexlify, "an even number of hexadecimal digits")),
        EncodingStep("base64", "bytes written as Base64",
                     _each(lambda value: base64.b64decode(value, validate=True), "Base64")),
        EncodingStep("int32", "whole numbers, as IntegerSerializer writes them",
                     _numbers("i4", "a whole number of 32 bits"), _shown_number(">i")),
        EncodingStep("int64", "whole numbers, as LongSerializer writes them",
                     _numbers("i8", "a whole number of 64 bits"), _shown_number(">q")),
        EncodingStep("float64", "numbers, as DoubleSerializer writes them",
                     _numbers("f8", "a number"), _shown_number(">d")),
        EncodingStep("uuid", "UUIDs, as UUIDSerializer writes them (36 characters)", _each(_uuid, "a UUID")),
        EncodingStep("confluent", "keys behind schema ids, as schema registry serializers write them",
                     _each(_with_schema_id, "a zero byte, four bytes of a schema id and the key"),
                     _shown_with_schema_id),
        EncodingStep("windowed", "windowed keys of Kafka Streams, placed by the key without its window",
                     _each(_without_window, "a key with eight bytes of a window behind it")),
    )
}  # fmt: skip

"""FetchAnswer: a broker's answer to a Fetch of one partition, up to where its record batches begin.

kafka-python decodes these into objects, records included; here nothing but the fields in front is looked at,
and the batches stay where they are in the buffer. The bytes come from a network: every length is checked.
Source: FetchResponse.json of Apache Kafka, versions 4 to 13 (flexible from 12 on; topic ids from 13 on).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

from kafka_architect.errors import MalformedSourceError

OLDEST_VERSION: Final = 4
NEWEST_VERSION: Final = 13
_FLEXIBLE, _TOPIC_IDS = 12, 13
_SESSIONS, _LOG_START, _READ_REPLICA = 7, 5, 11
_UUID_BYTES = 16
_VARINT_BYTES = 5


@dataclass(frozen=True, slots=True)
class FetchAnswer:
    """What is in front of the batches.

    Attributes:
        throttle_ms: How long the broker wants to be left alone (quotas).
        error: The code of the answer, or of the partition.
        high_watermark, last_stable: Where the partition ended; up to where transactions are decided.
        log_start: Where it began; -1 where the version does not say.
        aborted: (producer id, first offset) of aborted transactions in the batches.
        begin, end: Where the batches are in the frame.
    """

    throttle_ms: int
    error: int
    high_watermark: int = -1
    last_stable: int = -1
    log_start: int = -1
    aborted: tuple[tuple[int, int], ...] = ()
    begin: int = 0
    end: int = 0


class _Fields:
    """Reads one field after the other; none may reach past the end."""

    def __init__(self, frame: bytearray | bytes, size: int, flexible: bool) -> None:
        self.at = 0
        self._frame = frame
        self._size = size
        self._flexible = flexible

    def number(self, form: str) -> int:
        at = self.skip(struct.calcsize(form))
        value: int = struct.unpack_from(form, self._frame, at)[0]
        return value

    def varint(self) -> int:
        value = 0
        for shift in range(0, 7 * _VARINT_BYTES, 7):
            byte = self.number(">B")
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
        raise MalformedSourceError("a length has more than five bytes")

    def length(self, form: str = ">i") -> int:
        """Of an array, a text or bytes; -1 for null."""
        return self.varint() - 1 if self._flexible else self.number(form)

    def skip(self, count: int) -> int:
        """Step over so many bytes; returns where they begin."""
        if count < 0 or count > self._size - self.at:
            raise MalformedSourceError(
                f"{count:,} bytes at byte {self.at:,} of {self._size:,} reach past its end"
            )
        at = self.at
        self.at += count
        return at

    def tags(self) -> None:
        """Step over tagged fields."""
        if self._flexible:
            for _ in range(self.varint()):
                self.varint()
                self.skip(self.varint())


def parsed_answer(frame: bytearray | bytes, size: int, version: int) -> FetchAnswer:
    """The answer in the first `size` bytes of a frame, which begins with the correlation id.

    Raises:
        MalformedSourceError: It is no answer to a Fetch of one partition.
    """
    flexible = version >= _FLEXIBLE
    fields = _Fields(frame, size, flexible)
    fields.skip(4)  # the correlation id, which the connection has compared
    fields.tags()
    throttle_ms = max(0, fields.number(">i"))
    if version >= _SESSIONS:
        error = fields.number(">h")
        fields.skip(4)
        if error:
            return FetchAnswer(throttle_ms, error)
    if (topics := fields.length()) != 1:
        raise MalformedSourceError(f"the answer has {topics} topics: expected 1")
    fields.skip(_UUID_BYTES if version >= _TOPIC_IDS else fields.length(">h"))
    if (partitions := fields.length()) != 1:
        raise MalformedSourceError(f"the answer has {partitions} partitions: expected 1")
    fields.skip(4)
    error = fields.number(">h")
    high_watermark = fields.number(">q")
    last_stable = fields.number(">q")
    log_start = fields.number(">q") if version >= _LOG_START else -1
    aborted = []
    for _ in range(max(0, fields.length())):
        aborted.append((fields.number(">q"), fields.number(">q")))
        fields.tags()
    if version >= _READ_REPLICA:
        fields.skip(4)
    length = max(0, fields.length())
    begin = fields.skip(length)
    return FetchAnswer(
        throttle_ms, error, high_watermark, last_stable, log_start, tuple(aborted), begin, begin + length
    )

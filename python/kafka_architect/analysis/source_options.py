"""SourceOptions: how files are read, as `analyze` and the command take it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kafka_architect.analysis.group_pass import SourceReading
from kafka_architect.analysis.key_text import KeyDisplay
from kafka_architect.analysis.settings import checked_counts
from kafka_architect.errors import InputError
from kafka_architect.keys.key_encoding import KeyEncoding
from kafka_architect.keys.key_expression import KeyExpression
from kafka_architect.keys.open_source import AUTO, check_input_format
from kafka_architect.keys.source import WantedColumns
from kafka_architect.short_repr import short_repr

if TYPE_CHECKING:
    from collections.abc import Sequence


@short_repr
@dataclass(frozen=True, slots=True, kw_only=True)
class SourceOptions:
    """How files are read; what is None is found by the usual names.

    Attributes:
        input_format: "auto" finds the format by magic number and first records; else a name of
            `kafka_architect.input_formats()`.
        keys: The keys to count: fields (customerId, order.customerId) or several with separators
            (tenant:user).
        key_format: How keys are serialised: text, hex, base64, int32, int64, float64, uuid, confluent,
            windowed.
        null_text: Text that stands for a null key.
        partition: The field that says in which partition a record lies.
        size: The field with a record's bytes.
        count: The field that says how many records a row stands for.
        topic_partitions: The topic's partition count: tells whether the partitioner placed the records.
        strict: Whether the first file that cannot be read ends everything.
        mask_keys: Whether keys are shown as pseudonyms.
        topic: Of log segments, the topic to read.
    """

    input_format: str = AUTO
    keys: tuple[str, ...] = ()
    key_format: str | None = None
    null_text: str | None = None
    partition: str | None = None
    size: str | None = None
    count: str | None = None
    topic_partitions: int | None = None
    strict: bool = False
    mask_keys: bool = False
    topic: str | None = None

    def reading(self) -> SourceReading:
        """The same, checked.

        Raises:
            InputError: A format is unknown, a key names no field or is named twice, a count is out of range.
        """
        check_input_format(self.input_format)
        if len(set(self.keys)) < len(self.keys):
            raise InputError(f"key {_twice(self.keys)!r} is given twice")
        wanted = WantedColumns(
            keys=tuple(KeyExpression.parsed(key) for key in self.keys),
            encoding=None if self.key_format is None else KeyEncoding.parsed(self.key_format),
            null_text=self.null_text,
            partition=self.partition,
            size=self.size,
            count=self.count,
        )
        topic = self.topic_partitions
        if topic is not None:
            checked_counts([topic], "topic_partitions")
        return SourceReading(self.input_format, wanted, topic or 0)

    def display(self) -> KeyDisplay | None:
        """How keys are shown; None for as they are."""
        if self.key_format is None and not self.mask_keys:
            return None
        encoding = None if self.key_format is None else KeyEncoding.parsed(self.key_format)
        return KeyDisplay(encoding, self.mask_keys)

    @property
    def are_usual(self) -> bool:
        """Whether nothing but the format was told: then text may be read by the core alone."""
        told = (self.keys, self.key_format, self.null_text, self.partition, self.size, self.count)
        return not any(told) and self.topic is None and self.topic_partitions is None


def _twice(keys: Sequence[str]) -> str:
    return next(key for key in keys if keys.count(key) > 1)

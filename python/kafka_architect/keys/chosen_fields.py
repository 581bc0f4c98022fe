"""ChosenFields: which fields of a source are read, by what was asked for and by the usual names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kafka_architect.errors import InputError, MalformedSourceError
from kafka_architect.keys.field_names import key_name, partition_name, size_names, timestamp_name
from kafka_architect.keys.key_expression import KeyExpression
from kafka_architect.suggestion import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kafka_architect.keys.source import WantedColumns

_MOST_LISTED = 20


@dataclass(frozen=True, slots=True)
class ChosenFields:
    """The fields that are read; those of `sizes` are added up.

    `timestamp` is read beside a partition only, to tell when a topic's partitioner changed.
    """

    keys: tuple[KeyExpression, ...]
    partition: str | None
    sizes: tuple[str, ...]
    count: str | None
    noun: str
    timestamp: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Every field once, those of the keys first."""
        names = [name for key in self.keys for name in key.fields]
        names += [
            name for name in (self.partition, *self.sizes, self.count, self.timestamp) if name is not None
        ]
        return tuple(dict.fromkeys(names))

    def __str__(self) -> str:
        """What is read, for the report: "key column customerId, partition column _partition"."""
        parts = [f"key {self.noun if key.single_field else 'fields'} {key.text}" for key in self.keys]
        if self.partition is not None:
            parts.append(f"partition {self.noun} {self.partition}")
        if self.sizes:
            parts.append(f"size {self.noun} {' + '.join(self.sizes)}")
        if self.count is not None:
            parts.append(f"count {self.noun} {self.count}")
        return ", ".join(parts)


def choose_fields(
    source: str, available: Sequence[str], wanted: WantedColumns, *, noun: str = "column", title: str
) -> ChosenFields:
    """What to read of a source with these fields.

    Args:
        source: Its name, for messages.
        available: The names of its fields; of nested ones the whole path.
        wanted: What was asked for.
        noun: What the source calls a field.
        title: What the source is, as "looks like" goes on.

    Raises:
        InputError: A field that was asked for is not there; lists those that are.
        MalformedSourceError: Nothing was asked for, and no field is named as keys are.
    """
    keys = tuple(expression.among(available) for expression in wanted.keys)
    if not keys:
        usual = key_name(available)
        if usual is None:
            raise MalformedSourceError(
                f"{source}: looks like {title}, and no {noun} is named as the key. Name it with "
                f"--key NAME (in Python: key='NAME'). {_listed(available, noun)}"
            )
        keys = (KeyExpression.field(usual),)
    told = [wanted.partition, wanted.size, wanted.count]
    for name in [*(name for key in keys for name in key.fields), *(name for name in told if name)]:
        if name not in available:
            hint = did_you_mean(name, available)
            near = hint if "did you mean" in hint else "."
            raise InputError(f"{source}: has no {noun} {name!r}{near} {_listed(available, noun)}")
    partition = wanted.partition or partition_name(available)
    key_fields = {name for key in keys for name in key.fields}
    timestamp = timestamp_name(available) if partition is not None and wanted.count is None else None
    return ChosenFields(
        keys=keys,
        partition=partition,
        sizes=(wanted.size,) if wanted.size else size_names(available),
        count=wanted.count,
        noun=noun,
        timestamp=None if timestamp in key_fields else timestamp,
    )


def _listed(available: Sequence[str], noun: str) -> str:
    names = ", ".join(available[:_MOST_LISTED])
    more = f", ... ({len(available):,} in all)" if len(available) > _MOST_LISTED else ""
    return f"Its {noun}s: {names}{more}."

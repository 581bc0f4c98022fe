"""A table whose changes become a topic: what is said of it, and the topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from kafka_architect.designs.contributing.contribution import GroupDraft, TopicDraft
from kafka_architect.designs.model.promise import Question
from kafka_architect.designs.model.topic import Kind, Load, Setting
from kafka_architect.designs.specification.model import Name  # noqa: TC001 - msgspec reads the types
from kafka_architect.designs.specification.quantities import Bytes, Count, Names, Rate  # noqa: TC001
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kafka_architect.designs.contributing.draft import Draft


class Table(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A table: its key, who receives its changes, what changes in it. `rows` decides the snapshot."""

    key: Names
    receivers: list[Name] = []
    rate: Rate | None = None
    size: Bytes | None = None
    rows: Count | None = None


def table_topic(
    name: str, table: Table, *, prefix: str, sender: str, made_by: str, use: str, owner: str, deletion: str
) -> TopicDraft:
    """The topic of a table, prefix.schema.table, compacted; `deletion` says what removes a key.

    Raises:
        InputError: A rate without size.
    """
    if table.rate is not None and table.size is None:
        raise InputError(f"tables.{name}: a rate without a message size gives no bytes per second; add size")
    rate, size = table.rate, None if table.size is None else float(table.size)
    divisor = size if rate is not None and rate.in_bytes and size else 1.0
    peak = None if rate is None else (rate.peak or rate.average or 0.0) / divisor
    average = None if rate is None or rate.average is None else rate.average / divisor
    return TopicDraft(
        name=f"{prefix}.{name}",
        kind=Kind.CHANGES,
        made_by=made_by,
        use=use,
        description=f"Changes of the table {name}.",
        owner=owner,
        key=tuple(table.key),
        load=Load(
            average_messages_per_s=average,
            peak_messages_per_s=peak,
            message_bytes=size,
            distinct_keys=None if table.rows is None else float(table.rows),
        ),
        cleanup=("compact", f"the latest row of each key; {deletion}"),
        settings=(
            Setting(
                key="max.compaction.lag.ms",
                value="86400000",
                because="an overwritten or deleted row is removed within a day",
                source="KIP-354",
            ),
        ),
        senders=(sender,),
        receivers=tuple(table.receivers),
    )


def receiving_groups(
    tables: Mapping[str, Table], *, prefix: str, path: tuple[str | int, ...], made_by: str, draft: Draft
) -> Iterator[GroupDraft]:
    """The groups of the services that receive changes; each name is looked up at its place."""
    for name, table in tables.items():
        for index, receiver in enumerate(table.receivers):
            service = draft.landscape.application(receiver, *path, name, "receivers", index)
            yield GroupDraft(
                name=service.group,
                service=service.name,
                topics=(f"{prefix}.{name}",),
                instances=service.service.instances,
                made_by=made_by,
            )


def asked_rows(tables: Mapping[str, Table], prefix: str, answer: str) -> Iterable[Question]:
    """The question for the rows of each table that does not say; `answer` is the path of the tables."""
    for name, table in tables.items():
        if table.rows is None:
            yield Question(
                about=f"{prefix}.{name}",
                question=f"How many rows does {name} have?",
                matters_because="the first snapshot sends all, and a compacted topic keeps one each",
                answer_with=f"{answer}.{name}.rows",
            )

"""stream-table-join: a service joins two topics by key, partition by partition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.contributing.contribution import Amendment, Contribution
from kafka_architect.designs.contributing.pattern import Options, Page, Pattern, Use
from kafka_architect.designs.model.promise import FailureMode
from kafka_architect.designs.specification.model import Name

if TYPE_CHECKING:
    from kafka_architect.designs.contributing.contribution import TopicDraft
    from kafka_architect.designs.contributing.draft import Draft


class JoinOptions(Options, frozen=True, kw_only=True):
    """Who joins which stream with which table."""

    service: Name
    stream: Name
    table: Name


class StreamTableJoin(Pattern[JoinOptions]):
    """The same number of partitions, key and partitioner on both sides."""

    name = "stream-table-join"
    options = JoinOptions
    page = Page(
        title="Join of a stream with a table",
        summary="Each record of a stream is joined with the latest record of its key in a table.",
        when=("events must be enriched with what another service knows, without asking it",),
        when_not=("the table is small and all of it fits everywhere: use a global table",),
        gives_up=(
            "certainty about time: a record is joined with the table's state at the time it is read, or "
            "misses its match",
        ),
        how="Both topics get the same number of partitions, because task n reads partition n of "
        "both. Keys and partitioners of their senders must be the same: Java's murmur2, which librdkafka has "
        "as murmur2_random.",
        sources=(
            "https://kafka.apache.org/documentation/streams/developer-guide/dsl-api.html#joining",
            "librdkafka CONFIGURATION.md, partitioner",
        ),
        example="- pattern: stream-table-join\n  service: enricher\n  stream: clicks.events\n"
        "  table: customers.state",
    )

    def contribute(self, use: Use[JoinOptions], draft: Draft) -> Contribution:
        """The table follows the stream's partitions; the checks compare keys and partitioners."""
        landscape, options = draft.landscape, use.options
        service = landscape.application(options.service, *use.at("service"))
        sides = []
        for field in ("stream", "table"):
            channel = landscape.channel(getattr(options, field), *use.at(field))
            if channel.name not in service.receives:
                message = f"{service.name} does not receive {channel.name}; add it to its receives"
                landscape.read.refuse([(use.at(field), message)])
            sides.append(draft.topic(channel.address))
        stream, table = sides
        return Contribution(
            amendments=(
                Amendment(
                    topic=table.name,
                    by=self.name,
                    joined_with=(stream.name,),
                    follows="" if _is_pinned(table) or table.follows else stream.name,
                ),
            ),
            concessions=self.conceded([stream.name]),
            failure_modes=(_misses(stream.name, table.name),),
            decisions=(
                self.decided(
                    use,
                    [stream.name, table.name],
                    f"{service.name} needs both sides of a key in one task",
                    alternatives=("a global table: every instance reads all of it", "a lookup by call"),
                ),
            ),
        )


def _is_pinned(topic: TopicDraft) -> bool:
    pin = None if topic.channel is None else topic.channel.stream.partitions
    return pin is not None and pin.exactly is not None


def _misses(stream: str, table: str) -> FailureMode:
    return FailureMode(
        subject=f"{stream} with {table}",
        what="a record of the stream is read before the table's record of its key",
        effect="the join finds nothing, silently, or an older state",
        detection="records without a match, as a share",
        response="max.task.idle.ms above 0; a left join that waits, or a retry for what must match",
        pattern=StreamTableJoin.name,
    )


PATTERN = StreamTableJoin()

"""State: what is compared, whether it comes from a design or from files that people have."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from kafka_architect.designs.model.log_bytes import log_bytes

if TYPE_CHECKING:
    from kafka_architect.designs.model.design import Design
    from kafka_architect.designs.model.topic import KeyFacts, Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicState:
    """A topic as a design or a file has it; None is unknown and is not compared.

    Attributes:
        identity: what stays when the name changes; empty where nothing does.
        settings: its configurations as Kafka reads them.
        complete: False where more settings may hold than `settings` has.
        key: the fields of the key, empty for none.
        bytes_per_replica: stored in one replica of all partitions.
        written_bytes_per_s: at peak, before replication.
        key_facts: what a distribution report says of the keys.
    """

    name: str
    identity: tuple[str, ...] = ()
    partitions: int | None = None
    replicas: int | None = None
    settings: dict[str, str] = field(default_factory=dict)
    complete: bool = True
    key: tuple[str, ...] | None = None
    bytes_per_replica: float | None = None
    written_bytes_per_s: float | None = None
    key_facts: KeyFacts | None = None

    @classmethod
    def of(cls, topic: Topic, *, asks_for_key: bool = False) -> Self:
        """The state of a designed topic; `asks_for_key`: the design does not know whether it has a key."""
        replicas = int(topic.replication_factor)
        stored, load = topic.stored_bytes, topic.load
        rate = load.peak_messages_per_s or load.average_messages_per_s
        written = None
        if rate is not None and load.message_bytes is not None:
            written = rate * log_bytes(topic)
        return cls(
            name=topic.name,
            identity=(topic.stream, str(topic.kind), topic.group, topic.made_by),
            partitions=int(topic.partitions),
            replicas=replicas,
            settings={one.key: one.value for one in topic.settings},
            key=None if asks_for_key else topic.key,
            bytes_per_replica=None if stored is None else float(stored.value) / replicas,
            written_bytes_per_s=written,
            key_facts=topic.key_facts,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Everything that is compared.

    Attributes:
        owns: True for a design: what it no longer has is to be removed. False for what was found in files
            or on a cluster: others may own it.
        design: the design with its groups, clients, schemas; None where only topics are known.
    """

    name: str
    owns: bool = True
    topics: dict[str, TopicState] = field(default_factory=dict)
    brokers: int | None = None
    design: Design | None = None

    @classmethod
    def of(cls, design: Design) -> Self:
        """The state that a design describes."""
        unknown = {
            one.answer_with.removesuffix(".key").removeprefix("topics.").removeprefix("entities.")
            for one in design.questions
            if one.answer_with.endswith(".key")
        }
        return cls(
            name=design.name + (f"@{design.environment}" if design.environment else ""),
            topics={
                name: TopicState.of(one, asks_for_key=bool(unknown & {name, one.stream}))
                for name, one in design.topics.items()
            },
            brokers=design.platform.brokers,
            design=design,
        )

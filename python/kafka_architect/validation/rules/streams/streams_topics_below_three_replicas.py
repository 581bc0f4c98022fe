"""STR001: changelog and repartition topics with fewer than three replicas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.copies import more_copies
from kafka_architect.validation.role import JAVA_ONLY, Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System

_KEY = "replication.factor"
_DEFAULT = "default.replication.factor"


@system_rule(
    "STR001",
    "streams-topics-below-three-replicas",
    severity=Severity.ERROR,
    verdict=Verdict.ADVICE,
    roles=[Role.STREAMS, Role.BROKER],
    clients=JAVA_ONLY,
    summary="The internal topics of a Streams application get fewer than three replicas.",
    why=(
        "Once an instance is lost, changelogs are the only copy of its state. With replication.factor=1 the "
        "loss of one disk loses them; -1, the default since 3.0, uses the broker's "
        "default.replication.factor, which is 1 unless it was raised."
    ),
    sources=[
        "https://kafka.apache.org/documentation/streams/developer-guide/config-streams.html "
        "(replication.factor)",
        "KIP-733",
    ],
    bad=(
        "--- streams.properties\n"
        "application.id=orders-enricher\n"
        "bootstrap.servers=kafka-1:9092,kafka-2:9092\n"
        "state.dir=/var/lib/kafka-streams\n"
        "replication.factor=1"
    ),
    good=(
        "--- streams.properties\n"
        "application.id=orders-enricher\n"
        "bootstrap.servers=kafka-1:9092,kafka-2:9092\n"
        "state.dir=/var/lib/kafka-streams\n"
        "replication.factor=3"
    ),
    dialect="streams.properties",
)
def streams_topics_below_three_replicas(system: System) -> Iterator[Problem]:
    """The internal topics of a Streams application get fewer than three replicas."""
    servers = [broker for broker in system.brokers if broker.complete]
    for app in system.of(Role.STREAMS):
        replicas = app.integer(_KEY)
        if replicas is not None and 0 < replicas < 3:
            loss = (
                "the loss of one disk loses the state"
                if replicas == 1
                else "the loss of two brokers loses the state"
            )
            cure, fix = more_copies(app, _KEY, replicas)
            yield app.problem(_KEY, f"{_KEY}={replicas}: {loss} of the application; {cure}", fix=fix)
        elif replicas == -1:
            weak = [broker for broker in servers if (broker.integer(_DEFAULT) or 3) < 3]
            if weak:
                taken = weak[0].integer(_DEFAULT) or 1
                cure, fix = more_copies(app, _KEY, taken)
                yield app.problem(
                    _KEY,
                    f"{_KEY}=-1 uses {_DEFAULT}={taken} from {weak[0].configuration.name} for changelogs "
                    f"and repartition topics; {cure} here or there",
                    fix=fix,
                )

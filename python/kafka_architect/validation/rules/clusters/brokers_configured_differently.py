"""CLU021: brokers of a cluster have different values for the same configuration."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.cluster_state import numbers, states
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System

_OWN = re.compile(
    r"^(?:node\.id|broker\.id|broker\.rack|log\.dirs?|metadata\.log\.dir|.*listeners?|.*\.location|.*\.password|host\.name|"
    r"process\.roles)$|^(?:listener\.name\.|sasl\.|ssl\.).*|throttled"
)


@system_rule(
    "CLU021",
    "brokers-configured-differently",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.CLUSTER],
    summary="Brokers of a cluster have different values for the same configuration.",
    why=(
        "What a broker does then depends on which one leads a partition or coordinates a group: "
        "retention, message sizes and time-outs change with each election. Addresses, ids, racks, "
        "folders and key stores differ by nature and are left out. Set the same everywhere, as a "
        "default of all brokers (kafka-configs.sh --entity-default) where the key is dynamic."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#dynamicbrokerconfigs",
        "KIP-226",
    ],
    bad=(
        '{"format": "kafka-architect-cluster", "version": 1,\n'
        ' "brokers": [\n'
        '  {"id": 1, "host": "kafka-1", "port": 9092, "config": {"message.max.bytes": '
        '{"value": "2000000", "source": "static"}}},\n'
        '  {"id": 2, "host": "kafka-2", "port": 9092, "config": {"message.max.bytes": '
        '{"value": "1048588"}}}\n'
        " ]\n"
        "}"
    ),
    good=(
        '{"format": "kafka-architect-cluster", "version": 1,\n'
        ' "brokers": [\n'
        '  {"id": 1, "host": "kafka-1", "port": 9092, "config": {"message.max.bytes": '
        '{"value": "2000000", "source": "static"}}},\n'
        '  {"id": 2, "host": "kafka-2", "port": 9092, "config": {"message.max.bytes": '
        '{"value": "2000000", "source": "static"}}}\n'
        " ]\n"
        "}"
    ),
    dialect="cluster.json",
)
def brokers_configured_differently(system: System) -> Iterator[Problem]:
    """Compare what somebody set, key by key."""
    for state in states(system):
        brokers = [one for one in state.snapshot.brokers if one.config]
        set_anywhere = {
            key
            for broker in brokers
            for key, value in broker.config.items()
            if value.source != "default" and _OWN.search(key) is None
        }
        for key in sorted(set_anywhere):
            values: dict[str | None, list[int]] = {}
            for broker in brokers:
                value = broker.config.get(key)
                if value is not None and value.sensitive:
                    break
                values.setdefault(None if value is None else value.value, []).append(broker.id)
            else:
                if len(values) > 1:
                    told = "; ".join(
                        f"{'not set' if shown is None else shown} on brokers {numbers(ids)}"
                        for shown, ids in sorted(values.items(), key=lambda one: one[1])
                    )
                    fewest = min(values.values(), key=len)
                    odd = next(one for one in brokers if one.id == fewest[0])
                    yield state.of_broker(odd, f"{key} differs between brokers: {told}", key)

"""BRK007: one thread fetches all that this broker replicates from another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.servers import known_integer, runs_broker
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "BRK007",
    "one-replica-fetcher",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.BROKER],
    profile="throughput",
    summary="A single thread replicates everything that this broker fetches from another.",
    why=(
        "A broker follows partitions of each other broker over num.replica.fetchers connections. With a "
        "single connection all partitions share one thread and one round trip at a time (10 MB per "
        "response), and a broker takes long to catch up after an outage: its partitions stay "
        "under-replicated until then. Two to four are usual; more cost the leaders CPU."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#brokerconfigs_num.replica.fetchers",
        "https://docs.aws.amazon.com/msk/latest/developerguide/msk-default-configuration.html",
    ],
    bad="node.id=1\nnum.replica.fetchers=1",
    good="node.id=1\nnum.replica.fetchers=2",
)
def one_replica_fetcher(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at the value in force; the default is 1."""
    if runs_broker(config) and known_integer(config, "num.replica.fetchers") == 1:
        yield config.problem(
            "num.replica.fetchers",
            "num.replica.fetchers is 1: one connection to each broker carries all replication, and catching "
            "up after an outage takes long; 2 to 4 are usual",
            fix=config.fix_set("num.replica.fetchers", "2"),
        )

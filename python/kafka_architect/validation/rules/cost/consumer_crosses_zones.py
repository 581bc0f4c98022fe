"""COST001: the consumer does not tell its zone, so two of three bytes it reads cross zones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.authentication import off_host
from kafka_architect.validation.knowledge.servers import missing
from kafka_architect.validation.role import Client, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "COST001",
    "consumer-crosses-zones",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.CONSUMER],
    clients={Client.JAVA, Client.LIBRDKAFKA},
    profile="cost",
    summary="The consumer does not set its zone, so two thirds of the bytes it reads cross zones.",
    why=(
        "With three zones two thirds of the partitions have their leader in another zone than the consumer, "
        "and clouds charge for that traffic: on AWS 0.01 USD per GB in each direction. At 10 MB/s that is "
        "576 GB per day and some 350 USD per month for each group. With client.rack, and a rack-aware "
        "replica.selector.class on the brokers, it reads from a replica in its own zone."
    ),
    sources=[
        "KIP-392",
        "https://aws.amazon.com/blogs/big-data/reduce-network-traffic-costs-of-your-amazon-msk-consumers-with-rack-awareness/",
    ],
    bad="bootstrap.servers=kafka-1.example.org:9092,kafka-2.example.org:9092\ngroup.id=billing",
    good=(
        "bootstrap.servers=kafka-1.example.org:9092,kafka-2.example.org:9092\n"
        "group.id=billing\n"
        "client.rack=eu-west-1a"
    ),
)
def consumer_crosses_zones(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at consumers whose brokers are on other machines."""
    if missing(config, "client.rack") and off_host(config):
        yield config.problem(
            "client.rack",
            "client.rack is not set: in three zones two thirds of the bytes read cross zones (at 10 MB/s "
            "576 GB per day); set it to the consumer's zone, and a replica.selector.class on the brokers",
        )

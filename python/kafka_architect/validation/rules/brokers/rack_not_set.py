"""BRK004: broker.rack is not set on a broker of a larger cluster: replicas may share a zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.listeners import hosts, is_loopback
from kafka_architect.validation.knowledge.servers import missing, runs_broker
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_LARGER = 3


@rule(
    "BRK004",
    "rack-not-set",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.BROKER],
    summary="broker.rack is not set on a broker of a larger cluster: replicas may share a zone.",
    why=(
        "Kafka spreads the replicas of a partition over racks only if the brokers set theirs; a rack is an "
        "availability zone, a room, a virtual machine host. Without it all three replicas may be placed in "
        "one zone, and the partition is lost with that zone. Fetching from the nearest replica (KIP-392) "
        "depends on it, too."
    ),
    sources=[
        "KIP-36",
        "metadata/src/main/java/org/apache/kafka/metadata/placement/StripedReplicaPlacer.java",
        "https://docs.aws.amazon.com/msk/latest/developerguide/bestpractices.html",
    ],
    bad=(
        "process.roles=broker\n"
        "node.id=1\n"
        "controller.listener.names=CONTROLLER\n"
        "controller.quorum.voters=100@c1.example.org:9093,101@c2.example.org:9093,102@c3.example.org:9093"
    ),
    good=(
        "process.roles=broker\n"
        "node.id=1\n"
        "broker.rack=eu-west-1a\n"
        "controller.listener.names=CONTROLLER\n"
        "controller.quorum.voters=100@c1.example.org:9093,101@c2.example.org:9093,102@c3.example.org:9093"
    ),
)
def rack_not_set(config: EffectiveConfig) -> Iterator[Problem]:
    """Look where something tells that the broker is one of several hosts."""
    if not runs_broker(config) or not missing(config, "broker.rack"):
        return
    if config.attribute_text(attributes.RUNTIME) == "compose":
        return  # all on one host
    zones = config.attribute_integer(attributes.ZONES) or 0
    quorum = (
        config.text("controller.quorum.voters") or config.text("controller.quorum.bootstrap.servers") or ""
    )
    members = {host for host in hosts(quorum) if not is_loopback(host)}
    if zones < 2 and len(members) < _LARGER and (config.attribute_integer(attributes.BROKERS) or 0) < _LARGER:
        return
    yield config.problem(
        "broker.rack",
        "broker.rack is not set: Kafka does not know which brokers share a zone, and may place all replicas "
        "of a partition in the same zone; set it to the availability zone",
    )

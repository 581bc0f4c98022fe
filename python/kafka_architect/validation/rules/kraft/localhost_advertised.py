"""KRF016: the broker listens to other machines and tells them to come to localhost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.listeners import server_listeners
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "KRF016",
    "localhost-advertised",
    severity=Severity.ERROR,
    verdict=Verdict.DIFFERS,
    roles=[Role.BROKER],
    summary="The broker listens to other machines but advertises localhost.",
    why=(
        "A client asks any broker for the metadata and then connects to the address that the leader "
        'advertises. When that is localhost, a client on another machine connects to itself: "Connection to '
        'node 1 (localhost/127.0.0.1:9092) could not be established". A listener for programs on the same '
        "machine may advertise localhost beside one that advertises a real name."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#brokerconfigs_advertised.listeners",
        "https://www.confluent.io/blog/kafka-listeners-explained/",
    ],
    bad=(
        "process.roles=broker\n"
        "node.id=1\n"
        "listeners=PLAINTEXT://0.0.0.0:9092\n"
        "advertised.listeners=PLAINTEXT://localhost:9092"
    ),
    good=(
        "process.roles=broker\n"
        "node.id=1\n"
        "listeners=PLAINTEXT://0.0.0.0:9092\n"
        "advertised.listeners=PLAINTEXT://kafka-1.example.org:9092"
    ),
)
def localhost_advertised(config: EffectiveConfig) -> Iterator[Problem]:
    """Look where no listener advertises anything else, and where brokers do so among themselves."""
    setting, listeners = config.explicit("advertised.listeners"), server_listeners(config)
    if setting is None or listeners is None or not listeners.advertised:
        return
    reachable = {listener.name for listener in listeners.of_broker if not listener.loopback}
    wrong = [one for one in listeners.advertised if one.loopback and one.name in reachable]
    everything = len(wrong) == len(listeners.advertised)
    between = [one for one in wrong if one.name == listeners.inter_broker]
    if everything or between:
        shown = wrong if everything else between
        yield config.problem(
            setting,
            f"{', '.join(map(str, shown))} is advertised, though the broker listens on other addresses too: "
            f"{'clients' if everything else 'brokers'} on other machines connect to themselves; advertise a "
            "name that they can resolve",
        )

"""A librdkafka configuration is refused by a rule exactly where confluent-kafka's constructors raise."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from kafka_architect.validation.configuration import Configuration, Setting
from kafka_architect.validation.effective import EffectiveConfig
from kafka_architect.validation.finding import Verdict
from kafka_architect.validation.role import Client, Role
from kafka_architect.validation.rules import rules
from kafka_architect.validation.source_file import SourceFile

from .combinations import some

FIXED_SEED = 20_261_124
DRAWN_SEED = random.SystemRandom().randrange(10**9)
CASES, DRAWN_CASES = 5_000, 1_250
AGREEMENT = 0.99
VERSION = "4.3.1"

IDEMPOTENCE = {
    "enable.idempotence": ("true", "true", "false", "1"),
    "transactional.id": ("t", ""),
    "acks": ("0", "1", "-1", "all"),
    "request.required.acks": ("all", "2"),
    "max.in.flight": ("1", "5", "6"),
    "max.in.flight.requests.per.connection": ("5", "1000"),
    "retries": ("0", "1", "3"),
    "message.send.max.retries": ("0", "2"),
    "queue.buffering.backpressure.threshold": ("1", "2"),
    "queuing.strategy": ("fifo", "lifo"),
    "enable.gapless.guarantee": ("true", "false"),
}
TIMEOUTS = {
    "transactional.id": ("t",),
    "transaction.timeout.ms": ("1000", "60000", "299999", "300000"),
    "message.timeout.ms": ("0", "5", "6", "1000", "60000", "60001", "300000"),
    "delivery.timeout.ms": ("1000", "60001"),
    "socket.timeout.ms": ("1099", "1100", "1101", "60100", "60101"),
    "linger.ms": ("0", "0.5", "5", "5.5", "1000", "300000"),
    "queue.buffering.max.ms": ("5", "1000"),
    "acks": ("all",),
    "batch.size": ("1", "1000000"),
}
RECONNECTING = {
    "reconnect.backoff.ms": ("0", "100", "10000", "10001"),
    "reconnect.backoff.max.ms": ("99", "100", "10000"),
    "retry.backoff.ms": ("100", "2000"),
    "retry.backoff.max.ms": ("1000", "50"),
    "metadata.max.age.ms": ("1", "900000"),
    "topic.metadata.refresh.interval.ms": ("-1", "300000"),
}
LOGIN = {
    "security.protocol": ("sasl_plaintext", "sasl_plaintext", "plaintext", "SASL_PLAINTEXT"),
    "sasl.mechanism": ("PLAIN", "SCRAM-SHA-256", "OAUTHBEARER"),
    "sasl.username": ("u",),
    "sasl.password": ("p",),
    "sasl.oauthbearer.method": ("oidc", "default"),
    "sasl.oauthbearer.client.id": ("c",),
    "sasl.oauthbearer.client.secret": ("s",),
    "sasl.oauthbearer.token.endpoint.url": ("http://127.0.0.1:1/token",),
    "ssl.keystore.location": ("/none.p12",),
    "ssl.keystore.password": ("p",),
}
POLLING = {
    "max.poll.interval.ms": ("1", "44999", "45000", "300000"),
    "session.timeout.ms": ("6000", "45000", "300000", "300001"),
    "heartbeat.interval.ms": ("3000", "50000"),
    "group.protocol": ("classic", "consumer"),
    "group.remote.assignor": ("uniform",),
    "partition.assignment.strategy": ("range", "cooperative-sticky"),
    "group.protocol.type": ("consumer",),
    "group.instance.id": ("i",),
}
SIZES = {
    "fetch.max.bytes": ("1", "999999", "1000000", "52428800", "2147483135"),
    "message.max.bytes": ("1000", "1000000", "60000000"),
    "receive.message.max.bytes": ("1000", "1000511", "1000512", "52429311", "52429312", "100000000"),
    "queued.max.messages.kbytes": ("1", "1000", "65536"),
    "max.partition.fetch.bytes": ("1", "100000000"),
}
THEMES = {
    Role.PRODUCER: (IDEMPOTENCE, IDEMPOTENCE, TIMEOUTS, TIMEOUTS, RECONNECTING, LOGIN),
    Role.CONSUMER: (POLLING, SIZES, SIZES, RECONNECTING, LOGIN, IDEMPOTENCE),
}
# GSSAPI, the default, is not compiled into every build: what lacks a mechanism is left out.
_MECHANISMS = ("sasl.mechanism", "sasl.mechanisms")


def cases(seed: int, count: int) -> list[tuple[Role, dict[str, str]]]:
    """Combinations of one or two themes, on a small base."""
    chance = random.Random(seed)
    drawn: list[tuple[Role, dict[str, str]]] = []
    while len(drawn) < count:
        role = chance.choice((Role.PRODUCER, Role.CONSUMER))
        properties = {"bootstrap.servers": "127.0.0.1:1"}
        if role is Role.CONSUMER:
            properties["group.id"] = "g"
        for theme in chance.sample(THEMES[role], chance.choice((1, 1, 2))):
            properties |= some(theme, chance)
        sasl = properties.get("security.protocol", "").lower().startswith("sasl")
        if not sasl or any(key in properties for key in _MECHANISMS):
            drawn.append((role, properties))
    return drawn


def refusing(role: Role, properties: dict[str, str]) -> list[str]:
    """The rules that say that librdkafka refuses the configuration, each with its message."""
    configuration = Configuration(role, "case", SourceFile("case.properties", ""), "test", Client.LIBRDKAFKA)
    for key, value in properties.items():
        configuration.put(Setting(key, value))
    config = EffectiveConfig(configuration, VERSION)
    return [
        f"{rule.code}: {problem.message}"
        for rule in rules().values()
        if rule.verdict is Verdict.REFUSES and rule.check_config is not None
        if rule.applies_to(config.role, config.client, config.version)
        for problem in rule.check_config(config)
    ]


@pytest.mark.java  # for the place where everything is installed, as confluent-kafka is there
def test_combinations_are_refused_exactly_where_librdkafka_refuses_them() -> None:
    pytest.importorskip("confluent_kafka", reason="needs confluent-kafka (dependency group bench)")
    from tools.kafka.judge.librdkafka import refusals

    tried = cases(FIXED_SEED, CASES) + cases(DRAWN_SEED, DRAWN_CASES)
    answers = refusals((str(role), properties) for role, properties in tried)

    differences = []
    refused: Counter[Role] = Counter()
    for (role, properties), answer in zip(tried, answers, strict=True):
        said = refusing(role, properties)
        refused[role] += answer is not None
        if bool(said) != (answer is not None):
            differences.append(
                f"{role} {properties}\n  here: {said or 'accepted'}\n  librdkafka: {answer or 'accepts'}"
            )
    drawn = Counter(role for role, _ in tried)
    agreement = 1 - len(differences) / len(tried)
    report = "\n".join(
        [
            f"librdkafka, seeds {FIXED_SEED} and {DRAWN_SEED}: {agreement:.2%} of {len(tried):,} agree",
            *differences[:40],
        ]
    )
    print(report.splitlines()[0], {str(role): f"{refused[role]} of {drawn[role]} refused" for role in drawn})
    # Were everything refused, or nothing, agreement would mean little.
    assert all(0.05 < refused[role] / drawn[role] < 0.95 for role in drawn), report
    assert agreement >= AGREEMENT, report

"""What is refused of kafka-python 2.x is what its constructors raise for, version by version."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

import kafka_architect as ka
from kafka_architect.validation.dialects.python.clients import KAFKA_KEYS, SECURITY
from kafka_architect.validation.dialects.python.kafka_python_versions import takes
from kafka_architect.validation.finding import Verdict
from kafka_architect.validation.role import Client, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

Theme = dict[str, tuple[object, ...]]
FIXED_SEED = 20_261_124
DRAWN_SEED = random.SystemRandom().randrange(10**9)
COMBINATIONS = 200
VERSIONS = ("2.0.2", "2.0.6", "2.1.6", "2.2.21", "2.3.3")
CLASSES = {Role.PRODUCER: "KafkaProducer", Role.CONSUMER: "KafkaConsumer"}
# Values of the types that the arguments want: of others 2.x raises in more places than are told here.
PRODUCER: Theme = {
    "acks": (0, 1, -1, "all"),
    "compression_type": ("gzip", None, "x"),
    "retries": (0, 3),
    "linger_ms": (0, 5, 90_000, 90_001),
    "request_timeout_ms": (1_000, 30_000, 120_000, 120_001),
}
PRODUCER_2_2: Theme = {
    **PRODUCER,
    "enable_idempotence": (True, False),
    "transactional_id": ("t", None),
    "max_in_flight_requests_per_connection": (1, 5),
    "delivery_timeout_ms": (29_999, 30_000, 30_005, 120_000),
}
CONSUMER: Theme = {
    "group_id": ("g", None),
    "request_timeout_ms": (500, 501, 10_000, 10_001, 305_000, 540_000),
    "session_timeout_ms": (3_000, 3_001, 10_000, 305_000),
    "heartbeat_interval_ms": (3_000, 9_999, 10_000),
    "fetch_max_wait_ms": (0, 500, 305_000),
    "connections_max_idle_ms": (305_000, 305_001, 540_000),
}
UNKNOWN = ("linger", "queue_buffering_max_ms", "ack")
# A value that every version accepts, of arguments that would not take 1.
PLAIN: dict[str, object] = {
    "acks": 1, "client_id": "c", "compression_type": None, "client_dns_lookup": "use_all_dns_ips",
    "bootstrap_servers": "127.0.0.1:1", "connections_max_idle_ms": 540_000, "delivery_timeout_ms": 120_000,
    "request_timeout_ms": 30_000, "enable_idempotence": False, "transactional_id": None, "group_id": None,
    "group_instance_id": None, "isolation_level": "read_committed", "auto_offset_reset": "latest",
    "security_protocol": "PLAINTEXT", "sasl_mechanism": None, "client_rack": "", "proxy_url": None,
    "socks5_proxy": None, "sasl_plain_password": "p", "ssl_password": "p",
}  # fmt: skip
# Arguments of producers that are none of Kafka's keys, and that some version lacks.
OWN_OF_PRODUCERS = (
    "buffer_memory",
    "metrics_enabled",
    "proxy_url",
    "receive_message_max_bytes",
    "socks5_proxy",
)
OBJECTS = frozenset({"partition_assignment_strategy"})

Case = tuple[str, dict[str, object]]


def arguments_of(role: Role) -> Iterator[Case]:
    """Every argument that some version has and Kafka or this package knows, by itself."""
    names = {*KAFKA_KEYS[Client.KAFKA_PYTHON, role], *SECURITY, *UNKNOWN} - OBJECTS
    names |= set(OWN_OF_PRODUCERS if role is Role.PRODUCER else ("legacy_iterator",))
    for name in sorted(names):
        yield CLASSES[role], {"bootstrap_servers": "127.0.0.1:1", name: PLAIN.get(name, 1)}


def combinations(version: str, seed: int) -> Iterator[Case]:
    chance = random.Random(f"{seed} {version}")
    for _ in range(COMBINATIONS):
        role = chance.choice((Role.PRODUCER, Role.CONSUMER))
        theme = CONSUMER if role is Role.CONSUMER else PRODUCER_2_2 if version >= "2.2" else PRODUCER
        names = chance.sample(sorted(theme), chance.choice((1, 2, 2, 3, 3, 4)))
        given = {name: chance.choice(theme[name]) for name in names}
        yield CLASSES[role], {"bootstrap_servers": "127.0.0.1:1", **given}


def said(version: str, case: Case) -> list[str]:
    name, arguments = case
    written = ", ".join(f"{key}={value!r}" for key, value in arguments.items())
    script = f'# /// script\n# dependencies = ["kafka-python=={version}"]\n# ///\n'
    text = f"{script}from kafka import {name}\nclient = {name}({written})\n"
    found = _VALIDATOR.validate({"client.py": text}).findings
    return [f"{one.rule.code}: {one.message}" for one in found if one.rule.verdict is Verdict.REFUSES]


_VALIDATOR = ka.ConfigValidator("4.3.1", "dev")


def differences(version: str, cases: list[Case]) -> tuple[list[str], float]:
    from tools.kafka.judge.python_clients import refusals

    found, refused = [], 0
    for case, raised in zip(cases, refusals("kafka", cases, version), strict=True):
        refused += raised is not None
        here = said(version, case)
        if bool(here) != (raised is not None):
            found.append(f"{case}\n  here: {here or 'accepted'}\n  {version}: {raised or 'accepts'}")
    return found, refused / len(cases)


@pytest.mark.parametrize("version", VERSIONS)
def test_arguments_are_those_that_the_constructor_takes(version: str) -> None:
    cases = [case for role in CLASSES for case in arguments_of(role)]
    found, refused = differences(version, cases)
    assert not found, "\n".join(found[:20])
    assert 0.02 < refused < 0.9


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("seed", [FIXED_SEED, DRAWN_SEED], ids=["fixed", "drawn"])
def test_combinations_are_refused_exactly_where_the_constructor_raises(version: str, seed: int) -> None:
    found, refused = differences(version, list(combinations(version, seed)))
    assert not found, f"seed {seed}\n" + "\n".join(found[:20])
    assert 0.05 < refused < 0.95


def test_three_takes_what_only_older_versions_had() -> None:
    """Nobody says which version a program runs with: then old arguments are no finding."""
    assert takes((3, 0), "legacy_iterator", known=True)
    assert not takes((2, 3), "legacy_iterator", known=True)
    assert not takes((3, 0), "buffer_memory", known=False)
    assert takes((2, 0), "buffer_memory", known=False)

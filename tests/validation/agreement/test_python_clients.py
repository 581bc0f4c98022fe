"""Keyword arguments are refused exactly where the constructors of kafka-python and aiokafka raise."""

from __future__ import annotations

import importlib.util
import random
from typing import TYPE_CHECKING

import pytest

import kafka_architect as ka
from kafka_architect.validation.dialects.python.clients import CLASSES, KAFKA_KEYS, RENAMED
from kafka_architect.validation.finding import Verdict
from kafka_architect.validation.role import Client, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

Theme = dict[str, tuple[object, ...]]
FIXED_SEED = 20_261_124
DRAWN_SEED = random.SystemRandom().randrange(10**9)
COMBINATIONS = 1_500
FEWEST_SINGLES = 500
VERSION = "4.3.1"
MODULES = {Client.KAFKA_PYTHON: "kafka", Client.AIOKAFKA: "aiokafka"}
VALUES: tuple[object, ...] = (
    0, 1, -1, 5, 6, 300, 100_000, 2**31, 2**63, 1.5, True, False, None, "5", "", "x", "all", "1", "none",
    "read_committed", "latest", "gzip", "GZIP", "SSL", "ssl", "PLAIN", "kafka:9092", [], ["a:1"],
)  # fmt: skip
UNKNOWN = ("linger", "queue_buffering_max_ms", "enable_auto_offset_store", "ack")

IDEMPOTENCE: Theme = {
    "enable_idempotence": (True, False),
    "transactional_id": ("t", "", None),
    "acks": (0, 1, -1, "all", "1"),
}
KAFKA_PYTHON_IDEMPOTENCE: Theme = {
    **IDEMPOTENCE,
    "retries": (0, 1, 3),
    "max_in_flight_requests_per_connection": (1, 5, 6, "5"),
}
DELIVERY: Theme = {
    "delivery_timeout_ms": (29_999, 30_000, 30_005, 120_000, "120000"),
    "linger_ms": (0, 5, 90_000, 90_001),
    "request_timeout_ms": (1_000, 30_000, 120_000, 120_001),
}
FETCHING: Theme = {
    "fetch_max_wait_ms": (0, 500, 30_000, 60_000),
    "request_timeout_ms": (500, 501, 30_000, 60_000, 540_000, None),
    "connections_max_idle_ms": (30_000, 30_001, 540_000),
    "group_id": ("g", None),
    "group_instance_id": ("i", None),
}
LOGIN: Theme = {
    "security_protocol": ("SASL_PLAINTEXT", "SASL_PLAINTEXT", "SASL_SSL", "PLAINTEXT", "sasl_plaintext"),
    "sasl_mechanism": ("PLAIN", "SCRAM-SHA-256", "OAUTHBEARER", "plain"),
    "sasl_plain_username": ("u", None),
    "sasl_plain_password": ("p",),
    "max_poll_records": (0, 1, None),
}
THEMES: dict[tuple[Client, Role], tuple[Theme, ...]] = {
    (Client.KAFKA_PYTHON, Role.PRODUCER): (KAFKA_PYTHON_IDEMPOTENCE, KAFKA_PYTHON_IDEMPOTENCE, DELIVERY),
    (Client.KAFKA_PYTHON, Role.CONSUMER): (FETCHING,),
    (Client.AIOKAFKA, Role.PRODUCER): (
        IDEMPOTENCE, {name: LOGIN[name] for name in LOGIN if name != "max_poll_records"}
    ),
    (Client.AIOKAFKA, Role.CONSUMER): (LOGIN,),
}  # fmt: skip
# Whether a codec's library is installed is no matter of the configuration.
_OF_THE_PLACE = ("codec not found", "library for")

Case = tuple[str, dict[str, object]]


def singles(client: Client) -> Iterator[Case]:
    """Every argument that has a Kafka key, and some that there are not, with every value."""
    for (package, name), role in CLASSES.items():
        if package is client:
            known = KAFKA_KEYS[client, role] | RENAMED.get((client, role), {}).keys()
            for argument in sorted({*known, *UNKNOWN}):
                yield from ((name, {argument: value}) for value in VALUES)


def combinations(client: Client, seed: int) -> Iterator[Case]:
    """Arguments of one or two themes."""
    chance = random.Random(seed)
    classes = {role: name for (package, name), role in CLASSES.items() if package is client}
    for _ in range(COMBINATIONS):
        role = chance.choice((Role.PRODUCER, Role.CONSUMER))
        themes = THEMES[client, role]
        arguments: dict[str, object] = {"bootstrap_servers": "127.0.0.1:1"}
        for theme in chance.sample(themes, chance.choice((1, min(2, len(themes))))):
            arguments |= _some(theme, chance)
        yield classes[role], arguments


def _some(theme: Theme, chance: random.Random) -> dict[str, object]:
    """A few arguments of a theme, each with one of its values."""
    count = min(len(theme), chance.choice((1, 2, 2, 3, 3, 4)))
    return {name: chance.choice(theme[name]) for name in chance.sample(sorted(theme), count)}


def said(client: Client, case: Case) -> list[str]:
    """What is refused in a program that makes the client."""
    name, arguments = case
    module = MODULES[client] + (".admin" if name == "AIOKafkaAdminClient" else "")
    written = ", ".join(f"{key}={value!r}" for key, value in arguments.items())
    text = f"from {module} import {name}\nclient = {name}({written})\n"
    found = _VALIDATOR.validate({"client.py": text}).findings
    return [f"{one.rule.code}: {one.message}" for one in found if one.rule.verdict is Verdict.REFUSES]


_VALIDATOR = ka.ConfigValidator(VERSION, "dev")


def differences(client: Client, cases: list[Case]) -> tuple[list[str], float]:
    """The cases that are judged otherwise than by the client, and the share that the client refuses."""
    from tools.kafka.judge.python_clients import refusals

    found, refused = [], 0
    for case, raised in zip(cases, refusals(MODULES[client], cases), strict=True):
        answer = None if raised is not None and any(one in raised for one in _OF_THE_PLACE) else raised
        refused += answer is not None
        here = said(client, case)
        if bool(here) != (answer is not None):
            found.append(f"{case}\n  here: {here or 'accepted'}\n  {client}: {answer or 'accepts'}")
    return found, refused / len(cases)


@pytest.mark.parametrize("client", list(MODULES))
def test_single_values_are_refused_exactly_where_the_constructor_raises(client: Client) -> None:
    _needs(client)
    cases = list(singles(client))
    assert len(cases) >= FEWEST_SINGLES
    found, refused = differences(client, cases)
    assert not found, "\n".join(found[:20])
    assert 0.05 < refused < 0.95


@pytest.mark.parametrize("client", list(MODULES))
@pytest.mark.parametrize("seed", [FIXED_SEED, DRAWN_SEED], ids=["fixed", "drawn"])
def test_combinations_are_refused_exactly_where_the_constructor_raises(client: Client, seed: int) -> None:
    _needs(client)
    found, refused = differences(client, list(combinations(client, seed)))
    assert not found, f"seed {seed}\n" + "\n".join(found[:20])
    assert 0.05 < refused < 0.95


def _needs(client: Client) -> None:
    if importlib.util.find_spec(MODULES[client]) is None:
        pytest.skip(f"needs {client} (dependency group test): its own constructors are the judges")

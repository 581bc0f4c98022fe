"""Checking takes time that grows with the file, whatever it holds."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

import pytest

import kafka_architect as ka

if TYPE_CHECKING:
    from collections.abc import Callable

VALIDATOR = ka.ConfigValidator("4.3", "durability", select=["ALL"])
PRODUCER = "bootstrap.servers=b:9092\nacks=1\n"
# What grows, and how often it is there to take about a tenth of a second.
GROWING: dict[str, tuple[str, Callable[[int], str], int]] = {
    "comments": ("producer.properties", lambda n: PRODUCER + "# a comment\n" * n, 50_000),
    "continued lines": ("producer.properties", lambda n: f"{PRODUCER}x=\\\n" + "a\\\n" * n, 50_000),
    "a long number": ("producer.properties", lambda n: f"{PRODUCER}linger.ms={'9' * n}\n", 200_000),
    "many servers": (
        "producer.properties",
        lambda n: "acks=1\nbootstrap.servers=" + ",".join(f"b{i}:9092" for i in range(n)),
        10_000,
    ),
    "ignore comments": (
        "producer.properties",
        lambda n: "# kafka-architect: ignore[DUR001]\nlinger.ms=5ms\n" * n,
        1_000,
    ),
    "topics of Terraform": (
        "main.tf",
        lambda n: "".join(
            f'resource "kafka_topic" "t{i}" {{\n  name = "o{i}"\n  replication_factor = 1\n}}\n'
            for i in range(n)
        ),
        300,
    ),
    "profiles of Spring": (
        "application.yml",
        lambda n: "".join(
            f"spring:\n  config.activate.on-profile: p{i}\n  kafka.producer.acks: '1'\n---\n"
            for i in range(n)
        ),
        200,
    ),
    "channels of Quarkus": (
        "application.properties",
        lambda n: "".join(f"mp.messaging.outgoing.c{i}.connector=smallrye-kafka\n" for i in range(n)),
        200,
    ),
    "clients of a compose file": (
        "docker-compose.yml",
        lambda n: (
            "services:\n"
            + "".join(
                f"  c{i}:\n    image: a\n    environment:\n      SPRING_KAFKA_BOOTSTRAP_SERVERS: k{i}:9092\n"
                for i in range(n)
            )
        ),
        200,
    ),
    "dicts of Python": (
        "client.py",
        lambda n: (
            "from confluent_kafka import Producer\na0 = {'acks': 1}\n"
            + "".join(f"a{i + 1} = dict(a{i}, k{i}=1)\n" for i in range(n))
            + f"Producer(a{n})\n"
        ),
        2_000,
    ),
}
_MOST_TIMES = 2.6
_ATTEMPTS = 5


def seconds(name: str, text: str) -> float:
    gc.collect()
    start = time.process_time()
    VALIDATOR.validate({name: text}, allow_empty=True)
    return time.process_time() - start


@pytest.mark.parametrize("growing", GROWING)
def test_twice_the_file_takes_twice_the_time(growing: str) -> None:
    name, text, count = GROWING[growing]
    half, whole = text(count), text(2 * count)
    seconds(name, half)  # imports and caches
    times = []
    for _ in range(_ATTEMPTS):
        times.append((seconds(name, half), seconds(name, whole)))
        if min(one for _, one in times) <= _MOST_TIMES * min(one for one, _ in times):
            return
    pytest.fail(f"{growing}: {times}")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "docker-compose.yml",
            "services:\n  kafka:\n    image: apache/kafka:3.9.0\n    environment:\n      KAFKA_NODE_ID: 1\n"
            f'      KAFKA_ADVERTISED_LISTENERS: "A://{"${}" * 60}"\n',
        ),
        (
            "connector.json",
            '{"name":"x","config":{"connector.class":"org.apache.kafka.connect.file.FileStreamSinkConnector",'
            '"topics.regex":"((a+))+","errors.deadletterqueue.topic.name":"' + "a" * 40 + '.dlq"}}',
        ),
        ("server.properties", "node.id=1\nsuper.users=User:a" + " " * 20_000 + "x\n"),
        ("server.properties", "node.id=1\nlisteners=PLAINTEXT://:" + "9" * 10_000 + "\n"),
        ("server.properties", "node.id=1\ncontroller.quorum.voters=" + "9" * 10_000 + "@h:1\n"),
        ("producer.properties", PRODUCER + "linger.ms=" + "[" * 10_000 + "\n"),
        ("connector.json", '{"config":{"connector.class":"a.B","topics.regex":"' + "[" * 10_000 + '"}}'),
    ],
)
def test_texts_that_stopped_it(name: str, text: str) -> None:
    start = time.process_time()
    result = VALIDATOR.validate({name: text})
    assert time.process_time() - start < 5
    assert result.failures == 0, [one.message for one in result.findings if one.rule.code == "RUN001"]


def test_a_map_bomb_is_one_finding() -> None:
    levels = ["a0: &a0 {acks: '1'}"]
    levels += [f"a{n}: &a{n} {{{', '.join(f'k{i}: *a{n - 1}' for i in range(10))}}}" for n in range(1, 11)]
    text = "spring:\n  kafka:\n    producer:\n      properties:\n" + "".join(
        f"        {level}\n" for level in levels
    )
    findings = VALIDATOR.validate({"application.yml": text}).findings
    assert len(findings) < 10
    [finding] = [one for one in findings if one.rule.code == "SYN001"]
    assert "aliases stand for more than" in finding.message

"""Checking takes time that grows with the file, whatever it holds."""

from __future__ import annotations

import gc
import time
import tracemalloc
from itertools import count
from typing import TYPE_CHECKING

import pytest

import kafka_architect as ka
from kafka_architect.validation import dialects
from kafka_architect.validation.catalogue import key_catalogue
from kafka_architect.validation.source_file import SourceFile
from tests.validation.growing import GROWING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.validation.growing import Growing

VALIDATOR = ka.ConfigValidator("4.3", "durability", select=["ALL"])
PRODUCER = "bootstrap.servers=b:9092\nacks=1\n"
_MOST_TIMES = 2.2
_ATTEMPTS = 6
_LENGTH = 40_000
# Each part has another number in each text: what was looked up for one is not remembered for the next.
_FIRSTS = count(10**6, 10**4)
_SHORT = 12_000  # tracemalloc makes it four times as slow
_MOST_BYTES_PER_CHARACTER = 300
_FIXED_BYTES = 2_000_000
# What catalogues remember of up to 100,000 keys grows by leaps, the last of some megabytes.
_REMEMBERED_BYTES = 4_000_000


def check(growing: Growing, length: int) -> Callable[[], object]:
    text = growing.text(length, next(_FIRSTS))
    return lambda: VALIDATOR.validate({growing.name: text}, allow_empty=True)


def seconds(growing: Growing, length: int) -> float:
    run = check(growing, length)
    gc.collect()
    gc.disable()  # the collector's rounds come when they come
    try:
        start = time.thread_time()  # not of the threads that other tests have left
        run()
        return time.thread_time() - start
    finally:
        gc.enable()


def most_bytes(growing: Growing, length: int) -> int:
    run = check(growing, length)
    key_catalogue.cache_clear()  # which remembers a bounded number of keys
    gc.collect()
    tracemalloc.start()
    try:
        run()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("growing", GROWING)
def test_twice_the_file_takes_twice_the_time(growing: str) -> None:
    """In one of several attempts: what else the machine does makes one of two times longer, now and then.

    What is quadratic takes four times as long in every one.
    """
    times: list[tuple[float, float]] = []
    check(GROWING[growing], _SHORT // 2)()  # imports
    for _ in range(_ATTEMPTS):
        times.append((seconds(GROWING[growing], _LENGTH), seconds(GROWING[growing], 2 * _LENGTH)))
        if times[-1][1] <= _MOST_TIMES * times[-1][0]:
            return
    pytest.fail(f"{growing}: {times}")


@pytest.mark.parametrize("growing", GROWING)
def test_twice_the_file_takes_twice_the_memory(growing: str) -> None:
    check(GROWING[growing], _SHORT // 2)()
    half, whole = (most_bytes(GROWING[growing], length) for length in (_SHORT, 2 * _SHORT))
    assert whole <= _MOST_TIMES * half + _REMEMBERED_BYTES
    assert whole <= _FIXED_BYTES + _MOST_BYTES_PER_CHARACTER * 2 * _SHORT


def test_a_file_of_every_dialect_grows() -> None:
    assert {one.dialect for one in GROWING.values()} == {entry.module for entry in dialects._TABLE}


@pytest.mark.parametrize("growing", GROWING)
def test_it_is_the_dialect_that_reads_it(growing: str) -> None:
    one = GROWING[growing]
    found = dialects.find_dialect(SourceFile(one.name, one.text(_SHORT)))
    assert found is not None
    assert found.__name__.endswith(f".{one.dialect}")  # type: ignore[attr-defined]


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
    start = time.thread_time()
    result = VALIDATOR.validate({name: text})
    assert time.thread_time() - start < 5
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
    assert "aliases expand to more than" in finding.message

"""Outputs of kcat and Kafka's tools of a topic whose keys and values break lines: the keys that were sent.

tests/keys/files/README.md has the commands.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import kafka_architect as ka

FILES = Path(__file__).parent / "files"


def sent() -> list[bytes | None]:
    """The keys, as tests/keys/files/README.md has them."""
    keys: list[bytes | None] = []
    for i in range(60):
        usual = f"customer-{i % 7}".encode()
        odd = [usual, None, b"", b"two\nlines", "Zürich".encode(), f"7,5,3,{i % 3}".encode()]
        keys.append(odd[i // 4 % 6] if i % 4 == 0 else usual)
    return keys


def counted(report: ka.DistributionReport) -> Counter[bytes | None]:
    found: Counter[bytes | None] = Counter({key.key.encode(): key.count for key in report.heavy_hitters})
    if report.null_keys:
        found[None] = report.null_keys
    return found


@pytest.mark.parametrize("name", ["payments-kcat-f.txt", "payments-kcat-J.jsonl", "payments-dump-log.txt"])
def test_keys_are_those_that_were_sent(name: str) -> None:
    report = ka.analyze(FILES / name)
    assert counted(report) == Counter(sent())
    assert report.warnings == ()


@pytest.mark.parametrize("name", ["payments-kcat-f.txt", "payments-kcat-J.jsonl", "payments-dump-log.txt"])
def test_partitions_are_those_that_the_records_lie_in(name: str) -> None:
    """librdkafka's partitioner placed them; it spreads null and empty keys."""
    report = ka.analyze(FILES / name, [3], topic_partitions=3, partitioner="confluent-kafka-python")
    observed = report.measurements.observed
    assert observed is not None
    assert int(observed.records.sum()) == 60
    assert observed.keyed == observed.agreeing == sum(bool(key) for key in sent())


def test_console_consumer_with_everything_leaves_out_what_breaks_lines() -> None:
    report = ka.analyze(FILES / "payments-console-all.txt")
    wanted = Counter(key for key in sent() if key is None or b"\n" not in key)
    assert counted(report) == wanted
    assert "lines are no records" in report.notes[0]
    assert report.read_as == (
        "output of kafka-console-consumer.sh (timestamp, partition, offset, headers, key, value)",
    )


def test_console_consumer_with_partitions() -> None:
    report = ka.analyze(FILES / "payments-console-partition.txt")
    assert counted(report) == Counter(key for key in sent() if key is None or b"\n" not in key)
    assert report.read_as == ("output of kafka-console-consumer.sh (partition, key, value)",)


def test_kcat_with_a_delimiter_says_what_it_cannot_tell() -> None:
    report = ka.analyze(FILES / "payments-kcat-K.txt", input_format="key-value")
    assert report.null_keys == 0
    assert any("a null key not from an empty one" in note for note in report.notes)

"""Keys of topics that real clients have written: counted as they were sent, from three brokers."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

import kafka_architect as ka
from kafka_architect.cluster.keys.reading import TopicReading
from tests.cluster.topics import (
    PARTITIONS,
    address,
    admin,
    loads,
    make_topic,
    producer,
    send,
    some_keys,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tools.kafka.cluster import KafkaCluster

pytestmark = [pytest.mark.kafka, pytest.mark.java]

RECORDS = 3000


@pytest.mark.parametrize("codec", ["none", "gzip", "snappy", "lz4", "zstd"])
def test_what_librdkafka_has_sent(kafka: KafkaCluster, codec: str) -> None:
    sent = send(kafka, make_topic(kafka), some_keys(RECORDS), compression_type=codec)
    report = ka.analyze(address(kafka, sent.topic))
    assert not report.warnings
    assert report.records == sent.records
    assert report.null_keys == sent.keys[None]
    assert loads(report) == sent.partitions
    assert [one.count for one in report.partitions] == [PARTITIONS, 2 * PARTITIONS]
    observed = report.measurements.observed
    assert observed is not None
    assert observed.agreeing == observed.keyed > 0
    hot = {key.key: (key.lower, key.upper) for key in report.measurements.heavy.keys}
    busiest = max((count, key) for key, count in sent.keys.items() if key is not None)
    lower, upper = hot[busiest[1]]
    assert lower <= busiest[0] <= upper
    assert report.read_as[0].startswith(f"{PARTITIONS} partitions of topic {sent.topic}")
    assert codec == "none" or codec in report.read_as[0]
    assert "bytes were read from the brokers" in report.notes[0]


def test_what_java_has_sent(kafka: KafkaCluster, tmp_path: Path) -> None:
    topic = make_topic(kafka)
    keys = [f"customer-{i * i % 211}" for i in range(RECORDS)]
    (tmp_path / "records").write_text("".join(f"{key}:value {i}\n" for i, key in enumerate(keys)))
    done = kafka.run_script(
        f"kafka-console-producer.sh --bootstrap-server $BOOTSTRAP_SERVERS --topic {topic} --property "
        f"parse.key=true --property key.separator=: < {tmp_path / 'records'}"
    )
    assert done.returncode == 0, done.stderr
    report = ka.analyze(address(kafka, topic))
    in_memory = ka.analyze([key.encode() for key in keys], [PARTITIONS, 2 * PARTITIONS])
    assert report.records == RECORDS
    assert [one.records.tolist() for one in report.measurements.partitions] == [
        one.records.tolist() for one in in_memory.measurements.partitions
    ]
    observed = report.measurements.observed
    assert observed is not None
    assert observed.agreeing == observed.keyed == RECORDS


def test_no_number_of_threads_changes_the_result(
    kafka: KafkaCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kafka_architect.cluster.keys.topic_pass._GROUP_OFFSETS", 500)
    sent = send(kafka, make_topic(kafka, partitions=9), some_keys(RECORDS))
    one, four = (ka.analyze(address(kafka, sent.topic), workers=workers) for workers in (1, 4))
    document = one.to_dict()
    assert document == {**four.to_dict(), "notes": document["notes"]}


def test_transactions(kafka: KafkaCluster) -> None:
    topic = make_topic(kafka, partitions=1)
    sender = producer(kafka, transactional_id=f"tx-{topic}")
    sender.init_transactions()
    for number, commit in enumerate([True, False, False, True, False, True]):
        sender.begin_transaction()
        for i in range(50):
            sender.produce(topic, b"v", b"tx-%d-%d" % (number, i))
        assert sender.flush(30) == 0
        if commit:
            sender.commit_transaction()
        else:
            sender.abort_transaction()
    all_of_them = ka.analyze(address(kafka, topic))
    assert all_of_them.records == 300
    assert any("--read-committed leaves them out" in note for note in all_of_them.notes)
    committed = ka.analyze(address(kafka, topic), cluster=TopicReading(read_committed=True))
    assert committed.records == 150
    keys = {key.key for key in committed.measurements.heavy.keys}
    assert keys
    assert all(key.split(b"-")[1] in {b"0", b"3", b"5"} for key in keys)
    assert any("150 records of aborted transactions are left out" in note for note in committed.notes)
    # An open transaction is not decided: consumers that read committed do not get it.
    sender.begin_transaction()
    sender.produce(topic, b"v", b"open")
    assert sender.flush(30) == 0
    assert ka.analyze(address(kafka, topic), cluster=TopicReading(read_committed=True)).records == 150
    assert ka.analyze(address(kafka, topic)).records == 301
    sender.abort_transaction()


def test_the_newest_offsets_of_each_partition(kafka: KafkaCluster) -> None:
    sent = send(kafka, make_topic(kafka), some_keys(RECORDS))
    report = ka.analyze(address(kafka, sent.topic), cluster=TopicReading(newest=101))
    assert loads(report) == dict.fromkeys(range(PARTITIONS), 101)


def test_a_span_of_time(kafka: KafkaCluster) -> None:
    topic = make_topic(kafka, partitions=1)
    sender = producer(kafka)
    begin = 1_700_000_000_000
    for i in range(500):
        sender.produce(topic, b"v", b"%d" % i, timestamp=begin + 1000 * i)
    assert sender.flush(30) == 0

    def read(**span: str) -> int:
        return ka.analyze(address(kafka, topic), cluster=TopicReading(**span)).records  # type: ignore[arg-type]

    assert read(since="2023-11-14T22:13:30Z") == 490
    assert read(until="2023-11-14T22:13:30+00:00") == 10
    assert read(since="2023-11-14T22:14:00", until="2023-11-14T22:15:00") == 60
    assert read(since="1d") == 0


def test_an_empty_topic_and_one_that_is_not_there(kafka: KafkaCluster) -> None:
    assert ka.analyze(address(kafka, make_topic(kafka))).records == 0
    with pytest.raises(ka.UnknownTopicError, match="no such topic"):
        ka.analyze(address(kafka, "nowhere"))
    assert "nowhere" not in admin(kafka).list_topics(timeout=10).topics  # asking has not made it


def test_compaction_leaves_gaps(kafka: KafkaCluster) -> None:
    topic = make_topic(
        kafka,
        partitions=1,
        cleanup_policy="compact",
        segment_bytes="1048576",
        min_cleanable_dirty_ratio="0.01",
    )
    send(kafka, topic, [b"k-%d" % (i % 5) for i in range(500)])
    done = kafka.run_script(
        f"kafka-configs.sh --bootstrap-server $BOOTSTRAP_SERVERS --alter --topic {topic} --add-config "
        "segment.ms=1,min.compaction.lag.ms=0"
    )
    assert done.returncode == 0, done.stderr
    time.sleep(0.1)
    send(kafka, topic, [b"last"])
    time.sleep(0.1)
    send(kafka, topic, [b"last"])
    report = ka.analyze(address(kafka, topic))
    assert 7 <= report.records <= 502  # the cleaner may have come by


def test_nothing_is_left_on_the_cluster(kafka: KafkaCluster) -> None:
    client = admin(kafka)

    def groups() -> set[str]:
        return {one.group_id for one in client.list_consumer_groups().result(30).valid}

    sent = send(kafka, make_topic(kafka), some_keys(100))
    before = groups(), set(client.list_topics(timeout=10).topics)
    ka.analyze(address(kafka, sent.topic))
    assert (groups(), set(client.list_topics(timeout=10).topics)) == before


def test_the_command(kafka: KafkaCluster) -> None:
    sent = send(kafka, make_topic(kafka), some_keys(1000))
    command = [sys.executable, "-m", "kafka_architect", "analyze", "--format", "json"]
    done = subprocess.run(
        [*command, address(kafka, sent.topic), "--max-rate", "50MB/s", "-X", "security.protocol=PLAINTEXT"],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert document["records"] == 1000
    assert document["source"] == f"topic {sent.topic} at {kafka.bootstrap_servers}"
    refused = subprocess.run(
        [*command, address(kafka, "nowhere")], capture_output=True, text=True, timeout=60, check=False
    )
    assert refused.returncode == 2
    assert refused.stderr.startswith("Error: topic nowhere: the cluster at ")

"""Segments that a real Kafka has written: keys, sizes, timestamps and partitions are those that were sent."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

import kafka_architect as ka
from kafka_architect.keys.log_folders import segment_place
from kafka_architect.keys.open_source import open_source
from kafka_architect.keys.source import WantedColumns
from kafka_architect.keys.source_file import source_files
from tests.kafka_fixture import unique_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kafka_architect.analysis.observed.observed import Observed
    from tools.kafka.cluster import KafkaCluster

pytestmark = [pytest.mark.kafka, pytest.mark.java]

PARTITIONS = 5
RECORDS = 600
CODECS = ("none", "gzip", "snappy", "lz4", "zstd")
Sent = Counter[tuple[bytes | None, int, int]]


def sent_records() -> Iterator[tuple[bytes, bytes]]:
    for i in range(RECORDS):
        yield b"user-%d" % (i * i % 97), b"value %d " % i * (1 + i % 40)


def make_topic(kafka: KafkaCluster, name: str) -> str:
    from confluent_kafka.admin import AdminClient
    from confluent_kafka.cimpl import NewTopic

    topic = unique_name(name)
    admin = AdminClient({"bootstrap.servers": kafka.bootstrap_servers, "log_level": 0})
    # Every broker has every record, once it is acknowledged.
    copies = len(kafka.bootstrap_servers.split(","))
    config = {"min.insync.replicas": str(copies), "segment.bytes": str(1 << 20)}
    made = admin.create_topics([NewTopic(topic, PARTITIONS, copies, config=config)])
    made[topic].result(30)
    return topic


def on_disk(kafka: KafkaCluster, topic: str) -> Sent:
    """(key, size, partition) of every record that a broker has of a topic."""
    found: Sent = Counter()
    for file in source_files([kafka.data_folder()], topic):
        opened = open_source(file.path, "log-segment", WantedColumns())
        with opened.bytes:
            for columns in opened.reading.batches:
                keys: Any = columns.keys[0]  # type: ignore[union-attr]
                place = segment_place(file.path)
                assert place is not None
                for key, size in zip(keys.to_pylist(), columns.sizes, strict=True):  # type: ignore[union-attr, arg-type]
                    found[key, int(size), place.partition] += 1
    return found


def check(kafka: KafkaCluster, topic: str, sent: Sent, partitioner: str) -> None:
    assert on_disk(kafka, topic) == sent
    for key, _, partition in sent:
        if key is not None:
            assert ka.partition_for(key, PARTITIONS, partitioner) == partition
    report = ka.analyze(
        kafka.data_folder(), [PARTITIONS], topic=topic, topic_partitions=PARTITIONS, partitioner=partitioner
    )
    assert report.records == sent.total()
    assert not report.warnings
    assert f"{PARTITIONS} partitions of topic {topic}" in report.read_as[0]
    observed = report.measurements.observed
    assert observed is not None
    by_partition: Counter[int] = Counter()
    for (_, _, partition), records in sent.items():
        by_partition[partition] += records
    assert observed.records.tolist() == [by_partition[i] for i in range(PARTITIONS)]
    assert observed.agreeing == observed.keyed
    loads = ka.segment_loads(kafka.data_folder(), topic=topic).topics[0]
    assert [load.records for load in loads.partitions] == observed.records.tolist()


@pytest.mark.parametrize("codec", CODECS)
def test_what_librdkafka_has_sent(kafka: KafkaCluster, codec: str) -> None:
    from confluent_kafka import Producer

    topic = make_topic(kafka, f"rdkafka-{codec}")
    producer = Producer(
        {
            "bootstrap.servers": kafka.bootstrap_servers,
            "compression.type": codec,
            "linger.ms": 50,
            "acks": "all",
        }
    )
    sent: Sent = Counter()

    def delivered(error: Any, message: Any) -> None:
        assert error is None
        sent[message.key(), len(message.key()) + len(message.value()), message.partition()] += 1

    for key, value in sent_records():
        producer.produce(topic, value, key, on_delivery=delivered)
    assert producer.flush(30) == 0
    assert sent.total() == RECORDS
    check(kafka, topic, sent, "consistent_random")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # kafka-python reads its schemas so
@pytest.mark.parametrize(
    "codec", [codec for codec in CODECS if codec != "snappy"]
)  # it has no library for it
def test_what_kafka_python_has_sent(kafka: KafkaCluster, codec: str) -> None:
    from kafka import KafkaProducer

    topic = make_topic(kafka, f"python-{codec}")
    producer = KafkaProducer(
        bootstrap_servers=kafka.bootstrap_servers,
        compression_type=None if codec == "none" else codec,
        linger_ms=50,
        acks="all",
    )
    futures = [(key, value, producer.send(topic, value, key)) for key, value in sent_records()]
    producer.flush(30)
    sent: Sent = Counter()
    for key, value, future in futures:
        sent[key, len(key) + len(value), future.get(30).partition] += 1
    producer.close()
    check(kafka, topic, sent, "murmur2")


@pytest.mark.parametrize("codec", ["snappy", "zstd"])
def test_what_the_java_client_has_sent(kafka: KafkaCluster, codec: str) -> None:
    topic = make_topic(kafka, f"java-{codec}")
    lines = "".join(f"{key.decode()}\t{value.decode()}\n" for key, value in sent_records())
    file = kafka.data_folder().parent / f"{topic}.txt"
    file.write_text(lines)
    done = kafka.run_script(
        f"kafka-console-producer.sh --bootstrap-server $BOOTSTRAP_SERVERS --topic {topic} "
        f"--compression-codec {codec} --reader-property parse.key=true < {file}"
    )
    assert done.returncode == 0, done.stderr
    sent: Sent = Counter()
    for key, value in sent_records():
        sent[key, len(key) + len(value), ka.partition_for(key, PARTITIONS)] += 1
    check(kafka, topic, sent, "murmur2")


def by_java(kafka: KafkaCluster, topic: str, keys: Sequence[bytes]) -> None:
    file = kafka.data_folder().parent / f"{topic}.txt"
    file.write_text("".join(f"{key.decode()}\tvalue\n" for key in keys))
    done = kafka.run_script(
        f"kafka-console-producer.sh --bootstrap-server $BOOTSTRAP_SERVERS --topic {topic} "
        f"--reader-property parse.key=true < {file}"
    )
    assert done.returncode == 0, done.stderr


def by_librdkafka(kafka: KafkaCluster, topic: str, keys: Sequence[bytes]) -> None:
    from confluent_kafka import Producer

    producer = Producer({"bootstrap.servers": kafka.bootstrap_servers, "linger.ms": 50, "acks": "all"})
    for key in keys:
        producer.produce(topic, b"value", key)
    assert producer.flush(30) == 0


def observed_on_disk(kafka: KafkaCluster, topic: str) -> Observed:
    report = ka.analyze(kafka.data_folder(), [PARTITIONS], topic=topic)
    assert report.observed is not None
    assert report.observed.split_keys is not None
    return report.observed


def test_which_clients_have_written_is_inferred(kafka: KafkaCluster) -> None:
    """The Java producer and librdkafka, each alone and both to one topic."""
    keys = [b"user-%d" % i for i in range(1_000)]
    alone = make_topic(kafka, "alone")
    by_librdkafka(kafka, alone, keys)
    found = observed_on_disk(kafka, alone)
    assert found.writers is not None
    assert found.writers.only is not None
    assert (found.writers.only.partitioner, found.writers.only.partitions) == (
        "consistent_random",
        PARTITIONS,
    )
    assert found.split_keys is not None
    assert found.split_keys.keys.estimate == 0
    assert found.verdict is not None
    assert found.verdict.code == "healthy"

    both = make_topic(kafka, "both")
    by_java(kafka, both, keys[:900])
    by_librdkafka(kafka, both, keys[800:])
    found = observed_on_disk(kafka, both)
    assert found.writers is not None
    writers = {writer.partitioner: writer for writer in found.writers.writers}
    assert set(writers) == {"murmur2", "consistent_random"}
    assert {writer.partitions for writer in writers.values()} == {PARTITIONS}
    assert writers["murmur2"].records == pytest.approx(900 / 1_100, abs=0.03)
    in_both = ka.partition_for(keys[800:900], PARTITIONS) != ka.partition_for(
        keys[800:900], PARTITIONS, "librdkafka"
    )
    assert found.split_keys is not None
    assert found.split_keys.exact
    assert found.split_keys.keys.estimate == in_both.sum()
    assert found.verdict is not None
    assert found.verdict.code == "mixed-partitioners"


def test_aborted_transactions_and_markers(kafka: KafkaCluster) -> None:
    from confluent_kafka import Producer

    topic = make_topic(kafka, "transactions")
    producer = Producer({"bootstrap.servers": kafka.bootstrap_servers, "transactional.id": topic})
    producer.init_transactions(30)
    for keep in (True, False, True):
        producer.begin_transaction()
        for i in range(50):
            producer.produce(topic, b"value", b"key-%d" % i)
        producer.flush(30)
        if keep:
            producer.commit_transaction(30)
        else:
            producer.abort_transaction(30)
    deadline = time.monotonic() + 30
    while True:
        report = ka.analyze(kafka.data_folder(), [PARTITIONS], topic=topic, partitioner="consistent_random")
        # Markers follow the answer to the commit.
        marked = f"{3 * PARTITIONS} control batches left out" in report.read_as[0]
        if marked and any("50 of 150 records belong to aborted" in note for note in report.notes):
            break
        assert time.monotonic() < deadline, (report.read_as, report.notes)
        time.sleep(0.2)
    assert report.records == 150

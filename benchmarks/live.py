"""A topic of a running cluster: `analyze kafka://` beside a confluent-kafka consumer that counts keys.

    python -m benchmarks.live               # writes benchmarks/results/live.md (needs Java, Maven)

Broker and clients share the machine. All read the whole topic in every round, in turn; ratios are of the same
round. The consumer's loop is what people write: a batch of messages, a dictionary of keys; it neither hashes,
nor estimates, nor judges.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from importlib.metadata import version as machine_version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import confluent_kafka
import numpy as np

import kafka_architect as ka
from benchmarks.interleaved import Contender, spread, time_in_turns
from benchmarks.machine import describe_machine
from kafka_architect.cluster.connection import Connector
from kafka_architect.cluster.keys.fetching import Fetcher
from kafka_architect.cluster.keys.plan import topic_plan
from kafka_architect.cluster.keys.rate_limit import RateLimit
from kafka_architect.cluster.keys.reading import TopicReading
from kafka_architect.cluster.keys.topic_view import TopicView
from tools.kafka.cluster import KafkaCluster

if TYPE_CHECKING:
    from benchmarks.interleaved import Timing

PAGE = Path(__file__).parent / "results" / "live.md"
PARTITIONS = 12
CLAIM = 5


@dataclass(frozen=True)
class Case:
    """A topic to read."""

    codec: str
    value_bytes: int
    records: int

    @property
    def topic(self) -> str:
        return f"{self.codec}-{self.value_bytes}"


def fill(servers: str, case: Case) -> None:
    """Keys as Zipf has them, values half random."""
    from confluent_kafka.admin import AdminClient
    from confluent_kafka.cimpl import NewTopic

    admin = AdminClient({"bootstrap.servers": servers})
    admin.create_topics([NewTopic(case.topic, PARTITIONS, 1)])[case.topic].result(30)
    producer = confluent_kafka.Producer(
        {
            "bootstrap.servers": servers,
            "partitioner": "murmur2_random",
            "compression.type": case.codec,
            "linger.ms": 100,
            "batch.size": 100_000,
            "queue.buffering.max.messages": 200_000,
        }
    )
    random = np.random.default_rng(3)
    values = [
        random.bytes(case.value_bytes // 2) + b"a" * (case.value_bytes - case.value_bytes // 2)
        for _ in range(256)
    ]
    for place, key in enumerate(random.zipf(1.3, case.records)):
        while True:
            try:
                producer.produce(case.topic, values[place % 256], b"customer-%06d" % (key % 200_000))
                break
            except BufferError:
                producer.poll(0.1)
    assert producer.flush(120) == 0


def consumer_loop(servers: str, case: Case) -> dict[bytes, int]:
    """What people write to count keys."""
    consumer = confluent_kafka.Consumer(
        {"bootstrap.servers": servers, "group.id": "count", "enable.auto.commit": False}
    )
    consumer.assign([confluent_kafka.TopicPartition(case.topic, one, 0) for one in range(PARTITIONS)])
    counts: dict[Any, int] = {}
    seen = 0
    while seen < case.records:
        for message in consumer.consume(10_000, 1.0):
            key = message.key()
            counts[key] = counts.get(key, 0) + 1
            seen += 1
    consumer.close()
    return counts


def ours(servers: str, case: Case, workers: int | None) -> None:
    report = ka.analyze(f"kafka://{servers}/{case.topic}", workers=workers)
    assert report.records == case.records
    assert not report.warnings


def fetched_alone(servers: str, case: Case) -> None:
    """What broker and sockets give: batches are fetched and dropped."""
    connector = Connector(ka.ClientSettings.read(servers))
    view = TopicView(connector, case.topic)
    fetcher = Fetcher(connector, view, RateLimit(None))
    for span in topic_plan(connector, view, TopicReading()).spans:
        for _ in fetcher.fetched(span, span.start):
            pass
    fetcher.close()


def measured(servers: str, case: Case, rounds: int) -> list[Timing]:
    version = ka.__version__
    return time_in_turns(
        [
            Contender("`analyze kafka://`", version, case.records, lambda: ours(servers, case, None)),
            Contender("the same, one thread", version, case.records, lambda: ours(servers, case, 1)),
            Contender(
                "confluent-kafka loop",
                machine_version("confluent-kafka"),
                case.records,
                lambda: consumer_loop(servers, case),
            ),
            Contender("fetched and dropped", version, case.records, lambda: fetched_alone(servers, case)),
        ],
        rounds,
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    machine = describe_machine()
    lines = [
        "# Reading a topic from its brokers",
        "",
        "`python -m benchmarks.live`: every contender reads the whole topic in every round, in turn; medians "
        "(least to most), ratios of the same round. Broker and clients share the machine, so that the broker "
        "takes its part of the two cores from both.",
        "",
        f"- {machine['date_utc']} UTC, {machine['cpu']}, {machine['logical_cpus']} logical CPUs, shared with "
        "other work",
        f"- kafka-architect {machine['build']['version']}, {machine['build']['compiler']}, Python "
        f"{machine['build']['python']}; confluent-kafka {machine['libraries']['confluent-kafka']}; one "
        f"broker, {PARTITIONS} partitions, {asked.records:,} records, {asked.rounds} rounds",
    ]
    cases = [
        Case("none", 100, asked.records),
        Case("lz4", 100, asked.records),
        Case("zstd", 100, asked.records),
    ]
    with KafkaCluster() as kafka:
        for case in cases:
            fill(kafka.bootstrap_servers, case)
            timings = measured(kafka.bootstrap_servers, case, asked.rounds)
            lines += section(case, timings)
            print("\n".join(lines[-len(timings) - 4 :]), flush=True)
    lines += [
        "",
        "`analyze` counts keys for 12 and 24 partitions, distinct and hot keys, sizes and placement, and "
        "judges them; the loop counts keys only. Fetched and dropped is one connection that asks for one "
        "partition after the other and looks at nothing.",
        "",
    ]
    PAGE.write_text("\n".join(lines))


def section(case: Case, timings: list[Timing]) -> list[str]:
    ratio = timings[2].times_slower_than(timings[0])
    met = "met" if ratio.median >= CLAIM else "NOT met"
    lines = [
        "",
        f"## Codec {case.codec}, values of {case.value_bytes:,} bytes",
        "",
        f"**{ratio.median:.1f} times** ({ratio.min:.1f} to {ratio.max:.1f}) as fast as the consumer's loop; "
        f"promised: {CLAIM}, {met}.",
        "",
        "| | Version | M records/s | CPU ns per record | Time against the first row |",
        "|---|---|--:|--:|--:|",
    ]
    for timing in timings:
        wall, cpu = spread(timing.wall_ns_per_key), spread(timing.cpu_ns_per_key)
        against = timing.times_slower_than(timings[0])
        lines.append(
            f"| {timing.contender.name} | {timing.contender.version} | {1e3 / wall.median:.2f} | "
            f"{cpu.median:,.0f} | {against.median:.2f} |"
        )
    return lines


if __name__ == "__main__":
    main()

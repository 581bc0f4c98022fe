"""Auditing a large cluster: time and memory of what reads a snapshot of 5,000 topics of 10 partitions.

    python -m benchmarks.audit                     # from a document; writes benchmarks/results/audit.md
    python -m benchmarks.audit --live 1000         # and a running cluster of so many topics (Java, Maven)

Each command is a process of its own, as people run it: import, reading, judging, printing. CPU time is told
beside wall time, which other work on the machine makes longer; memory is the process' peak.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.machine import describe_machine
from kafka_architect.snapshot import Snapshot, snapshot_text
from kafka_architect.snapshot.model import (
    Broker,
    Committed,
    Group,
    LogDir,
    Member,
    Partition,
    Sample,
    Topic,
    Value,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGE = Path(__file__).parent / "results" / "audit.md"
PROMISED_S = 10.0
BROKERS, TOPICS, PARTITIONS, REPLICAS, GROUPS = 24, 5_000, 10, 3, 1_000
NOW_MS = 1_796_083_200_000


@dataclass(frozen=True)
class Measured:
    """The rounds of one command: seconds, and the peak of its memory in MB."""

    name: str
    wall_s: list[float]
    cpu_s: list[float]
    peak_mb: list[float]
    output_bytes: int


def large_snapshot() -> Snapshot:
    """A cluster whose topics differ as those of companies do: uneven, some badly set, groups that lag."""
    topics = [_topic(number) for number in range(TOPICS)]
    return Snapshot(
        format="kafka-architect-cluster", version=1, cluster_id="audit", taken_ms=NOW_MS, kafka_version="4.3",
        metadata_version="4.3-IV0",
        brokers=[
            Broker(
                id=number, host=f"kafka-{number}", port=9092, rack=f"z{number % 3}", version="4.3",
                config={
                    key: Value(value=value, source="static")
                    for key, value in (
                        ("node.id", str(number)), ("num.io.threads", "16"), ("log.dirs", "/data"),
                        ("default.replication.factor", "3"), ("min.insync.replicas", "2"),
                    )
                },
                log_dirs=[LogDir(path="/data", total_bytes=8 * 10**12, usable_bytes=3 * 10**12)],
            )
            for number in range(BROKERS)
        ],
        topics=topics,
        groups=[_group(number) for number in range(GROUPS)],
        samples=[
            Sample(
                at_ms=NOW_MS - 60_000,
                latest={one.name: [(part.latest or 0) - 600 for part in one.partitions] for one in topics},
            )
        ],
    )  # fmt: skip


def _topic(number: int) -> Topic:
    config = {"retention.ms": Value(value=str(86_400_000 * (1 + number % 14)), source="dynamic")}
    if number % 5 == 0:
        config["cleanup.policy"] = Value(value="compact", source="dynamic")
    if number % 7:
        config["min.insync.replicas"] = Value(value="2", source="dynamic")
    parts = []
    for partition in range(PARTITIONS):
        on = [(number + partition + copy) % BROKERS for copy in range(REPLICAS)]
        size = 10**8 * (1 + (number * 31 + partition * 7) % 50)
        parts.append(
            Partition(
                partition=partition,
                leader=on[0],
                replicas=on,
                isr=on if number % 97 else on[:1],
                earliest=1_000 * number,
                latest=1_000 * number + size // 500,
                bytes=[size] * REPLICAS,
            )
        )
    return Topic(name=f"team{number % 80}.orders.{number}", partitions=parts, config=config)


def _group(number: int) -> Group:
    names = [f"team{one % 80}.orders.{one}" for one in (number * 5, number * 5 + 1)]
    members = [
        Member(
            id=f"m{place}", client_id=f"c{place}", host="10.0.0.1", assigned={name: [place] for name in names}
        )
        for place in range(PARTITIONS)
    ]
    return Group(
        name=f"group-{number}", type="classic", protocol="consumer",
        state="Stable" if number % 9 else "Empty",
        members=members if number % 9 else [],
        committed=[
            Committed(topic=name, partition=place, offset=number, lag=number % 13 * 1_000)
            for name in names for place in range(PARTITIONS)
        ],
    )  # fmt: skip


def measured(name: str, arguments: Sequence[str], rounds: int) -> Measured:
    """Run a command several times.

    Raises:
        RuntimeError: It failed otherwise than by findings.
    """
    wall, cpu, peak = [], [], []
    size = 0
    for _ in range(rounds):
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            started = time.perf_counter()
            process = subprocess.Popen(
                [sys.executable, "-m", "kafka_architect", *arguments], stdout=out, stderr=err
            )
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)  # nobody else waits for it
            wall.append(time.perf_counter() - started)
            if process.returncode not in (0, 1):
                err.seek(0)
                raise RuntimeError(f"{name}: {err.read().decode()[-2000:]}")
            cpu.append(used.ru_utime + used.ru_stime)
            peak.append(used.ru_maxrss / 1024)
            size = out.tell()
    return Measured(name, wall, cpu, peak, size)


def from_document(rounds: int) -> tuple[int, list[Measured]]:
    """The size of the document in bytes, and the commands that read it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "cluster.json"
        file.write_text(snapshot_text(large_snapshot()))
        size = ("size", "--from-cluster", str(file), "--instance", "m7g.4xlarge", "--format", "json")
        return file.stat().st_size, [
            measured("`validate cluster.json`", ("validate", str(file)), rounds),
            measured(
                "`validate cluster.json --format json`", ("validate", str(file), "--format", "json"), rounds
            ),
            measured("`size --from-cluster cluster.json --instance m7g.4xlarge`", size, rounds),
        ]


def from_brokers(topics: int, partitions: int, rounds: int) -> list[Measured]:
    """The commands that ask a running cluster of three brokers with a heap of 1 GB each."""
    from confluent_kafka.admin import AdminClient
    from confluent_kafka.cimpl import NewTopic

    from tools.kafka.cluster import KafkaCluster

    with KafkaCluster(brokers=3, heap_mb=1_024) as kafka:
        admin = AdminClient({"bootstrap.servers": kafka.bootstrap_servers, "log_level": 0})
        names = [f"team{number % 80}.orders.{number}" for number in range(topics)]
        for start in range(0, topics, 100):
            asked = [NewTopic(name, partitions, 3) for name in names[start : start + 100]]
            for made in admin.create_topics(asked, request_timeout=120).values():
                made.result(180)
        where = kafka.bootstrap_servers.partition(",")[0]
        return [
            measured("`validate --bootstrap-server`", ("validate", "--bootstrap-server", where), rounds),
            measured("`snapshot`", ("snapshot", where), rounds),
        ]


def main() -> None:
    """Measure, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--live", type=int, metavar="TOPICS", help="also on three brokers with so many topics"
    )
    parser.add_argument("--live-partitions", type=int, default=1, help="of each of them")
    options = parser.parse_args()
    size, documents = from_document(options.rounds)
    live = from_brokers(options.live, options.live_partitions, options.rounds) if options.live else []
    PAGE.write_text(page(size, documents, live, options))


def page(size: int, documents: list[Measured], live: list[Measured], options: argparse.Namespace) -> str:
    """The page in Markdown."""
    machine = describe_machine()
    worst = max(median(one.cpu_s) for one in documents)
    lines = [
        "# Auditing a large cluster",
        "",
        "`python -m benchmarks.audit`: each command is a process of its own; medians (least to most) of "
        f"{options.rounds} rounds.",
        "",
        f"- {machine['date_utc']} UTC, {machine['cpu']}, {machine['logical_cpus']} logical CPUs, shared with "
        "other work: CPU time is what the commands need, wall time is longer",
        f"- kafka-architect {machine['build']['version']}, Python {sys.version.split()[0]}",
        "",
        f"## A snapshot of {TOPICS:,} topics of {PARTITIONS} partitions",
        "",
        f"{BROKERS} brokers, {TOPICS * PARTITIONS * REPLICAS:,} replicas, {GROUPS:,} groups, two samples; "
        f"the document has {size / 1e6:.1f} MB. Promised: under {PROMISED_S:.0f} s; the commands take one "
        f"core for up to {worst:.1f} s: {'met' if worst < PROMISED_S else 'NOT met'}.",
        "",
        *_table(documents),
    ]
    if live:
        each = "1 partition" if options.live_partitions == 1 else f"{options.live_partitions} partitions"
        lines += [
            "",
            f"## A running cluster of {options.live:,} topics of {each}",
            "",
            "Three brokers on the same two cores, 1 GB of heap each, three replicas of each partition. "
            "CPU time is that of the command; brokers answer on the same cores.",
            "",
            *_table(live),
        ]
    return "\n".join([*lines, ""])


def _table(rows: list[Measured]) -> list[str]:
    def told(values: list[float], digits: int) -> str:
        return f"{median(values):,.{digits}f} ({min(values):,.{digits}f} to {max(values):,.{digits}f})"

    return [
        "| Command | Wall, s | CPU, s | Peak memory, MB | Output, MB |",
        "|---|--:|--:|--:|--:|",
        *(
            f"| {one.name} | {told(one.wall_s, 1)} | {told(one.cpu_s, 1)} | {max(one.peak_mb):,.0f} | "
            f"{one.output_bytes / 1e6:.1f} |"
            for one in rows
        ),
    ]


if __name__ == "__main__":
    main()

"""Predicted batches, requests and fetches against real producers and consumers, over two dozen combinations.

    python -m benchmarks.tuning            # writes benchmarks/results/tuning.md; about six minutes
    python -m benchmarks.tuning --only 3   # the first three, to standard output

Real Java clients send to real brokers on loopback, at moderate rates: what is compared is how records gather,
not how fast the machine is. Records arrive independently of each other (exponential gaps). Who may, runs them
before other processes of the machine, and the page says so. A combination whose producers could not keep
their pace even then is run again, twice at most, and marked if it never could.

Needs Java and Maven.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.machine import describe_machine
from kafka_architect.designs.tuning.batching import batching
from kafka_architect.designs.tuning.fetching import fetching
from kafka_architect.designs.tuning.load import FlowLoad
from tools.kafka.cluster import NEWEST, KafkaCluster
from tools.kafka.traffic.traffic import Combination, TrafficRunner, first_in_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

RESULTS: Final = Path(__file__).with_name("results") / "tuning.md"
ROUNDS: Final = 3
# A pace that is not kept, or a record that waits for a second, is the machine's doing.
_PACE: Final = 0.04


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A combination in a few numbers."""

    rate: float
    size: int
    partitions: int
    linger_ms: int
    batch_size: int = 16_384
    brokers: int = 1
    producers: int = 1
    consumers: int = 1
    keyed: bool = True
    lz4: bool = False
    fetch: tuple[int, int] = (1, 500)

    @property
    def combination(self) -> Combination:
        """What is run."""
        return Combination(
            records_per_s=self.rate,
            message_bytes=self.size,
            partitions=self.partitions,
            brokers=self.brokers,
            producers=self.producers,
            consumers=self.consumers,
            keyed=self.keyed,
            random_share=0.5 if self.lz4 else 1.0,
            producer={
                "linger.ms": str(self.linger_ms),
                "batch.size": str(self.batch_size),
                "compression.type": "lz4" if self.lz4 else "none",
            },
            consumer={
                "fetch.min.bytes": str(self.fetch[0]),
                "fetch.max.wait.ms": str(self.fetch[1]),
            },
        )

    def load(self, measured: Mapping[str, float]) -> FlowLoad:
        """What is predicted from: of what was measured, the round trip and the codec's ratio."""
        return FlowLoad(
            rate=self.rate,
            message_bytes=self.size,
            partitions=self.partitions,
            producers=self.producers,
            consumers=self.consumers,
            brokers=self.brokers,
            replication_factor=1,
            keyed=self.keyed,
            compression_ratio=1 / measured["compression-rate-avg"] if self.lz4 else 1,
            compression="lz4" if self.lz4 else "none",
            round_trip=f"{measured['request-latency-avg']} ms",
        )

    def predicted(self, measured: Mapping[str, float]) -> dict[str, float]:
        """By the names of what is measured."""
        load = self.load(measured)
        made = batching(load, self.linger_ms, self.batch_size)
        fetched = fetching(load, made, *self.fetch)
        return {
            "batch-size-avg": made.batch_bytes.value,
            "records-per-request-avg": made.records_per_request.value,
            "produce_requests_per_s": made.requests_per_producer.value * self.producers,
            "consumer.records-per-request-avg": fetched.records_per_fetch.value,
            "fetches_per_s": fetched.fetches_per_s.value,
        }

    def __str__(self) -> str:
        keys = "keys" if self.keyed else "no keys"
        codec = ", lz4" if self.lz4 else ""
        fetch = "" if self.fetch == (1, 500) else f", fetch {self.fetch[0]:,} B or {self.fetch[1]} ms"
        return (
            f"{self.rate:,.0f}/s x {self.size:,} B, {keys}, {self.partitions} partitions on {self.brokers}, "
            f"{self.producers} to {self.consumers}, linger {self.linger_ms}, batch {self.batch_size:,}"
            f"{codec}{fetch}"
        )


CASES: Final = (
    Case(rate=2000, size=500, partitions=12, linger_ms=10),
    Case(rate=2000, size=500, partitions=12, linger_ms=10, keyed=False),
    Case(rate=5000, size=500, partitions=12, linger_ms=5, producers=2, consumers=2),
    Case(rate=5000, size=500, partitions=12, linger_ms=20, producers=4, consumers=6, brokers=3),
    Case(rate=10_000, size=500, partitions=12, linger_ms=50),
    Case(rate=10_000, size=500, partitions=3, linger_ms=50),
    Case(rate=3000, size=1000, partitions=1, linger_ms=100),
    Case(rate=4000, size=500, partitions=12, linger_ms=50, keyed=False),
    Case(rate=6000, size=500, partitions=12, linger_ms=100, keyed=False, brokers=3),
    Case(rate=1000, size=2000, partitions=6, linger_ms=20, batch_size=65_536),
    Case(rate=8000, size=200, partitions=24, linger_ms=20, batch_size=32_768, brokers=3),
    Case(rate=8000, size=200, partitions=24, linger_ms=20, batch_size=32_768, brokers=3, keyed=False),
    Case(rate=15_000, size=100, partitions=6, linger_ms=10, producers=2),
    Case(rate=300, size=500, partitions=6, linger_ms=0),
    Case(rate=300, size=500, partitions=6, linger_ms=5),
    Case(rate=100, size=5000, partitions=3, linger_ms=50),
    Case(rate=5000, size=500, partitions=6, linger_ms=20, lz4=True),
    Case(rate=8000, size=500, partitions=4, linger_ms=100, lz4=True),
    Case(rate=4000, size=1000, partitions=8, linger_ms=10, keyed=False, lz4=True, batch_size=65_536),
    Case(rate=5000, size=500, partitions=12, linger_ms=10, producers=4, consumers=3, fetch=(50_000, 50)),
    Case(rate=5000, size=500, partitions=12, linger_ms=5, producers=2, fetch=(20_000, 500)),
    Case(rate=2000, size=1000, partitions=12, linger_ms=5, brokers=3, fetch=(100_000, 100)),
    Case(rate=6000, size=300, partitions=48, linger_ms=15, producers=3, consumers=3, brokers=3),
    Case(rate=12_000, size=500, partitions=12, linger_ms=5, producers=3, consumers=2, batch_size=131_072),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """A case with what its clients measured; `kept` says whether the producers kept their pace."""

    case: Case
    measured: dict[str, float]
    kept: bool

    def ratio(self, name: str) -> float:
        """Predicted over measured."""
        return self.case.predicted(self.measured)[name] / self.measured[name]


def run(cases: tuple[Case, ...]) -> Iterator[Outcome]:
    """Every case on one cluster and in one Java process."""
    with KafkaCluster(brokers=3) as kafka, TrafficRunner(kafka.bootstrap_servers) as traffic:
        traffic.measure(cases[0].combination)  # Java compiles what it runs often: the first is slower
        for case in cases:
            found: Outcome | None = None
            for _ in range(ROUNDS):
                measured = traffic.measure(case.combination)
                found = Outcome(case, measured, pace_kept(case, measured))
                if found.kept:
                    break
            if found is not None:
                yield found


def pace_kept(case: Case, measured: dict[str, float]) -> bool:
    """Whether the machine left the clients alone."""
    # Independent arrivals scatter by themselves: by three standard deviations of a count over six seconds.
    scatter = 3 / (case.rate * 6) ** 0.5
    kept = abs(measured["records_sent_per_s"] / case.rate - 1) <= _PACE + scatter
    return kept and measured["latency_p99_ms"] < _patience(case)


def _patience(case: Case) -> float:
    return 50 + 2 * case.linger_ms + 2 * (case.fetch[1] if case.fetch[0] > 1 else 0)


SHOWN: Final = (
    ("batch-size-avg", "batch-size-avg"),
    ("records-per-request-avg", "records-per-request-avg"),
    ("produce_requests_per_s", "requests/s"),
    ("consumer.records-per-request-avg", "consumer's records-per-request-avg"),
    ("fetches_per_s", "fetches/s"),
)


def page(outcomes: list[Outcome], first: str) -> str:
    """The results as Markdown."""
    machine = describe_machine()
    lines = [
        "# Client tuning: predicted and measured",
        "",
        f"{machine['date_utc']} UTC, {machine['cpu']}, {machine['logical_cpus']} logical CPUs, Kafka "
        f"{NEWEST} (brokers and Java clients), loopback, {first}. `make bench-tuning` writes this page.",
        "",
        "Each cell: predicted / measured (the quotient). Records arrive independently, with exponential "
        "gaps; topics have one replica; two seconds and a half to warm up, six to measure. Requests and "
        "fetches are the clients' own counters over the time, averages their own metrics. Two inputs "
        "of the predictions are measured with them: the round trip (request-latency-avg), which on a busy "
        "machine is no constant and matters to the fetches, and what the codec makes of the data "
        "(compression-rate-avg).",
        "",
        f"| Combination | {' | '.join(words for _, words in SHOWN)} | latency ms: median, 99 % |",
        f"|---|{'---|' * len(SHOWN)}---|",
    ]
    for one in outcomes:
        predicted = one.case.predicted(one.measured)
        cells = [
            f"{_plain(predicted[name])} / {_plain(one.measured[name])} ({one.ratio(name):.2f})"
            for name, _ in SHOWN
        ]
        latency = f"{one.measured['latency_median_ms']:.1f}, {one.measured['latency_p99_ms']:.1f}"
        mark = "" if one.kept else " (pace not kept)"
        lines.append(f"| {one.case}{mark} | {' | '.join(cells)} | {latency} |")
    lines += ["", "| | within 20 % | median error | largest error |", "|---|---|---|---|"]
    kept = [one for one in outcomes if one.kept]
    for name, words in SHOWN:
        errors = [abs(one.ratio(name) - 1) for one in kept]
        within = sum(one <= 0.2 for one in errors)
        lines.append(
            f"| {words} | {within} of {len(errors)} | {statistics.median(errors):.1%} | {max(errors):.1%} |"
        )
    return "\n".join(lines) + "\n"


def _plain(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", type=int, help="only the first so many, to standard output")
    asked = parser.parse_args(arguments)
    outcomes = []
    with first_in_line() as allowed:
        for one in run(CASES[: asked.only]):
            outcomes.append(one)
            quotients = ", ".join(f"{one.ratio(name):.2f}" for name, _ in SHOWN)
            kept = "" if one.kept else "  pace not kept"
            print(f"{one.case}: {quotients}{kept}", file=sys.stderr, flush=True)
    text = page(outcomes, "before other processes of the machine" if allowed else "at ordinary priority")
    if asked.only is not None:
        print(text)
    else:
        RESULTS.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

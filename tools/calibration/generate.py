"""Write docs/calibration.md: what sizing predicts against what others have published, case by case.

    python tools/calibration/generate.py            # writes docs/calibration.md
    python tools/calibration/generate.py --check    # exit 1 when it differs, or when a promise is not kept

Predicted is the most that the cluster carries in the steady peak when every limit may be used in full
(targets of 100 %): benchmarks run without headroom and without failures. Capacity is what the same cluster
promises with the default policy.
"""

import argparse
import csv
import statistics
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import kafka_architect as ka
from kafka_architect.sizing.catalogues import catalogue_holding

HERE = Path(__file__).parent
PAGE = HERE.parent.parent / "docs" / "calibration.md"
# What a steady stream uses up; storage, partitions and rebuilds do not limit a benchmark.
THROUGHPUT = ("network_in", "network_out", "disk_write", "catch_up_read", "cpu", "memory", "requests")
FULL = ka.Policy(network_target=1, disk_target=1, cpu_target=1)
# What the page promises of measured cases in which the brokers were at a limit.
MEDIAN_AT_MOST = 0.20
CAPACITY_SHARE = (0.5, 1.0)
# Where replicas cannot follow, by more than figures may be wrong: bytes into a broker over its network.
UNSTEADY = 1.25


class Case(NamedTuple):
    """One published figure: MB/s written, and the cluster and load that it was published for."""

    name: str
    kind: str
    use: str
    stopped: str
    hardware: ka.Hardware
    workload: ka.Workload
    brokers: int
    published: float
    source: str
    differs: str


class Answer(NamedTuple):
    """What sizing says of a case: MB/s at the limit and with the default policy, and what decides."""

    case: Case
    predicted: float
    limit: str
    capacity: float
    capacity_limit: str

    @property
    def error(self) -> float:
        """Predicted over published, less one."""
        return self.predicted / self.case.published - 1

    @property
    def share(self) -> float:
        """Capacity over published."""
        return self.capacity / self.case.published


def cases() -> list[Case]:
    """The rows of cases.csv."""
    lines = (HERE / "cases.csv").read_text(encoding="utf-8").splitlines()
    return [case_of(row) for row in csv.DictReader(line for line in lines if not line.startswith("#"))]


def case_of(row: dict[str, str]) -> Case:
    """A row as hardware and workload: three brokers in one zone, nothing kept for long."""
    return Case(
        name=row["name"],
        kind=row["kind"],
        use=row["use"],
        stopped=row["stopped"],
        hardware=hardware_of(row["hardware"]),
        workload=ka.Workload(
            rate="1 MB/s",
            message_bytes=float(row["message_bytes"] or 1000),
            sizes="produced" if row["message_bytes"] else "log",
            retention="1 min",
            consumer_groups=int(row["groups"]),
            replication_factor=int(row["replication_factor"]),
            batch_bytes=row["batch"],
            tls=row["tls"] == "yes",
            zones=1,
            partitions=int(row["partitions"]),
            producers=int(row["producers"]),
            linger_ms=float(row["linger_ms"]),
        ),
        brokers=int(row["brokers"]),
        published=float(row["write_mb_per_s"]),
        source=row["source"],
        differs=row["differs"],
    )


def hardware_of(text: str) -> ka.Hardware:
    """An instance of a catalogue, or vcpu/memory GiB/network MB/s/disk MB/s."""
    if "/" not in text:
        return catalogue_holding(text).find(text)
    vcpu, memory, network, disk = (float(part) for part in text.split("/"))
    return ka.Hardware(
        name=text, vcpu=vcpu, memory=memory, network=network, local_storage=1e6, local_write=disk
    )


def answer(case: Case) -> Answer:
    """What sizing predicts and promises."""
    low, high = 0.0, 1e5
    limit = "none"
    while high - low > 1e-4 * high:
        middle = (low + high) / 2
        use = steady_use(case, middle)
        name = max(use, key=lambda one: use[one])
        if use[name] > 1:
            high, limit = middle, name
        else:
            low = middle
    carried = ka.ClusterSizingCalculator(at_rate(case, case.published), case.hardware).capacity(case.brokers)
    promised = (carried.rate or float("inf")) * case.workload.message_bytes / 1e6
    return Answer(case, low, limit, promised, " in ".join(carried.binding))


def at_rate(case: Case, mb_per_s: float) -> ka.Workload:
    """The case's workload at another rate: how full batches are depends on it."""
    return case.workload.changed(rate=f"{mb_per_s!r} MB/s")


def steady_use(case: Case, mb_per_s: float) -> dict[str, float]:
    """Demand over capacity in the steady peak, by constraint."""
    plan = ka.ClusterSizingCalculator(at_rate(case, mb_per_s), case.hardware, FULL).plan(brokers=case.brokers)
    return {
        one.name: (one.demand_per_broker or 0.0) / (one.capacity_per_broker or float("inf"))
        for one in plan.constraints
        if one.scenario == "steady_peak" and one.name in THROUGHPUT
    }


def equation_1(case: Case) -> float:
    """AWS: MB/s <= min(storage n / r, EBS n / r, EC2 n / (g + r - 1))."""
    n, r, one = case.brokers, case.workload.replication_factor, case.hardware
    disk = one.local_write or one.volume_throughput or float("inf")
    readers = case.workload.reads_per_write + r - 1
    return min(disk * n / r, one.network * n / readers if readers else float("inf"))


def google(case: Case) -> float:
    """MB/s by 20 MB/s per vCPU, a byte read at a quarter."""
    r = case.workload.replication_factor
    return case.hardware.vcpu * case.brokers * 20 / (r + (case.workload.reads_per_write + r - 1) / 4)


def tested(answers: Iterable[Answer]) -> list[Answer]:
    """Measured cases in which the brokers, and not the clients, were at a limit."""
    return [one for one in answers if one.case.kind == "measured" and one.case.stopped == "cluster"]


def into_each_broker(case: Case) -> float:
    """MB/s that every broker would take in if all replicas followed: without what the format adds."""
    return case.published * case.workload.replication_factor / case.brokers


def median_error(answers: Iterable[Answer]) -> float:
    """The median of the errors' sizes."""
    return statistics.median(abs(one.error) for one in answers)


def table(answers: Iterable[Answer]) -> list[str]:
    """The cases as a Markdown table."""
    lines = [
        "| Case | Use | Published | Predicted | Error | Stopped by | Capacity | of published | AWS eq. 1 | "
        "Google | What differs |",
        "|---|---|--:|--:|--:|---|--:|--:|--:|--:|---|",
    ]
    lines += [
        f"| {one.case.name} | {one.case.use} | {one.case.published:,.0f} | {one.predicted:,.0f} "
        f"| {one.error:+.0%} | {one.limit} | {one.capacity:,.0f} | {one.share:.2f} "
        f"| {equation_1(one.case):,.0f} | {google(one.case):,.0f} | {one.case.differs} ({one.case.source}) |"
        for one in answers
    ]
    return lines


def unsteady_table(answers: Iterable[Answer]) -> list[str]:
    """The cases that no cluster keeps up, and why."""
    lines = [
        "| Case | Published | Into each broker | Its network | Predicted, steady | What differs |",
        "|---|--:|--:|--:|--:|---|",
    ]
    lines += [
        f"| {one.case.name} | {one.case.published:,.0f} | {into_each_broker(one.case):,.0f} "
        f"| {one.case.hardware.network:,.0f} | {one.predicted:,.0f} "
        f"| {one.case.differs} ({one.case.source}) |"
        for one in answers
    ]
    return lines


def page(answers: list[Answer]) -> str:
    """The whole page."""
    at_limit = tested(answers)
    only_tests = [one for one in at_limit if one.case.use == "test"]
    by_clients = [one for one in answers if one.case.stopped == "clients"]
    unsteady = [one for one in answers if one.case.stopped == "unsteady"]
    documented = [one for one in answers if one.case.kind == "documented"]
    shares = [one.share for one in at_limit]
    lines = [
        "# Calibration: predicted against published",
        "",
        "Generated by `python tools/calibration/generate.py` from `tools/calibration/cases.csv`, which",
        "names the sources. MB/s are what producers write to the whole cluster, one copy, without what the",
        "log's format adds where the source says how large messages were. Predicted is the steady peak with",
        "every limit used in full; capacity is what the same cluster promises with the default policy: with",
        "headroom, and when a broker is lost, restarted or added. *fit* marks a case that a default of the",
        "policy was taken from, *test* one that only tests the predictions.",
        "",
        "Only a maximum of the brokers, in a steady state, can be predicted: these cases are the first",
        "table. Where clients were the limit the figure is a lower bound, and where replicas fell behind it",
        "is no limit at all.",
        "",
        "## Measured: a steady maximum of the brokers",
        "",
        *table(at_limit),
        "",
        f"Median error of {len(at_limit)} cases: {median_error(at_limit):.0%}; of the {len(only_tests)} that "
        f"nothing was taken from: {median_error(only_tests):.0%}. Capacity is {min(shares):.2f} to "
        f"{max(shares):.2f} of what was measured, {statistics.median(shares):.2f} in the middle; "
        f"{sum(CAPACITY_SHARE[0] <= one <= CAPACITY_SHARE[1] for one in shares)} of {len(shares)} are within "
        f"{CAPACITY_SHARE[0]:g} to {CAPACITY_SHARE[1]:g}.",
        "",
        "These are few, and not independent: four publications, the tests of 2020 on the same machines as a",
        "case that a default was taken from. Which limit a benchmark met is the source's word where it has",
        "one and a judgement where not. The promise of this page, held to in a test, is for these cases: a",
        f"median error of at most {MEDIAN_AT_MOST:.0%}, and each capacity within {CAPACITY_SHARE[0]:g} to "
        f"{CAPACITY_SHARE[1]:g} of what was measured.",
        "",
        "## Measured: lower bounds, since clients were the limit",
        "",
        "The source says that more or other clients would have carried more, or one producer was measured: a",
        "prediction of the cluster must not be below these, and how far it is above them is no error. They",
        "tell what a plan cannot: one partition, few producers and `acks=all` with small batches stop a",
        "benchmark long before its brokers do. If their distances were counted as errors, the median over",
        f"all {len(at_limit) + len(by_clients)} would be {median_error([*at_limit, *by_clients]):.0%}.",
        "",
        *table(by_clients),
        "",
        f"{sum(one.error >= 0 for one in by_clients)} of {len(by_clients)} predictions are not below what "
        "was measured.",
        "",
        "## Measured: not a steady state",
        "",
        "More was produced than replicas could follow: with `acks=1` a leader answers at once, and a short",
        "run ends before that matters. No cluster goes on like this, and no plan may promise it.",
        "",
        *unsteady_table(unsteady),
        "",
        "## Documented limits",
        "",
        "What providers promise is a quota or a recommendation, with headroom of their own: it tells how",
        "careful a plan is beside theirs, and not how right.",
        "",
        *table(documented),
        "",
        f"Median error of {len(documented)} cases: {median_error(documented):.0%}.",
        "",
        (HERE / "reading.md").read_text(encoding="utf-8").strip(),
    ]
    return "\n".join(lines) + "\n"


def broken_promises(answers: list[Answer]) -> list[str]:
    """What the page promises and the figures do not keep."""
    at_limit = tested(answers)
    found = []
    if median_error(at_limit) > MEDIAN_AT_MOST:
        found.append(f"median error {median_error(at_limit):.0%} is above {MEDIAN_AT_MOST:.0%}")
    found += [
        f"{one.case.name}: capacity {one.capacity:,.0f} is {one.share:.2f} of {one.case.published:,.0f}"
        for one in at_limit
        if not CAPACITY_SHARE[0] <= one.share <= CAPACITY_SHARE[1]
    ]
    for one in answers:
        if one.case.stopped == "clients" and one.error < 0:
            found.append(f"{one.case.name}: {one.predicted:,.0f} is below {one.case.published:,.0f}")
        if (
            one.case.stopped == "unsteady"
            and into_each_broker(one.case) < UNSTEADY * one.case.hardware.network
        ):
            found.append(f"{one.case.name}: its replicas could have followed")
    return found


def main() -> None:
    """Write or check the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when the page differs")
    answers = [answer(case) for case in cases()]
    text = page(answers)
    if not parser.parse_args().check:
        PAGE.write_text(text, encoding="utf-8")
        print(f"{PAGE.name}: {len(answers)} cases")
    elif PAGE.read_text(encoding="utf-8") != text:
        sys.exit("docs/calibration.md is out of date; run tools/calibration/generate.py")
    if broken := broken_promises(answers):
        sys.exit("; ".join(broken))


if __name__ == "__main__":
    main()

"""Uncertain worlds per second: this package against Netflix's service-capacity-modeling, side by side.

    python -m benchmarks.sizing_worlds         # writes benchmarks/results/sizing.md

Both plan the same Kafka workload (50 MB/s, three readers, one day of retention, three replicas, us-east-1)
over the EC2 instances of their own catalogue, in turns, so that a busy machine slows both. What is compared
is evaluations per second: one world on one kind of instance. Netflix's planner is asked for one certain
plan, which evaluates every instance it knows with every drive; its own simulations repeat just that, with
bookkeeping on top, so the comparison is in its favour.

Needs: pip install service-capacity-modeling (Python below 3.13).
"""

import os
import platform
import statistics
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import numpy as np

import kafka_architect as ka
from kafka_architect.sizing import arrays
from kafka_architect.sizing.context import Context

ROUNDS = 5
WORLDS = 10_000
TOPICS = 200
RESULTS = Path(__file__).with_name("results") / "sizing.md"
WORKLOAD = ka.Workload(rate="50 MB/s", retention="1d", consumer_groups=3, topics=1, partitions=48)


def ours() -> tuple[float, int]:
    """Seconds and evaluations for 10,000 worlds x every kind of EC2 broker: brokers and binding limit."""
    catalogue = ka.load_catalogue("aws")
    context = Context.of(WORKLOAD, ka.Policy(), catalogue, catalogue.hardware)
    drawn = np.random.default_rng(7).uniform(30_000, 80_000, WORLDS)
    rows = arrays.worlds_of(context.rows([48], 1.0), {"messages_per_s": drawn}, WORLDS)
    began = time.perf_counter()
    brokers, _ = context.grid(rows)
    return time.perf_counter() - began, brokers.size


def whole_answer() -> float:
    """Seconds for the whole answer: percentiles, saturation, bills of every world, least regret."""
    calculator = ka.ClusterSizingCalculator(WORKLOAD)
    began = time.perf_counter()
    calculator.uncertain(rate=(30_000, 80_000), worlds=WORLDS, seed=7)
    return time.perf_counter() - began


def one_plan(hardware: str) -> float:
    """Seconds for one plan with every limit, the bill and the ranking."""
    calculator = ka.ClusterSizingCalculator(WORKLOAD, hardware)
    began = time.perf_counter()
    calculator.plan()
    return time.perf_counter() - began


def many_topics(hardware: str) -> float:
    """Seconds for one plan of 200 topics: partitions, limits, bill and table per topic."""
    topics = [
        ka.TopicLoad(name=f"topic-{i}", rate=100 + 37 * i, retention="3d", consumer_groups=i % 4)
        for i in range(TOPICS)
    ]
    calculator = ka.ClusterSizingCalculator(ka.Workload(topics=topics), hardware)
    began = time.perf_counter()
    calculator.plan()
    return time.perf_counter() - began


def theirs() -> tuple[float, int]:
    """Seconds and evaluations of one certain plan: every instance with every drive that the model allows."""
    from service_capacity_modeling.capacity_planner import planner
    from service_capacity_modeling.interface import CapacityDesires, QueryPattern, certain_float, certain_int
    from service_capacity_modeling.models.org.netflix.kafka import NflxKafkaCapacityModel

    evaluations = 0
    real = NflxKafkaCapacityModel.capacity_plan

    def counted(*args: object, **kwargs: object) -> object:
        nonlocal evaluations
        evaluations += 1
        return real(*args, **kwargs)

    desires = CapacityDesires(
        service_tier=1,
        query_pattern=QueryPattern(
            estimated_read_per_second=certain_int(3),
            estimated_write_per_second=certain_int(1),
            estimated_mean_write_size_bytes=certain_float(50e6),
        ),
    )
    NflxKafkaCapacityModel.capacity_plan = staticmethod(counted)
    try:
        began = time.perf_counter()
        planner.plan_certain(
            model_name="org.netflix.kafka",
            region="us-east-1",
            desires=desires,
            extra_model_arguments={"cluster_type": "strong", "retention": "P1D"},
        )
        took = time.perf_counter() - began
    finally:
        NflxKafkaCapacityModel.capacity_plan = staticmethod(real)
    return took, evaluations


def spread(values: list[float]) -> str:
    """Median (least - most)."""
    return f"{statistics.median(values):,.4g} ({min(values):,.4g} - {max(values):,.4g})"


def cpu_model() -> str:
    """The processor's name."""
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()


def main() -> None:
    """Take turns, then write the page."""
    theirs()
    ours()
    our_rates, their_rates, ratios, grid_seconds, answers, their_seconds = [], [], [], [], [], []
    single, catalogue, several = [], [], []
    for _ in range(ROUNDS):
        took, evaluated = ours()
        grid_seconds.append(took)
        our_rates.append(evaluated / took)
        their_took, their_evaluated = theirs()
        their_seconds.append(their_took)
        their_rates.append(their_evaluated / their_took)
        ratios.append(our_rates[-1] / their_rates[-1])
        answers.append(whole_answer())
        single.append(one_plan("m5.2xlarge") * 1e3)
        catalogue.append(one_plan("aws") * 1e3)
        several.append(many_topics("m5.2xlarge") * 1e3)
    ours_at = f"{spread(grid_seconds)} | {evaluated:,} | {spread(our_rates)}"
    theirs_at = f"{spread(their_seconds)} | {their_evaluated:,} | {spread(their_rates)}"
    build = ", ".join(f"{name} {value}" for name, value in ka.build_info().items())
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(
        f"""# Sizing: uncertain worlds per second

Written by `python -m benchmarks.sizing_worlds`; the module says what is compared and how.

- Date: {datetime.now(UTC):%Y-%m-%d %H:%M} UTC
- CPU: {cpu_model()}, {os.cpu_count()} logical CPUs
- kafka-architect: {build}
- Peers: service-capacity-modeling {version("service-capacity-modeling")}, numpy {version("numpy")}
- {ROUNDS} interleaved rounds; median (least - most)

| What | Seconds | Evaluations (world x instance) | Evaluations per second |
|---|--:|--:|--:|
| kafka-architect: {WORLDS:,} worlds x the EC2 catalogue | {ours_at} |
| service-capacity-modeling: one certain plan over its catalogue | {theirs_at} |

**{statistics.median(ratios):,.0f} times** as many evaluations per second
({min(ratios):,.0f} - {max(ratios):,.0f}); promised: 1,000.

| kafka-architect | |
|---|--:|
| {WORLDS:,} worlds: percentiles, saturation, every bill, least regret | {spread(answers)} s |
| One plan, one instance | {spread(single)} ms |
| One plan, the best of the EC2 catalogue | {spread(catalogue)} ms |
| One plan of {TOPICS} topics, one instance | {spread(several)} ms |

Promised: the worlds under 1 s on 2 cores, one plan under 5 ms, one of 200 topics under 50 ms.
""",
        encoding="utf-8",
    )
    print(RESULTS.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()

"""What is predicted of batches, requests and fetches, against real producers and consumers.

benchmarks/tuning.py does the same at length; these are a few combinations of different kinds, in seconds.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from benchmarks.tuning import Case, pace_kept
from tools.kafka.traffic.traffic import TrafficRunner, first_in_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tools.kafka.cluster import KafkaCluster

_TOLERANCE = 0.2
_ATTEMPTS = 10
_COUNTS = ("produce_requests_per_s", "fetches_per_s")
_CASES = {
    "linger ends batches with keys": Case(
        rate=2000, size=500, partitions=12, linger_ms=20, producers=2, brokers=3
    ),
    "linger ends batches without keys": Case(rate=1000, size=500, partitions=6, linger_ms=20, keyed=False),
    "the first partition to fill decides": Case(rate=6000, size=500, partitions=6, linger_ms=200),
    "compressed": Case(rate=3000, size=500, partitions=3, linger_ms=25, lz4=True),
    "fetches wait": Case(
        rate=2000, size=500, partitions=12, linger_ms=5, consumers=2, fetch=(1_000_000, 100)
    ),
}


@pytest.fixture(scope="module")
def traffic(kafka: KafkaCluster) -> Iterator[TrafficRunner]:
    with first_in_line(), TrafficRunner(kafka.bootstrap_servers) as runner:
        yield runner


@pytest.mark.java
@pytest.mark.kafka
@pytest.mark.parametrize("name", sorted(_CASES))
def test_the_clients_measure_what_is_predicted(name: str, traffic: TrafficRunner) -> None:
    case = _CASES[name]
    asked = replace(case.combination, warm_up_ms=1200, measured_ms=2800)
    with_a_pace: dict[str, tuple[float, float]] = {}
    in_bursts: dict[str, tuple[float, float]] = {}
    for _ in range(_ATTEMPTS):
        measured = traffic.measure(asked)
        paced = pace_kept(case, measured)
        wrong = {
            name: (predicted, measured[name])
            for name, predicted in case.predicted(measured).items()
            if abs(predicted / measured[name] - 1) > _TOLERANCE
        }
        # Others on this machine make single rounds worse, none makes a wrong prediction right.
        if paced and not wrong:
            return
        if paced:
            with_a_pace = wrong
        else:
            in_bursts = {name: both for name, both in wrong.items() if name in _COUNTS and both[1] > both[0]}
    # On a machine too busy for a pace records come in bursts: requests and fetches become fewer, never more.
    assert with_a_pace == {}
    assert in_bursts == {}

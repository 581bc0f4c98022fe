"""How much is measured."""

from pathlib import Path
from typing import NamedTuple

from benchmarks.keys import BENCH_DATA

BUILD = BENCH_DATA.parent
PARTITIONS = (12, 24, 48)
TOP = 20
# All contenders get as many; the promises are made for two cores.
WORKERS = 2


class Settings(NamedTuple):
    """How much is measured, and where the results go."""

    keys: int  # of 36 bytes, in a file
    zipf_keys: int
    zipf_distinct: int
    sample: int  # for those who would need minutes
    rounds: int
    kernel_rounds: int
    peer_rounds: int
    seeds: int  # files per size, for the accuracy
    accuracy_sizes: tuple[int, ...]
    output: Path


FULL = Settings(
    keys=20_000_000,
    zipf_keys=40_000_000,
    zipf_distinct=1_000_000,
    sample=20_000,
    rounds=15,
    kernel_rounds=7,
    peer_rounds=5,
    seeds=5,
    accuracy_sizes=(10_000, 100_000, 1_000_000, 2_000_000),
    output=Path(__file__).resolve().parents[1] / "results",
)
QUICK = Settings(
    keys=2_000_000,
    zipf_keys=2_000_000,
    zipf_distinct=100_000,
    sample=5_000,
    rounds=3,
    kernel_rounds=2,
    peer_rounds=2,
    seeds=2,
    accuracy_sizes=(10_000, 100_000),
    output=BUILD / "bench-results",
)

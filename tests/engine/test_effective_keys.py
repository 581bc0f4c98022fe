"""Effective keys, (sum w)^2 / sum w^2: within 2 % of the truth for all kinds of weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

import kafka_architect as ka

from .figures import measured
from .streams import HOSTILE, Stream, digits, repeated, shuffled, zipf

if TYPE_CHECKING:
    from collections.abc import Callable

    from .streams import Family, Numbers

RNG_SEED = 21


def of_weights(counts: Numbers) -> Stream:
    return shuffled(repeated(counts.astype(np.int64)), RNG_SEED)


def drawn(draw: Callable[[np.random.Generator], Numbers]) -> Callable[[], Stream]:
    return lambda: of_weights(draw(np.random.default_rng(RNG_SEED)))


WEIGHTS: dict[str, Callable[[], Stream]] = {
    "one key": lambda: of_weights(np.array([100_000])),
    "few equal keys": lambda: of_weights(np.full(100, 1_000)),
    "10,000 equal keys": lambda: of_weights(np.full(10_000, 50)),
    "100,000 equal keys": lambda: of_weights(np.full(100_000, 5)),
    "a million keys, once each": lambda: Stream(np.arange(1_000_000)),
    "Zipf 0.5": lambda: zipf(1_000_000, 200_000, 0.5, seed=1),
    "Zipf 1.0": lambda: zipf(1_000_000, 200_000, 1.0, seed=2),
    "Zipf 1.5": lambda: zipf(1_000_000, 200_000, 1.5, seed=3),
    "Poisson": drawn(lambda rng: rng.poisson(4, 150_000)),
    "geometric": drawn(lambda rng: rng.geometric(0.05, 40_000)),
    "log-normal": drawn(lambda rng: rng.lognormal(1, 1.5, 50_000).astype(np.int64)),
    "Pareto": drawn(lambda rng: (rng.pareto(1.2, 50_000) * 3).clip(0, 1e5).astype(np.int64)),
    "one hot key and a tail": lambda: of_weights(np.concatenate([[200_000], np.full(300_000, 1)])),
    "ten warm keys and a tail": lambda: of_weights(np.concatenate([np.full(10, 5_000), np.full(200_000, 2)])),
}  # fmt: skip


@pytest.mark.parametrize("stream", WEIGHTS.values(), ids=WEIGHTS.keys())
def test_the_estimate_is_within_2_per_cent(stream: Callable[[], Stream]) -> None:
    found = stream()
    analyzer = ka.PartitioningStrategyAnalyzer([12])
    analyzer.update(found.keys)
    assert measured(analyzer).effective_keys == pytest.approx(found.effective_keys, rel=0.02)


@pytest.mark.parametrize("family", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("distinct", [20_000, 300_000])
def test_keys_that_break_weak_hashes_are_no_exception(family: Family, distinct: int) -> None:
    analyzer = ka.PartitioningStrategyAnalyzer([12])
    analyzer.update(family(np.arange(distinct)))
    assert measured(analyzer).effective_keys == pytest.approx(distinct, rel=0.02)


@pytest.mark.parametrize("distinct", [1, 10, 1_000, 8_191])
def test_it_is_exact_while_all_keys_are_known(distinct: int) -> None:
    stream = zipf(100_000, distinct, 0.9, seed=4)
    analyzer = ka.PartitioningStrategyAnalyzer([12])
    analyzer.update(stream.keys)
    assert measured(analyzer).effective_keys == pytest.approx(stream.effective_keys, rel=1e-12)


@pytest.mark.parametrize("distinct", [1, 50, 20_000, 200_000])
def test_by_bytes_it_is_within_2_per_cent_too(distinct: int) -> None:
    rng = np.random.default_rng(5)
    numbers = rng.integers(0, distinct, 400_000)
    sizes = rng.integers(1, 2_000, distinct)[numbers]
    analyzer = ka.PartitioningStrategyAnalyzer([12])
    analyzer.update(digits(numbers), sizes=sizes)
    by_key = np.bincount(numbers, weights=sizes)
    expected = float(by_key.sum() ** 2 / (by_key**2).sum())
    assert measured(analyzer).effective_keys_by_bytes == pytest.approx(expected, rel=0.02)


@pytest.mark.parametrize("keys", [[], [None], [None, None]])
def test_without_keyed_records_there_is_none(keys: list[bytes | None]) -> None:
    analyzer = ka.PartitioningStrategyAnalyzer([12])
    analyzer.update(keys)
    assert measured(analyzer).effective_keys is None


def test_null_keys_do_not_count() -> None:
    analyzer = ka.PartitioningStrategyAnalyzer([12])
    analyzer.update([None] * 10_000 + [b"a", b"b"])
    assert measured(analyzer).effective_keys == 2

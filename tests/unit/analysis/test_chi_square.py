"""The chi-square tail agrees with published tables and closed forms; the test counts distinct keys."""

from __future__ import annotations

import math

import numpy as np
import pytest

from kafka_architect.analysis.chi_square import chi_square_tail, distinct_keys_test

from .measured import java_hash_code, masked_fnv1a, murmur2

# NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.4: upper critical values.
TABLE = [
    (2.706, 1, 0.10),
    (3.841, 1, 0.05),
    (6.635, 1, 0.01),
    (10.828, 1, 0.001),
    (18.307, 10, 0.05),
    (29.588, 10, 0.001),
    (67.505, 50, 0.05),
    (124.342, 100, 0.05),
    (149.449, 100, 0.001),
]


@pytest.mark.parametrize(("statistic", "degrees", "tail"), TABLE)
def test_the_tail_agrees_with_the_table(statistic: float, degrees: int, tail: float) -> None:
    assert chi_square_tail(statistic, degrees) == pytest.approx(tail, rel=2e-3)


@pytest.mark.parametrize("x", [0.01, 0.5, 1.0, 3.0, 20.0, 100.0, 600.0])
def test_the_tail_agrees_with_closed_forms(x: float) -> None:
    """One degree is a squared normal; even degrees are a sum of Poisson probabilities."""
    assert chi_square_tail(x, 1) == pytest.approx(math.erfc(math.sqrt(x / 2)), rel=1e-9)
    assert chi_square_tail(x, 2) == pytest.approx(math.exp(-x / 2), rel=1e-9)
    terms = [math.exp(-x / 2 + k * math.log(x / 2) - math.lgamma(k + 1)) for k in range(20)]
    assert chi_square_tail(x, 40) == pytest.approx(math.fsum(terms), rel=1e-9)


def test_the_ends_of_the_tail() -> None:
    assert chi_square_tail(0.0, 5) == 1.0
    assert chi_square_tail(1e6, 5) == 0.0
    assert chi_square_tail(1.0, 100_000) == pytest.approx(1.0)
    assert chi_square_tail(2e5, 99_999) == 0.0
    assert chi_square_tail(99_999.0, 99_999) == pytest.approx(0.5, abs=0.002)


@pytest.mark.parametrize(("keys", "count"), [(48, 48), (72, 48), (240, 12), (2000, 12), (4000, 1000)])
def test_random_keys_fail_as_often_as_the_p_value_says(keys: int, count: int) -> None:
    rng = np.random.default_rng(3)
    p_values = []
    for _ in range(400):
        found = distinct_keys_test(rng.integers(0, 2**31, keys).astype(np.uint32), count)
        assert found is not None
        p_values.append(found.p_uneven)
    assert np.mean(np.array(p_values) < 0.05) == pytest.approx(0.05, abs=0.04)
    assert min(p_values) > 1e-5


def test_decimal_ids_pass_under_murmur2_and_fail_under_java_hash_code() -> None:
    """partitioners.md: decimal ids under hashCode, max/mean 1.78-1.93 at 32, 64, 128, fine at 100."""
    ids = [b"%d" % i for i in range(100_000, 110_000)]
    by_murmur2, by_hash_code = murmur2(ids), java_hash_code(ids)
    for count in (32, 64, 100, 128):
        good = distinct_keys_test(by_murmur2, count)
        weak = distinct_keys_test(by_hash_code, count)
        assert good is not None
        assert weak is not None
        assert good.p_uneven > 1e-3
        assert (weak.p_uneven < 1e-10) == (count != 100)


def test_keys_that_lie_too_evenly_have_a_small_p_even() -> None:
    even = distinct_keys_test(np.arange(4800, dtype=np.uint32), 48)
    assert even is not None
    assert even.p_even < 1e-12
    assert even.p_uneven == pytest.approx(1.0)


def test_fnv_sees_the_low_bits_of_letters_only() -> None:
    """partitioners.md: masked FNV-1a with P dividing 32 ignores letter case."""
    lower = [b"sk-%c%c%c" % (a, b, c) for a in b"abcdefgh" for b in b"klmnop" for c in b"qrstuvwx"]
    upper = [key.upper() for key in lower]
    for count in (2, 8, 16, 32):
        assert np.array_equal(masked_fnv1a(lower) % count, masked_fnv1a(upper) % count)
    assert not np.array_equal(masked_fnv1a(lower) % 64, masked_fnv1a(upper) % 64)


def test_too_few_keys_are_not_tested() -> None:
    assert distinct_keys_test(np.arange(47, dtype=np.uint32), 48) is None
    assert distinct_keys_test(np.arange(15, dtype=np.uint32), 2) is None
    assert distinct_keys_test(np.arange(1000, dtype=np.uint32), 1) is None

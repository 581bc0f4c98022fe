"""Where memory ends: MemoryError; the counts are what they were or not to be had. Never a crash."""

from __future__ import annotations

import sys

import pytest

from .subprocesses import UNDER_ADDRESS_SANITIZER, run

# Not skipped but left out: where all tests must run, these run in the plain build.
if UNDER_ADDRESS_SANITIZER or not sys.platform.startswith("linux"):
    pytest.skip("address space can be limited on Linux, without AddressSanitizer", allow_module_level=True)

LIMITED = """
import resource, sys
import numpy as np
import kafka_architect as ka

def used():
    return int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()

def limit_bytes(more):
    resource.setrlimit(resource.RLIMIT_AS, (used() + more, hard))

hard = resource.getrlimit(resource.RLIMIT_AS)[1]

def unlimited():
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))

def try_update(analyzer, more_bytes, keys, **columns):
    '''How many records are counted after an update with so much memory, -1 when it raised MemoryError.'''
    before = analyzer.to_bytes()
    limit_bytes(more_bytes)
    try:
        analyzer.update(keys, **columns)
    except MemoryError:
        unlimited()
        try:
            assert analyzer.to_bytes() == before, "counted something"
        except ka.StateError as error:
            assert "memory ran out" in str(error)
        return -1
    unlimited()
    return analyzer._state.snapshot(0)["records"]
"""


def test_a_column_of_a_table_needs_no_copy() -> None:
    code = """
table = np.zeros(500_000, dtype=[("key", "S200"), ("n", "i8")])
analyzer = ka.PartitioningStrategyAnalyzer([12])
analyzer.update([b"warm"])
print(try_update(analyzer, 40 << 20, table["key"]))
"""
    assert run(LIMITED + code) == "500001\n"


@pytest.mark.parametrize("count", [10**10, 10**13])
@pytest.mark.parametrize("dtype", ["S3", "V3", "U3"])
def test_a_broadcast_array_beyond_memory(dtype: str, count: int) -> None:
    code = f"""
one = np.array([b"abc"]).view("V3") if "{dtype}" == "V3" else np.array([b"abc"]).astype("{dtype}")
analyzer = ka.PartitioningStrategyAnalyzer([12])
print(try_update(analyzer, 200 << 20, np.broadcast_to(one, {count})))
"""
    assert run(LIMITED + code) == "-1\n"


@pytest.mark.parametrize("megabytes", [1, 4, 16])
@pytest.mark.parametrize(
    "keys",
    [
        "[b'key%d' % (i % 999) for i in range(1_000_000)]",
        "np.array([f'{i:05}' for i in range(10_000)] * 200)",
        "np.array([b'key'] * 1_000_000, dtype=object)",
        "[bytearray(5_000)] * 20_000",
        "np.zeros(1_000_000, dtype='S40')[::-1]",
    ],
)
def test_keys_that_do_not_fit(keys: str, megabytes: int) -> None:
    code = f"""
keys = {keys}
sizes = np.ones(len(keys), dtype="i4")
analyzer = ka.PartitioningStrategyAnalyzer([12], what_if=[999_983])
counted = try_update(analyzer, {megabytes} << 20, keys, sizes=sizes)
assert counted in (-1, len(keys)), counted
"""
    run(LIMITED + code)


def test_memory_that_ends_anywhere_within_an_update() -> None:
    """Every limit from nothing to enough, each on a fresh analyzer."""
    code = """
keys = [b"key%d" % i for i in range(20_000)]
sizes = list(range(20_000))
outcomes = set()
for kilobytes in range(0, 9_000, 300):
    analyzer = ka.PartitioningStrategyAnalyzer([4], what_if=[99_991], topic_partitions=4)
    outcomes.add(try_update(analyzer, kilobytes << 10, keys, sizes=sizes, partitions=[0] * 20_000))
assert outcomes <= {-1, 20_000}, outcomes
"""
    run(LIMITED + code)

"""pytest-benchmark groups: the same keys through us and through the others.

Every answer is compared before it is timed. No test depends on how long anything takes.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from pytest_benchmark.fixture import BenchmarkFixture

import kafka_architect as ka
from tests.reference.pure_python import analyze_lines, murmur2, read_keys

from .contenders import count_partitions
from .keys import uuid36, zipf
from .peers import PEERS, Peer

KEYS = 100_000
PARTITIONS = 48


@pytest.fixture(scope="module")
def key_file() -> Path:
    """Distinct keys of 36 bytes."""
    return uuid36(KEYS)


@pytest.fixture(scope="module")
def key_list(key_file: Path) -> list[bytes]:
    """The keys of the file as a list of bytes."""
    return list(read_keys(key_file))


@pytest.fixture(scope="module")
def key_array(key_list: list[bytes]) -> NDArray[np.bytes_]:
    """The keys of the file as a NumPy S36 array."""
    return np.array(key_list)


@pytest.fixture(scope="module")
def expected_hashes(key_list: list[bytes]) -> list[int]:
    """Java's signed hashes according to the reference."""
    return [murmur2(key) for key in key_list]


@pytest.fixture(scope="module")
def expected_records(key_file: Path) -> list[int]:
    """The records per partition according to the reference."""
    return analyze_lines(key_file, [PARTITIONS])["partitions"][0]["records"]


@pytest.mark.benchmark(group=f"murmur2 of {KEYS:,} keys of 36 bytes")
class TestHashes:
    """Keys in memory to hashes."""

    def test_ka_murmur2_array(
        self,
        benchmark: BenchmarkFixture,
        key_array: NDArray[np.bytes_],
        expected_hashes: list[int],
    ) -> None:
        """Ours, from a NumPy array."""
        assert ka.murmur2(key_array).tolist() == expected_hashes
        benchmark(ka.murmur2, key_array)

    def test_ka_murmur2_list(
        self, benchmark: BenchmarkFixture, key_list: list[bytes], expected_hashes: list[int]
    ) -> None:
        """Ours, from a list."""
        assert ka.murmur2(key_list).tolist() == expected_hashes
        benchmark(ka.murmur2, key_list)

    def test_pure_python(self, benchmark: BenchmarkFixture, key_list: list[bytes]) -> None:
        """The reference, which is what the others are compared with."""
        benchmark(lambda: [murmur2(key) for key in key_list])


@pytest.mark.benchmark(group=f"{KEYS:,} keys of 36 bytes over {PARTITIONS} partitions")
class TestRecordsPerPartition:
    """Keys to records per partition."""

    def test_ka_analyze_file(
        self, benchmark: BenchmarkFixture, key_file: Path, expected_records: list[int]
    ) -> None:
        """Ours, from a file, one worker."""

        def analyze() -> ka.DistributionReport:
            return ka.analyze(key_file, partitions=[PARTITIONS], workers=1)

        assert analyze().to_dict()["partitions"][0]["records"] == expected_records
        benchmark(analyze)

    def test_ka_partition_for_array(
        self,
        benchmark: BenchmarkFixture,
        key_array: NDArray[np.bytes_],
        expected_records: list[int],
    ) -> None:
        """Ours, from a NumPy array."""
        assert count_partitions(key_array, PARTITIONS) == expected_records
        benchmark(count_partitions, key_array, PARTITIONS)

    def test_ka_partition_for_list(
        self, benchmark: BenchmarkFixture, key_list: list[bytes], expected_records: list[int]
    ) -> None:
        """Ours, from a list."""
        assert count_partitions(key_list, PARTITIONS) == expected_records
        benchmark(count_partitions, key_list, PARTITIONS)

    @pytest.mark.parametrize("make_peer", PEERS)
    def test_peer(
        self,
        benchmark: BenchmarkFixture,
        make_peer: Callable[[], Peer],
        key_list: list[bytes],
        expected_records: list[int],
    ) -> None:
        """The others, from a list."""
        peer = make_peer()
        benchmark.extra_info["version"] = peer.version
        assert peer.count_partitions(key_list, PARTITIONS) == expected_records
        benchmark(peer.count_partitions, key_list, PARTITIONS)


@pytest.mark.benchmark(group=f"a file of {KEYS:,} skewed keys over 12 and 24 partitions")
class TestSkewedFile:
    """A file of short keys, few of them hot, to the whole report."""

    def test_ka_analyze(self, benchmark: BenchmarkFixture) -> None:
        """Ours, one worker."""
        path = zipf(KEYS)

        def analyze() -> ka.DistributionReport:
            return ka.analyze(path, partitions=[12, 24], workers=1)

        ours = analyze().to_dict()
        reference = analyze_lines(path, [12, 24])
        assert ours["records"] == reference["records"] == KEYS
        assert [counts["records"] for counts in ours["partitions"]] == [
            counts["records"] for counts in reference["partitions"]
        ]
        benchmark(analyze)

    def test_pure_python(self, benchmark: BenchmarkFixture) -> None:
        """The reference at the same job."""
        benchmark(analyze_lines, zipf(KEYS), [12, 24])

"""What is compared on one key file, and the proof that all of it gives the same answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import kafka_architect as ka
from tests.reference.pure_python import analyze_lines, read_keys

from .interleaved import Contender
from .peers import PEERS, Peer

PARTITIONS = (12, 24)

# The same job by us and by the reference: what a claim compares.
OURS = "ka.analyze, file, 1 worker"
REFERENCE = "pure-Python reference, file"

OURS_ALL_CPUS = "ka.analyze, file, all CPUs"
OURS_ARRAY = "ka.partition_for, NumPy array"
OURS_LIST = "ka.partition_for, list"


@dataclass(frozen=True)
class KeyFile:
    """A large file for us, and its first keys for those who would need minutes for all of it."""

    title: str
    whole: Path
    keys: int
    sample: Path
    sample_keys: int
    claim: int | None = None  # how many times the reference's speed is promised for this file


def contenders(file: KeyFile) -> list[Contender]:
    """Return everybody, checked on the sample, in the order of the results page.

    The file contenders do the whole job: split lines, hash, count for every number in PARTITIONS,
    judge the skew. The list contenders get their keys in memory and count for one number only.
    """
    keys = list(read_keys(file.sample))
    array = np.array(keys)
    peers = [make_peer() for make_peer in PEERS]
    check_whole_file(file)
    check_sample(file, keys, array, peers)

    ours, reference, one = ka.__version__, peers[0].version, PARTITIONS[0]
    whole, sample = file.keys, file.sample_keys
    return [
        Contender(OURS, ours, whole, partial(analyze, file.whole, workers=1)),
        Contender(OURS_ALL_CPUS, ours, whole, partial(analyze, file.whole, workers=None)),
        Contender(OURS_ARRAY, ours, sample, partial(count_partitions, array, one)),
        Contender(OURS_LIST, ours, sample, partial(count_partitions, keys, one)),
        Contender(REFERENCE, reference, sample, partial(analyze_lines, file.sample, PARTITIONS)),
        *(
            Contender(f"{peer.name}, list", peer.version, sample, partial(peer.count_partitions, keys, one))
            for peer in peers
        ),
    ]


def analyze(path: Path, workers: int | None) -> ka.DistributionReport:
    """Analyse a key file for PARTITIONS."""
    return ka.analyze(path, partitions=list(PARTITIONS), workers=workers)


def count_partitions(keys: list[bytes] | NDArray[np.bytes_], num_partitions: int) -> list[int]:
    """Count records per partition as a user of `ka.partition_for` would."""
    partitions = ka.partition_for(keys, num_partitions)
    return [int(count) for count in np.bincount(partitions, minlength=num_partitions)]


def check_whole_file(file: KeyFile) -> None:
    """Raise ValueError unless every key of the large file is counted once."""
    for report in (analyze(file.whole, workers=1), analyze(file.whole, workers=None)):
        totals = [sum(counts["records"]) for counts in report.to_dict()["partitions"]]
        if report.records != file.keys or totals != [file.keys] * len(PARTITIONS):
            raise ValueError(f"{file.whole.name}: {file.keys} keys, counted {totals}")


def check_sample(file: KeyFile, keys: list[bytes], array: NDArray[np.bytes_], peers: Sequence[Peer]) -> None:
    """Raise ValueError unless everybody finds the same records per partition in the sample."""
    expected = analyze_lines(file.sample, PARTITIONS)["partitions"]
    ours = analyze(file.sample, workers=1).to_dict()["partitions"]
    for reference, found in zip(expected, ours, strict=True):
        count, records = reference["count"], reference["records"]
        require_equal(OURS, found["records"], records)
        require_equal(OURS_ARRAY, count_partitions(array, count), records)
        require_equal(OURS_LIST, count_partitions(keys, count), records)
        for peer in peers:
            require_equal(peer.name, peer.count_partitions(keys, count), records)


def require_equal(name: str, found: Sequence[int], expected: Sequence[int]) -> None:
    """Raise ValueError unless the records per partition are the expected ones."""
    if list(found) != list(expected):
        raise ValueError(f"{name}: expected {expected}, found {found}")

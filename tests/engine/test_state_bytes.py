"""Saved states: read back to what was written, by later versions too; damaged ones are refused."""

from __future__ import annotations

import copy
import gzip
import pickle
import struct
import subprocess
import sys
import zlib
from typing import TYPE_CHECKING

import numpy as np
import pytest

import kafka_architect as ka

from .figures import assert_bounds_hold, exact_figures, measured
from .golden import STATE_V1, state_v1
from .streams import digits, zipf

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEADER = struct.Struct("<4sIQI")  # magic, version, bytes behind the header, their CRC-32


def analyzed(distinct: int, *, sizes: bool = False) -> ka.PartitioningStrategyAnalyzer:
    numbers = np.random.default_rng(distinct).integers(0, max(distinct, 1), 2 * distinct)
    analyzer = ka.PartitioningStrategyAnalyzer([12, 24], what_if=[7], topic_partitions=12)
    keys = digits(numbers)
    if sizes:
        analyzer.update(keys, sizes=numbers % 90, partitions=numbers % 12)
    else:
        analyzer.update(keys)
    analyzer.update([None, b"", b"\x00\xff", b"k" * 2_000])
    return analyzer


STATES: dict[str, Callable[[], ka.PartitioningStrategyAnalyzer]] = {
    "nothing counted": lambda: ka.PartitioningStrategyAnalyzer([12]),
    "few keys": lambda: analyzed(100),
    "more keys than the summary holds": lambda: analyzed(5_000),
    "more keys than the sample holds": lambda: analyzed(30_000),
    "sizes and partitions": lambda: analyzed(30_000, sizes=True),
    "another partitioner": lambda: ka.PartitioningStrategyAnalyzer([1, 1_000_000], partitioner="kafka-rust"),
}


def sealed(payload: bytes) -> bytes:
    """A state of these bytes whose header is right: only what the payload means can be wrong."""
    return HEADER.pack(b"KAST", 1, len(payload), zlib.crc32(payload)) + payload


@pytest.mark.parametrize("state", STATES.values(), ids=STATES.keys())
def test_a_state_is_read_back_to_the_same_bytes_and_figures(
    state: Callable[[], ka.PartitioningStrategyAnalyzer],
) -> None:
    analyzer = state()
    data = analyzer.to_bytes()
    for again in (
        ka.PartitioningStrategyAnalyzer.from_bytes(data),
        pickle.loads(pickle.dumps(analyzer)),  # noqa: S301  # our own
        copy.copy(analyzer),
        copy.deepcopy(analyzer),
    ):
        assert again.to_bytes() == data
        assert again.report(top=256).to_dict() == analyzer.report(top=256).to_dict()


@pytest.mark.parametrize("state", STATES.values(), ids=STATES.keys())
def test_a_state_that_was_read_back_goes_on_counting(
    state: Callable[[], ka.PartitioningStrategyAnalyzer],
) -> None:
    analyzer = state()
    again = ka.PartitioningStrategyAnalyzer.from_bytes(analyzer.to_bytes())
    for one in (analyzer, again):
        one.update(digits(np.arange(40_000)))
    assert exact_figures(measured(again)) == exact_figures(measured(analyzer))


def test_a_copy_is_independent_of_the_original() -> None:
    analyzer = analyzed(100)
    before = analyzer.to_bytes()
    copy.copy(analyzer).update([b"key"])
    assert analyzer.to_bytes() == before


def test_bounds_of_a_state_that_was_read_back_hold() -> None:
    stream = zipf(400_000, 200_000, 1.0, seed=1)
    analyzer = ka.PartitioningStrategyAnalyzer([12])
    for part in np.array_split(stream.keys, 5):
        analyzer.update(part)
        analyzer = pickle.loads(pickle.dumps(analyzer))  # noqa: S301  # our own
    assert_bounds_hold(measured(analyzer).heavy, stream.counts)


def test_the_layout_of_the_header_is_the_same_on_every_machine() -> None:
    """Little-endian, whatever the machine: written down here byte by byte."""
    data = ka.PartitioningStrategyAnalyzer([12, 24], what_if=[7], topic_partitions=300).to_bytes()
    assert data[:4] == b"KAST"
    assert data[4:8] == b"\x01\x00\x00\x00"
    assert data[8:16] == (len(data) - 20).to_bytes(8, "little")
    assert data[16:20] == zlib.crc32(data[20:]).to_bytes(4, "little")
    assert data[20:31] == b"\x07\x00\x00\x00murmur2"
    assert data[31:43] == b"\x02\x00\x00\x00\x0c\x00\x00\x00\x18\x00\x00\x00"
    assert data[43:51] == b"\x01\x00\x00\x00\x07\x00\x00\x00"
    assert data[51:55] == b"\x2c\x01\x00\x00"
    assert data[55:87] == bytes(32)  # records, null keys, empty keys, keyed records


def test_the_first_versions_states_are_read_for_ever() -> None:
    analyzer = ka.PartitioningStrategyAnalyzer.from_bytes(gzip.decompress(STATE_V1.read_bytes()))
    found = measured(analyzer)
    assert (found.records, found.null_keys, found.empty_keys, found.key_bytes) == (20_019, 11, 5, 223_018)
    assert found.partitions[0].records.tolist() == [
        1946, 1632, 1577, 1735, 1724, 1595, 1846, 1788, 1513, 1642, 1559, 1451,
    ]  # fmt: skip
    assert found.what_if[0].records.tolist() == [2757, 2776, 2725, 2613, 2801, 3240, 3096]
    assert found.partitions[0].bytes is not None
    assert found.partitions[0].bytes.tolist() == [
        26974, 9960, 10807, 16070, 13640, 12634, 22264, 21204, 10726, 13366, 6748, 9961,
    ]  # fmt: skip
    assert found.distinct_keys.estimate == pytest.approx(11_964.076, rel=1e-6)
    assert found.effective_keys == pytest.approx(1_321.4839, rel=1e-6)
    assert found.effective_keys_by_bytes == pytest.approx(83.080876, rel=1e-6)
    assert len(found.sample.keys) == 4_096
    assert found.sample.keys[:2] == (b"key-0001673", b"key-0024113")
    assert found.sample.records.sum() == 6_768
    hottest = [(key.key, key.lower, key.upper) for key in found.heavy.keys[:3]]
    assert hottest == [(b"key-0000000", 369, 371), (b"key-0000001", 208, 208), (b"key-0000002", 136, 136)]
    assert [windows.hottest_records for windows in found.windows] == [2_069, 1_273]
    assert found.observed is not None
    assert (found.observed.keyed, found.observed.agreeing) == (2_000, 1_980)


def test_the_first_versions_states_merge_with_todays() -> None:
    old = ka.PartitioningStrategyAnalyzer.from_bytes(gzip.decompress(STATE_V1.read_bytes()))
    new = state_v1()
    assert exact_figures(measured(old)) == exact_figures(measured(new))
    new.merge(old)
    assert measured(new).records == 40_038
    assert measured(new).distinct_keys == measured(old).distinct_keys


@pytest.fixture(scope="module")
def state() -> bytes:
    return analyzed(3_000, sizes=True).to_bytes()


def refuse(data: bytes) -> str:
    with pytest.raises(ka.StateError) as refused:
        ka.PartitioningStrategyAnalyzer.from_bytes(data)
    return str(refused.value)


def test_a_truncated_state_is_refused(state: bytes) -> None:
    for end in {0, 1, 3, 4, 7, 8, 19, 20, 21, len(state) - 1, *range(0, len(state), len(state) // 50)}:
        assert refuse(state[:end])


def test_a_truncated_state_with_a_header_to_match_is_refused(state: bytes) -> None:
    """Whatever it is cut in: a number, a list, a key."""
    payload = state[20:]
    ends = {0, 1, 3, 4, 10, *range(0, len(payload), len(payload) // 50), len(payload) - 1}
    for end in ends:
        assert "truncated" in refuse(sealed(payload[:end])) or end < 200


def test_bytes_behind_the_end_are_refused(state: bytes) -> None:
    assert "1 bytes" not in refuse(state + b"\x00")
    assert "1 bytes follow its end" in refuse(sealed(state[20:] + b"\x00"))
    assert refuse(state + state)


def test_any_flipped_bit_is_noticed(state: bytes) -> None:
    rng = np.random.default_rng(3)
    places = [*range(8 * 20), *rng.integers(8 * 20, 8 * len(state), 200).tolist()]
    for place in places:
        damaged = bytearray(state)
        damaged[place // 8] ^= 1 << place % 8
        assert refuse(bytes(damaged))


@pytest.mark.parametrize(
    "data", [b"", b"K", b"KAST", b"PK\x03\x04" + bytes(100), b"{}\n", b"KATS" + bytes(100)]
)
def test_what_is_no_state_is_refused(data: bytes) -> None:
    assert refuse(data)


@pytest.mark.parametrize("version", [0, 2, 255, 2**32 - 1])
def test_another_version_is_named(state: bytes, version: int) -> None:
    message = refuse(state[:4] + struct.pack("<I", version) + state[8:])
    assert f"version {version}" in message
    assert "this release reads version 1" in message


@pytest.mark.parametrize("length", [0, 1, 2**32, 2**63, 2**64 - 1])
def test_a_wrong_length_is_refused(state: bytes, length: int) -> None:
    assert str(length) in refuse(state[:8] + struct.pack("<Q", length) + state[16:])


@pytest.mark.parametrize("data", [None, "KAST", 7, ["KAST"], bytearray(b"KAST"), memoryview(b"KAST")])
def test_a_state_is_of_bytes(data: object) -> None:
    with pytest.raises(ka.KeyTypeError, match="expected the bytes that to_bytes returned"):
        ka.PartitioningStrategyAnalyzer.from_bytes(data)  # type: ignore[arg-type]  # that is the point


def settings(name: bytes, counts: list[int], what_if: list[int], topic: int = 0) -> bytes:
    lists = b"".join(struct.pack(f"<I{len(some)}I", len(some), *some) for some in (counts, what_if))
    return struct.pack("<I", len(name)) + name + lists + struct.pack("<I", topic)


IMPOSSIBLE_SETTINGS = {
    "an unknown partitioner": settings(b"murmur3", [12], []),
    "a partitioner without a name": settings(b"", [12], []),
    "a name that is too long": settings(b"m" * 65, [12], []),
    "no partitions": settings(b"murmur2", [0], []),
    "too many partitions": settings(b"murmur2", [1_000_001], []),
    "too many what-if partitions": settings(b"murmur2", [12], [2**32 - 1]),
    "too many topic partitions": settings(b"murmur2", [12], [], 1_000_001),
    "a list that is longer than the state": settings(b"murmur2", [12], [])[:11] + b"\xff\xff\xff\xff",
    "nothing behind the settings": settings(b"murmur2", [12], []),
}


@pytest.mark.parametrize("payload", IMPOSSIBLE_SETTINGS.values(), ids=IMPOSSIBLE_SETTINGS.keys())
def test_impossible_settings_are_refused(payload: bytes) -> None:
    assert refuse(sealed(payload))


@pytest.mark.skipif(sys.platform != "linux", reason="limits memory as Linux does")
def test_a_few_bytes_cannot_ask_for_gigabytes(tmp_path: Path) -> None:
    """2,000 partition counts that share no histogram would take 16 GB; the state is 8 kB."""
    counts = list(range(1_000_000, 998_000, -1))
    path = tmp_path / "hostile.ka"
    path.write_bytes(sealed(settings(b"murmur2", counts, [])))
    script = """
import resource, sys
from pathlib import Path
import kafka_architect as ka
ka.PartitioningStrategyAnalyzer([12])
address_space = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (address_space + (256 << 20),) * 2)
try:
    ka.PartitioningStrategyAnalyzer.from_bytes(Path(sys.argv[1]).read_bytes())
except BaseException as error:
    print(type(error).__name__)
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.stdout, done.stderr, done.returncode) == ("StateError\n", "", 0)


# Of a state with partitions=[12] and nothing else: where its totals lie behind the header.
SETTINGS_BYTES = len(settings(b"murmur2", [12], []))
PLACES = {
    "records": SETTINGS_BYTES,
    "null_keys": SETTINGS_BYTES + 8,
    "empty_keys": SETTINGS_BYTES + 16,
    "keyed": SETTINGS_BYTES + 24,
    "records of partition 0": SETTINGS_BYTES + 32,
    "windows": SETTINGS_BYTES + 32 + 12 * 8 + 1,
    "records in windows": SETTINGS_BYTES + 32 + 12 * 8 + 9,
    "hottest records in windows": SETTINGS_BYTES + 32 + 12 * 8 + 17,
    "peak share": SETTINGS_BYTES + 32 + 12 * 8 + 25,
}


@pytest.mark.parametrize("value", [10**6, 2**60, 2**64 - 1])
@pytest.mark.parametrize("place", PLACES)
def test_totals_that_contradict_each_other_are_refused(place: str, value: int) -> None:
    analyzer = ka.PartitioningStrategyAnalyzer([12])
    analyzer.update(digits(np.arange(20_000)))
    analyzer.update([None] * 3 + [b""] * 2)
    payload = bytearray(analyzer.to_bytes()[20:])
    struct.pack_into("<Q", payload, PLACES[place], value)
    assert refuse(sealed(bytes(payload)))


@pytest.mark.parametrize("seed", range(8))
def test_altered_bytes_give_an_error_or_a_state_that_can_be_used(seed: int) -> None:
    """With a checksum to match: whoever writes hostile bytes can make that too."""
    rng = np.random.default_rng(seed)
    state = analyzed(3_000, sizes=True)
    original = state.to_bytes()[20:]
    for _ in range(40):
        payload = bytearray(original)
        # Most of a state is counters of cells; the rest, at both ends, is where structure lies.
        spans = [(0, 1_000), (1_000, 3_000), (3_000, len(payload)), (len(payload) - 400, len(payload))]
        for _ in range(int(rng.integers(1, 4))):
            first, last = spans[int(rng.integers(len(spans)))]
            payload[int(rng.integers(first, last))] = int(
                rng.choice([0, 1, 127, 128, 255, rng.integers(256)])
            )
        try:
            analyzer = ka.PartitioningStrategyAnalyzer.from_bytes(sealed(bytes(payload)))
        except ka.StateError:
            continue
        analyzer.report(top=256).to_json()
        analyzer.update(digits(np.arange(10_000)))
        analyzer.merge(analyzer)
        assert ka.PartitioningStrategyAnalyzer.from_bytes(analyzer.to_bytes()).report().to_json()

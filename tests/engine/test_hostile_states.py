"""Bytes that are no state, a damaged one, or one that contradicts itself: refused, with a clear error."""

from __future__ import annotations

import struct
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

import kafka_architect as ka

from .states import analyzed, sealed
from .streams import digits

if TYPE_CHECKING:
    from pathlib import Path


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


@pytest.mark.parametrize("version", [0, 5, 255, 2**32 - 1])
def test_another_version_is_named(state: bytes, version: int) -> None:
    message = refuse(state[:4] + struct.pack("<I", version) + state[8:])
    assert f"version {version}" in message
    assert "this release reads version 1 to 4" in message


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


@pytest.mark.parametrize(("compared", "same_key"), [(0, 1), (2**40, 0), (120, 121), (2**64 - 1, 2**64 - 1)])
def test_pairs_of_records_that_cannot_have_been_compared_are_refused(compared: int, same_key: int) -> None:
    analyzer = ka.PartitioningStrategyAnalyzer([12])
    analyzer.update(digits(np.arange(20_000)))
    payload = analyzer.to_bytes()[20:-16]
    assert "pairs of records" in refuse(sealed(payload + struct.pack("<QQ", compared, same_key)))
    older = ka.PartitioningStrategyAnalyzer.from_bytes(sealed(payload, version=1))
    assert older.report().records == 20_000


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
                rng.choice([0, 1, 127, 128, 255, int(rng.integers(256))])
            )
        try:
            analyzer = ka.PartitioningStrategyAnalyzer.from_bytes(sealed(bytes(payload)))
        except ka.StateError:
            continue
        analyzer.report(top=256).to_json()
        analyzer.update(digits(np.arange(10_000)))
        analyzer.merge(analyzer)
        assert ka.PartitioningStrategyAnalyzer.from_bytes(analyzer.to_bytes()).report().to_json()


def placed(payload: bytearray, part: bytes) -> int:
    """Where a part of a state is that is there once."""
    assert payload.count(part) == 1
    return payload.index(part)


def test_more_distinct_keys_than_records_are_refused() -> None:
    """Registers that have all seen the rarest fingerprint there is stand for infinitely many keys."""
    analyzer = ka.PartitioningStrategyAnalyzer([12])
    analyzer.update([b"key"] * 1_000)
    payload = bytearray(analyzer.to_bytes()[20:])
    registers = SETTINGS_BYTES + 32 + 12 * 8 + 1 + 32
    assert sorted(set(payload[registers : registers + 2**14]))[0] == 0
    payload[registers : registers + 2**14] = bytes([33]) * 2**14
    assert "more distinct keys than records" in refuse(sealed(bytes(payload)))
    payload[registers] = 34
    assert "out of range" in refuse(sealed(bytes(payload)))


def test_no_state_has_infinitely_many_keys() -> None:
    """With as many records as there are registers, no counter contradicts it; a report must be finite."""
    analyzer = ka.PartitioningStrategyAnalyzer([12])
    analyzer.update(digits(np.arange(50_000)))
    payload = bytearray(analyzer.to_bytes()[20:])
    registers = SETTINGS_BYTES + 32 + 12 * 8 + 1 + 32
    payload[registers : registers + 2**14] = bytes([33]) * 2**14
    read = ka.PartitioningStrategyAnalyzer.from_bytes(sealed(bytes(payload)))
    found = read.report().distinct_keys
    assert found.lower < found.estimate == found.upper == 50_000


@pytest.mark.parametrize("length", [0, 1, 3, 2_000, 2**32 - 1])
def test_a_key_that_is_longer_or_shorter_than_its_bytes_is_refused(length: int) -> None:
    payload = bytearray(analyzed(100).to_bytes()[20:])
    key = b"\x02\x00\x00\x00" + b"\x00\xff"
    at = placed(payload, key + b"\x02\x00\x00\x00") + len(key)
    struct.pack_into("<I", payload, at, length)
    assert "longer or shorter than its bytes" in refuse(sealed(bytes(payload)))


def test_a_heavy_key_with_other_records_than_its_cell_is_refused() -> None:
    analyzer = ka.PartitioningStrategyAnalyzer([12])
    analyzer.update([b"key"] * 1_000)
    payload = bytearray(analyzer.to_bytes()[20:])
    at = payload.rindex((1_000).to_bytes(8, "little"))
    for records, message in ((1_001, "more records than its cell"), (999, "says that it is complete")):
        payload[at : at + 8] = records.to_bytes(8, "little")
        assert message in refuse(sealed(bytes(payload)))


def test_a_full_state_takes_no_more_and_stays_as_it_was() -> None:
    """2^62 records, by adding a state to itself often enough: sums must not wrap around."""
    analyzer = ka.PartitioningStrategyAnalyzer([12])
    analyzer.update([b"k"], sizes=[1])
    for _ in range(62):
        analyzer.merge(analyzer)
    before = analyzer.to_bytes()
    assert ka.PartitioningStrategyAnalyzer.from_bytes(before).report().records == 2**62
    with pytest.raises(ka.StateError, match=r"more than 2\^62 records"):
        analyzer.merge(analyzer)
    with pytest.raises(ka.InputError, match="the state is full"):
        analyzer.update([b"k"] * 10_000, sizes=[1] * 10_000)
    assert analyzer.to_bytes() == before
    assert analyzer.report().to_json()

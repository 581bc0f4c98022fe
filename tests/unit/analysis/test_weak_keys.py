"""Weak keys by name, and whether they do harm under the partitioner in use."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from kafka_architect.analysis.hash_families import hash_family
from kafka_architect.analysis.key_forms import common_prefix, is_sequential, numbers
from kafka_architect.analysis.key_text import key_text
from kafka_architect.analysis.weak_keys import weak_keys

from .measured import crc32, java_hash_code, masked_fnv1a, measure, measure_weights, murmur2, nulls

if TYPE_CHECKING:
    from kafka_architect.analysis.measurements import Measurements
    from kafka_architect.analysis.weak_keys import WeakKey

    from .measured import HashKeys


def named(m: Measurements) -> dict[str, WeakKey]:
    found = weak_keys(m)
    assert len({weak.name for weak in found}) == len(found)
    json.dumps([weak.to_dict() for weak in found], allow_nan=False)
    return {weak.name: weak for weak in found}


def once(
    keys: list[bytes],
    counts: tuple[int, ...] = (12, 64),
    hash_keys: HashKeys = murmur2,
    partitioner: str = "murmur2",
    **more: Any,
) -> Measurements:
    return measure_weights(keys, np.full(len(keys), 3), counts, hash_keys, partitioner=partitioner, **more)


RANDOM = np.random.default_rng(6)
UUIDS = [str(uuid.UUID(bytes=RANDOM.bytes(16))).encode() for _ in range(5000)]
SIX_DIGITS = [b"%d" % i for i in range(100_000, 120_000)]


def test_random_uuids_are_not_weak() -> None:
    assert named(once(UUIDS)) == {}


def test_a_constant_key() -> None:
    found = named(measure([b"orders"] * 500, [12]))
    assert list(found) == ["constant"]
    assert found["constant"].harmful
    assert found["constant"].examples == ("orders",)


def test_nothing_is_weak_over_one_partition() -> None:
    assert not any(weak.harmful for weak in weak_keys(measure([b"orders"] * 500, [1])))


def test_booleans() -> None:
    found = named(measure([b"true"] * 900 + [b"false"] * 100, [12]))
    assert found["boolean-like"].harmful
    assert found["near-constant"].share == pytest.approx(0.9)
    assert found["near-constant"].of == "records"
    assert named(measure([b"Y", b"N", b""] * 100, [12]))["boolean-like"].harmful
    assert "boolean-like" not in named(measure([b"DE", b"FR", b"AT"] * 100, [12]))


def test_low_cardinality_is_for_the_partition_count() -> None:
    countries = [b"%c%c" % (a, b) for a in b"ABCDEFGHIJ" for b in b"KLMNOPQRST"]
    countries *= 2
    assert named(measure(countries, [48]))["low-cardinality"].harmful
    assert "48 partitions" in named(measure(countries, [2, 48]))["low-cardinality"].reason
    assert "low-cardinality" not in named(measure(countries, [2]))


def test_sequential_ids_are_harmless_under_murmur2() -> None:
    weak = named(once(SIX_DIGITS))["sequential"]
    assert not weak.harmful
    assert weak.share == 1.0
    assert "range partitioning" in weak.reason
    assert weak.examples == ("100000", "100001", "100002")


def test_sequential_ids_are_harmful_under_java_hash_code_at_powers_of_two() -> None:
    weak = named(once(SIX_DIGITS, (12, 64), java_hash_code, "java_hash_code"))["sequential"]
    assert weak.harmful
    assert "64 partitions" in weak.reason
    assert "powers of 31" in weak.reason
    fine = named(once(SIX_DIGITS, (12, 100), java_hash_code, "java_hash_code"))["sequential"]
    assert not fine.harmful
    assert "Test each new partition count" in fine.reason


def test_sequential_ids_are_seen_through_a_sample_and_in_binary() -> None:
    sampled = once([b"order-%d" % i for i in range(30_000)], sample_at_most=2000)
    assert "sequential" in named(sampled)
    assert "shared-prefix" in named(sampled)
    assert "sequential" in named(once([i.to_bytes(8, "big") for i in range(5000)]))
    assert "sequential" in named(once([i.to_bytes(4, "big") for i in range(5000)]))


def test_ids_with_large_gaps_are_not_sequential() -> None:
    scattered = np.unique(np.random.default_rng(1).integers(0, 10**15, 3000))
    assert "sequential" not in named(once([b"%d" % i for i in scattered]))


def test_integers_under_crc32_at_16_partitions_are_harmful() -> None:
    """partitioners.md: int64 keys that vary only in bits 4-7 reach 4 partitions."""
    keys = [(high << 32 | low << 4).to_bytes(8, "big") for high in (1, 2) for low in range(16)]
    found = named(once(keys, (16,), crc32, "consistent_random"))
    assert found["low-cardinality"].harmful
    ids = [b"\x00\x00tenant" + bytes([a << 4, b << 4]) for a in range(16) for b in range(16)]
    weak = named(once(ids, (16,), crc32, "consistent_random"))["shared-prefix"]
    assert weak.harmful == (np.unique(crc32(ids) % 16).size < 16)


def test_a_shared_prefix_is_harmless_under_a_hash_of_the_whole_key() -> None:
    keys = [b"eu-west-1/customer/%s" % key for key in UUIDS[:2000]]
    for hash_keys, name in ((murmur2, "murmur2"), (crc32, "consistent_random")):
        weak = named(once(keys, (12, 48), hash_keys, name))["shared-prefix"]
        assert not weak.harmful
        assert "eu-west-1/customer/" in weak.reason


TIMES = [b"%d" % (1_700_000_000_000 + 1000 * (i // 200)) for i in range(300_000)]


def test_timestamps_that_many_records_share_are_harmful() -> None:
    weak = named(measure(TIMES, [12]))["timestamp-like"]
    assert weak.harmful
    assert "epoch milliseconds" in weak.reason
    assert "random order" in weak.reason


def test_timestamps_of_single_records_are_harmless() -> None:
    weak = named(measure([b"%d" % (1_700_000_000_000 + 37 * i) for i in range(50_000)], [12]))
    assert not weak["timestamp-like"].harmful
    assert "no such burst" in weak["timestamp-like"].reason


def test_dates_are_timestamps_too() -> None:
    minutes = [b"2026-05-31T%02d:%02dZ" % (h, m) for h in range(24) for m in range(60)]
    assert named(measure([key for key in minutes for _ in range(200)], [12]))["timestamp-like"].harmful
    assert "timestamp-like" in named(once(minutes))
    assert "timestamp-like" not in named(once([b"1%09d" % i for i in range(0, 10**9, 500_001)]))


def test_null_keys() -> None:
    keyed = UUIDS[:1000]
    few, many = measure(nulls(400) + keyed, [12]), measure(nulls(4000) + keyed, [12])
    assert not named(few)["null-heavy"].harmful
    assert named(many)["null-heavy"].harmful
    assert named(many)["null-heavy"].share == pytest.approx(0.8)
    hashed = measure(nulls(400) + keyed, [12], crc32, partitioner="consistent", hash_nulls_to=0)
    assert named(hashed)["null-heavy"].harmful
    assert "one hot key" in named(hashed)["null-heavy"].reason


def test_empty_keys_are_one_key_under_murmur2() -> None:
    weak = named(measure([b""] * 400 + UUIDS[:1000], [12]))["empty-heavy"]
    assert weak.harmful
    assert weak.examples == ("",)


def test_confluent_wire_format() -> None:
    one = [b"\x00\x00\x00\x00\x2a" + key for key in UUIDS[:1000]]
    two = one + [b"\x00\x00\x00\x00\x2b" + key for key in UUIDS[:1000]]
    assert not named(once(one))["confluent-wire-format"].harmful
    weak = named(once(two))["confluent-wire-format"]
    assert weak.harmful
    assert "42" in weak.reason
    assert "43" in weak.reason
    longs = [i.to_bytes(8, "big") for i in range(1000)]
    assert "confluent-wire-format" not in named(once(longs))


def test_json_keys() -> None:
    plain = [b'{"id": %d, "type": "user"}' % i for i in range(1000)]
    other = [b'{"type":"user","id":%d}' % i for i in range(1000)]
    assert not named(once(plain))["json"].harmful
    assert named(once(plain + other))["json"].harmful
    assert "json" not in named(once([b"{%d}" % i for i in range(1000)]))


def test_letter_case() -> None:
    lower = [b"sku-%s" % key[:8] for key in UUIDS[:1000]]
    keys = list(dict.fromkeys(lower + [key.upper() for key in lower]))
    weak = named(once(keys, (16,)))["letter-case"]
    assert weak.harmful
    assert weak.share > 0.9
    together = named(once(keys, (16,), masked_fnv1a, "sarama_reference"))["letter-case"]
    assert not together.harmful
    assert "FNV-1a" in together.reason


def test_harmful_ones_come_first() -> None:
    harmful = [weak.harmful for weak in weak_keys(measure(TIMES, [12, 48]))]
    assert harmful == sorted(harmful, reverse=True)
    assert {True, False} <= set(harmful)


def test_no_keys_at_all() -> None:
    assert weak_keys(measure([], [12])) == ()


def test_the_hash_family_of_a_partitioner() -> None:
    assert hash_family("murmur2_random") == "murmur2"
    assert hash_family("consistent_random") == hash_family("crc32_balancer") == "crc32"
    assert hash_family("sarama_reference") == "fnv1a"
    assert hash_family("somebody's own") is None


def test_key_text() -> None:
    assert key_text(b"user-1") == "user-1"
    assert key_text("Zürich".encode()) == "Zürich"
    assert key_text(b"") == ""
    assert key_text(b"\x00\x01") == "0x0001"
    assert key_text(b"\xff") == "0xff"
    assert len(key_text(b"k" * 5000)) == 65


def test_the_forms_of_keys() -> None:
    assert common_prefix([]) == b""
    assert common_prefix([b"abc", b"abd"] * 20 + [b"x"]) == b"ab"
    assert common_prefix([b"abc"] * 3) == b"abc"
    assert numbers([]) is None
    assert numbers([b"a", b"b"]) is None
    found = numbers([b"k%d" % (2**64 - 1 - i) for i in range(30)])
    assert found is None or found.values.size == 30
    assert not is_sequential(np.zeros(0, dtype=np.uint64), 1.0)

"""Which partitioner wrote a topic: one, several, none that is known; and over how many partitions."""

from __future__ import annotations

import hashlib
import zlib
from typing import TYPE_CHECKING

import numpy as np
import pytest

from kafka_architect.analysis.observed.candidates import RULES, rule_of
from kafka_architect.partitioner import partitioners

from .topics import RECORDS, observed_of, placed, report_of, users

if TYPE_CHECKING:
    from kafka_architect.analysis.distribution_report import DistributionReport
    from kafka_architect.analysis.observed.writers import Writers

CLIENTS = {
    "java": "murmur2",
    "librdkafka": "consistent_random",
    "ruby-kafka": "consistent_random",
    "sarama-hash": "sarama",
    "sarama-reference-hash": "sarama_reference",
    "platformatic-kafka": "unsigned_murmur2",
    "kafkajs-1": "kafkajs_legacy",
    "spring-cloud-stream": "java_hash_code",
    "kafka-rust": "xxhash32",
}


def writers_of(report: DistributionReport) -> Writers:
    writers = observed_of(report).writers
    assert writers is not None
    return writers


def test_every_partitioner_has_a_rule() -> None:
    assert {rule_of(partitioner.name) for partitioner in partitioners()} == set(RULES)


@pytest.mark.parametrize("count", [6, 12, 50])
@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize(("client", "rule"), CLIENTS.items())
def test_a_topic_of_one_client_has_lost_no_order(client: str, rule: str, told: bool, count: int) -> None:
    keys = users()
    report = report_of(keys, placed(keys, client, count), told=count if told else None, counts=[count])
    writers, observed = writers_of(report), observed_of(report)
    assert writers.only is not None
    assert (writers.only.partitioner, writers.only.partitions) == (rule, count)
    assert writers.only.keys == pytest.approx(1)
    assert writers.only.records == pytest.approx(1)
    assert (observed.count, observed.count_from) == (count, "told" if told else "inferred")
    assert observed.split_keys is not None
    assert (observed.split_keys.keys.estimate, observed.split_keys.exact) == (0, True)
    assert "no key lost its order" in " ".join(str(report).split())
    assert report.verdicts[0].code not in {"mixed-partitioners", "split-keys", "uneven-partitions"}


def test_powers_of_two_do_not_tell_signed_from_unsigned() -> None:
    keys = users()
    writers = writers_of(report_of(keys, placed(keys, "java", 16), told=16))
    assert writers.only is not None
    assert writers.only.partitioner == "murmur2"
    assert writers.same_placement == ("unsigned_murmur2",)


@pytest.mark.parametrize("other", ["librdkafka", "sarama-hash", "spring-cloud-stream"])
@pytest.mark.parametrize("distinct", [300, 3_000, 40_000])
def test_a_mixture_by_records(other: str, distinct: int) -> None:
    """82 % of the records of every key by one client, 18 % by the other."""
    keys = users(distinct=distinct)
    java = np.random.default_rng(2).random(RECORDS) < 0.82
    lie_at = np.where(java, placed(keys, "java"), placed(keys, other))
    report = report_of(keys, lie_at, told=12)
    writers = writers_of(report)
    assert writers.kind == "mixture"
    found = {writer.partitioner: writer for writer in writers.writers}
    assert set(found) == {"murmur2", CLIENTS[other]}
    assert found["murmur2"].records == pytest.approx(0.82, abs=0.02)
    assert found[CLIENTS[other]].records == pytest.approx(0.18, abs=0.02)
    split = observed_of(report).split_keys
    assert split is not None
    truth = len({(k, p) for k, p in zip(keys, lie_at.tolist(), strict=True)}) - len(set(keys))
    assert split.keys.lower <= truth <= split.keys.upper
    assert split.exact == (distinct < 4_096)
    assert report.verdicts[0].code == "mixed-partitioners"
    assert not report.healthy


def test_a_mixture_by_keys() -> None:
    """Each key has one client: no key is in two partitions, and yet a join would miss a fifth of them."""
    keys = users()
    java = np.array([zlib.crc32(b"client of " + key) % 100 < 82 for key in keys])
    report = report_of(keys, np.where(java, placed(keys, "java"), placed(keys, "librdkafka")))
    found = {writer.partitioner: writer for writer in writers_of(report).writers}
    truth = len({key for key, one in zip(keys, java.tolist(), strict=True) if one}) / len(set(keys))
    assert found["murmur2"].keys == pytest.approx(truth, abs=0.02)
    assert found["consistent_random"].keys == pytest.approx(1 - truth, abs=0.02)
    assert report.verdicts[0].code == "mixed-partitioners"
    assert "CRC-32 (librdkafka) over 12 partitions" in report.verdicts[0].summary


def test_a_topic_that_grew() -> None:
    keys = users()
    before = np.arange(RECORDS) < 0.6 * RECORDS
    report = report_of(keys, np.where(before, placed(keys, "java"), placed(keys, "java", 24)))
    observed = observed_of(report)
    found = {writer.partitions: writer for writer in writers_of(report).writers}
    assert set(found) == {12, 24}
    assert found[12].records == pytest.approx(0.6, abs=0.02)
    assert (observed.count, observed.count_from) == (24, "inferred")
    assert observed.verdict is not None
    assert observed.verdict.code == "mixed-partitioners"
    assert "The topic grew from 12 to 24 partitions." in observed.verdict.summary
    # Half of the keys move when a topic doubles.
    assert observed.split_keys is not None
    assert observed.split_keys.share == pytest.approx(0.5, abs=0.05)


def test_a_few_records_that_were_sent_elsewhere_by_hand_are_no_mixture() -> None:
    keys = users()
    lie_at = placed(keys, "java")
    lie_at[:200] = 3
    report = report_of(keys, lie_at, told=12)
    assert writers_of(report).kind in {"one", "partly"}
    assert writers_of(report).writers[0].partitioner == "murmur2"


def test_round_robin_is_no_partitioner_of_keys() -> None:
    keys = users()
    report = report_of(keys, np.arange(RECORDS) % 12, told=12)
    assert writers_of(report).kind == "unknown"
    assert report.verdicts[0].code == "split-keys"
    split = observed_of(report).split_keys
    assert split is not None
    assert split.share > 0.99
    example = split.examples[0]
    assert (len(example.partitions), example.partitions[0]) == (4, 0)
    assert example.elsewhere > 0


def test_a_partitioner_of_ones_own_keeps_the_order() -> None:
    keys = users()
    lie_at = np.array([hashlib.blake2b(key).digest()[0] % 12 for key in keys])
    report = report_of(keys, lie_at, told=12)
    assert writers_of(report).kind == "unknown"
    split = observed_of(report).split_keys
    assert split is not None
    assert split.keys.estimate == 0
    assert report.verdicts[0].code not in {"mixed-partitioners", "split-keys"}


def test_random_partitions_of_once_seen_keys_are_not_taken_for_a_partitioner() -> None:
    for seed in range(8):
        keys = [b"order-%d-%d" % (seed, i) for i in range(4_000)]
        lie_at = np.random.default_rng(seed).integers(0, 12, len(keys))
        assert writers_of(report_of(keys, lie_at)).kind == "unknown"


def test_few_keys_tell_no_partitioners_apart() -> None:
    keys = users(distinct=5)
    assert observed_of(report_of(keys, placed(keys, "librdkafka"), told=12)).writers is None


def test_empty_keys_that_librdkafka_spreads_are_not_split() -> None:
    keys = users(records=5_000)
    lie_at = placed(keys, "librdkafka")
    rng = np.random.default_rng(3)
    report = report_of([*keys, *[b""] * 900], np.concatenate([lie_at, rng.integers(0, 12, 900)]), told=12)
    split = observed_of(report).split_keys
    assert split is not None
    assert split.keys.estimate == 0

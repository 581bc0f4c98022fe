"""The load that was measured is the one that is judged and shown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

import kafka_architect as ka
from tests.integration.command import run

from .topics import observed_of, placed, report_of, users

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("told", [12, None])
def test_all_records_in_one_partition_are_not_even(told: int | None) -> None:
    keys = users()
    report = report_of(keys, np.zeros(len(keys), dtype=np.int64), told=told)
    assert report.partitions[0].max_over_mean == pytest.approx(1.1, abs=0.05)
    (verdict,) = report.verdicts
    assert verdict.code == "uneven-partitions"
    assert "partition 0 has 12.00 times the mean of 12 partitions" in verdict.summary
    evidence = {item.rule: item for item in verdict.evidence}["measured-load"]
    assert (evidence.measured, evidence.threshold) == (12.0, 1.5)
    assert evidence.expected == pytest.approx(report.partitions[0].max_over_mean)
    assert not report.healthy


def test_a_topic_of_one_partition_is_told_so() -> None:
    keys = users()
    report = report_of(keys, np.zeros(len(keys), dtype=np.int64), told=1)
    codes = dict(
        zip([load.count for load in report.partitions], [v.code for v in report.verdicts], strict=True)
    )
    assert codes == {12: "healthy", 1: "healthy"}


def test_the_measured_load_is_judged_at_a_count_that_nobody_asked_for() -> None:
    keys = users()
    lie_at = placed(keys, "librdkafka", 9)
    lie_at[: len(keys) // 3] = 4
    report = report_of(keys, lie_at)
    observed = observed_of(report)
    assert observed.count == 9
    assert observed.records == tuple(np.bincount(lie_at, minlength=9).tolist())
    assert observed.predicted is not None
    assert observed.predicted == tuple(np.bincount(placed(keys, "java", 9), minlength=9).tolist())
    assert [verdict.code for verdict in report.verdicts] == ["healthy"]
    assert observed.verdict is not None
    assert observed.verdict.code != "healthy"
    assert not report.healthy
    assert not ka.DistributionReport.from_json(report.to_json()).healthy


def test_hot_keys_are_hot_by_the_measured_load() -> None:
    keys = [*users(), *[b"hot"] * 20_000]
    report = report_of(keys, placed(keys, "librdkafka"), told=12)
    assert report.verdicts[0].code == "hot-key"
    lie_at = np.bincount(placed(keys, "librdkafka"), minlength=12)
    assert f"{lie_at.max() / lie_at.mean():.2f} times the mean" in report.verdicts[0].summary


def test_measured_is_shown_beside_predicted() -> None:
    keys = users()
    report = report_of(keys, placed(keys, "librdkafka"), told=12)
    text = str(report)
    measured = np.bincount(placed(keys, "librdkafka"), minlength=12)
    predicted = np.bincount(placed(keys, "java"), minlength=12)
    for partition in range(12):
        assert f"{measured[partition]:,}" in text
        assert f"{predicted[partition]:,}" in text
    assert "CRC-32 (librdkafka)" in text
    assert "CRC-32 (librdkafka)" in report._repr_html_()
    saved = ka.DistributionReport.from_json(report.to_json())
    assert str(saved) == text


def test_records_of_a_part_of_the_source_are_not_judged() -> None:
    keys = users()
    analyzer = ka.PartitioningStrategyAnalyzer([12])
    analyzer.update(keys)
    analyzer.update(keys[:1_000], partitions=np.zeros(1_000, dtype=int))
    report = analyzer.report()
    assert observed_of(report).verdict is None
    assert report.healthy
    assert "Partitions are known for 1.6% of the records." in str(report)


def test_distinct_keys_of_each_partition() -> None:
    keys = users()
    lie_at = placed(keys, "java")
    found = observed_of(report_of(keys, lie_at, told=12)).distinct_keys
    truth = [len({k for k, at in zip(keys, lie_at.tolist(), strict=True) if at == p}) for p in range(12)]
    assert found == tuple(truth)


@pytest.mark.parametrize(
    ("each", "choice", "kind"),
    [
        (1, lambda _, n: np.arange(n) % 12, "round-robin"),
        (1, lambda rng, n: rng.integers(0, 12, n), "random"),
        (80, lambda rng, n: rng.integers(0, 12, n), "batches"),
        (1, lambda rng, n: rng.choice(12, n, p=[0.3, *[0.7 / 11] * 11]), "uneven"),
    ],
)
def test_records_without_a_key(each: int, choice: object, kind: str) -> None:
    rng = np.random.default_rng(5)
    lie_at = np.repeat(choice(rng, 60_000 // each), each)  # type: ignore[operator]  # of the table above
    report = report_of([None] * len(lie_at), lie_at, told=12)
    keyless = observed_of(report).keyless
    assert keyless is not None
    assert keyless.kind == kind
    assert keyless.records == tuple(np.bincount(lie_at, minlength=12).tolist())
    assert keyless.explanation[1:] in " ".join(str(report).split())
    if kind == "batches":
        assert keyless.records_per_choice == pytest.approx(80, rel=0.8)
        assert "KIP-794" in keyless.explanation
    assert report.verdicts[0].code == ("uneven-partitions" if kind == "uneven" else "unkeyed")


def test_records_without_a_key_make_an_even_topic_uneven() -> None:
    keys = users()
    lie_at = np.concatenate([placed(keys, "java"), np.full(20_000, 7)])
    (verdict,) = report_of([*keys, *[None] * 20_000], lie_at, told=12).verdicts
    assert verdict.code == "uneven-partitions"
    assert "partition 7 has 12.00 times the mean of the 20,000 records without a key" in verdict.summary


def kcat_lines(keys: list[bytes], partitions: list[int]) -> str:
    return "".join(
        json.dumps({"topic": "orders", "partition": p, "offset": i, "key": k.decode(), "payload": "x"}) + "\n"
        for i, (k, p) in enumerate(zip(keys, partitions, strict=True))
    )


def test_a_dump_says_where_its_records_are(tmp_path: Path) -> None:
    keys = users(records=6_000)
    dump = tmp_path / "orders.jsonl"
    dump.write_text(kcat_lines(keys, [0] * len(keys)))
    done = run("analyze", str(dump), "-p", "12", "--check")
    assert done.returncode == 1, done.stderr
    assert "uneven-partitions" in done.stdout
    dump.write_text(kcat_lines(keys, placed(keys, "librdkafka").tolist()))
    done = run("analyze", str(dump), "-p", "12", "--check", "--format", "json")
    assert done.returncode == 0, done.stdout
    observed = json.loads(done.stdout)["observed"]
    assert observed["writers"]["writers"][0]["partitioner"] == "consistent_random"
    assert observed["verdict"]["code"] == "healthy"


def test_a_folder_of_a_sink_names_its_partitions(tmp_path: Path) -> None:
    """Text, too: a line of it says nothing of partitions."""
    keys = users(records=4_000)
    lie_at = placed(keys, "java", 6)
    for partition in range(6):
        lines = b"".join(k + b"\n" for k, at in zip(keys, lie_at.tolist(), strict=True) if at == partition)
        (tmp_path / f"orders+{partition}+0000000000.txt").write_bytes(lines)
    for workers in (1, 3):
        observed = observed_of(ka.analyze(tmp_path, [6], workers, input_format="text"))
        assert observed.records == tuple(np.bincount(lie_at, minlength=6).tolist())
        assert observed.writers is not None
        assert observed.writers.only is not None


def test_masked_keys_are_masked_in_examples(tmp_path: Path) -> None:
    keys = users(records=4_000, distinct=50)
    dump = tmp_path / "orders.jsonl"
    dump.write_text(kcat_lines(keys, (np.arange(len(keys)) % 12).tolist()))
    text = str(ka.analyze(dump, [12], mask_keys=True))
    assert "records)" in text
    assert "user-" not in text

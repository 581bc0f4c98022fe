"""`kafka-architect tune` as a process: what it prints, writes and refuses."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from .command import refuse, run, succeed

if TYPE_CHECKING:
    from pathlib import Path

_FLOW = ("--rate", "5000", "--message-bytes", "500", "--partitions", "12")


def test_a_flow_is_tuned() -> None:
    text = succeed("tune", *_FLOW, "--latency", "20ms", "--producers", "4", "--consumers", "6")
    assert "5,000 records/s of 500 bytes with keys from 4 producers" in text
    for part in (
        "linger.ms",
        "fetch.min.bytes",
        "Maximum wait of a record",
        "Other linger.ms values:",
        "Assumed:",
    ):
        assert part in text


def test_json_explains_itself(tmp_path: Path) -> None:
    file = tmp_path / "tuning.json"
    file.write_text(succeed("tune", *_FLOW, "--format", "json"), encoding="utf-8")
    names = succeed("explain", file).splitlines()
    assert {"producer.linger.ms", "expected.batch_bytes", "budget.replication", "latency"} <= set(names)
    text = succeed("explain", file, "producer.batch.size")
    for part in ("formula", "input", "binding", "source"):
        assert f"  {part}" in text
    explained = json.loads(succeed("explain", file, "consumer.max.poll.records", "--format", "json"))
    assert explained["value"] == 500
    assert "did you mean 'producer.linger.ms'" in refuse("explain", file, "producer.linger")


def test_settings_of_a_client_are_printed_or_written(tmp_path: Path) -> None:
    assert "queue.buffering.max.kbytes=" in succeed("tune", *_FLOW, "--format", "librdkafka")
    done = run("tune", *_FLOW, "--format", "spring", "--out", tmp_path / "build")
    assert (done.returncode, done.stderr) == (0, f"Wrote 1 files to {tmp_path / 'build'}\n")
    assert "linger.ms: 18" in (tmp_path / "build/spring/tuned/application.yml").read_text(encoding="utf-8")


def test_an_impossible_objective_ends_with_1() -> None:
    asked = ("tune", *_FLOW, "--latency", "20ms", "--cross-region", "80ms")
    done = run(*asked)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("No settings: a latency of 20 ms cannot be met")
    done = run(*asked, "--format", "json")
    assert (done.returncode, json.loads(done.stdout)["unmet"]["constraint"]) == (1, "latency")


def test_wrong_usage_ends_with_2() -> None:
    assert "a flow requires --message-bytes, --partitions" in refuse("tune", "--rate", "5")
    assert "--out writes files of a client library" in refuse("tune", *_FLOW, "--out", "x")
    assert "latency: '20' has no unit" in refuse("tune", *_FLOW, "--latency", "20")

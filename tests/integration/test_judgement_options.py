"""analyze: key maps, consumers, joined topics, and options that --merge refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .command import run

FLIGHTS = str(Path(__file__).parents[2] / "examples" / "flights_dest.txt")


@pytest.mark.parametrize("suffix", ["json", "java", "py"])
def test_a_key_map_is_written(tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"Airports.{suffix}"
    done = run("analyze", FLIGHTS, "-p", "12", "--key-map", str(target))
    assert done.returncode == 0, done.stderr
    assert "max/mean 2.67 -> 1.004 over 12 partitions" in done.stderr
    text = target.read_text(encoding="utf-8")
    assert {"json": '"partition_count": 12', "java": "class Airports ", "py": "b'ORD': "}[suffix] in text


def test_a_key_map_is_for_one_partition_count_and_a_known_language(tmp_path: Path) -> None:
    several = run("analyze", FLIGHTS, "--key-map", str(tmp_path / "map.json"))
    assert several.returncode == 2
    assert "a single partition count" in several.stderr
    unknown = run("analyze", FLIGHTS, "-p", "12", "--key-map", str(tmp_path / "map.go"))
    assert unknown.returncode == 2
    assert ".json, .java or .py" in unknown.stderr
    masked = run("analyze", FLIGHTS, "-p", "12", "--key-map", str(tmp_path / "m.json"), "--mask-keys")
    assert masked.returncode == 2
    assert "--mask-keys hides" in masked.stderr
    over = run("analyze", FLIGHTS, "-p", "12", "--key-map", str(tmp_path / "no" / "map.json"))
    assert over.returncode == 2
    assert "there is no folder" in over.stderr


def test_loads_of_consumers_and_leaders() -> None:
    options = ["-p", "12", "--consumers", "5,15", "--assignor", "uniform", "--brokers", "3"]
    done = run("analyze", FLIGHTS, *options, "--format", "json")
    (load,) = json.loads(done.stdout)["partitions"]
    assert [group["consumers"] for group in load["consumers"]] == [5, 15]
    assert load["consumers"][1]["idle"] == 3
    assert load["leaders"]["brokers"] == 3
    table = run("analyze", FLIGHTS, *options).stdout
    assert "another consumer does not help" in table
    assert "Of 3 brokers" in table
    assert run("analyze", FLIGHTS, "--consumers", "0").returncode == 2
    assert run("analyze", FLIGHTS, "--consumers", "5", "--assignor", "sticky").returncode == 2


def test_joined_topics_are_judged_together(tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("ORD\nATL\nXXX\n" * 100)
    done = run("analyze", FLIGHTS, str(other), "--co-partition", "-p", "12", "--format", "json", "--check")
    assert done.returncode == 1
    document = json.loads(done.stdout)
    assert document["missing"][1]["examples"] == ["XXX"]
    assert document["problems"]
    text = run("analyze", FLIGHTS, str(other), "--co-partition", "-p", "12").stdout
    assert "Of the keys of" in text
    assert run("analyze", FLIGHTS, "--co-partition").returncode == 2


@pytest.mark.parametrize(
    "option", [["-p", "6"], ["--what-if", "6:9"], ["--partitioner", "kcat"], ["--workers", "1"]]
)
def test_merge_refuses_what_it_cannot_change(tmp_path: Path, option: list[str]) -> None:
    state = str(tmp_path / "flights.ka")
    assert run("analyze", FLIGHTS, "--save", state).returncode == 0
    done = run("analyze", "--merge", state, *option)
    assert done.returncode == 2
    assert "has no effect with --merge" in done.stderr
    assert run("analyze", "--merge", state).returncode == 0


def test_a_sample_that_is_too_small_is_not_passed_by_check(tmp_path: Path) -> None:
    keys = tmp_path / "keys.txt"
    keys.write_text("".join(f"order-{i * 7919:08x}\n" for i in range(40)))
    done = run("analyze", str(keys), "-p", "12", "--check", "--input-format", "text")
    assert "small-sample" in done.stdout
    assert done.returncode == 2


def test_many_partition_counts_are_not_judged_in_silence() -> None:
    done = run("analyze", FLIGHTS, "-p", "12", "--what-if", "2:1000", "--format", "json")
    assert "partition counts evaluated" in done.stderr
    assert len(json.loads(done.stdout)["what_if"]) == 999


def test_help_says_that_a_dump_is_in_order_of_partitions() -> None:
    text = " ".join(run("analyze", "--help").stdout.split())
    assert "partition by partition" in text

"""The examples for other engines, on the same files as one machine; and states that were saved."""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path

import pytest

import kafka_architect as ka

EXAMPLES = Path(__file__).parents[2] / "examples" / "engines"


@pytest.fixture
def dumps(tmp_path: Path) -> list[Path]:
    paths = []
    for number in range(20):
        path = tmp_path / f"{number}.txt"
        path.write_text("".join(f"user-{(number * i) % 97}\n" for i in range(1, 300)))
        paths.append(path)
    return paths


def loads(report: ka.DistributionReport) -> list[list[int]]:
    return [load.records.tolist() for load in report.measurements.partitions]


@pytest.mark.parametrize("engine", ["with_multiprocessing", "with_dask", "with_ray"])
def test_an_example_counts_what_one_machine_counts(engine: str, dumps: list[Path]) -> None:
    if engine != "with_multiprocessing":
        pytest.importorskip(engine.removeprefix("with_"))
    done = subprocess.run(
        [sys.executable, str(EXAMPLES / f"{engine}.py"), *map(str, dumps)],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    alone = ka.analyze(list(dumps), [12, 24])
    assert f"{alone.records:,} records" in done.stdout
    assert str(alone).splitlines()[5] in done.stdout


def test_saved_states_are_merged(dumps: list[Path], tmp_path: Path) -> None:
    saved = []
    for path in dumps:
        ka.analyze(path, [12], save=path.with_suffix(".state"))
        saved.append(path.with_suffix(".state"))
    merged = ka.merge_states(saved, save=tmp_path / "whole.state")
    assert loads(merged) == loads(ka.analyze(list(dumps), [12]))
    assert loads(ka.merge_states([tmp_path / "whole.state"])) == loads(merged)


def test_the_examples_name_what_they_need() -> None:
    for engine in ("dask", "ray"):
        assert f"pip install {engine}" in (EXAMPLES / f"with_{engine}.py").read_text()
    assert runpy.run_path(str(EXAMPLES / "with_multiprocessing.py"))["counted"]

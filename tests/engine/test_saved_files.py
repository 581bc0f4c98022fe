"""States in files: kept, reported as one, refused by name when they cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import kafka_architect as ka
from kafka_architect.analysis.saved_state import load_state, merge_states, save_state

from .figures import assert_bounds_hold, exact_figures
from .streams import Stream, digits, zipf

if TYPE_CHECKING:
    from pathlib import Path

STREAM = zipf(300_000, 60_000, 1.0, seed=3)


def write(stream: Stream, path: Path) -> Path:
    path.write_bytes(b"\n".join(digits(stream.numbers).tolist()) + b"\n")
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole stream as keys.txt, and the states of its three parts."""
    folder = tmp_path_factory.mktemp("states")
    write(STREAM, folder / "keys.txt")
    for place, numbers in enumerate(np.array_split(STREAM.numbers, [10_000, 200_000])):
        part = write(Stream(numbers), folder / f"part{place}.txt")
        ka.analyze(part, [12, 48], what_if=[7], save=folder / f"part{place}.ka")
    return folder


def test_what_is_saved_is_what_was_counted(folder: Path) -> None:
    saved = merge_states([folder / "part1.ka"])
    analyzed = ka.analyze(folder / "part1.txt", [12, 48], what_if=[7], exact=False)
    files_only: dict[str, object] = {"source": "", "read_as": []}
    assert saved.to_dict() | files_only == analyzed.to_dict() | files_only


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
def test_the_parts_of_a_stream_are_reported_as_the_whole(folder: Path, order: tuple[int, ...]) -> None:
    paths = [folder / f"part{place}.ka" for place in order]
    report = merge_states(paths)
    whole = ka.analyze(folder / "keys.txt", [12, 48], what_if=[7])
    assert exact_figures(report.measurements) == exact_figures(whole.measurements)
    assert_bounds_hold(report.measurements.heavy, STREAM.counts)
    assert report.source == " + ".join(map(str, paths))


def test_a_sum_is_saved_and_can_be_merged_again(folder: Path, tmp_path: Path) -> None:
    merge_states([folder / "part0.ka", folder / "part1.ka"], save=tmp_path / "first.ka")
    tree = merge_states([tmp_path / "first.ka", folder / "part2.ka"])
    at_once = merge_states([folder / f"part{place}.ka" for place in range(3)])
    assert exact_figures(tree.measurements) == exact_figures(at_once.measurements)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["first.ka"]


def test_nothing_cannot_be_merged() -> None:
    with pytest.raises(ka.InputError, match="at least one saved state"):
        merge_states([])


BROKEN: dict[str, bytes] = {"empty": b"", "keys": b"key\nkey\n", "truncated": b"KAST\x01\x00"}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN.keys())
def test_what_is_no_state_is_refused_by_name(folder: Path, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "broken.ka"
    path.write_bytes(data)
    for paths in ([path], [folder / "part0.ka", path]):
        with pytest.raises(ka.StateError, match="broken\\.ka"):
            merge_states(paths)


@pytest.mark.parametrize("other", [{"partitions": [12]}, {"what_if": []}, {"partitioner": "sarama"}], ids=str)
def test_a_state_of_other_settings_is_refused_by_name(
    folder: Path, tmp_path: Path, other: dict[str, Any]
) -> None:
    path = tmp_path / "other.ka"
    ka.analyze(folder / "part0.txt", **({"partitions": [12, 48], "what_if": [7]} | other), save=path)
    with pytest.raises(ka.StateError, match=r"other\.ka.*different settings"):
        merge_states([folder / "part0.ka", path])


def test_a_state_that_cannot_be_read_or_written_is_said(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ka.SourceError, match="missing\\.ka: cannot read the state"):
        merge_states([tmp_path / "missing.ka"])
    state = load_state(folder / "part0.ka")
    with pytest.raises(ka.SourceError, match="cannot write the state: there is no folder"):
        save_state(state, tmp_path / "missing" / "state.ka")
    (tmp_path / "folder.ka").mkdir()
    with pytest.raises(ka.InputError, match="is a folder"):
        save_state(state, tmp_path / "folder.ka")
    with pytest.raises(ka.SourceError, match="cannot write the state"):
        ka.analyze(folder / "part0.txt", save=tmp_path / "missing" / "state.ka")

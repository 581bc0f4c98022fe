"""Files added to a stream: all of their keys or none, whatever other threads count meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import kafka_architect as ka

from .figures import measured

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def analyzer() -> ka.PartitioningStrategyAnalyzer:
    used = ka.PartitioningStrategyAnalyzer([12, 24])
    used.update([b"one", b"two", None])
    return used


def test_a_file_is_added_to_what_other_threads_count_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "keys.txt"
    path.write_bytes(b"key\n" * 1_000)
    shared = ka.PartitioningStrategyAnalyzer([12])
    shared.update_from_file(path, on_progress=lambda _done, _all: shared.update([b"meanwhile"] * 100))
    assert measured(shared).records >= 1_100


def test_a_file_is_added_to_what_was_counted_before(tmp_path: Path) -> None:
    path = tmp_path / "keys.txt"
    path.write_bytes(b"key\n" * 1_000)
    analyzer = ka.PartitioningStrategyAnalyzer([12])
    analyzer.update([b"before"] * 10)
    analyzer.update_from_file(path)
    analyzer.update_from_file(path, workers=3)
    assert [(key.key, key.count) for key in analyzer.report().heavy_hitters] == [
        ("key", 2_000),
        ("before", 10),
    ]


def test_a_file_that_cannot_be_read_leaves_the_state_as_it_was(
    analyzer: ka.PartitioningStrategyAnalyzer, tmp_path: Path
) -> None:
    before = analyzer.to_bytes()
    with pytest.raises(ka.SourceError):
        analyzer.update_from_file(tmp_path / "missing.txt")
    (tmp_path / "no_lines.bin").write_bytes(b"key\n" * 1_000 + bytes(17 << 20))
    with pytest.raises(ka.MalformedSourceError):
        analyzer.update_from_file(tmp_path / "no_lines.bin")
    assert analyzer.to_bytes() == before


def test_an_interrupted_file_is_not_taken_for_a_whole_one(
    analyzer: ka.PartitioningStrategyAnalyzer, tmp_path: Path
) -> None:
    """Ctrl-C reaches the caller, and the state is as it was."""
    path = tmp_path / "keys.txt"
    path.write_bytes(b"key\n" * 1_000)
    before = analyzer.to_bytes()

    def interrupt(_done: int, _all: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        analyzer.update_from_file(path, on_progress=interrupt)
    assert analyzer.to_bytes() == before

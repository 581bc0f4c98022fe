"""A file that is rewritten between the two passes of --exact is refused; one that only grows is not."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import numpy as np
import pytest

import kafka_architect as ka
from kafka_architect.analysis import analyze as analyze_module
from kafka_architect.analysis import exact_counts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    """More distinct keys than the sample holds, and hot ones among them."""
    path = tmp_path / "keys.txt"
    numbers = (np.random.default_rng(3).random(60_000) ** 3 * 40_000).astype(int)
    path.write_text("".join(f"user-{number:06}\n" for number in numbers), encoding="ascii")
    return path


def between_the_passes(monkeypatch: pytest.MonkeyPatch, change: Callable[[], object]) -> None:
    count = exact_counts.count_hottest_exactly

    def changed_before(*arguments: object) -> object:
        change()
        return count(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(analyze_module, "count_hottest_exactly", changed_before)


def test_an_unchanged_file_is_counted(keys: Path) -> None:
    assert all(key.lower == key.upper for key in ka.analyze(keys, exact=True).heavy_hitters)


def test_a_rewritten_file_is_refused(keys: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = keys.read_bytes().replace(b"user-0000", b"user-9000")
    between_the_passes(monkeypatch, lambda: keys.write_bytes(other))
    with pytest.raises(ka.MalformedSourceError, match="was rewritten"):
        ka.analyze(keys, exact=True)


def test_a_rewritten_file_whose_times_were_set_back_is_refused(
    keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second pass finds counts that the first one has ruled out."""
    times = keys.stat()
    hot = b"user-000000\n" * (times.st_size // 12)

    def rewrite() -> None:
        keys.write_bytes(hot)
        os.utime(keys, ns=(times.st_atime_ns, times.st_mtime_ns))

    between_the_passes(monkeypatch, rewrite)
    with pytest.raises(ka.MalformedSourceError, match="was rewritten"):
        ka.analyze(keys, exact=True)


def test_a_file_that_grows_is_counted_up_to_where_it_ended(
    keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def grow() -> None:
        with keys.open("ab") as end:
            end.write(b"user-000000\n" * 1000)

    expected = ka.analyze(keys, exact=True).to_dict()
    between_the_passes(monkeypatch, grow)
    assert ka.analyze(keys, exact=True).to_dict() == expected

"""Checkpoints: an interrupted pass goes on where it was, and never on another file or from damaged bytes."""

from __future__ import annotations

import json
import os
import pathlib
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import kafka_architect as ka
from kafka_architect.analysis import checkpoint as checkpoint_module

from .figures import assert_bounds_hold, exact_figures
from .streams import Stream, digits

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# Three stripes of 16 MiB: with one worker the first step reads one of them.
RECORDS = 3_500_000
STREAM = Stream((np.random.default_rng(1).random(RECORDS) ** 6 * 50_000).astype(np.int64))


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("checkpoints") / "keys.txt"
    lines = np.full((RECORDS, 12), ord("\n"), dtype=np.uint8)
    lines[:, :11] = STREAM.keys.view(np.uint8).reshape(-1, 11)
    lines.tofile(path)
    return path


@pytest.fixture(scope="module")
def whole(keys: Path) -> ka.DistributionReport:
    return ka.analyze(keys, workers=1)


@pytest.fixture
def interrupted(keys: Path, tmp_path: Path) -> Path:
    """The checkpoint of a pass that Ctrl-C ended after its first step."""

    def stop(_done: int, _all: int) -> None:
        raise KeyboardInterrupt

    path = tmp_path / "keys.checkpoint"
    report = ka.analyze(keys, workers=1, checkpoint=path, on_progress=stop)
    assert report.partial
    assert 0 < report.records < RECORDS
    return path


@pytest.mark.parametrize("exact", [False, True])
def test_an_interrupted_pass_goes_on_to_what_one_without_a_break_finds(
    keys: Path, whole: ka.DistributionReport, interrupted: Path, exact: bool
) -> None:
    seen: list[int] = []
    report = ka.analyze(
        keys, workers=1, exact=exact, checkpoint=interrupted, on_progress=lambda done, _all: seen.append(done)
    )
    assert not report.partial
    assert seen[0] > 2 * 16_000_000, "the first stripe was read again"
    found, expected = report.measurements, whole.measurements
    assert exact_figures(found) | {"windows": found.windows} == exact_figures(expected) | {
        "windows": expected.windows
    }
    assert_bounds_hold(found.heavy, STREAM.counts)
    assert [key.key for key in report.heavy_hitters] == STREAM.hottest(20)
    assert all(key.lower == key.upper for key in report.heavy_hitters) or not exact
    assert not interrupted.exists(), "a complete pass needs no checkpoint any more"


def test_a_pass_that_is_killed_goes_on_from_the_last_time_it_saved(
    keys: Path, whole: ka.DistributionReport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkpoint_module, "_EVERY_SECONDS", 0.0)
    steps: list[int] = []

    def die_in_the_second_step(done: int, _all: int) -> None:
        steps.append(done)
        if len(steps) == 2:
            raise SystemExit

    path = tmp_path / "keys.checkpoint"
    with pytest.raises(SystemExit):
        ka.analyze(keys, workers=1, checkpoint=path, on_progress=die_in_the_second_step)
    assert path.exists()
    report = ka.analyze(keys, workers=2, checkpoint=path)
    assert exact_figures(report.measurements) == exact_figures(whole.measurements)


def test_without_a_checkpoint_file_a_pass_begins_at_the_beginning(keys: Path, tmp_path: Path) -> None:
    report = ka.analyze(keys, checkpoint=tmp_path / "none.checkpoint")
    assert report.records == RECORDS
    assert list(tmp_path.iterdir()) == []


def refuse(keys: Path, path: Path, **options: Any) -> str:
    """The analysis raises and leaves the checkpoint as it was."""
    before = path.read_bytes()
    with pytest.raises(ka.StateError) as refused:
        ka.analyze(keys, workers=1, checkpoint=path, **options)
    assert path.read_bytes() == before
    assert str(path) in str(refused.value)
    return str(refused.value)


def test_the_checkpoint_of_a_file_that_has_changed_is_refused(interrupted: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_bytes(b"key\n")
    assert "a different file, or one modified since" in refuse(other, interrupted)


def test_the_checkpoint_of_a_file_that_was_written_again_is_refused(keys: Path, interrupted: Path) -> None:
    """The same size, another time."""
    modified = keys.stat().st_mtime_ns
    os.utime(keys, ns=(modified, modified + 1_000_000_000))
    try:
        assert "modified since" in refuse(keys, interrupted)
    finally:
        os.utime(keys, ns=(modified, modified))


@pytest.mark.parametrize(
    "options", [{"partitions": [6]}, {"what_if": [7]}, {"partitioner": "librdkafka"}], ids=str
)
def test_the_checkpoint_of_another_analysis_is_refused(
    keys: Path, interrupted: Path, options: dict[str, Any]
) -> None:
    assert "was created with different settings" in refuse(keys, interrupted, **options)


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _data: b"",
    "no JSON": lambda data: b"x" + data,
    "not UTF-8": lambda data: b"\xff" + data,
    "no header": lambda data: data.partition(b"\n")[2],
    "a header that nests too deeply": lambda _data: b"[" * 100_000 + b"\n",
    "a list": lambda data: b"[]\n" + data.partition(b"\n")[2],
    "no place": lambda data: data.replace(b'"next_stripe"', b'"next_strip"'),
    "another format": lambda data: data.replace(b"checkpoint 1", b"checkpoint 9"),
    "only the header": lambda data: data.partition(b"\n")[0] + b"\n",
    "half of the state": lambda data: data[: len(data) // 2],
    "a flipped bit": lambda data: data[:-100] + bytes([data[-100] ^ 1]) + data[-99:],
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_checkpoint_is_refused(
    keys: Path, interrupted: Path, damage: Callable[[bytes], bytes]
) -> None:
    interrupted.write_bytes(damage(interrupted.read_bytes()))
    assert refuse(keys, interrupted)


@pytest.mark.parametrize("place", [-1, 4, 10**6, 10**30, 1.0, True, None, "1", [1]], ids=repr)
def test_a_checkpoint_that_names_no_place_in_the_file_is_refused(
    keys: Path, interrupted: Path, place: object
) -> None:
    header, _, state = interrupted.read_bytes().partition(b"\n")
    header = json.dumps(json.loads(header) | {"next_stripe": place}).encode()
    interrupted.write_bytes(header + b"\n" + state)
    assert refuse(keys, interrupted)


def test_a_checkpoint_that_cannot_be_written_is_said(keys: Path, tmp_path: Path) -> None:
    """Before anything is read, and not after half a minute."""
    with pytest.raises(ka.SourceError, match="cannot write the checkpoint: there is no folder"):
        ka.analyze(keys, workers=1, checkpoint=tmp_path / "missing" / "c", on_progress=_never)
    with pytest.raises(ka.InputError, match="is a folder"):
        ka.analyze(keys, workers=1, checkpoint=tmp_path, on_progress=_never)


def test_a_checkpoint_is_there_before_the_first_step(keys: Path, tmp_path: Path) -> None:
    path = tmp_path / "c"
    seen: list[bool] = []
    ka.analyze(keys, workers=1, checkpoint=path, on_progress=lambda *_: seen.append(path.exists()))
    assert seen[0]
    assert not path.exists()


def test_a_save_that_fails_does_not_end_the_pass(
    keys: Path, whole: ka.DistributionReport, interrupted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Written beside it and renamed: what was saved before stays, and the report says what failed."""
    monkeypatch.setattr(checkpoint_module, "_EVERY_SECONDS", 0.0)
    disk = Disk(monkeypatch)

    def fill(_done: int, _all: int) -> None:
        disk.full = True

    report = ka.analyze(keys, workers=1, checkpoint=interrupted, on_progress=fill)
    assert disk.refused
    assert [warning.code for warning in report.warnings] == ["checkpoint-not-saved"]
    assert "No space left" in report.warnings[0].message
    assert exact_figures(report.measurements) == exact_figures(whole.measurements)
    assert list(interrupted.parent.iterdir()) == []


def test_ctrl_c_gives_the_report_even_where_the_checkpoint_cannot_be_saved(
    keys: Path, interrupted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk(monkeypatch)
    before: list[bytes] = []

    def fill_and_interrupt(_done: int, _all: int) -> None:
        before.append(interrupted.read_bytes())
        disk.full = True
        raise KeyboardInterrupt

    report = ka.analyze(keys, workers=1, checkpoint=interrupted, on_progress=fill_and_interrupt)
    assert report.partial
    assert report.records > 0
    assert "No space left" in report.warnings[0].message
    assert [interrupted.read_bytes()] == before


class Disk:
    """The disk below every file that is renamed into place, full when it is told so."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.full = False
        self.refused = 0
        replace = pathlib.Path.replace

        def replace_unless_full(path: Path, target: Path) -> Path:
            if self.full:
                self.refused += 1
                raise OSError(28, "No space left on device")
            return replace(path, target)

        monkeypatch.setattr(pathlib.Path, "replace", replace_unless_full)


def analyze_with(keys: Path, option: str, target: object) -> None:
    options: dict[str, Any] = {option: target}
    ka.analyze(keys, **options)


@pytest.mark.parametrize("option", ["checkpoint", "save"])
def test_neither_state_nor_checkpoint_replaces_the_keys(tmp_path: Path, option: str) -> None:
    keys = tmp_path / "keys.txt"
    keys.write_bytes(b"IAH\n" * 100)
    os.link(keys, tmp_path / "same.txt")
    for target in (keys, tmp_path / "same.txt"):
        with pytest.raises(ka.InputError, match="would replace an input"):
            analyze_with(keys, option, target)
    assert keys.read_bytes() == b"IAH\n" * 100


@pytest.mark.skipif(os.name == "nt", reason="POSIX links and devices")
@pytest.mark.parametrize("option", ["checkpoint", "save"])
def test_neither_state_nor_checkpoint_replaces_a_device_or_what_a_link_leads_to(
    tmp_path: Path, option: str
) -> None:
    keys = tmp_path / "keys.txt"
    keys.write_bytes(b"IAH\n" * 100)
    (tmp_path / "precious").write_bytes(b"precious")
    (tmp_path / "link").symlink_to(tmp_path / "precious")
    os.mkfifo(tmp_path / "pipe")
    for target in (tmp_path / "link", tmp_path / "pipe", "/dev/null"):
        with pytest.raises(ka.InputError, match=r"symbolic link|not an ordinary file"):
            analyze_with(keys, option, target)
    assert (tmp_path / "precious").read_bytes() == b"precious"
    assert (tmp_path / "link").is_symlink()


def test_checkpoint_and_state_are_two_files(keys: Path, tmp_path: Path) -> None:
    with pytest.raises(ka.InputError, match="both the checkpoint and the state"):
        ka.analyze(keys, checkpoint=tmp_path / "s.ka", save=tmp_path / "." / "s.ka")


def test_a_checkpoint_of_any_size_is_not_read(keys: Path, tmp_path: Path) -> None:
    huge = tmp_path / "huge"
    huge.touch()
    os.truncate(huge, 1 << 40)
    with pytest.raises(ka.StateError, match="expected at most"):
        ka.analyze(keys, checkpoint=huge)


def _never(_done: int, _all: int) -> None:
    raise AssertionError("the file was read")


def test_keys_of_the_stream_are_those_of_the_file(keys: Path) -> None:
    with keys.open("rb") as lines:
        assert lines.readline() == digits(STREAM.numbers[:1]).tolist()[0] + b"\n"

"""A search stays in the folder that it was given, and so does what is written."""

from __future__ import annotations

import tracemalloc
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import kafka_architect as ka
from kafka_architect.cli.validate import command

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "bootstrap.servers=b:9092\nlinger.ms=5ms\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a file, links within it, and links that lead out."""
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    for one in (outside, inside / "real"):
        one.mkdir(parents=True)
        (one / "producer.properties").write_text(TEXT)
    (tmp_path / "inside-too").mkdir()
    (tmp_path / "inside-too" / "producer.properties").write_text(TEXT)
    (inside / "out.properties").symlink_to(outside / "producer.properties")
    (inside / "beside.properties").symlink_to(tmp_path / "inside-too" / "producer.properties")
    (inside / "out").symlink_to(outside)
    (inside / "in.properties").symlink_to(inside / "real" / "producer.properties")
    (inside / "nowhere.properties").symlink_to(tmp_path / "nowhere")
    return inside


def test_links_out_of_the_folder_are_not_followed(folder: Path, tmp_path: Path) -> None:
    assert ka.ConfigValidator(select=["VAL"]).validate(folder).files == 1
    (tmp_path / "link").symlink_to(folder)
    assert ka.ConfigValidator(select=["VAL"]).validate(tmp_path / "link").files == 1
    assert ka.ConfigValidator(select=["VAL"]).validate(folder / "out.properties").files == 1


def test_a_fix_writes_nothing_outside(folder: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(command, [str(folder), "--fix", "--unsafe-fixes", "--isolated"])
    assert done.exit_code in (0, 1), done.output
    assert (folder / "real" / "producer.properties").read_text() != TEXT
    for outside in ("outside", "inside-too"):
        assert (tmp_path / outside / "producer.properties").read_text() == TEXT


@pytest.mark.parametrize("option", ["--output", "--write-baseline"])
def test_what_is_written_replaces_no_input(folder: Path, option: str) -> None:
    file = folder / "real" / "producer.properties"
    for paths in ([str(file)], [str(folder)]):
        done = CliRunner().invoke(command, [*paths, option, str(file), "--isolated"])
        assert isinstance(done.exception, ka.InputError)
        assert "would replace an input" in str(done.exception)
        assert file.read_text() == TEXT


def peak_bytes(folder: Path) -> int:
    validator = ka.ConfigValidator(select=["VAL"])
    validator.validate(folder, allow_empty=True)  # imports, and what is remembered of catalogues
    tracemalloc.start()
    try:
        validator.validate(folder, allow_empty=True)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_files_that_are_about_something_else_are_not_kept(tmp_path: Path) -> None:
    """Each costs its path and some hundred bytes, whatever is in it."""
    count, text = 200, "".join(f"key{number}: a value of something else\n" for number in range(1_500))
    for number in range(count):
        (tmp_path / f"values-{number}.yaml").write_text(text)
    (tmp_path / "producer.properties").write_text(TEXT)
    alone = tmp_path / "alone"
    alone.mkdir()
    (alone / "producer.properties").write_text(TEXT)
    assert ka.ConfigValidator(select=["VAL"]).validate(tmp_path).files == count + 2
    # Beside them, one text at a time and its lower case: what is looked at to tell what it is about.
    assert peak_bytes(tmp_path) < peak_bytes(alone) + count * 1_500 + 8 * len(text)
    assert len(text) > 40_000

"""What --fix does to the files of a real file system, and what is written where it cannot be."""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from .command import COMMAND, run

if TYPE_CHECKING:
    from pathlib import Path

FIX = ("--isolated", "--select=DUR001", "--fix", "--unsafe-fixes")


@pytest.fixture
def producer(tmp_path: Path) -> Path:
    path = tmp_path / "producer.properties"
    path.write_text("acks=1\n")
    return path


def test_a_link_stays_a_link_and_its_file_is_mended(producer: Path) -> None:
    link = producer.with_name("link.properties")
    link.symlink_to(producer.name)
    done = run("validate", link, producer, producer.parent, *FIX)
    assert "Fixed 1 issue in 1 file." in done.stderr
    assert link.is_symlink()
    assert producer.read_text() == "acks=all\n"


def test_a_pipe_is_not_replaced_by_a_file(producer: Path) -> None:
    pipe = producer.with_name("pipe.properties")
    os.mkfifo(pipe)
    with subprocess.Popen(["sh", "-c", f"printf 'acks=1\\n' > '{pipe}'"]):
        done = run("validate", pipe, *FIX)
    assert done.returncode == 2
    assert "it is not a file" in done.stderr
    assert pipe.is_fifo()


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() != 0, reason="only root can give files away")
def test_the_owner_of_a_file_stays(producer: Path) -> None:
    os.chown(producer, 1234, 1234)
    assert run("validate", producer, *FIX).returncode == 0
    assert (producer.stat().st_uid, producer.stat().st_gid) == (1234, 1234)


def test_a_filter_prints_what_needs_no_mending_as_it_is() -> None:
    for given, mended in (("acks=all\r\n", "acks=all\r\n"), ("acks=1\r\n", "acks=all\r\n")):
        done = subprocess.run(
            [COMMAND, "validate", "-", "--role=producer", *FIX],
            input=given.encode(), capture_output=True, check=False, timeout=60,
        )  # fmt: skip
        assert done.stdout == mended.encode()


def test_a_file_that_cannot_be_written_is_named(producer: Path) -> None:
    done = run("validate", producer, "--output", producer.parent / "missing" / "x")
    assert done.returncode == 2
    assert f"{producer.parent}/missing/x: cannot write the findings: there is no folder" in done.stderr


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
def test_closed_streams_are_no_fault(producer: Path, closed: str) -> None:
    done = subprocess.run(
        ["sh", "-c", f"'{COMMAND}' validate '{producer}' - {closed}".replace(" - ", " ")],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_a_name_that_is_not_utf_8_can_be_reported(producer: Path) -> None:
    strange = producer.rename(producer.with_name(os.fsdecode(b"pr\xffoducer.properties")))
    report = producer.with_name("report.json")
    done = run("validate", strange, "--select=DUR001", "--format=json", "--output", report)
    assert done.returncode == 1
    assert json.loads(report.read_text())["summary"]["findings"] == 1


@pytest.mark.parametrize("argument", ["", "--select=", "--select=,", "--kafka-version=", "--profile="])
def test_a_variable_that_was_not_set_is_wrong_usage(producer: Path, argument: str) -> None:
    paths = [argument] if not argument else [argument, producer]
    assert run("validate", *paths, cwd=producer.parent).returncode == 2

"""Pipes are read once, as standard input is: process substitution, named pipes, /dev/stdin."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import kafka_architect as ka
from kafka_architect.keys.byte_source import ByteSource, is_read_once
from tests.keys.sources import records, write_csv, write_json

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes")

FILES = Path(__file__).parent / "files"
KEYS = b"".join(b"user-%d\n" % (number % 700) for number in range(300_000))
COMMAND = [sys.executable, "-m", "kafka_architect", "analyze"]


def piped(path: Path, content: bytes) -> Path:
    """A named pipe that somebody writes to; the content is longer than a pipe holds."""
    os.mkfifo(path)
    threading.Thread(target=path.write_bytes, args=(content,), daemon=True).start()
    return path


def told(report: ka.DistributionReport) -> object:
    """What a report says of records, whatever they came from."""
    return [one.records for one in report.partitions], report.heavy_hitters, report.records


@pytest.mark.parametrize("compress", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_a_named_pipe_counts_like_a_file(tmp_path: Path, compress: type[bytes]) -> None:
    (tmp_path / "keys").write_bytes(compress(KEYS))
    pipe = piped(tmp_path / "pipe", compress(KEYS))
    wanted = ka.analyze(tmp_path / "keys", exact=False)
    assert told(ka.analyze(pipe)) == told(wanted)
    assert wanted.records == 300_000


def test_records_of_any_format_come_through_pipes_and_files_together(tmp_path: Path) -> None:
    made = records(2000)
    write_csv(made, tmp_path / "a.csv")
    write_json(made, tmp_path / "b.jsonl")
    pipes = [piped(tmp_path / f"pipe-{one}", (tmp_path / one).read_bytes()) for one in ("a.csv", "b.jsonl")]
    report = ka.analyze([*pipes, tmp_path / "a.csv"])
    assert (report.records, report.warnings) == (6000, ())


def test_an_analyzer_takes_a_pipe(tmp_path: Path) -> None:
    analyzer = ka.PartitioningStrategyAnalyzer([12])
    analyzer.update_from_file(piped(tmp_path / "pipe", KEYS))
    assert analyzer.report().records == 300_000


def run(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    shell = f"ka() {{ '{sys.executable}' -m kafka_architect analyze \"$@\"; }}; {script}"
    return subprocess.run(
        ["bash", "-c", shell], cwd=folder, capture_output=True, text=True, timeout=120, check=False
    )


SHELL = {
    "process substitution": "ka <(gzip -dc keys.gz) -p 12",
    "/dev/stdin from a pipe": "gzip -dc keys.gz | ka /dev/stdin -p 12",
    "/dev/stdin from a file": "ka /dev/stdin -p 12 < keys.gz",
    "a compressed pipe": "ka <(cat keys.gz) -p 12",
    "standard input": "gzip -dc keys.gz | ka - -p 12",
}


@pytest.mark.parametrize("script", SHELL.values(), ids=SHELL.keys())
def test_shells_give_pipes_in_many_ways(tmp_path: Path, script: str) -> None:
    (tmp_path / "keys.gz").write_bytes(gzip.compress(KEYS))
    done = run(script, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "300,000 records · 700 distinct keys" in done.stdout


@pytest.mark.parametrize(
    ("option", "way"),
    [("--exact", "--no-exact"), ("--checkpoint state", "--save")],
    ids=["exact", "checkpoint"],
)
@pytest.mark.parametrize("source", ["<(cat keys)", "-"])
def test_what_reads_twice_is_refused_with_the_way_out(
    tmp_path: Path, option: str, way: str, source: str
) -> None:
    (tmp_path / "keys").write_bytes(KEYS)
    done = run(f"ka {option} {source} < keys", tmp_path)
    assert done.returncode == 2
    assert "a pipe can be read only once" in done.stderr
    assert "write it to a file" in done.stderr
    assert way in done.stderr
    assert not (tmp_path / "state").exists()


def test_headers_of_segments_need_a_file(tmp_path: Path) -> None:
    done = run(f"ka --headers-only <(cat {FILES / 'segment.log'})", tmp_path)
    assert (done.returncode, "requires a seekable file, not a pipe" in done.stderr) == (2, True)


def test_what_is_read_from_its_end_says_that_a_pipe_has_none(tmp_path: Path) -> None:
    with pytest.raises(ka.MalformedSourceError, match="read from its end, which needs a file"):
        ka.analyze(piped(tmp_path / "pipe", (FILES / "keys.parquet").read_bytes()))


def test_ctrl_c_ends_the_wait_for_a_pipe_that_nobody_writes_to(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    process = subprocess.Popen(
        [*COMMAND, str(tmp_path / "pipe")], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, "Interrupted" in errors) == (130, True)


def test_what_was_looked_into_is_read_from_its_beginning(tmp_path: Path) -> None:
    pipe = piped(tmp_path / "pipe", KEYS)
    with ByteSource(pipe) as source:
        assert source.head.startswith(b"user-0\nuser-1\n")
        assert ka.analyze(source).records == 300_000


def test_pipes_are_told_from_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").touch()
    assert [is_read_once(tmp_path / name) for name in ("pipe", "file", "missing")] == [True, False, False]

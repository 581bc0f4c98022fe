"""A line longer than any Kafka key is an error that says so, at the cost of little memory."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import kafka_architect as ka
from kafka_architect import _core

if TYPE_CHECKING:
    from pathlib import Path

PAGE = 4096
LONGEST = 3 * PAGE
MIB = 1 << 20

anywhere = pytest.mark.parametrize("before", [0, PAGE - 2, PAGE - 1, PAGE, 2 * PAGE - 1])
ended = pytest.mark.parametrize("end", [b"", b"\n", b"\r\n"], ids=repr)


def reading(path: Path, content: bytes) -> _core.TextPass:
    path.write_bytes(content)
    before = _core.Distribution("murmur2", [12], [], 0)
    return _core.TextPass(bytes(path), before, block_bytes=PAGE, stripe_bytes=2 * PAGE, max_key_bytes=LONGEST)


@anywhere
@ended
def test_the_longest_key_is_allowed_anywhere(tmp_path: Path, before: int, end: bytes) -> None:
    keys = reading(tmp_path / "keys.txt", b"a" * before + b"\n" + b"k" * LONGEST + end)
    assert not keys.step(100, 2)
    assert keys.result().snapshot(0)["records"] == 2


@anywhere
@ended
@pytest.mark.parametrize("excess", [1, PAGE])
def test_a_longer_key_is_refused_anywhere(tmp_path: Path, before: int, end: bytes, excess: int) -> None:
    """Not only where a block happens to cut it: what is an error must not depend on the place."""
    keys = reading(tmp_path / "keys.txt", b"a" * before + b"\n" + b"k" * (LONGEST + excess) + end)
    with pytest.raises(
        ka.MalformedSourceError, match=f"the line at byte {before + 1} is longer than {LONGEST}"
    ):
        keys.step(100, 2)


def test_the_message_says_what_the_file_may_be(tmp_path: Path) -> None:
    keys = reading(tmp_path / "keys.txt", b"\x00" * 10 * PAGE)
    with pytest.raises(
        ka.MalformedSourceError, match=r"one key per line.*Is this a binary or compressed file\?"
    ):
        keys.step(100, 1)


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_the_first_long_line_is_the_one_named(tmp_path: Path, workers: int) -> None:
    long_line = b"k" * 5 * PAGE + b"\n"
    keys = reading(tmp_path / "keys.txt", b"IAH\n" + long_line * 4)
    with pytest.raises(ka.MalformedSourceError, match="the line at byte 4 is longer"):
        keys.step(100, workers)


PEAK_MEMORY = """
import re, sys
from pathlib import Path
import kafka_architect as ka
try:
    ka.analyze(sys.argv[1], input_format="text")
except ka.MalformedSourceError as error:
    print(error)
status = Path("/proc/self/status").read_text()
print(int(re.search(r"VmHWM:\\s+(\\d+) kB", status)[1]) * 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak of resident memory from /proc")
@pytest.mark.parametrize("before", [b"", b"IAH\n" * 10_000], ids=["at once", "after some keys"])
def test_a_line_of_1_gib_is_refused_in_little_memory(tmp_path: Path, before: bytes) -> None:
    path = tmp_path / "keys.txt"
    path.write_bytes(before)
    os.truncate(path, 1024 * MIB)
    done = subprocess.run(
        [sys.executable, "-c", PEAK_MEMORY, str(path)], capture_output=True, text=True, timeout=60, check=True
    )
    message, peak_bytes = done.stdout.splitlines()
    assert f"the line at byte {len(before)} is longer than 16777216 bytes" in message
    assert int(peak_bytes) < 200 * MIB


@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak of resident memory from /proc")
def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "keys.txt"
    path.write_bytes(b"flight-4711\n" * (200 * MIB // 12))
    done = subprocess.run(
        [sys.executable, "-c", PEAK_MEMORY, str(path)], capture_output=True, text=True, timeout=60, check=True
    )
    assert int(done.stdout) < 100 * MIB

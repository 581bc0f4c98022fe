"""A source that cannot be read, or a number that makes no sense, is a clear error and never a hang."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

import kafka_architect as ka
from kafka_architect import _core

if TYPE_CHECKING:
    from pathlib import Path

posix_only = pytest.mark.skipif(os.name == "nt", reason="Windows has neither FIFOs nor these permissions")

PAGE = 4096


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    path = tmp_path / "keys.txt"
    path.write_bytes(b"IAH\n" * 5000)
    return path


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "no such file"
    with pytest.raises(ka.SourceError) as caught:
        ka.analyze(path)
    assert caught.value.errno == errno.ENOENT
    assert str(caught.value) == f"{path}: cannot open: No such file or directory"


def test_a_directory_without_files_has_no_keys(tmp_path: Path) -> None:
    with pytest.raises(ka.SourceError, match="has no files to read"):
        ka.analyze(tmp_path)


@posix_only
def test_a_file_below_a_file_is_no_path(keys: Path) -> None:
    with pytest.raises(ka.SourceError, match="Not a directory") as caught:
        ka.analyze(keys / "below")
    assert caught.value.errno == errno.ENOTDIR


def test_a_path_with_a_nul_names_no_file(keys: Path) -> None:
    """The operating system would see the path end at the NUL, and read another file."""
    with pytest.raises(ValueError, match=r"NUL|null"):
        ka.analyze(f"{keys}\x00.gz")


def test_a_name_that_is_too_long_is_refused_by_the_system(tmp_path: Path) -> None:
    with pytest.raises(ka.SourceError):
        ka.analyze(tmp_path / ("k" * 5000))


READ_AS_NOBODY = """
import os, sys
from kafka_architect import SourceError, _core, analyze
os.chdir(sys.argv[1])
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    analyze("keys.txt")
except SourceError as error:
    print(error.errno, error)
"""


@posix_only
def test_a_file_without_permission_says_so(keys: Path) -> None:
    """In a process of its own, which gives up root's right to read everything."""
    keys.parent.chmod(0o755)
    keys.chmod(0o000)
    done = subprocess.run(
        [sys.executable, "-c", READ_AS_NOBODY, str(keys.parent)], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"{errno.EACCES} keys.txt: cannot open: Permission denied\n"


@posix_only
@pytest.mark.parametrize("device", ["/dev/null", "/dev/zero"])
def test_a_device_is_refused(device: str) -> None:
    with pytest.raises(ka.SourceError, match=f"{device}: not a regular file"):
        ka.analyze(device)


def reading(path: Path) -> _core.TextPass:
    """A pass in small steps, so that a test can do something to the file between them."""
    before = _core.Distribution("murmur2", [12], [], 0)
    return _core.TextPass(bytes(path), before, block_bytes=PAGE, stripe_bytes=PAGE)


@pytest.mark.parametrize("workers", [1, 3])
def test_a_file_that_shrinks_while_it_is_read_is_malformed(keys: Path, workers: int) -> None:
    text = reading(keys)
    assert text.step(1, workers)
    os.truncate(keys, PAGE + 100)
    with pytest.raises(
        ka.MalformedSourceError, match=r"became shorter.*20000 bytes when opened.*ends at byte 4196"
    ):
        text.step(100, workers)


def test_what_is_appended_while_a_file_is_read_is_not_counted(keys: Path) -> None:
    text = reading(keys)
    with keys.open("ab") as file:
        file.write(b"MIA\n" * 5000)
    assert not text.step(100, 1)
    assert text.result().snapshot(0)["records"] == 5000
    assert text.position_bytes == text.size_bytes == 20_000


@pytest.mark.parametrize("count", [0, -1, 1_000_001, 2**31, 2**70])
def test_a_partition_count_out_of_range_is_refused(keys: Path, count: int) -> None:
    with pytest.raises(
        ka.InputError, match=rf"partition count {count} is out of range: expected 1 to 1,000,000"
    ):
        ka.analyze(keys, [12, count])


@pytest.mark.parametrize("count", [12.0, "12", None, True, [12], b"12"])
def test_a_partition_count_must_be_a_whole_number(keys: Path, count: Any) -> None:
    with pytest.raises(ka.InputError, match="is not a whole number"):
        ka.analyze(keys, [24, count])


def test_no_partition_counts_are_refused(keys: Path) -> None:
    with pytest.raises(ka.InputError, match=r"partitions is empty.*e\.g\. \[12, 24\]"):
        ka.analyze(keys, [])


def test_one_number_instead_of_a_list_is_an_error_that_shows_the_list(keys: Path) -> None:
    wrong: Any = 12
    with pytest.raises((ka.InputError, TypeError), match=r"\[12"):
        ka.analyze(keys, wrong)


@pytest.mark.parametrize("workers", [0, -1, 1025, 2**70, 1.0, "2", True])
def test_workers_out_of_range_are_refused(keys: Path, workers: Any) -> None:
    with pytest.raises(ka.InputError, match="expected a whole number from 1 to 1024"):
        ka.analyze(keys, workers=workers)


def test_a_wrong_number_is_found_before_the_file_is_opened(tmp_path: Path) -> None:
    with pytest.raises(ka.InputError):
        ka.analyze(tmp_path / "missing", [0])


@pytest.mark.parametrize(("stripes", "workers"), [(0, 1), (1, 0)])
def test_a_step_of_nothing_is_refused(keys: Path, stripes: int, workers: int) -> None:
    with pytest.raises(ka.InputError, match="at least 1"):
        reading(keys).step(stripes, workers)


@pytest.mark.parametrize(
    ("block_bytes", "stripe_bytes"), [(0, PAGE), (PAGE, 0), (5000, PAGE), (PAGE, PAGE + 1)]
)
def test_blocks_and_stripes_are_whole_pages(keys: Path, block_bytes: int, stripe_bytes: int) -> None:
    before = _core.Distribution("murmur2", [12], [], 0)
    with pytest.raises(ka.InputError, match="multiples of 4096"):
        _core.TextPass(bytes(keys), before, block_bytes=block_bytes, stripe_bytes=stripe_bytes)


def test_a_pass_cannot_begin_behind_the_end(keys: Path) -> None:
    before = _core.Distribution("murmur2", [12], [], 0)
    with pytest.raises(ka.InputError, match="stripe 2 is behind the end of a file of 1 stripes"):
        _core.TextPass(bytes(keys), before, 2)


@pytest.mark.parametrize("counts", [[0], [12, 1_000_001]])
def test_the_core_checks_partition_counts_itself(counts: list[int]) -> None:
    with pytest.raises(ka.InputError, match="partition count"):
        _core.Distribution("murmur2", counts, [], 0)

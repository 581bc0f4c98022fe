"""Writing files: whole or not at all, and never over what was not meant."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kafka_architect import files
from kafka_architect.errors import InputError, SourceError
from kafka_architect.files import check_target, write_file, write_folder

if TYPE_CHECKING:
    from pathlib import Path


def names(folder: Path) -> set[str]:
    return {str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file()}


def test_a_file_is_made_with_the_mode_that_the_user_set(tmp_path: Path) -> None:
    write_file(tmp_path / "new", "text")
    plain = tmp_path / "plain"
    plain.write_text("x")
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)


def test_an_existing_file_keeps_its_mode(tmp_path: Path) -> None:
    target = tmp_path / "kept"
    target.write_text("old")
    target.chmod(0o640)
    write_file(target, b"new")
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert names(tmp_path) == {"kept"}, "nothing else is left"


def test_inputs_devices_folders_and_links_are_refused(tmp_path: Path) -> None:
    source = tmp_path / "keys.txt"
    source.write_text("a\n")
    link = tmp_path / "link"
    link.symlink_to(source)
    with pytest.raises(InputError, match="would replace an input"):
        write_file(tmp_path / "." / "keys.txt", "x", inputs=[source])
    with pytest.raises(InputError, match="is a symbolic link"):
        write_file(link, "x")
    with pytest.raises(InputError, match="is a folder"):
        write_file(tmp_path, "x")
    with pytest.raises(InputError, match="not an ordinary file"):
        write_file("/dev/null", "x")
    with pytest.raises(SourceError, match="there is no folder"):
        check_target(tmp_path / "missing" / "x")
    with pytest.raises(SourceError, match="cannot write"):
        check_target("a\0b")
    assert source.read_text() == "a\n"


def test_a_dangling_link_is_refused_too(tmp_path: Path) -> None:
    (tmp_path / "out").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(InputError, match="is a symbolic link"):
        write_file(tmp_path / "out", "x")
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.skipif(os.name == "nt", reason="limits the size of files as POSIX does")
def test_what_was_there_stays_where_the_disk_is_full(tmp_path: Path) -> None:
    target = tmp_path / "report"
    target.write_text("old")
    program = (
        "import resource, signal, sys; from kafka_architect.files import write_file\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: write_file(sys.argv[1], 'x' * 5000)\n"
        "except OSError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", program, target], capture_output=True, text=True, check=True)
    assert "cannot write the output: File too large; nothing was replaced" in done.stdout
    assert target.read_text() == "old"
    assert names(tmp_path) == {"report"}


def test_a_folder_is_written_whole(tmp_path: Path) -> None:
    root = tmp_path / "a" / "build"
    (tmp_path / "a").mkdir()
    write_folder(root, {"x.md": "1", "topics/y.yaml": "2"})
    (root / "mine.txt").write_text("stays")
    write_folder(root, {"x.md": "3", "topics/z.yaml": "4"})
    assert names(root) == {"x.md", "topics/y.yaml", "topics/z.yaml", "mine.txt"}
    assert (root / "x.md").read_text() == "3"


def test_after_an_error_a_folder_is_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "build"
    write_folder(root, {"x.md": "1", "y.md": "1"})
    (root / "z.md").mkdir()
    with pytest.raises(InputError, match=r"z\.md: is a folder"):
        write_folder(root, {"x.md": "2", "new/y.md": "2", "z.md": "2"})
    assert names(root) == {"x.md", "y.md"}
    assert not (root / "new").exists()

    replace, left = os.replace, [3]  # the fourth rename fails, with two files exchanged already

    def failing(self: Path, target: Path) -> Path:
        left[0] -= 1
        if left[0] < 0 and target.name == "y.md" and not target.exists():
            left[0] = 99
            raise OSError(28, "No space left on device")
        replace(self, target)
        return target

    monkeypatch.setattr("pathlib.Path.replace", failing)
    with pytest.raises(SourceError, match="No space left on device; nothing was written"):
        write_folder(root, {"x.md": "2", "y.md": "2"})
    monkeypatch.undo()
    assert names(root) == {"x.md", "y.md"}
    assert {(root / one).read_text() for one in ("x.md", "y.md")} == {"1"}


@pytest.mark.parametrize("name", ["../x", "/etc/x", "a/../../x", "", "a//b", "a\\b", "a\0"])
def test_no_path_leaves_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="not the path of a file below"):
        write_folder(tmp_path / "build", {name: "x"})
    assert not (tmp_path / "build").exists()


def test_a_linked_folder_below_is_refused(tmp_path: Path) -> None:
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "topics").symlink_to(tmp_path)
    with pytest.raises(InputError, match="is a symbolic link"):
        write_folder(tmp_path / "build", {"topics/x": "1"})
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("alone", [True, False])
def test_many_files_are_flushed_whether_or_not_the_system_flushes_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, alone: bool
) -> None:
    """One by one where there is no syncfs; the flush comes before anything is in its place."""
    flushed: list[int] = []
    there_at_flush: list[bool] = []
    one_by_one = os.fsync

    def noted(descriptor: int) -> None:
        there_at_flush.append((tmp_path / "out" / "a0" / "f0").exists())
        flushed.append(descriptor)
        one_by_one(descriptor)

    monkeypatch.setattr(os, "fsync", noted)
    if alone:
        monkeypatch.setattr(files, "_libc", lambda: None)
    texts = {f"a{number % 20}/f{number}": f"{number}" for number in range(40)}
    write_folder(tmp_path / "out", texts)
    for path, text in texts.items():
        assert (tmp_path / "out" / path).read_text() == text
    assert len(list((tmp_path / "out").rglob("*.tmp"))) == 0
    if alone or not sys.platform.startswith("linux"):
        assert len(flushed) >= 40
        assert there_at_flush[:40] == [False] * 40
    else:
        # One flush of the file system before the folder is in place, and its new name behind.
        assert there_at_flush == [True]


def test_a_new_folder_is_there_as_a_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, left = os.open, [7]

    def failing(path: str, flags: int, mode: int = 0o777, **more: int) -> int:
        if flags & os.O_CREAT:
            left[0] -= 1
            if left[0] < 0:
                raise OSError(28, "No space left on device")
        return opened(path, flags, mode, **more)

    monkeypatch.setattr(os, "open", failing)
    with pytest.raises(SourceError, match="No space left on device; nothing was written"):
        write_folder(tmp_path / "new" / "out", {f"a{number}/f": "x" for number in range(10)})
    monkeypatch.undo()
    assert list(tmp_path.iterdir()) == []


_KILLED = """\
import os, signal, sys
from kafka_architect import files
write, left = os.write, [20]
def killed(descriptor, data):
    left[0] -= 1
    if left[0] < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return write(descriptor, data)
os.write = killed
files.write_folder(sys.argv[1], {f"a{number}/f": "x" for number in range(40)})
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs POSIX signals")
def test_after_a_kill_the_folder_is_not_there_and_can_be_written(tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = subprocess.run([sys.executable, "-c", _KILLED, str(out)], check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL
    assert not out.exists()
    write_folder(out, {"a/f": "x"})
    assert names(out) == {"a/f"}


def test_a_folder_that_appears_meanwhile_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, fill = tmp_path / "out", files._fill

    def slow(folder: str, texts: dict[str, str]) -> None:
        out.mkdir()
        (out / "mine").write_text("stays")
        fill(folder, texts)

    monkeypatch.setattr(files, "_fill", slow)
    with pytest.raises(SourceError, match="nothing was written"):
        write_folder(out, {"a/f": "x"})
    assert names(tmp_path) == {"out/mine"}

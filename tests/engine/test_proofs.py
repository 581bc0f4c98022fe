"""The short round of proofs chooses by what changed, and says what a machine lacks."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tools.proofs import lacking, sanitized, short_round
from tools.proofs.short_round import PROOFS, changed_since, touches

if TYPE_CHECKING:
    from pathlib import Path

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git")


@pytest.mark.parametrize(
    ("path", "proofs"),
    [
        ("cpp/src/simd/kernels_avx2.cpp", ["tiers", "sanitizers", "fuzzers"]),
        ("cpp/src/keys/text_file.cpp", ["sanitizers", "fuzzers"]),
        ("cpp/bindings/key_stream.cpp", ["sanitizers"]),
        ("cpp/fuzz/fuzz_kernels.cpp", ["fuzzers"]),
        ("cpp/tests/tiers/checks.cpp", ["tiers"]),
        ("CMakeLists.txt", ["tiers", "sanitizers", "fuzzers"]),
        ("cpp/src/sizing/load.cpp", []),
        ("python/kafka_architect/cli/main.py", []),
    ],
)
def test_a_change_asks_for_the_proofs_that_are_about_it(path: str, proofs: list[str]) -> None:
    assert [proof.name for proof in PROOFS if touches([path], proof)] == proofs


def test_what_is_missing_is_named_with_the_package_that_brings_it() -> None:
    needs = [lacking.Need("no-such-program", "some-package"), lacking.Need("/", "another")]
    missing = lacking.lacking(needs)
    assert missing == needs[:1]
    assert lacking.sentence(missing) == (
        "no-such-program not found (Debian, Ubuntu: apt-get install some-package)"
    )


@pytest.mark.parametrize(("forbidden", "code"), [(False, 0), (True, 1)])
def test_what_is_left_out_fails_where_that_is_forbidden(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], forbidden: bool, code: int
) -> None:
    monkeypatch.setattr(lacking, "FORBIDDEN", forbidden)
    assert lacking.skip("fuzzers", "no compiler") == code
    printed = capsys.readouterr().out
    assert "fuzzers: left out: no compiler" in printed
    assert ("FAILED" in printed) == forbidden


def git(folder: Path, *arguments: str) -> None:
    settings = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "protocol.file.allow=always"]
    subprocess.run(["git", *settings, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three commits, one file each; the last of them on a branch."""
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    for name in ("first", "second", "third"):
        if name == "third":
            git(folder, "checkout", "-q", "-b", "change")
        (folder / name).write_text(name)
        git(folder, "add", name)
        git(folder, "commit", "-q", "-m", name)
    monkeypatch.setattr(short_round, "ROOT", folder)
    return folder


@needs_git
def test_a_change_is_what_differs_from_where_it_left_the_base(repository: Path) -> None:
    (repository / "new").write_text("not yet added")
    assert changed_since("main") == ["third", "new"]
    (repository / "second").write_text("changed")
    assert changed_since("HEAD") == ["second", "new"]


@needs_git
@pytest.mark.usefixtures("repository")
def test_from_the_first_commit_on_everything_is_new() -> None:
    assert changed_since("HEAD~2") is None
    assert changed_since("") is None


@needs_git
def test_a_base_that_is_not_there_is_an_error_but_in_a_shallow_clone(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SystemExit, match="there is no commit no-such-branch"):
        changed_since("no-such-branch")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{repository}", "shallow")
    monkeypatch.setattr(short_round, "ROOT", tmp_path / "shallow")
    assert changed_since("no-such-branch") is None
    assert changed_since("HEAD") is None


def test_where_git_does_not_answer_everything_is_new(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(short_round, "git", lambda *_: None)
    assert changed_since("main") is None
    assert all(short_round.reason(proof, None) for proof in PROOFS)


def program(says: str, code: int) -> list[str]:
    """Something that ends as a program with sanitizers does."""
    return [sys.executable, "-c", f"import sys; sys.stderr.write({says!r}); sys.exit({code})"]


NO_PTRACE = "==7==LeakSanitizer has encountered a fatal error.\n"


def test_where_ptrace_is_forbidden_leaks_are_not_looked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert sanitized.leak_options(program(NO_PTRACE, 23), "a=1") == "a=1:detect_leaks=0"
    assert "leaks are not looked for" in capsys.readouterr().out
    assert sanitized.leak_options(program("", 0), "a=1") == "a=1"


def test_what_keeps_a_sanitizer_from_starting_is_an_obstacle_and_what_it_finds_is_none() -> None:
    shadow = "==7==Shadow memory range interleaves with an existing memory mapping. ASan cannot proceed.\n"
    assert sanitized.obstacle(program(shadow, 1), "") == "Shadow memory range interleaves"
    assert not sanitized.obstacle(program("==7==ERROR: AddressSanitizer: heap-buffer-overflow\n", 1), "")
    assert not sanitized.obstacle(program("", 0), "")

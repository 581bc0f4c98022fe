"""One console for all commands: colours as asked for, no line wrapped in a pipe."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .command import COMMAND, environment, run, succeed

ROOT = Path(__file__).parents[2]
PLAN = ["size", "--rate", "50000", "--retention", "7d", "--explain"]
COMMANDS = {
    "validate": ["validate", "examples/shop"],
    "analyze": ["analyze", "examples/flights_dest.txt", "-p", "12", "--mitigate"],
    "size": PLAN,
    "partitions": ["partitions", "--rate", "10000"],
    "rules": ["rules", "DUR001"],
}
every_command = pytest.mark.parametrize("arguments", COMMANDS.values(), ids=COMMANDS.keys())


@every_command
def test_a_pipe_gets_no_colour_and_no_wrapped_line(arguments: list[str]) -> None:
    piped = run(*arguments, cwd=ROOT).stdout
    assert "\x1b" not in piped
    narrow = run(*arguments, cwd=ROOT, COLUMNS="60").stdout
    assert max(map(len, piped.splitlines())) > 100
    assert len(narrow.splitlines()) > len(piped.splitlines())


@every_command
def test_colours_are_forced_and_forbidden(arguments: list[str]) -> None:
    assert "\x1b[" in run(*arguments, cwd=ROOT, FORCE_COLOR="1").stdout
    assert "\x1b" not in run(*arguments, cwd=ROOT, FORCE_COLOR="1", NO_COLOR="1").stdout
    assert "\x1b" not in run(*arguments, cwd=ROOT, FORCE_COLOR="").stdout


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
@pytest.mark.parametrize(
    ("settings", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
@pytest.mark.parametrize("name", ["validate", "partitions"])
def test_a_terminal_gets_colours_unless_it_wants_none(
    name: str, settings: dict[str, str], coloured: bool
) -> None:
    import pty

    terminal, other_end = pty.openpty()
    try:
        subprocess.run(
            [COMMAND, *COMMANDS[name]], cwd=ROOT, stdout=other_end, timeout=60, check=False,
            env=environment(**({"TERM": "xterm", "COLUMNS": "80"} | settings)),
        )  # fmt: skip
        os.write(other_end, b"END")
        shown = b""
        while not shown.endswith(b"END"):
            shown += os.read(terminal, 65536)
    finally:
        os.close(terminal)
        os.close(other_end)
    assert (b"\x1b[" in shown) == coloured


def test_help_names_the_command_that_was_meant() -> None:
    assert "unknown command 'analize'; did you mean 'analyze'?" in run("analize").stderr


def test_a_doubtful_source_is_a_warning_and_an_unclear_verdict(tmp_path: Path) -> None:
    keys = tmp_path / "keys.txt"
    keys.write_bytes(b"".join(b"%7d user-%d\n" % (number % 9 + 1, number) for number in range(500)))
    for output in ("table", "json"):
        done = run("analyze", keys, "--format", output)
        assert done.returncode == 0
        assert done.stderr.startswith(f"Warning: {keys}: looks like lines with their counts (uniq -c)")
        assert "unclear-source" in done.stdout
        assert "healthy" not in done.stdout
    assert run("analyze", keys, "--check").returncode == 2
    assert "unclear-source" not in succeed("analyze", keys, "--input-format", "text")


@pytest.mark.skipif(sys.platform != "linux", reason="a limit on the size of files")
def test_a_state_that_cannot_be_saved_does_not_lose_the_report(keys: Path, tmp_path: Path) -> None:
    """The disk takes no more than 4 KiB of a file."""
    limited = f"ulimit -f 4; trap '' XFSZ; exec '{COMMAND}' analyze '{keys}' --save '{tmp_path}/s.ka'"
    done = subprocess.run(
        ["bash", "-c", limited], env=environment(), capture_output=True, text=True, timeout=60, check=False
    )
    assert "7,001 records" in done.stdout
    assert "cannot write the state" in done.stderr
    assert done.returncode == 2
    assert not (tmp_path / "s.ka").exists()
    assert [path.name for path in tmp_path.iterdir()] == [keys.name]

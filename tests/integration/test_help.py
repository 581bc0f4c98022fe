"""What the command says about itself, and how a shell learns to complete it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys

import pytest

import kafka_architect as ka

from .command import environment, run, succeed


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_names_the_commands_and_the_exit_codes(flag: str) -> None:
    text = succeed(flag)
    assert "Usage: kafka-architect" in text
    assert re.search(r"^  analyze ", text, flags=re.MULTILINE)
    assert "Exit codes: 0 success, 1 findings, 2 invalid usage or input" in text


def test_the_package_runs_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kafka_architect", "--version"],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout == succeed("--version")


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_of_a_command_has_examples(flag: str) -> None:
    text = succeed("analyze", flag)
    assert "Examples:\n    kafka-architect analyze keys.txt\n" in text
    for option in ("-p, --partitions", "--workers", "--format"):
        assert option in text


@pytest.mark.parametrize("columns", ["60", "80", "200"])
def test_help_keeps_each_example_on_one_line(columns: str) -> None:
    assert "  kafka-architect analyze keys.txt --partitions 12,24,48 --top 10\n" in succeed(
        "analyze", "--help", COLUMNS=columns
    )


def test_every_command_that_help_mentions_exists() -> None:
    words = " ".join(succeed("--help").split())
    for command in re.findall(r"kafka-architect ([a-z]+)", words):
        assert "Usage: kafka-architect" in succeed(command, "--help")


def test_the_version_says_how_it_was_built() -> None:
    text = succeed("--version")
    assert text.startswith(f"kafka-architect {ka.__version__} (Python ")
    assert ka.build_info()["compiler"] in text


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_completion_script_is_made_for_each_shell(shell: str) -> None:
    done = run(_KAFKA_ARCHITECT_COMPLETE=f"{shell}_source")
    assert done.returncode == 0
    assert f"_KAFKA_ARCHITECT_COMPLETE={shell}_complete" in done.stdout
    assert "kafka-architect" in done.stdout
    if shutil.which("bash"):  # asked for its version when its script is made
        assert done.stderr == ""


@pytest.mark.parametrize(
    ("typed", "word", "completion"),
    [
        ("kafka-architect ", 1, "analyze"),
        ("kafka-architect analyze --par", 2, "--partitions"),
        ("kafka-architect analyze --format j", 3, "json"),
    ],
)
def test_the_completion_script_finds_what_fits(typed: str, word: int, completion: str) -> None:
    done = run(_KAFKA_ARCHITECT_COMPLETE="bash_complete", COMP_WORDS=typed, COMP_CWORD=str(word))
    assert f"plain,{completion}" in done.stdout.split()

"""What the wheels' platforms run: chosen by markers and not by folders, from sources that are all there."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
WHEELS: dict[str, Any] = PROJECT["tool"]["cibuildwheel"]
WORKFLOW = ROOT / ".github" / "workflows" / "tests.yml"
_IMPORT = re.compile(r"^\s*(?:from|import)\s+(\w+)", re.MULTILINE)
# What asks for programs that the platforms lack: a JDK, the other clients' toolchains, a browser, and what
# builds the wheel once more.
LEFT_OUT = {"java", "kafka", "clients", "wheel", "browser"}


def left_out(command: str) -> set[str]:
    """The markers that a pytest command leaves out."""
    words = shlex.split(command)
    parts = words[words.index("-m", words.index("pytest")) + 1].split(" and ")
    assert all(part.startswith("not ") for part in parts)
    return {part.removeprefix("not ") for part in parts}


def test_a_wheel_is_tested_by_everything_that_needs_no_other_program() -> None:
    assert left_out(WHEELS["test-command"]) == LEFT_OUT
    declared = {one.partition(":")[0] for one in PROJECT["tool"]["pytest"]["ini_options"]["markers"]}
    assert declared >= LEFT_OUT
    folders = [path.name for path in (ROOT / "tests").iterdir() if path.is_dir()]
    assert not [one for one in folders if f"tests/{one}" in WHEELS["test-command"]]


@pytest.mark.skipif(not WORKFLOW.exists(), reason="a wheel is tested without the repository around it")
def test_the_portable_jobs_run_what_the_wheels_run() -> None:
    (command,) = re.findall(r"- run: (python -m pytest .*)", WORKFLOW.read_text(encoding="utf-8"))
    assert shlex.split(command) == shlex.split(WHEELS["test-command"])


def test_whatever_tests_import_is_beside_them_where_a_wheel_is_tested() -> None:
    """A module that cannot be imported ends the whole run, whether or not its tests are chosen."""
    ours = {path.name for path in ROOT.iterdir() if path.is_dir() and any(path.glob("*.py"))} | {"tests"}
    imported = {
        name
        for path in (ROOT / "tests").rglob("*.py")
        for name in _IMPORT.findall(path.read_text(encoding="utf-8"))
    }
    needed = imported & ours
    assert "benchmarks" in needed
    assert needed <= set(WHEELS["test-sources"])


def test_there_is_a_wheel_for_each_python_that_the_project_names_and_none_without_the_gil() -> None:
    named = {
        one.rpartition(" ")[2].replace(".", "")
        for one in PROJECT["project"]["classifiers"]
        if re.search(r"Python :: 3\.\d+$", one)
    }
    built = set(re.findall(r"cp(\d+)-\*", WHEELS["build"]))
    assert built == named
    # Until the tests of the border pass there: docs/decisions/0001.
    assert "*t-*" in WHEELS["skip"].split()

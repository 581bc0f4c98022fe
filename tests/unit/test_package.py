"""`import kafka_architect` is quick, and what it offers is there when asked for."""

from __future__ import annotations

import subprocess
import sys
from importlib import metadata

import pytest

import kafka_architect as ka


def modules_after(statement: str) -> set[str]:
    """The modules that a fresh interpreter has loaded after `statement`."""
    code = f"{statement}\nimport sys\nprint(*sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_the_package_loads_neither_numpy_nor_the_core() -> None:
    loaded = modules_after("import kafka_architect")
    assert "kafka_architect" in loaded
    assert loaded.isdisjoint({"numpy", "rich", "click", "kafka_architect._core"})


def test_hashing_loads_nothing_of_the_command_line() -> None:
    loaded = modules_after("import kafka_architect as ka; ka.murmur2(b'a')")
    assert "kafka_architect._core" in loaded
    assert loaded.isdisjoint({"rich", "click", "kafka_architect.cli"})


@pytest.mark.parametrize("name", ka.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(ka, name) is not None
    assert name in dir(ka)


def test_a_name_that_does_not_exist_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="'kafka_architect' has no attribute 'murmur3'"):
        _ = ka.murmur3


def test_the_version_is_that_of_the_distribution() -> None:
    assert ka.__version__ == metadata.version("kafka-architect")


def test_build_info_says_what_a_bug_report_needs() -> None:
    info = ka.build_info()
    assert set(info) == {
        "version",
        "python",
        "platform",
        "compiler",
        "build_type",
        "architecture",
        "instruction_set",
        "pybind11",
    }
    assert all(value for value in info.values())
    assert info["version"] == ka.__version__
    assert info["python"] == sys.version.split()[0]

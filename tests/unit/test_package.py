"""`import kafka_architect` is quick, and what it offers is there when asked for."""

from __future__ import annotations

import pkgutil
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


def import_everything(seed: int) -> str:
    """A program that imports every module in a random order, then asks every public name what it is."""
    return f"""
import importlib, inspect, pkgutil, random
import kafka_architect as ka

names = [found.name for found in pkgutil.walk_packages(ka.__path__, "kafka_architect.")]
names = [name for name in names if not name.endswith("__main__")]
random.Random({seed}).shuffle(names)
for name in names:
    importlib.import_module(name)
hidden = [name for name in ka.__all__ if inspect.ismodule(getattr(ka, name))]
assert not hidden, f"a module of the same name hides {{hidden}}"
for name in ka.__all__:
    if name != "__version__":
        assert callable(getattr(ka, name)), name
assert all(type(one) is ka.Partitioner for one in ka.partitioners())
assert ka.partition_for("21", 12) == 0 and ka.murmur2("21") == -973932308
assert ka.build_info()["version"] == ka.__version__
assert ka.load_catalogue("aws").name == "aws-ec2"
"""


@pytest.mark.parametrize("seed", [1, 2])
def test_no_module_hides_a_public_name_whatever_was_imported_before(seed: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", import_everything(seed)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_no_module_may_ever_be_called_as_a_public_name_is() -> None:
    """Importing a submodule binds its name in the package, over whatever was there."""
    modules = {found.name for found in pkgutil.iter_modules(ka.__path__)}
    assert modules.isdisjoint(ka.__all__)

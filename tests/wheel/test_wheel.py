"""The wheel that users download works where the source tree is not, and is the same bytes whenever built."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.vectors.reader import read_kafka_clients, read_published

if TYPE_CHECKING:
    from collections.abc import Sequence

pytestmark = pytest.mark.wheel

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "python" / "kafka_architect"
EXAMPLE = ROOT / "examples" / "flights_dest.txt"

# What pip says when it reaches no package index.
OFFLINE = ("NewConnectionError", "NameResolutionError", "Temporary failure in name resolution", "ProxyError")


class Packages(NamedTuple):
    """What one `python -m build` makes: an sdist, and a wheel built from it."""

    sdist: Path
    wheel: Path


class Environment(NamedTuple):
    """A fresh virtual environment with nothing in it but the wheel and what it depends on."""

    python: Path
    command: Path


def run_online(command: Sequence[str | Path], folder: Path) -> None:
    """Run a command that downloads packages; skip where there is no network."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=900, check=False)
    output = done.stdout + done.stderr
    if done.returncode != 0 and any(sign in output for sign in OFFLINE):
        pytest.skip("offline: building and installing the wheel downloads build tools and dependencies")
    assert done.returncode == 0, output


def build(tree: Path, into: Path, *what: str) -> None:
    run_online([sys.executable, "-m", "build", *what, "--outdir", into], tree)


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Packages:
    folder = tmp_path_factory.mktemp("packages")
    build(ROOT, folder)
    (sdist,) = folder.glob("*.tar.gz")
    (wheel,) = folder.glob("*.whl")
    return Packages(sdist, wheel)


@pytest.fixture(scope="session")
def wheel_files(packages: Packages) -> list[str]:
    with zipfile.ZipFile(packages.wheel) as wheel:
        return wheel.namelist()


@pytest.fixture(scope="session")
def sdist_files(packages: Packages) -> list[str]:
    """The files of the sdist, without its one folder."""
    with tarfile.open(packages.sdist) as sdist:
        return [member.name.partition("/")[2] for member in sdist if member.isfile()]


@pytest.fixture(scope="session")
def environment(packages: Packages, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    suffix = ".exe" if os.name == "nt" else ""
    python = scripts / f"python{suffix}"
    run_online([python, "-m", "pip", "install", "--quiet", packages.wheel], folder)
    return Environment(python, scripts / f"kafka-architect{suffix}")


def run_outside(folder: Path, command: Sequence[str | Path], text: str | None = None) -> str:
    """Run a command where the source tree is neither the current folder nor on Python's path."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        command,
        cwd=folder,
        env=inherited,
        input=text,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.publishing
def test_a_second_wheel_has_the_same_bytes(packages: Packages, tmp_path: Path) -> None:
    """Also when it is built in another folder."""
    with tarfile.open(packages.sdist) as sdist:
        sdist.extractall(tmp_path, filter="data")
    (tree,) = tmp_path.iterdir()
    build(tree, tmp_path, "--wheel")
    assert sha256(tmp_path / packages.wheel.name) == sha256(packages.wheel)


def test_a_second_sdist_has_the_same_bytes(packages: Packages, tmp_path: Path) -> None:
    build(ROOT, tmp_path, "--sdist")
    assert sha256(tmp_path / packages.sdist.name) == sha256(packages.sdist)


def test_the_wheel_is_for_this_python_and_this_machine(packages: Packages) -> None:
    tag = f"cp{sys.version_info.major}{sys.version_info.minor}"
    assert packages.wheel.name.startswith("kafka_architect-")
    assert f"-{tag}-{tag}-" in packages.wheel.name


def test_the_wheel_has_the_package_and_the_core_and_nothing_else(wheel_files: list[str]) -> None:
    """Neither tests nor C++ nor what the build left behind."""
    package = {
        f"kafka_architect/{path.relative_to(PACKAGE).as_posix()}"
        for path in PACKAGE.rglob("*")
        if path.is_file() and path.suffix not in {".pyc", ".so", ".pyd"}
    }
    assert {"kafka_architect/py.typed", "kafka_architect/_core.pyi"} <= package
    (core,) = (name for name in wheel_files if name.endswith((".so", ".pyd")))
    assert core.startswith("kafka_architect/_core.")
    assert {name for name in wheel_files if ".dist-info/" not in name} == package | {core}


def test_the_wheel_has_the_licence_and_the_command(packages: Packages, wheel_files: list[str]) -> None:
    (licence,) = (name for name in wheel_files if name.endswith(".dist-info/licenses/LICENSE"))
    (entry_points,) = (name for name in wheel_files if name.endswith(".dist-info/entry_points.txt"))
    with zipfile.ZipFile(packages.wheel) as wheel:
        assert wheel.read(licence) == (ROOT / "LICENSE").read_bytes()
        assert "kafka-architect=kafka_architect.cli.main:main" in wheel.read(entry_points).decode().replace(
            " ", ""
        )


def test_the_wheel_names_what_is_compiled_into_it(packages: Packages, wheel_files: list[str]) -> None:
    """PEP 770: software bills of materials lie in .dist-info/sboms; this one is CycloneDX."""
    (sbom,) = (name for name in wheel_files if ".dist-info/sboms/" in name)
    (record,) = (name for name in wheel_files if name.endswith(".dist-info/RECORD"))
    with zipfile.ZipFile(packages.wheel) as wheel:
        document = json.loads(wheel.read(sbom))
        assert f"{sbom},sha256=" in wheel.read(record).decode()
    version = packages.wheel.name.split("-")[1]
    assert (document["bomFormat"], document["specVersion"]) == ("CycloneDX", "1.6")
    assert document["metadata"]["component"]["purl"] == f"pkg:pypi/kafka-architect@{version}"
    (pybind11,) = document["components"]
    assert re.fullmatch(r"pkg:pypi/pybind11@3\.\d+\.\d+", pybind11["purl"])
    assert document["dependencies"][0]["dependsOn"] == [pybind11["bom-ref"]]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="ELF is Linux's")
def test_the_wheels_core_is_hardened(packages: Packages, tmp_path: Path) -> None:
    from .hardening import check_hardened, extracted_core

    check_hardened(extracted_core(packages.wheel, tmp_path))


def test_the_sdist_has_what_a_build_needs(sdist_files: list[str]) -> None:
    needed = {"CMakeLists.txt", "LICENSE", "README.md", "pyproject.toml", "cpp/CMakeLists.txt", "PKG-INFO"}
    assert needed <= set(sdist_files)


def test_the_sdist_has_the_sources_and_nothing_that_was_built(sdist_files: list[str]) -> None:
    folders = {name.split("/", maxsplit=1)[0] for name in sdist_files if "/" in name}
    assert folders == {"cpp", "python"}
    assert not [name for name in sdist_files if name.endswith((".so", ".pyd", ".pyc"))]


def test_the_installed_package_is_the_wheels(environment: Environment, tmp_path: Path) -> None:
    code = "import kafka_architect; print(kafka_architect.__file__); print(kafka_architect.build_info())"
    file, info = run_outside(tmp_path, [environment.python, "-c", code]).splitlines()
    assert Path(file).is_relative_to(environment.python.parents[1])
    assert "'build_type': 'Release'" in info


def test_the_installed_package_hashes_as_kafka_does(environment: Environment, tmp_path: Path) -> None:
    vectors = read_kafka_clients() + read_published()
    code = """
import json, sys
import kafka_architect as ka
keys = [bytes.fromhex(key) for key in json.load(sys.stdin)]
print(json.dumps(ka.murmur2(keys).tolist()))
"""
    keys = json.dumps([vector.key.hex() for vector in vectors])
    hashes = json.loads(run_outside(tmp_path, [environment.python, "-c", code], keys))
    assert hashes == [vector.murmur2 for vector in vectors]


def test_the_installed_command_analyses_a_key_dump(environment: Environment, tmp_path: Path) -> None:
    (tmp_path / "keys.txt").write_bytes(EXAMPLE.read_bytes())
    printed = run_outside(tmp_path, [environment.command, "analyze", "keys.txt", "--format", "json"])
    document = json.loads(printed)
    assert document["records"] == 336_776
    assert [sum(load["records"]) for load in document["partitions"]] == [336_776] * 2
    assert "336,776 records" in run_outside(tmp_path, [environment.command, "analyze", "keys.txt"])


def test_the_installed_command_checks_configurations(environment: Environment, tmp_path: Path) -> None:
    """Rules, catalogues and the parser of Terraform come along."""
    for file in (ROOT / "examples" / "shop").iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    arguments = ["validate", ".", "--isolated", "--format", "json", "--fail-on", "never"]
    document = json.loads(run_outside(tmp_path, [environment.command, *arguments]))
    found = {(finding["file"], finding["code"]) for finding in document["findings"]}
    assert {
        ("application.yml", "UPG009"),
        ("producer.properties", "PRD012"),
        ("topics.tf", "VAL010"),
    } <= found


def test_the_wheel_depends_on_no_library_that_a_machine_may_lack(
    environment: Environment, tmp_path: Path
) -> None:
    """pip check: everything that the metadata asks for is there, in versions that fit."""
    assert "No broken requirements found" in run_outside(tmp_path, [environment.python, "-m", "pip", "check"])


def test_no_wheel_claims_to_work_without_the_gil() -> None:
    """The claim comes back with a run of tests/engine/border on a free-threaded interpreter (decision 1)."""
    sources = (path.read_text(encoding="utf-8") for path in (ROOT / "cpp" / "bindings").rglob("*.cpp"))
    assert not any("mod_gil_not_used" in source for source in sources)
    assert 'skip = "*-win32 *_i686 *t-*"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")

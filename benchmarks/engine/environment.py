"""The machine and every version that the engine's figures depend on."""

import os
import platform
import shutil
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TypedDict

from benchmarks.machine import Machine, describe_machine

PEERS = ("duckdb", "chdb", "chdb-core", "pyarrow")


class Environment(TypedDict):
    """`machine` as every benchmark tells it, and what this one adds."""

    machine: Machine
    ram_bytes: int
    kernel: str
    instruction_sets_forced: str | None
    coreutils: str
    peers: dict[str, str]
    load_average: tuple[float, float, float]
    commit: str


def describe_environment() -> Environment:
    """Return everything that a reader needs to judge or repeat the figures."""
    return {
        "machine": describe_machine(),
        "ram_bytes": ram_bytes(),
        "kernel": f"{platform.system()} {platform.release()}",
        "instruction_sets_forced": os.environ.get("KAFKA_ARCHITECT_ISA"),
        "coreutils": first_line(["wc", "--version"]),
        "peers": {name: version_or_absent(name) for name in PEERS},
        "load_average": os.getloadavg(),
        "commit": commit(),
    }


def ram_bytes() -> int:
    """Return the size of the memory."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def version_or_absent(package: str) -> str:
    """Return the version of an installed package."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def commit() -> str:
    """Return the commit that was measured, and whether files differ from it."""
    if not shutil.which("git"):
        return "unknown"
    root = Path(__file__).resolve().parents[2]
    described = subprocess.run(
        ["git", "-C", root, "describe", "--always", "--dirty", "--abbrev=12"],
        capture_output=True,
        text=True,
        check=False,
    )
    return described.stdout.strip() or "unknown"


def first_line(command: list[str]) -> str:
    """Return what a program says first; some say nothing about themselves."""
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    return (said.stdout or said.stderr).partition("\n")[0]

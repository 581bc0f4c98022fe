"""What the figures were measured on: without it they mean nothing."""

import os
import platform
import re
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TypedDict

import kafka_architect as ka

CPUINFO = Path("/proc/cpuinfo")
LIBRARIES = ("numpy", "kafka-python", "confluent-kafka")


class Machine(TypedDict):
    """Where, when and with what a measurement ran."""

    date_utc: str
    cpu: str
    logical_cpus: int
    build: dict[str, str]
    libraries: dict[str, str]


def cpu_model() -> str:
    """Return the processor's name, or its architecture where the system does not tell."""
    if CPUINFO.exists():
        name = re.search(r"^model name\s*:\s*(.+)$", CPUINFO.read_text(), re.MULTILINE)
        if name:
            return name[1]
    return platform.processor() or platform.machine()


def describe_machine() -> Machine:
    """Return everything that a reader needs to judge or repeat the figures."""
    return {
        "date_utc": datetime.now(UTC).strftime("%Y-%m-%d %H:%M"),
        "cpu": cpu_model(),
        "logical_cpus": os.cpu_count() or 1,
        "build": ka.build_info(),
        "libraries": {name: version(name) for name in LIBRARIES},
    }

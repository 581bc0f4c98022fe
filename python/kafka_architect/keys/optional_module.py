"""Libraries that only some sources need: imported when one is read, and named where they are missing."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from types import ModuleType

EXTRA = "kafka-architect[sources]"


def optional_module(name: str, purpose: str, extra: str = EXTRA) -> ModuleType:
    """The module of that name.

    Args:
        name: What to import: "pyarrow.parquet".
        purpose: What it is needed for: "reading Parquet".
        extra: What has it.

    Raises:
        InputError: It is not installed; says which extra has it.
    """
    try:
        return importlib.import_module(name)
    except ImportError as error:
        package = name.partition(".")[0]
        raise InputError(
            f"{purpose} requires {package}, which is not installed: pip install '{extra}'"
        ) from error


def is_installed(name: str) -> bool:
    """Whether the module can be imported."""
    try:
        importlib.import_module(name)
    except ImportError:
        return False
    return True

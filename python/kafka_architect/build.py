"""What this installation is made of: the first thing a bug report should say."""

from __future__ import annotations

import platform
from importlib.metadata import version

from . import _core


def build_info() -> dict[str, str]:
    """Versions, compiler and the instruction set in use.

    Returns:
        `version`, `python`, `platform`, and of the C++ core `compiler`, `build_type`, `architecture`,
        `instruction_set` (the tier whose kernels run on this machine) and `pybind11`.

    Examples:
        >>> sorted(ka.build_info())[:3]
        ['architecture', 'build_type', 'compiler']
    """
    return {
        "version": version("kafka-architect"),
        "python": platform.python_version(),
        "platform": platform.platform(),
        **_core.build_info(),
    }

"""What the machine allows programs that were built with sanitizers: found out by running one.

Containers often forbid what the sanitizers need: an address space that is not randomised (personality), and
ptrace, by which LeakSanitizer looks at a program's threads at its end. No package helps, so what cannot run
is said, and forbidden nowhere.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NO_LEAKS = "detect_leaks=0"
_NO_PTRACE = "LeakSanitizer has encountered a fatal error"
# What the runtime says before the program's first line. (It can also say the last for ever.)
_NO_START = (
    "Shadow memory range interleaves",
    "ReserveShadowMemoryRange failed",
    "AddressSanitizer failed to allocate",
    "AddressSanitizer:DEADLYSIGNAL",
)
_PATIENCE_SECONDS = 60
# Where addresses are random a program starts or does not, by chance.
_TRIES = 20


def fixed_addresses() -> list[str]:
    """The command that runs another one at the same addresses each time; empty where that is forbidden.

    Sanitizers place their shadow memory where the randomised address space of newer kernels may already be.
    """
    command = ["setarch", "-R"]
    if shutil.which(command[0]) is None:
        return []
    done = subprocess.run([*command, "true"], capture_output=True, check=False)
    return command if done.returncode == 0 else []


def _problem(command: Sequence[str], environment: Mapping[str, str]) -> str:
    """The runtime's own complaint of one run."""
    try:
        done = subprocess.run(
            command,
            env=environment,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_PATIENCE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "it does not start"
    if done.returncode == 0:
        return ""
    return next((sign for sign in (_NO_PTRACE, *_NO_START) if sign in done.stderr), "")


def obstacle(command: Sequence[str], options: str) -> str:
    """Why this machine does not let such a program start; empty where it does.

    `command` is short, and right: what the program itself finds wrong is no obstacle.
    """
    environment = {**os.environ, "ASAN_OPTIONS": options}
    tries = 1 if fixed_addresses() else _TRIES
    return next((found for _ in range(tries) if (found := _problem(command, environment))), "")


def leak_options(command: Sequence[str], options: str) -> str:
    """The options, without the search for leaks where this machine forbids that."""
    if obstacle(command, options) == _NO_PTRACE:
        print("sanitizers: leaks are not looked for: ptrace is forbidden here", flush=True)
        return f"{options}:{NO_LEAKS}"
    return options

"""What the official parsers of AsyncAPI, Mermaid and PromQL say: npm packages, installed once into build/."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from tools.vectors.kafka_clients_oracle import BUILD_TIMEOUT_S, built_once, find_program, run

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).resolve().parent / "readers"
TIMEOUT_S = 300
PROGRAMS = ("node", "npm")

Format = Literal["asyncapi", "mermaid", "promql"]


def errors(documents: Sequence[tuple[Format, str]]) -> list[list[str]]:
    """The errors of each document, in order; one process reads them all.

    Raises:
        OracleError: npm or node cannot be run.
    """
    sources = [HERE / name for name in ("package.json", "package-lock.json", "readers.mjs")]
    program = built_once(sources, _install)
    command = [find_program("node"), str(program / "readers.mjs")]
    answer = run(command, timeout_s=TIMEOUT_S, stdin=json.dumps(documents).encode())
    found: list[list[str]] = json.loads(answer)
    return found


def missing_programs() -> list[str]:
    """What this machine lacks to run them."""
    return [one for one in PROGRAMS if shutil.which(one) is None]


def _install(built: Path) -> None:
    shutil.copytree(HERE, built, ignore=shutil.ignore_patterns("node_modules"))
    options = ["--omit=optional", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    run([find_program("npm"), "ci", *options], timeout_s=BUILD_TIMEOUT_S, folder=built)

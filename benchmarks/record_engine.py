"""Record speed, memory and accuracy of the distribution engine in benchmarks/results/engine.*.

    python -m benchmarks.record_engine             # about ten minutes, 4 GB of disk
    python -m benchmarks.record_engine --quick     # to try it out: results go to build/
    python -m benchmarks.record_engine --billion   # a file of 37 GB too, from the cold disk
    python -m benchmarks.record_engine --only files --only memory

Every row of the table says what must be reached, what is aimed at, and what was measured. Nothing fails
because it is slow; contenders that answer differently do fail.
"""

import argparse
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from .engine import accuracy, billion, files, kernels, memory, sql_rows
from .engine.environment import describe_environment
from .engine.outcome import Outcome
from .engine.page import write_results
from .engine.settings import FULL, QUICK, Settings

MEASUREMENTS: dict[str, Callable[[Settings], Outcome]] = {
    "kernels": kernels.measure,
    "files": files.measure,
    "sql": sql_rows.measure,
    "memory": memory.measure,
    "accuracy": accuracy.measure,
}


class Options(NamedTuple):
    """What the command line asks for."""

    settings: Settings
    names: list[str]
    billion_rounds: int


def parse_options() -> Options:
    """Return FULL or QUICK with what the command line changes."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.record_engine",
        description="Record speed, memory and accuracy of the distribution engine.",
    )
    parser.add_argument("--quick", action="store_true", help="a tenth of it, written under build/")
    parser.add_argument("--billion", action="store_true", help="read 1,000,000,000 keys from the disk too")
    parser.add_argument("--billion-rounds", type=int, metavar="N", default=2, help="of cat and us (2)")
    parser.add_argument("--only", action="append", choices=MEASUREMENTS, help="measure less; repeatable")
    parser.add_argument("--output", type=Path, metavar="DIR", help="default: benchmarks/results")
    arguments = parser.parse_args()
    settings = QUICK if arguments.quick else FULL
    if arguments.output:
        settings = settings._replace(output=arguments.output)
    return Options(
        settings, arguments.only or list(MEASUREMENTS), arguments.billion_rounds if arguments.billion else 0
    )


def main() -> None:
    """Measure and write."""
    options = parse_options()
    environment = describe_environment()
    outcomes = [timed(name, partial(MEASUREMENTS[name], options.settings)) for name in options.names]
    if options.billion_rounds:
        outcomes.append(timed("billion", partial(billion.measure, options.billion_rounds)))
    command = " ".join(["python -m benchmarks.record_engine", *sys.argv[1:]])
    page, data = write_results(options.settings.output, environment, command, outcomes)
    print(page.read_text(encoding="utf-8"))
    print(f"Written: {page}\n         {data}")


def timed(name: str, measure: Callable[[], Outcome]) -> Outcome:
    """Measure, and say on standard error that it goes on."""
    print(f"{name} ...", file=sys.stderr, flush=True)
    start = time.monotonic()
    outcome = measure()
    print(f"{name}: {time.monotonic() - start:.0f} s", file=sys.stderr, flush=True)
    return outcome


if __name__ == "__main__":
    main()

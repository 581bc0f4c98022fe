"""Record how fast a key file is analysed, and against whom, in benchmarks/results/foundation.*.

    python -m benchmarks.record                  # 20 M keys per file, about a minute
    python -m benchmarks.record --quick          # to try it out: results go to build/
    python -m benchmarks.record --keys 100000000

Before anything is timed, every contender must give the same records per partition.
"""

import argparse
from pathlib import Path
from typing import NamedTuple

from .contenders import KeyFile, contenders
from .interleaved import time_in_turns
from .keys import BENCH_DATA, uuid36, zipf
from .machine import describe_machine
from .results_page import Measurement, write_results


class Settings(NamedTuple):
    """How much is measured, and where the results go."""

    keys: int
    sample: int
    rounds: int
    output: Path


FULL = Settings(20_000_000, 200_000, 7, Path(__file__).resolve().parent / "results")
QUICK = Settings(2_000_000, 20_000, 3, BENCH_DATA.parent / "bench-results")


def make_key_files(keys: int, sample_keys: int) -> list[KeyFile]:
    """Return the two key files: distinct keys of 36 bytes, and short skewed ones."""
    return [
        KeyFile(
            f"{keys / 1e6:g} M distinct keys of 36 bytes",
            uuid36(keys),
            keys,
            uuid36(sample_keys),
            sample_keys,
            claim=200,
        ),
        KeyFile(
            f"{keys / 1e6:g} M skewed keys, 9.3 bytes per line (Zipf, exponent 1, 20,000 distinct)",
            zipf(keys),
            keys,
            zipf(sample_keys),
            sample_keys,
        ),
    ]


def parse_settings() -> Settings:
    """Return FULL or QUICK with what the command line changes."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.record",
        description="Record how fast a key file is analysed, and against whom.",
    )
    parser.add_argument("--keys", type=int, metavar="N", help=f"keys per file ({FULL.keys:,})")
    parser.add_argument(
        "--sample", type=int, metavar="N", help=f"keys for the slow contenders ({FULL.sample:,})"
    )
    parser.add_argument("--rounds", type=int, metavar="N", help=f"in turns ({FULL.rounds})")
    parser.add_argument("--output", type=Path, metavar="DIR", help="default: benchmarks/results")
    parser.add_argument("--quick", action="store_true", help="a tenth of it, written under build/")
    arguments = vars(parser.parse_args())

    settings = QUICK if arguments.pop("quick") else FULL
    given = {name: value for name, value in arguments.items() if value is not None}
    return settings._replace(**given)


def main() -> None:
    """Measure and write."""
    settings = parse_settings()
    machine = describe_machine()
    measurements = [
        Measurement(file, time_in_turns(contenders(file), settings.rounds))
        for file in make_key_files(settings.keys, settings.sample)
    ]
    page, data = write_results(settings.output, machine, settings.rounds, measurements)
    print(page.read_text(encoding="utf-8"))
    print(f"Written: {page}\n         {data}")


if __name__ == "__main__":
    main()

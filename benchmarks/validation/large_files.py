"""Record what a megabyte of each kind of configuration takes in benchmarks/results/validation-large-files.*.

    python -m benchmarks.validation.large_files                  # five minutes on a quiet core
    python -m benchmarks.validation.large_files mirrors Compose  # kinds by words, results under build/

The kinds are those of `tests/validation/growing.py`, which a property test holds to linear time; this holds
them to a figure. Whole processes with JSON findings, user and system time, in turns with a loop that shows
how fast the core was. The least of the rounds counts: what else the machine does only adds.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from tests.validation.growing import GROWING, Growing

from ..machine import describe_machine
from .__main__ import COMMAND, LOOP, QUIET_LOOP_S, RESULTS, timed

LENGTH = 1_000_000
_SMALL_LENGTH = 2_000
MUST_S = 2.0
_OPTIONS = ("--isolated", "--kafka-version", "4.3", "--profile", "durability", "--format", "json")


def seconds_per_megabyte(growing: Growing, folder: Path, rounds: int) -> tuple[float, float]:
    """CPU seconds from start to the last finding, and of the loop beside it."""
    file = folder / growing.name
    file.write_text(growing.text(LENGTH), encoding="utf-8")
    command = [COMMAND, "validate", *_OPTIONS, "--allow-empty", str(file)]
    runs, loops = [], []
    small = folder / "small" / growing.name
    small.parent.mkdir(exist_ok=True)
    small.write_text(growing.text(_SMALL_LENGTH), encoding="utf-8")
    timed([*command[:-1], str(small)], byte_code=folder / "byte-code")  # which the kind's modules need
    for _ in range(rounds):
        loops.append(timed([sys.executable, "-c", LOOP])[1])
        runs.append(timed(command, byte_code=folder / "byte-code")[1])
    return min(runs) * 1e6 / file.stat().st_size, min(loops)


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.validation.large_files")
    parser.add_argument("words", nargs="*", help="kinds whose names hold one of them, written under build/")
    parser.add_argument("--rounds", type=int, default=3, help="of which the least counts [3]")
    asked = parser.parse_args()
    words, rounds = asked.words, asked.rounds
    kinds = {name: one for name, one in GROWING.items() if not words or any(word in name for word in words)}
    found: dict[str, tuple[float, float]] = {}
    with tempfile.TemporaryDirectory() as temporary:
        for name, growing in kinds.items():
            found[name] = seconds_per_megabyte(growing, Path(temporary), rounds)
            print(f"{found[name][0]:6.2f} s  {name}", file=sys.stderr, flush=True)
    machine = describe_machine()
    output = RESULTS.parents[1] / "build" / "bench-results" if words else RESULTS
    output.mkdir(parents=True, exist_ok=True)
    page = _page(machine, found, rounds)
    (output / "validation-large-files.md").write_text(page, encoding="utf-8")
    data = {
        "machine": machine,
        "cpu_s_per_megabyte": {name: seconds for name, (seconds, _) in found.items()},
        "loop_s": {name: loop for name, (_, loop) in found.items()},
    }
    (output / "validation-large-files.json").write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")
    print(page)


def _page(machine: object, found: dict[str, tuple[float, float]], rounds: int) -> str:
    within = sum(seconds <= MUST_S for seconds, _ in found.values())
    rows = [
        f"| {name} | {seconds:.2f} | {loop:.2f} |"
        for name, (seconds, loop) in sorted(found.items(), key=lambda row: -row[1][0])
    ]
    return "\n".join(
        [
            "# Large configuration files",
            "",
            "Written by `python -m benchmarks.validation.large_files`: CPU seconds of `kafka-architect "
            "validate --format json`",
            "for a megabyte of each kind of `tests/validation/growing.py`, "
            f"of a whole process with compiled modules; the least of {rounds}.",
            "",
            f"Must: below {MUST_S:g} s. {within} of {len(found)} kinds were.",
            "",
            f"`{LOOP}`, run between, takes {QUIET_LOOP_S} s on this machine when nothing else runs.",
            "",
            "| A megabyte of | CPU s | the loop beside it, s |",
            "|---|--:|--:|",
            *rows,
            "",
            "## Where",
            "",
            "```",
            json.dumps(machine, indent=2),
            "```",
            "",
        ]
    )


if __name__ == "__main__":
    main()

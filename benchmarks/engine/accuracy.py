"""How right the figures are that are estimated: distinct keys, hot keys, N_eff."""

import math
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from benchmarks.interleaved import spread
from benchmarks.keys import BENCH_DATA, uuid36, zipf

from . import ours
from .files import millions
from .outcome import Better, Outcome, Promise, Row, Section, Table, exactly
from .settings import TOP, Settings

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
DISTINCT = Promise(Better.LOWER, must=1)
TOP_EXACT = Promise(Better.HIGHER, must=TOP)


@dataclass(frozen=True)
class HotKeys:
    """How right the report on one file is."""

    file: str
    second_pass: bool
    in_order: int  # of the reported hottest keys, how many stand where they belong
    expected: int
    worst_count_error: float  # of a reported count, relative
    widest_bounds: float  # (upper - lower) / lower
    bounds_hold: bool
    effective_keys_error: float
    distinct_error: float


def measure(settings: Settings) -> Outcome:
    """Count exactly in Python, and compare."""
    distinct = distinct_errors(settings)
    hot = [
        found
        for name, path in skewed_files(settings).items()
        for found in compare(name, path, exact_counts(path))
    ]
    large = distinct[settings.keys][0]
    all_errors = [error for errors in distinct.values() for error in errors]
    rows = [
        Row(f"Distinct keys, {millions(settings.keys)}: error", exactly(100 * abs(large)), "%", DISTINCT),
        Row(
            f"Distinct keys, {len(all_errors)} files of {min(distinct):,} to {max(distinct):,}: "
            "root mean square error",
            exactly(100 * root_mean_square(all_errors)),
            "%",
            DISTINCT,
        ),
        Row("... of those, the worst", exactly(100 * max(map(abs, all_errors))), "%"),
        *(top_row(found) for found in hot),
    ]
    section = Section("Accuracy", paragraphs(), [distinct_table(distinct), hot_table(hot)])
    data = {"distinct_error": distinct, "hot_keys": [vars(found) for found in hot]}
    return Outcome("accuracy", section, rows, data=data)


def paragraphs() -> list[str]:
    """Return what the tables need to be read."""
    return [
        "Distinct keys are estimated by 2^14 registers: the standard error of that class is 0.81 %, so one "
        "file in five is off by more than 1 % (up to 8,191 distinct keys the number is exact). Every key "
        "counts twice here, because an estimate above the number of records is never given. The promise "
        "is held against the root mean square error, and against the file of the speed table (seed 1); the "
        "worst file is shown too.",
        "Hot keys: the truth is counted by Python. `in order` counts the places of the top 20 that hold a "
        "key with the count that belongs there; keys with equal counts may change places. Bounds are "
        "relative to the lower one.",
    ]


def top_row(found: HotKeys) -> Row:
    """Return how many places of the top are right, as a row of the table."""
    name = f"Top {found.expected} in order, {found.file}, {passes(found)}"
    return Row(name, exactly(found.in_order), f"of {found.expected}", TOP_EXACT)


def passes(found: HotKeys) -> str:
    """Return how often the file was read."""
    return "two passes" if found.second_pass else "one pass"


def distinct_errors(settings: Settings) -> dict[int, list[float]]:
    """Return the relative errors by number of keys, one per seed."""
    errors: dict[int, list[float]] = {}
    for keys in (*settings.accuracy_sizes, settings.keys):
        for seed in range(1, 1 + settings.seeds):
            with tempfile.TemporaryDirectory(dir=BENCH_DATA) as scratch:
                # Only the files of seed 1 are used again.
                path = uuid36(keys, seed, BENCH_DATA if seed == 1 else Path(scratch))
                estimate = ours.distinct_keys_twice(path)
            errors.setdefault(keys, []).append(estimate / keys - 1)
    return errors


def root_mean_square(errors: list[float]) -> float:
    """Return the error that a standard error predicts."""
    return math.sqrt(sum(error**2 for error in errors) / len(errors))


def distinct_table(distinct: dict[int, list[float]]) -> Table:
    """Return the errors by number of keys."""
    lines = [
        [f"{keys:,}", str(len(errors)), f"{root_mean_square(errors):.2%}", f"{max(map(abs, errors)):.2%}",
         f"{spread(errors).median:+.2%}"]
        for keys, errors in distinct.items()
    ]  # fmt: skip
    return Table(["Distinct keys", "files", "root mean square error", "worst", "median (signed)"], lines)


def skewed_files(settings: Settings) -> dict[str, Path]:
    """Return the files whose hot keys are looked at."""
    keys, distinct = settings.zipf_keys, settings.zipf_distinct
    generated = {
        f"Zipf {exponent}, {millions(keys)} keys, {distinct:,} distinct": zipf(
            keys, exponent=exponent, distinct=distinct
        )
        for exponent in (1.0, 1.2)
    }
    return generated | {path.name: path for path in sorted(EXAMPLES.glob("*.txt"))}


def exact_counts(path: Path) -> Counter[str]:
    """Return the records of every key."""
    with path.open("rb") as lines:
        counted = Counter(lines)
    return Counter({line.rstrip(b"\n").decode(): records for line, records in counted.items()})


def compare(name: str, path: Path, truth: Counter[str]) -> list[HotKeys]:
    """Return how right we are without and with a second pass."""
    weights = list(truth.values())
    effective_keys = sum(weights) ** 2 / sum(weight**2 for weight in weights)
    hottest = sorted(weights, reverse=True)
    found = []
    for second_pass in (False, True):
        report = ours.analyze(path, exact=second_pass)
        heavy = report.heavy_hitters
        expected = min(TOP, len(truth))
        found.append(
            HotKeys(
                file=name,
                second_pass=second_pass,
                in_order=sum(truth[key.key] == hottest[place] for place, key in enumerate(heavy[:expected])),
                expected=expected,
                worst_count_error=max(abs(key.count / truth[key.key] - 1) for key in heavy),
                widest_bounds=max((key.upper - key.lower) / key.lower for key in heavy),
                bounds_hold=all(key.lower <= truth[key.key] <= key.upper for key in heavy),
                effective_keys_error=(report.effective_keys or 0) / effective_keys - 1,
                distinct_error=report.distinct_keys.estimate / len(truth) - 1,
            )
        )
    return found


def hot_table(hot: list[HotKeys]) -> Table:
    """Return all figures of all files."""
    header = ["File", "read", "in order", "worst count", "widest bounds", "bounds hold", "N_eff", "distinct"]
    lines = [
        [found.file, passes(found), f"{found.in_order} of {found.expected}", f"{found.worst_count_error:.3%}",
         f"{found.widest_bounds:.3%}", "yes" if found.bounds_hold else "**NO**",
         f"{found.effective_keys_error:+.3%}", f"{found.distinct_error:+.2%}"]
        for found in hot
    ]  # fmt: skip
    return Table(header, lines)

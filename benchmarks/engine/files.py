"""The whole analysis of a text file against `wc -l` of the same file."""

from functools import partial
from pathlib import Path
from typing import NamedTuple

from benchmarks.interleaved import Contender, Spread, Timing, spread, time_in_turns
from benchmarks.keys import uuid36, zipf

from . import ours
from .command_line import link_package, run, run_process
from .outcome import Better, Outcome, Promise, Row, Section, Table, cell
from .settings import WORKERS, Settings

WC = "wc -l, a process"
WHOLE = f"ka.analyze, {WORKERS} workers"
VERDICTS = "ka.analyze and verdicts (to_dict)"
ONE_CORE = "ka.analyze, 1 worker"
COMMAND = "the kafka-architect process"


class KeyFile(NamedTuple):
    """A file to read, and what is promised for it."""

    title: str
    path: Path
    keys: int
    promise: Promise | None


def key_files(settings: Settings) -> list[KeyFile]:
    """Return the files of the table, and one more for information."""
    zipf_keys, distinct = settings.zipf_keys, settings.zipf_distinct
    few = 20_000
    return [
        KeyFile(
            f"{millions(settings.keys)} distinct keys of 36 bytes",
            uuid36(settings.keys),
            settings.keys,
            Promise(Better.LOWER, must=1.5, aim=1.0),
        ),
        KeyFile(
            f"{millions(zipf_keys)} Zipf keys, exponent 1, {distinct:,} distinct",
            zipf(zipf_keys, exponent=1.0, distinct=distinct),
            zipf_keys,
            Promise(Better.LOWER, must=4, aim=2),
        ),
        KeyFile(
            f"{millions(zipf_keys)} Zipf keys, exponent 1, {few:,} distinct",
            zipf(zipf_keys, exponent=1.0, distinct=few),
            zipf_keys,
            None,
        ),
    ]


def millions(keys: int) -> str:
    """Return a number of keys for people."""
    return f"{keys / 1e6:g} M"


def measure(settings: Settings) -> Outcome:
    """Time every file."""
    link_package()
    rows: list[Row] = []
    paragraphs = [
        "Page cache warm: the first, untimed round reads the files. Ratios are wall time against `wc -l` "
        "in the same round. `wc -l` is a process (its start costs a millisecond or two); `ka.analyze` is a "
        "call that returns all figures: counts for 12, 24 and 48 partitions, distinct keys, top 20, N_eff, "
        "windows, without a second pass. The kafka-architect process is the same with verdicts and table, "
        "and the start of Python and numpy.",
    ]
    tables: list[Table] = []
    data: dict[str, object] = {}
    for file in key_files(settings):
        check(file)
        timings = time_in_turns(contenders(file), settings.rounds)
        wc = timings[0]
        rows += [
            Row(f"Whole analysis of {file.title}, wall against `wc -l`", against(timings, WHOLE), "x",
                file.promise),
            Row("... with verdicts (`to_dict`)", against(timings, VERDICTS), "x"),
            Row("... as the command `kafka-architect analyze`", against(timings, COMMAND), "x"),
        ]  # fmt: skip
        bytes_per_line = file.path.stat().st_size / file.keys
        header = [f"{file.title}, {bytes_per_line:.1f} bytes per line", "ms", "M keys/s", "against `wc -l`"]
        tables.append(Table(header, [line(timing, wc) for timing in timings]))
        data[file.path.name] = {t.contender.name: t.wall_ns_per_key for t in timings}
    section = Section("A file against `wc -l`", paragraphs, tables)
    return Outcome("files", section, rows, data={"wall_ns_per_key": data})


def contenders(file: KeyFile) -> list[Contender]:
    """Return `wc -l` first, then us."""
    path, keys = file.path, file.keys
    return [
        Contender(WC, "", keys, partial(run, ["wc", "-l", str(path)])),
        Contender(WHOLE, "", keys, partial(ours.analyze, path)),
        Contender(VERDICTS, "", keys, partial(ours.analyze_with_verdicts, path)),
        Contender(ONE_CORE, "", keys, partial(ours.analyze, path, workers=1)),
        Contender(COMMAND, "", keys, partial(run_process, path)),
    ]


def check(file: KeyFile) -> None:
    """Raise ValueError unless every key is counted once for every partition count."""
    measurements = ours.analyze(file.path).measurements
    totals = [int(counts.records.sum()) for counts in measurements.partitions]
    if {measurements.records, *totals} != {file.keys}:
        raise ValueError(f"{file.path.name}: {file.keys} keys, counted {measurements.records}, {totals}")


def against(timings: list[Timing], name: str) -> Spread:
    """Return how many times the wall time of `wc -l` one of us needs."""
    (timing,) = (timing for timing in timings if timing.contender.name == name)
    return timing.times_slower_than(timings[0])


def line(timing: Timing, wc: Timing) -> list[str]:
    """Return a line of the details."""
    contender = timing.contender
    ms = spread([ns * contender.keys / 1e6 for ns in timing.wall_ns_per_key])
    speed = f"{contender.keys / ms.median / 1e3:,.0f}"
    return [contender.name, cell(ms), speed, cell(timing.times_slower_than(wc), 2)]

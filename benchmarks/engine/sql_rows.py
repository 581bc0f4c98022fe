"""DuckDB and chDB against us, per CPU-second, each in a process of its own."""

from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from benchmarks.interleaved import spread
from benchmarks.keys import uuid36, zipf

from .answer import Answer, JobResult
from .files import millions
from .job import run_job
from .outcome import Better, Outcome, Promise, Row, Section, Skipped, Table, cell, ratios
from .settings import TOP, Settings

PROMISE = Promise(Better.HIGHER, must=10, aim=20)
# A sketch that is further off did another job.
WORST_DISTINCT_ERROR = 0.1


class Peer(NamedTuple):
    """Somebody to compare with: the best of its jobs counts."""

    name: str
    packages: tuple[str, ...]
    jobs: tuple[str, ...]
    ours: str


PEERS = (
    Peer("DuckDB, same file", ("duckdb",), ("duckdb-file",), "ours-file"),
    Peer("chDB, same file", ("chdb",), ("chdb-file-grouped", "chdb-file-at-once"), "ours-file"),
    Peer("DuckDB, keys in memory", ("duckdb", "pyarrow"), ("duckdb-arrow",), "ours-array"),
    Peer(
        "chDB, keys in memory",
        ("chdb", "pyarrow"),
        ("chdb-arrow-grouped", "chdb-arrow-at-once"),
        "ours-array",
    ),
)

TITLE = "Against DuckDB and chDB"
METHOD = [
    "Every contender is a fresh process with 2 threads that first answers for a small file, untimed, and "
    "then for the large one. CPU time is that of all its threads around the question, without the start of "
    "Python, libraries, or filling memory. Rounds alternate; ratios are taken within a round.",
    "DuckDB answers `count(*)`, `approx_count_distinct` and `approx_top_k(key, 20)`, without partitions: "
    "it has no murmur2. chDB answers `kafkaMurmurHash(key) % 48`, `count()`, `uniqCombined` and "
    "`topK(20)`, once with sketches per partition and once with sketches for all; its faster form counts. "
    "We answer the whole analysis for 12, 24 and 48 partitions.",
    "Keys in memory: an Arrow table of one string column for them, a numpy array of fixed-width bytes for "
    "us, on one core. We read no Parquet, so there is no row for it.",
    "`top`: how many of our 20 hottest keys (held against the truth under Accuracy) are among the 20 "
    "named; among distinct keys every answer is right. chDB's records per partition equal ours.",
]


class KeyFile(NamedTuple):
    """A file, and whether some of its keys are hotter than others."""

    title: str
    path: Path
    small: Path
    keys: int
    distinct: int | None
    skewed: bool


def measure(settings: Settings) -> Outcome:
    """Measure all peers that are installed on both files."""
    available = [peer for peer in PEERS if not missing(peer)]
    skipped = [
        Skipped(f"Against {peer.name}", f"{', '.join(missing(peer))} not installed (group bench-engine)")
        for peer in PEERS
        if missing(peer)
    ]
    if not available:
        return Outcome("sql", Section(TITLE, ["Nobody to compare with."]), skipped=skipped)
    rows: list[Row] = []
    tables: list[Table] = []
    data: dict[str, object] = {}
    for file in key_files(settings):
        results = run_in_turns(file, available, settings.peer_rounds)
        truth = results["ours-file"][0].answer
        for name, runs in results.items():
            check(name, runs[0].answer, truth, file)
        rows += [row(peer, results, file) for peer in available]
        tables.append(table(file, results, truth))
        data[file.path.name] = {name: [run._asdict() for run in runs] for name, runs in results.items()}
    return Outcome("sql", Section(TITLE, METHOD, tables), rows, skipped, data)


def missing(peer: Peer) -> list[str]:
    """Return the packages that a peer needs and that are not there."""
    return [package for package in peer.packages if find_spec(package) is None]


def key_files(settings: Settings) -> list[KeyFile]:
    """Return a file of distinct keys and a skewed one, as many keys each."""
    keys, small, distinct = settings.keys, settings.sample, settings.zipf_distinct
    return [
        KeyFile(f"{millions(keys)} distinct keys", uuid36(keys), uuid36(small), keys, keys, False),
        KeyFile(
            f"{millions(keys)} Zipf keys",
            zipf(keys, distinct=distinct),
            zipf(small, distinct=distinct),
            keys,
            None,
            True,
        ),
    ]


def run_in_turns(file: KeyFile, peers: list[Peer], rounds: int) -> dict[str, list[JobResult]]:
    """Run every job once per round."""
    names = dict.fromkeys(["ours-file", *(name for peer in peers for name in (peer.ours, *peer.jobs))])
    results: dict[str, list[JobResult]] = {name: [] for name in names}
    for _ in range(rounds):
        for name, runs in results.items():
            runs.append(run_job(name, file.path, file.small))
    return results


def check(name: str, found: Answer, ours: Answer, file: KeyFile) -> None:
    """Raise ValueError unless the answers can be answers to the same question."""
    if found.records != file.keys:
        raise ValueError(f"{name}: {file.keys} records, found {found.records}")
    if found.partitions is not None and found.partitions != ours.partitions:
        raise ValueError(f"{name}: expected {ours.partitions}, found {found.partitions}")
    if abs(found.distinct / (file.distinct or ours.distinct) - 1) > WORST_DISTINCT_ERROR:
        raise ValueError(f"{name}: we found {ours.distinct:.0f} distinct keys, it found {found.distinct}")
    if file.skewed and found.top[0] != ours.top[0]:
        raise ValueError(f"{name}: the hottest key is {ours.top[0]}, found {found.top[0]}")


def row(peer: Peer, results: dict[str, list[JobResult]], file: KeyFile) -> Row:
    """Return how many times our CPU time the peer's best form needs."""
    best = min(peer.jobs, key=lambda name: spread(cpu_seconds(results[name])).median)
    measured = ratios(cpu_seconds(results[best]), cpu_seconds(results[peer.ours]))
    return Row(f"Against {peer.name}, {file.title}, per CPU-second", measured, "x", PROMISE)


def cpu_seconds(runs: list[JobResult]) -> list[float]:
    """Return the CPU time of every round."""
    return [run.cpu_seconds for run in runs]


def table(file: KeyFile, results: dict[str, list[JobResult]], truth: Answer) -> Table:
    """Return the costs and answers of all jobs on one file."""
    lines = []
    for name, runs in results.items():
        answer = runs[0].answer
        top = f"{len(set(answer.top) & set(truth.top))} of {TOP}" if file.skewed else "-"
        lines.append(
            [
                name,
                cell(spread(cpu_seconds(runs)), 3),
                cell(spread([run.wall_seconds for run in runs]), 3),
                f"{file.keys / spread(cpu_seconds(runs)).median / 1e6:,.1f}",
                f"{max(run.peak_rss_bytes for run in runs) / 1e6:,.0f}",
                f"{answer.distinct:,.0f}",
                top,
            ]
        )
    header = [file.title, "CPU s", "wall s", "M keys per CPU-second", "peak RSS, MB", "distinct", "top"]
    return Table(header, lines)

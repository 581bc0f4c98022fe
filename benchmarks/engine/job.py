"""One contender in a process of its own: python -m benchmarks.engine.job NAME FILE [WARM_UP_FILE].

Prints a JobResult as JSON. The clocks run around the question alone: not around the start of Python, the
loading of libraries, or filling Arrow memory. With a WARM_UP_FILE the question is first asked of that.
"""

import argparse
import json
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from . import ours, sql_peers
from .answer import Answer, JobResult

PROC_STATUS = Path("/proc/self/status")


def ours_file(path: Path) -> sql_peers.Query:
    return lambda: ours.as_answer(ours.analyze(path))


def ours_file_1_core(path: Path) -> sql_peers.Query:
    return lambda: ours.as_answer(ours.analyze(path, workers=1))


def ours_verdicts(path: Path) -> sql_peers.Query:
    def query() -> Answer:
        document = ours.analyze_with_verdicts(path)
        return Answer(int(str(document["records"])), 0, [], None)

    return query


def ours_command_line(path: Path) -> sql_peers.Query:
    def query() -> Answer:
        ours.run_command_line(path)
        return Answer(0, 0, [], None)

    return query


def ours_array(path: Path) -> sql_peers.Query:
    keys = as_array(path)
    return lambda: ours.as_answer(ours.analyze_array(keys))


def as_array(path: Path) -> NDArray[np.bytes_]:
    """Return the lines of a file as a numpy array of fixed-width bytes."""
    with path.open("rb") as lines:
        width = len(lines.readline())
    text = np.fromfile(path, dtype=np.uint8)
    if len(text) % width == 0 and np.all(text[width - 1 :: width] == ord("\n")):
        # Keys of 36 bytes: no other byte of theirs is a line end.
        return np.ascontiguousarray(text.reshape(-1, width)[:, :-1]).view(f"S{width - 1}").ravel()
    del text
    with path.open("rb") as lines:
        longest = max(map(len, lines)) - 1
    with path.open("rb") as lines:
        # Block by block: a list of all keys would need gigabytes.
        blocks = iter(lambda: lines.readlines(1 << 23), [])
        return np.concatenate([np.array([line[:-1] for line in block], f"S{longest}") for block in blocks])


JOBS: dict[str, Callable[[Path], sql_peers.Query]] = {
    "ours-file": ours_file,
    "ours-file-1-core": ours_file_1_core,
    "ours-verdicts": ours_verdicts,
    "ours-command-line": ours_command_line,
    "ours-array": ours_array,
    "duckdb-file": sql_peers.duckdb_file,
    "duckdb-arrow": sql_peers.duckdb_arrow,
    "chdb-file-grouped": sql_peers.chdb_file_grouped,
    "chdb-file-at-once": sql_peers.chdb_file_at_once,
    "chdb-arrow-grouped": sql_peers.chdb_arrow_grouped,
    "chdb-arrow-at-once": sql_peers.chdb_arrow_at_once,
}


def run_job(name: str, path: Path, warm_up: Path | None = None) -> JobResult:
    """Run a job in a fresh process; raise RuntimeError with what it said when it fails."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.engine.job", name, path, *([warm_up] if warm_up else [])],
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"{name}: exit code {done.returncode}: {done.stderr.strip()[-2000:]}")
    answer, *costs = json.loads(done.stdout.splitlines()[-1])
    return JobResult(Answer(*answer), *costs)


def measured(name: str, path: Path, warm_up: Path | None) -> JobResult:
    """Run a job in this process."""
    make_query = JOBS[name]
    if warm_up is not None:
        make_query(warm_up)()
    query = make_query(path)
    wall, cpu = time.perf_counter(), time.process_time()
    answer = query()
    return JobResult(answer, time.perf_counter() - wall, time.process_time() - cpu, peak_rss_bytes())


def peak_rss_bytes() -> int:
    """Return the peak of this process.

    Not getrusage where /proc says it: Linux carries ru_maxrss over fork and exec, so that a small process
    that a large one started shows the peak of the large one.
    """
    if PROC_STATUS.exists():
        peak = re.search(r"^VmHWM:\s+(\d+) kB$", PROC_STATUS.read_text(), re.MULTILINE)
        if peak:
            return int(peak[1]) * 1024
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.engine.job")
    parser.add_argument("name", choices=JOBS)
    parser.add_argument("file", type=Path)
    parser.add_argument("warm_up", type=Path, nargs="?")
    arguments = parser.parse_args()
    print(json.dumps(measured(arguments.name, arguments.file, arguments.warm_up)))


if __name__ == "__main__":
    main()

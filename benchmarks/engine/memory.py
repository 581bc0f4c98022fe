"""The peak memory of a whole process that analyses a file, for growing files."""

from benchmarks.interleaved import spread
from benchmarks.keys import uuid36, zipf

from .files import millions
from .job import run_job
from .outcome import Better, Outcome, Promise, Row, Section, Table
from .settings import Settings

PROMISE = Promise(Better.LOWER, must=200, aim=100)
JOBS = {
    "ours-file": "analysis",
    "ours-verdicts": "with verdicts",
    "ours-command-line": "the command's",
}
RUNS = 3


def measure(settings: Settings) -> Outcome:
    """Run every job a few times on every file."""
    sizes = [2_000_000, settings.keys] if settings.keys > 2_000_000 else [200_000, settings.keys]
    files = {f"{millions(keys)} distinct keys": uuid36(keys) for keys in sizes}
    files[f"{millions(settings.zipf_keys)} Zipf keys"] = zipf(
        settings.zipf_keys, distinct=settings.zipf_distinct
    )
    rows: list[Row] = []
    lines: list[list[str]] = []
    data: dict[str, dict[str, list[float]]] = {}
    for title, path in files.items():
        peaks = {
            job: [run_job(job, path).peak_rss_bytes / 1e6 for _ in range(RUNS)]
            for job in JOBS
        }  # fmt: skip
        rows.append(Row(f"Peak RSS of the process, {title}", spread(peaks["ours-file"]), "MB", PROMISE))
        lines.append([title, *(f"{max(values):,.1f}" for values in peaks.values())])
        data[path.name] = peaks
    section = Section(
        "Memory",
        [
            f"A fresh process each, Python and numpy included: the largest of {RUNS} runs, in MB of 10^6 "
            "bytes, with 2 workers. VmHWM of /proc/self/status at its end: ru_maxrss, which Linux carries "
            "over fork and exec, would show the peak of the benchmark itself. The file's pages in the page "
            "cache are the system's, not the process's."
        ],
        [Table(["File", *JOBS.values()], lines)],
    )
    return Outcome("memory", section, rows, data={"peak_mb": data})

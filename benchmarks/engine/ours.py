"""Our side: the whole analysis of a file or of keys in memory."""

import io
import sys
from contextlib import redirect_stdout
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import kafka_architect as ka

from .answer import Answer
from .settings import PARTITIONS, TOP, WORKERS


def analyze(path: Path, workers: int = WORKERS, exact: bool = False) -> ka.DistributionReport:
    """Analyse a file, and ask for each figure once: reports compute some when they are asked."""
    report = ka.analyze(path, list(PARTITIONS), workers, top=TOP, exact=exact)
    figures(report)
    return report


def figures(report: ka.DistributionReport) -> tuple[object, ...]:
    """Return all figures but no judgement."""
    return (
        report.partitions,
        report.distinct_keys,
        report.heavy_hitters,
        report.effective_keys,
        report.measurements.windows,
    )


def distinct_keys_twice(path: Path) -> float:
    """Estimate the distinct keys of a file and itself: records are then no bound that helps."""
    analyzer = ka.PartitioningStrategyAnalyzer(PARTITIONS)
    analyzer.update_from_file(path, workers=WORKERS)
    analyzer.merge(analyzer)
    return analyzer.report().distinct_keys.estimate


def analyze_with_verdicts(path: Path) -> dict[str, object]:
    """Analyse a file and judge it: all that `--format json` says."""
    return analyze(path).to_dict()


def analyze_array(keys: NDArray[np.bytes_]) -> ka.DistributionReport:
    """Analyse keys in memory, on one core."""
    analyzer = ka.PartitioningStrategyAnalyzer(PARTITIONS)
    analyzer.update(keys)
    report = analyzer.report(top=TOP)
    figures(report)
    return report


def run_command_line(path: Path) -> None:
    """Run the command in this process, its output thrown away."""
    from kafka_architect.cli.main import main

    sys.argv = ["kafka-architect", *cli_arguments(path)]
    with redirect_stdout(io.StringIO()):
        main()


def cli_arguments(path: Path) -> list[str]:
    """Return what a user types behind `kafka-architect`."""
    counts = ",".join(map(str, PARTITIONS))
    workers = str(WORKERS)
    return ["analyze", str(path), "-p", counts, "--top", str(TOP), "--no-exact", "--workers", workers]


def as_answer(report: ka.DistributionReport) -> Answer:
    """Return what others can be compared with."""
    return Answer(
        records=report.records,
        distinct=report.distinct_keys.estimate,
        top=[key.key for key in report.heavy_hitters],
        partitions=report.measurements.partitions[-1].records.tolist(),
    )

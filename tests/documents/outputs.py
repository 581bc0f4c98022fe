"""A spread of real documents of every kind, as the commands print them and the results write them."""

from __future__ import annotations

import json
import os
import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from click.testing import CliRunner

import kafka_architect as ka
from kafka_architect.cli.main import cli
from kafka_architect.cluster.applying.outcome import Applied, not_begun
from kafka_architect.snapshot.model import Group, LogDir
from tests.cluster.snapshots import brokers, snapshot, topic

FILES = Path(__file__).parents[1] / "keys" / "files"
_ACKS = "acks=1\nbootstrap.servers=b:9092\ncompression.type=none\n"
_TUNE = ("tune", "--rate", "5000", "--message-bytes", "500", "--partitions", "12", "--format", "json")
_SIZE = ("size", "--retention", "1d", "--instance", "m5.2xlarge", "--format", "json", "--rate")
_EXTRAS = ("--growth", "2", "--timeline", "12", "--capacity", "--max", "rate", "--compare", "--offers")


def printed(*arguments: str, folder: Path | None = None, code: int | None = 0) -> str:
    """What a command prints, in this process."""
    before = Path.cwd()
    try:
        os.chdir(folder or before)
        done = CliRunner().invoke(cli, list(arguments))
    finally:
        os.chdir(before)
    assert code is None or done.exit_code == code, (arguments, done.output, done.exception)
    return done.stdout


def skewed(name: str = "hot") -> list[str]:
    """Keys of which one is hot."""
    return [name] * 300 + [f"user-{number}" for number in range(700)]


@cache
def outputs() -> dict[str, list[str]]:
    """JSON texts by the name of their kind; made once."""
    with TemporaryDirectory() as folder:
        return {**_of_keys(Path(folder)), **_of_clusters(Path(folder)), **_of_designs(Path(folder))}


def _of_keys(folder: Path) -> dict[str, list[str]]:
    hot = ka.analyze(skewed(), [12, 24], what_if=range(6, 20), brokers=3, mitigate=True)
    plain = ka.analyze([f"k{number}" for number in range(500)], [3])
    sized = ka.analyze(FILES / "payments-kcat-J.jsonl", [4])
    key_map = hot.key_map(12)
    assert key_map is not None
    (folder / "orders.csv").write_text(
        "id,user\n" + "".join(f"{number},{number % 7}\n" for number in range(400))
    )
    (folder / "keys.txt").write_text("\n".join(skewed()))
    shutil.copy(FILES / "segment.log", folder / "00000000000000000000.log")
    figures = [str(path) for path in sorted(FILES.glob("figures-*.txt")) if "groups-" not in path.name]
    return {
        "analysis": [
            hot.to_json(), plain.to_json(), sized.to_json(), ka.analyze([], [2]).to_json(),
            printed("analyze", "keys.txt", "-p", "6", "--consumers", "2,9", "--brokers", "3", "--format",
                    "json", folder=folder),
        ],
        "key-map": [key_map.to_json()],
        "key-comparison": [
            printed("analyze", "orders.csv", "--key", "id", "--key", "user", "--format", "json",
                    folder=folder)
        ],
        "co-partition": [ka.co_partition([hot, ka.analyze(skewed("warm"), [12])]).to_json()],
        "segment-loads": [ka.segment_loads(folder / "00000000000000000000.log").to_json()],
        "cluster-figures": [
            ka.cluster_figures(figures).to_json(), ka.cluster_figures(FILES / "figures-groups.txt").to_json()
        ],
        "partitioners": [printed("partitioners", "--format", "json")],
    }  # fmt: skip


def _of_clusters(folder: Path) -> dict[str, list[str]]:
    taken = snapshot(
        taken_ms=1_800_000_000_000,
        brokers=brokers(log_dirs=[LogDir(path="/data", total_bytes=10**12, usable_bytes=10**11)]),
        topics=[topic("orders", latest=1000, earliest=0, bytes=[10**9] * 3)],
        groups=[Group(name="mail", state="Stable")],
    )
    (folder / "cluster.json").write_text(taken.to_json())
    measured = printed(
        "size", "--from-cluster", "cluster.json", "--instance", "m7g.large", "--format", "json",
        "--calibrate", "calibration.json", folder=folder, code=None,
    )  # fmt: skip
    plan = printed(*_SIZE, "50 MB/s", *_EXTRAS, code=None)
    (folder / "plan.json").write_text(plan)
    return {
        "plan": [
            plan, measured,
            printed(*_SIZE, "30000..60000", "--worlds", "50", code=None),
            ka.ClusterSizingCalculator(
                ka.Workload(topics=[ka.TopicLoad(name="a", rate=5000, retention="1d", partitions=7)])
            ).plan().to_json(),
        ],
        "calibration": [(folder / "calibration.json").read_text()],
        "unmet": [
            printed("tune", *_TUNE[1:], "--latency", "20ms", "--processing", "100ms", code=1),
            printed("size", "--catalogue", "aws-msk", "--instance", "kafka.t3.small", "--rate", "3 GB/s",
                    "--retention", "1d", "--format", "json", code=1),
        ],
        "partition-advice": [
            printed("partitions", "--rate", "10000", "--format", "json"),
            ka.recommend_partitions(rate="200 MB/s", brokers=6).to_json(),
        ],
        "cluster": [snapshot().to_json(), taken.to_json()],
        "tuning": [
            printed(*_TUNE), ka.tune(rate=50, message_bytes=100, partitions=3, latency="50ms").to_json()
        ],
        "explainable": [printed("explain", "plan.json", "--format", "json", folder=folder)],
        "explanation": [
            printed("explain", "plan.json", name, "--format", "json", folder=folder)
            for name in (
                "storage_per_broker", "network_out@brokers_lost", "cost.brokers", "policy.disk_target"
            )
        ],
    }  # fmt: skip


def _of_designs(folder: Path) -> dict[str, list[str]]:
    archetypes = [printed("design", "init", "--archetype", one) for one in ("ecommerce", "cdc")]
    designs = [ka.design(yaml.safe_load(text)) for text in archetypes]
    design_texts = [one.to_json() for one in designs]
    for number, text in enumerate(design_texts):
        (folder / f"design-{number}.json").write_text(text)
    plans = [ka.design_plan(one, snapshot()) for one in designs]
    (folder / "producer.properties").write_text(_ACKS)
    finding = ka.ConfigValidator("4.3").validate({"producer.properties": _ACKS})
    printed("validate", "producer.properties", "--write-baseline", "baseline.json", folder=folder, code=None)
    return {
        "design": design_texts,
        "design-difference": [
            printed("design", "diff", "design-0.json", "design-1.json", "--format", "json", folder=folder,
                    code=1),
            printed("design", "diff", "design-0.json", "design-0.json", "--format", "json", folder=folder),
        ],
        "apply-plan": [plan.to_json() for plan in plans],
        "applied": [
            Applied(plan=plan, outcomes=tuple(map(not_begun, plan.steps)), validated=False).to_json()
            for plan in plans
        ],
        "design-pattern": [printed("design", "explain-pattern", "retry-dlq", "--format", "json")],
        "design-check": [printed("design", "explain-check", "DSN001", "--format", "json")],
        "validation": [
            finding.to_json(), ka.ConfigValidator("4.3").validate({}, allow_empty=True).to_json(),
            printed("validate", "producer.properties", "--format", "json", folder=folder, code=1),
        ],
        "baseline": [(folder / "baseline.json").read_text()],
        "rules": [printed("rules", "DUR", "--format", "json"), printed("rules", "--format", "json")],
        "rule": [printed("rules", "DUR001", "--format", "json")],
        "explanation-of-design": [
            printed("explain", "design-0.json", _first(design_texts[0]), "--format", "json", folder=folder)
        ],
    }  # fmt: skip


def _first(design: str) -> str:
    from kafka_architect.explaining import explainable

    document: Any = json.loads(design)
    return explainable(document)[0]

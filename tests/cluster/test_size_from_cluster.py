"""A running cluster as a workload: rates, sizes, bounds, readers, how full it is, and calibration."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import pytest

import kafka_architect as ka
from kafka_architect.errors import InputError, SourceError
from kafka_architect.sizing.measured.calibration import calibration
from kafka_architect.sizing.measured.metrics import parse_metrics, read_metrics
from kafka_architect.sizing.measured.use import measured_use
from kafka_architect.sizing.measured.workload import measured_topics, workload_document
from kafka_architect.snapshot import snapshot_text
from kafka_architect.snapshot.model import Committed, Group, LogDir, Member, Sample, Topic, Value
from tests.integration.command import run

from .snapshots import GB, brokers, snapshot, topic

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kafka_architect.sizing.measured.workload import MeasuredTopic
    from kafka_architect.snapshot import Snapshot

# 6 partitions of 1,000 records of 500 bytes each, of which retention has removed as many.
ORDERS = topic("orders", earliest=1_000, latest=2_000, bytes=[500_000] * 3)
METRICS = """\
# TYPE kafka_server_brokertopicmetrics_messagesin_oneminuterate gauge
kafka_server_brokertopicmetrics_messagesin_oneminuterate{topic="orders",instance="a"} 900.0
kafka_server_brokertopicmetrics_messagesin_fifteenminuterate{topic="orders",instance="a"} 400.0
kafka_server_brokertopicmetrics_messagesin_fifteenminuterate{topic="orders",instance="b"} 600.0
kafka_server_brokertopicmetrics_messagesin_fifteenminuterate{instance="b"} 5000.0
kafka_server_brokertopicmetrics_messagesin_total{topic="orders",instance="b"} 1e9
kafka_server_BrokerTopicMetrics_OneMinuteRate{name="BytesInPerSec",topic="orders",} 200000.0
kafka_server_BrokerTopicMetrics_OneMinuteRate{name="BytesOutPerSec",topic="orders",} 600000.0
kafka_server_BrokerTopicMetrics_OneMinuteRate{name="BytesInPerSec",topic="idle",} NaN
java_lang_OperatingSystem_ProcessCpuLoad 0.25
java_lang_OperatingSystem_ProcessCpuLoad{instance="b"} 0.35
"""


def only(taken: Snapshot, metrics: str | None = None) -> MeasuredTopic:
    [one] = measured_topics(taken, None if metrics is None else parse_metrics(metrics, "metrics.txt"))
    return one


def test_two_samples_tell_the_rate_and_more_of_them_the_peak() -> None:
    samples = [
        Sample(at_ms=0, latest={"orders": [1_000] * 6}),
        Sample(at_ms=50_000, latest={"orders": [1_800] * 6}),
    ]
    one = only(snapshot(taken_ms=60_000, topics=[ORDERS], samples=samples))
    assert (one.rate, one.source) == (100.0, "two samples")
    assert one.fields["peak_to_average"] == pytest.approx(1.2)  # 200 x 6 in the last 10 seconds
    assert one.message_bytes == 500.0


def test_without_samples_what_is_kept_over_retention_is_the_rate() -> None:
    one = only(snapshot(topics=[ORDERS]))
    assert one.source == "records kept over retention"
    assert one.rate == pytest.approx(6_000 / (7 * 86_400))


def test_metrics_come_first_brokers_add_up_and_the_longest_window_wins() -> None:
    samples = [Sample(at_ms=0, latest={"orders": [1_000] * 6})]
    one = only(snapshot(taken_ms=60_000, topics=[ORDERS], samples=samples), METRICS)
    assert (one.rate, one.source) == (1_000.0, "metrics")
    assert one.message_bytes == 200.0
    assert one.reads_per_write == 3.0


def test_a_topic_without_writes_still_has_its_partitions() -> None:
    one = only(
        snapshot(taken_ms=60_000, topics=[ORDERS], samples=[Sample(at_ms=0, latest={"orders": [2_000] * 6})])
    )
    assert one.source == "idle"
    assert 0 < one.rate < 0.01
    assert one.fields["partitions"] == 6


def test_a_topic_that_was_made_anew_between_samples_is_not_measured_by_them() -> None:
    taken = snapshot(taken_ms=60_000, topics=[ORDERS], samples=[Sample(at_ms=0, latest={"orders": [5]})])
    assert only(taken).source == "records kept over retention"


@pytest.mark.parametrize(
    ("config", "bounds"),
    [
        ({}, {"retention": "604800.0 s"}),
        ({"retention.ms": "3600000"}, {"retention": "3600.0 s"}),
        (
            {"retention.ms": "3600000", "retention.bytes": "5000"},
            {"retention": "3600.0 s", "retention_bytes": 5000},
        ),
        ({"retention.ms": "-1", "retention.bytes": "5000"}, {"retention_bytes": 5000}),
        ({"retention.ms": "-1"}, {"retention_bytes": 500_000}),
        ({"cleanup.policy": "compact"}, {"live_keys": 6_000}),
        ({"cleanup.policy": "compact,delete", "retention.ms": "1000"}, {"retention": "1.0 s"}),
    ],
)
def test_what_bounds_a_topic_is_taken_over(config: dict[str, str], bounds: dict[str, Any]) -> None:
    made = Topic(
        name="orders",
        partitions=ORDERS.partitions,
        config={key: Value(value=value, source="static") for key, value in config.items()},
    )
    fields = only(snapshot(topics=[made])).fields
    assert {
        name: fields[name] for name in ("retention", "retention_bytes", "live_keys") if name in fields
    } == bounds
    ka.TopicLoad.from_dict(fields)


def test_groups_that_read_are_readers_and_empty_ones_are_not() -> None:
    committed = [Committed(topic="orders", partition=number, offset=5) for number in range(3)]
    groups = [
        Group(
            name="half",
            state="Stable",
            committed=committed,
            members=[Member(id="a", assigned={"orders": [0]})],
        ),
        Group(name="all", state="Stable", members=[Member(id="b", assigned={"orders": list(range(6))})] * 2),
        Group(name="gone", state="Empty", committed=committed),
    ]
    one = only(snapshot(topics=[ORDERS], groups=groups))
    assert one.fields["groups"] == [
        {"name": "all", "share": 1.0, "consumers": 2}, {"name": "half", "share": 0.5, "consumers": 1},
    ]  # fmt: skip
    assert one.reads_per_write == 1.5


def test_the_plan_of_the_workload_stores_what_the_cluster_stores() -> None:
    """Rate x retention x replicas is what was kept: the figures must close the circle."""
    taken = snapshot(brokers=brokers(), topics=[ORDERS])
    topics = measured_topics(taken)
    workload = ka.Workload.from_dict({**workload_document(taken, topics), "horizon_months": 0})
    assert workload.zones == 3
    made = calibration(_planned(workload), measured_use(taken, topics, 1.0))
    [storage] = [one for one in made.rows if one.name == "storage"]
    assert storage.measured == pytest.approx(6 * 500_000 / 1e9)
    assert storage.predicted == pytest.approx(storage.measured, rel=1e-6)
    [replicas] = [one for one in made.rows if one.name == "replicas"]
    assert replicas.predicted == replicas.measured == 6


def test_months_left_are_those_until_the_fullest_disk_is_full() -> None:
    """1,000 GB with 400 GB used, 100 of them other files: doubling each year, 750 GB are reached."""
    disks = brokers(log_dirs=[LogDir(path="/d", total_bytes=1_000 * GB, usable_bytes=600 * GB)])
    full = topic("orders", 3, earliest=0, latest=10, bytes=[100 * GB] * 3)
    taken = snapshot(brokers=disks, topics=[full])
    use = measured_use(taken, measured_topics(taken), 2.0)
    assert use["months_left"] == pytest.approx(12 * math.log2(750 / 300))
    assert use["brokers"][0]["disk_used"] == pytest.approx(0.4)
    assert measured_use(taken, measured_topics(taken), 1.0)["months_left"] is None
    over = brokers(1, log_dirs=[LogDir(path="/d", total_bytes=100, usable_bytes=10)])
    assert measured_use(snapshot(brokers=over), [], 1.0)["months_left"] == 0.0


def test_a_disk_that_the_broker_does_not_tell_is_not_guessed() -> None:
    use = measured_use(snapshot(brokers=brokers(1, log_dirs=[LogDir(path="/d")])), [], 2.0)
    assert use["brokers"][0]["disk_used"] is None
    assert use["months_left"] is None


def test_measured_cpu_makes_the_figure_with_which_the_plan_is_right() -> None:
    taken = snapshot(cluster_id="x", taken_ms=1_796_083_200_000, brokers=brokers(), topics=[ORDERS])
    metrics = parse_metrics(METRICS, "metrics.txt")
    assert metrics.cpu == pytest.approx(0.3)
    topics = measured_topics(taken, metrics)
    workload = ka.Workload.from_dict({**workload_document(taken, topics), "horizon_months": 0})
    made = calibration(_planned(workload), measured_use(taken, topics, 1.0, metrics))
    [cpu] = [one for one in made.rows if one.name == "cpu"]
    assert cpu.measured == pytest.approx(0.3)
    again = _planned(workload)(**made.policy)["constraints"]
    [use] = [one for one in again if (one["name"], one["scenario"]) == ("cpu", "steady_peak")]
    assert use["utilisation"] == pytest.approx(0.3)
    assert made.source == "measured on your cluster x on 2026-12-01: 3 x m7g.large"


def test_an_idle_cpu_says_nothing() -> None:
    taken = snapshot(brokers=brokers(), topics=[ORDERS])
    metrics = parse_metrics(METRICS.replace("0.25", "0.001").replace("0.35", "0.001"), "m")
    topics = measured_topics(taken, metrics)
    workload = ka.Workload.from_dict(workload_document(taken, topics))
    assert calibration(_planned(workload), measured_use(taken, topics, 1.0, metrics)).policy == {}


def _planned(workload: ka.Workload) -> Callable[..., dict[str, Any]]:
    def planned(**figures: float) -> dict[str, Any]:
        calculator = ka.ClusterSizingCalculator(workload, "m7g.large", ka.Policy(**figures))  # type: ignore[arg-type]
        return calculator.plan(brokers=3).to_dict()

    return planned


@pytest.mark.parametrize(
    "text", ["", 'kafka_server_brokertopicmetrics_bytesin_total{topic="a"} 5\n', "\0\xff{"]
)
def test_counters_alone_tell_no_rate(text: str) -> None:
    with pytest.raises(InputError, match="no rates of BrokerTopicMetrics"):
        parse_metrics(text, "metrics.txt")


def test_metrics_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="nowhere"):
        read_metrics(tmp_path / "nowhere.txt")


def test_the_command_looks_at_the_cluster_as_it_is_and_says_what_was_measured(tmp_path: Path) -> None:
    taken = snapshot(
        cluster_id="x",
        taken_ms=60_000,
        brokers=brokers(log_dirs=[LogDir(path="/d", total_bytes=1_000 * GB, usable_bytes=600 * GB)]),
        topics=[topic("orders", earliest=1_000, latest=2_000, bytes=[GB] * 3)],
        samples=[Sample(at_ms=0, latest={"orders": [1_900] * 6})],
    )
    (tmp_path / "cluster.json").write_text(snapshot_text(taken))
    (tmp_path / "metrics.txt").write_text(METRICS)
    measured = ("--from-cluster", "cluster.json", "--instance", "m7g.large", "--growth", "2")
    told = ("--metrics", "metrics.txt", "--calibrate", "calibration.json", "--format", "json")
    done = run("size", *measured, *told, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    document = json.loads(done.stdout)
    assert document["brokers"] == 3
    assert document["measured"]["rates"] == {"metrics": 1}
    assert document["measured"]["months_left"] > 0
    assert len(document["timeline"]["months"]) == 37
    calibrated = json.loads((tmp_path / "calibration.json").read_text())
    assert calibrated == document["calibration"]
    assert calibrated["policy"]["write_mb_per_s_per_vcpu"] > 0
    table = run(
        "size", *measured, "--calibrated", "calibration.json", "--explain", cwd=tmp_path, COLUMNS="200"
    )
    assert table.returncode in (0, 1)  # 1: the measured figure asks for more than m7g.large has
    assert "measured on your cluster x" in table.stdout
    assert "Measured: 10.0 records/s" in table.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--from-cluster", "c.json", "--rate", "5"), "leave FILE, --rate"),
        (("--calibrate", "x.json", "--rate", "5", "--retention", "1d"), "--calibrate goes with"),
        (("--from-cluster", "c.json"), "the cluster has no topic"),
        (("--from-cluster", "c.json", "--metrics-window", "1d"), "go with --metrics"),
        (
            ("--calibrated", "c.json", "--rate", "5", "--retention", "1d"),
            "not a calibration but a snapshot of a cluster",
        ),
    ],
)
def test_what_does_not_go_together_is_refused(
    arguments: tuple[str, ...], message: str, tmp_path: Path
) -> None:
    (tmp_path / "c.json").write_text(snapshot_text(snapshot()))
    done = run("size", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert message in " ".join(done.stderr.split())

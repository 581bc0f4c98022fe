"""Figures of partitions without keys: what Kafka's own tools printed of a real cluster.

tests/keys/files/make_tool_outputs.py made the files: 12,850 records of `orders` in six partitions, 9,000 of
them in partition 3, of which 500 were deleted.
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import kafka_architect as ka
from kafka_architect.keys.tool_outputs.consumer_groups import read_consumer_groups
from kafka_architect.keys.tool_outputs.log_dirs import read_log_dirs
from kafka_architect.keys.tool_outputs.offsets import read_offsets

FILES = Path(__file__).parent / "files"
LOG_DIRS = FILES / "figures-log-dirs.txt"
EARLIEST, LATEST = FILES / "figures-offsets-earliest.txt", FILES / "figures-offsets-latest.txt"
GROUPS = FILES / "figures-groups.txt"
WRITTEN = [900, 1000, 950, 9000, 1000, 0]


def topic(figures: ka.ClusterFigures, name: str = "orders") -> ka.TopicFigures:
    return next(one for one in figures.topics if one.topic == name)


def group(figures: ka.ClusterFigures, name: str, of: str = "orders") -> ka.GroupFigures:
    return next(one for one in figures.groups if (one.group, one.topic) == (name, of))


def test_two_listings_of_offsets_tell_what_is_kept() -> None:
    orders = topic(ka.cluster_figures([LATEST, EARLIEST]))
    assert [one.records for one in orders.partitions] == [900, 1000, 950, 8500, 1000, 0]
    assert (orders.partitions[3].first_offset, orders.partitions[3].end_offset) == (500, 9000)
    assert orders.records == sum(WRITTEN) - 500
    assert orders.are_retained
    assert orders.records_max_over_mean == pytest.approx(8500 / (12350 / 6))
    assert orders.verdict.code == "uneven-partitions"
    assert "Partition 3 has 68.8% of records, 4.13 times the mean of 6" in orders.verdict.summary


def test_the_order_of_listings_does_not_matter_and_one_file_may_have_both(tmp_path: Path) -> None:
    both = tmp_path / "offsets"
    both.write_text(LATEST.read_text() + EARLIEST.read_text())
    wanted = topic(ka.cluster_figures([EARLIEST, LATEST]))
    assert topic(ka.cluster_figures([LATEST, EARLIEST])) == topic(ka.cluster_figures(both)) == wanted


def test_one_listing_is_of_all_records_that_were_ever_written() -> None:
    figures = ka.cluster_figures(LATEST)
    orders = topic(figures)
    assert [one.records for one in orders.partitions] == WRITTEN
    assert not orders.are_retained
    assert "of the records ever written" in orders.verdict.summary
    assert any("both --time earliest and --time latest" in note for note in figures.notes)
    assert topic(figures, "payments").verdict.code == "healthy"


@pytest.mark.parametrize("ending", ["", "-3.9"])
def test_log_dirs_tell_bytes_per_partition_and_per_broker(ending: str) -> None:
    path = FILES / f"figures-log-dirs{ending}.txt"
    replicas = [
        (one["partition"], broker["broker"], one["size"])
        for broker in json.loads(path.read_text().splitlines()[2])["brokers"]
        for folder in broker["logDirs"]
        for one in folder["partitions"]
    ]
    figures = ka.cluster_figures(path)
    orders = topic(figures)
    assert orders.retained_bytes == sum(
        {name: size for name, _, size in replicas if "orders" in name}.values()
    )
    assert len(orders.partitions[3].replica_bytes) == 2
    assert orders.partitions[3].records is None
    assert orders.verdict.code == "uneven-partitions"
    assert [one.broker for one in figures.brokers] == [1, 2, 3]
    assert [one.bytes for one in figures.brokers] == [
        sum(size for _, broker, size in replicas if broker == number) for number in (1, 2, 3)
    ]
    assert sum(one.replicas for one in figures.brokers) == 6 * 2 + 3 * 3


@pytest.mark.parametrize("ending", ["", "-3.9"])
def test_groups_tell_the_lag_of_each_partition(ending: str) -> None:
    figures = ka.cluster_figures(FILES / f"figures-groups{ending}.txt")
    assert sorted((one.group, one.topic) for one in figures.groups) == [
        ("audit", "orders"), ("audit", "payments"), ("billing", "orders"), ("partly", "orders"),
    ]  # fmt: skip
    billing, audit, partly = group(figures, "billing"), group(figures, "audit"), group(figures, "partly")
    assert [one.lag for one in billing.partitions] == [450, 500, 475, 4500, 500, 0]
    assert (billing.lag, billing.unknown, billing.has_members) == (6425, (), False)
    assert [one.lag for one in audit.partitions] == [None, None, 50, 7700, None, None]
    assert (audit.unknown, audit.has_members) == ((0, 1, 4, 5), True)
    assert audit.partitions[3].client_id == "audit service"
    assert audit.verdict.code == billing.verdict.code == "lagging-partition"
    assert "No lag is known of partitions 0, 1, 4, 5" in audit.verdict.summary
    # The tool leaves out partitions that nobody reads; the topic's end offsets say that they are there.
    assert [one.partition for one in partly.partitions] == [0, 3]
    assert "No lag is known of partitions 1, 2, 4, 5" in partly.verdict.summary
    assert [one.records for one in topic(figures).partitions] == WRITTEN


def test_verbose_groups_are_the_same() -> None:
    verbose = ka.cluster_figures(FILES / "figures-groups-verbose.txt")
    assert group(verbose, "audit") == group(ka.cluster_figures(GROUPS), "audit")


def test_all_outputs_add_up_in_one_report() -> None:
    figures = ka.cluster_figures([GROUPS, LOG_DIRS, LATEST, EARLIEST])
    hot = topic(figures).partitions[3]
    assert (hot.records, hot.first_offset) == (8500, 500)
    assert hot.bytes_per_record == pytest.approx(hot.retained_bytes / 8500)  # type: ignore[operator]
    assert "It has the most records too" in group(figures, "billing").verdict.summary
    assert (figures.healthy, figures.judged) == (False, True)
    document = json.loads(figures.to_json())
    assert [one["tool"] for one in document["sources"]] == [
        "kafka-consumer-groups.sh", "kafka-log-dirs.sh", "kafka-get-offsets.sh", "kafka-get-offsets.sh",
    ]  # fmt: skip
    text = str(figures)
    assert max(map(len, text.splitlines())) <= 100
    for part in (
        "Topic orders",
        "Brokers",
        "Group billing on topic orders, without members",
        "uneven-partitions",
    ):
        assert part in text


def test_a_topic_can_be_chosen() -> None:
    figures = ka.cluster_figures([GROUPS, LOG_DIRS], topic="payments")
    assert [one.topic for one in figures.topics] == ["payments"]
    assert [(one.group, one.topic) for one in figures.groups] == [("audit", "payments")]
    with pytest.raises(ka.InputError, match="no figures for topic 'order'; did you mean 'orders'"):
        ka.cluster_figures(LOG_DIRS, topic="order")


FORMS = {
    "members": "shows members and no offsets: .* without --members",
    "state": "shows states of groups and no offsets: .* without --state",
    "list": "shows a list of groups and no offsets: .* without --list",
    "unknown": "GroupIdNotFoundException: Group nobody not found",
}


@pytest.mark.parametrize(("form", "message"), FORMS.items(), ids=FORMS.keys())
def test_other_forms_are_refused_with_what_to_run(form: str, message: str) -> None:
    with pytest.raises(ka.MalformedSourceError, match=message):
        ka.cluster_figures(FILES / f"figures-groups-{form}.txt")


def test_analyze_says_where_figures_are() -> None:
    with pytest.raises(ka.MalformedSourceError, match=r"no keys. Its figures: .*ka.cluster_figures"):
        ka.analyze(GROUPS)
    with pytest.raises(ka.MalformedSourceError, match="expected output of kafka-log-dirs"):
        ka.cluster_figures(FILES / "kcat-k.txt")


CUTS = {
    "log dirs": (LOG_DIRS, 900, "cut short or damaged"),
    "log dirs without the JSON": (LOG_DIRS, 100, "line of JSON is missing"),
    "groups": (GROUPS, 560, "is not a row of kafka-consumer-groups.sh"),
    "offsets": (LATEST, len("orders:0:900\norders:1:1000\norders:2"), "is not topic:partition:offset"),
}


@pytest.mark.parametrize(("path", "length", "message"), CUTS.values(), ids=CUTS.keys())
def test_outputs_that_are_cut_short_are_refused(
    tmp_path: Path, path: Path, length: int, message: str
) -> None:
    (tmp_path / "cut").write_text(path.read_text()[:length])
    with pytest.raises(ka.KafkaArchitectError, match=message):
        ka.cluster_figures(tmp_path / "cut")


def test_three_listings_and_contradicting_ones_are_refused(tmp_path: Path) -> None:
    for name, offsets in {"a": (0, 5), "b": (3, 2), "c": (9, 9)}.items():
        (tmp_path / name).write_text("".join(f"t:{place}:{one}\n" for place, one in enumerate(offsets)))
    with pytest.raises(ka.MalformedSourceError, match="neither has the lower offset in every partition"):
        ka.cluster_figures([tmp_path / "a", tmp_path / "b"])
    with pytest.raises(ka.MalformedSourceError, match="3 offset listings"):
        ka.cluster_figures([tmp_path / name for name in "abc"])
    assert topic(ka.cluster_figures([tmp_path / "c", tmp_path / "a"]), "t").records == 13


def test_small_topics_and_single_partitions_are_not_called_uneven(tmp_path: Path) -> None:
    (tmp_path / "offsets").write_text("few:0:90\nfew:1:3\none:0:5000\n")
    figures = ka.cluster_figures(tmp_path / "offsets")
    assert [(one.topic, one.verdict.code) for one in figures.topics] == [
        ("few", "small-sample"), ("one", "healthy"),
    ]  # fmt: skip


def test_a_lag_where_few_records_are_points_at_the_consumer(tmp_path: Path) -> None:
    heading = "GROUP TOPIC PARTITION CURRENT-OFFSET LOG-END-OFFSET LAG CONSUMER-ID HOST CLIENT-ID"
    rows = [(0, 1000, 5000, 4000), (1, 9000, 9000, 0), (2, 5000, 5010, 10)]
    lines = [f"g t {p} {c} {e} {lag} id-{p} /10.0.0.{p} app-{p}" for p, c, e, lag in rows]
    (tmp_path / "groups").write_text("\n".join([heading, *lines]) + "\n")
    found = group(ka.cluster_figures(tmp_path / "groups"), "g", "t")
    assert found.verdict.code == "lagging-partition"
    assert (
        "(consumer app-0). Other partitions have more records: look at the consumer" in found.verdict.summary
    )


def test_an_offset_beyond_the_end_is_a_topic_that_was_created_again() -> None:
    table = read_consumer_groups("GROUP TOPIC PARTITION CURRENT-OFFSET LOG-END-OFFSET LAG\ng t 0 90 10 -80\n")
    assert [(one.current, one.end, one.lag) for one in table.rows] == [(90, 10, -80)]


def test_tables_of_older_tools_have_no_group() -> None:
    heading = "TOPIC  PARTITION  CURRENT-OFFSET  LOG-END-OFFSET  LAG  CONSUMER-ID  HOST  CLIENT-ID"
    (row,) = read_consumer_groups(f"{heading}\norders 3 10 12 2 - - -\n").rows
    assert (row.group, row.topic, row.partition, row.lag, row.consumer_id) == (None, "orders", 3, 2, None)


def test_folders_that_fail_and_copies_that_move_are_told() -> None:
    one = {"partition": "a-b-0", "size": 5, "offsetLag": 2, "isFuture": True}
    broken = {"logDir": "/d2", "error": "org.apache.kafka.common.errors.KafkaStorageException"}
    document = {"brokers": [{"broker": 7, "logDirs": [{"logDir": "/d1", "partitions": [one]}, broken]}]}
    found = read_log_dirs(json.dumps(document))
    assert (found.replicas[0].topic, found.replicas[0].is_future, found.brokers) == ("a-b", True, (7,))
    assert found.failures == (
        "broker 7 cannot read /d2: org.apache.kafka.common.errors.KafkaStorageException",
    )


def test_offsets_that_no_partition_has_are_not_known() -> None:
    assert read_offsets("t:0:\nt:1:-1\nt:2:7\n") == [{("t", 0): None, ("t", 1): None, ("t", 2): 7}]


def run(*arguments: object, **options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kafka_architect", "analyze", *map(str, arguments)],
        capture_output=True, text=True, check=False, env={**os.environ, **options},
    )  # fmt: skip


def test_the_command_tells_figures_from_keys_by_itself(tmp_path: Path) -> None:
    done = run(GROUPS, LOG_DIRS, "--check")
    assert (done.returncode, "uneven-partitions" in done.stdout) == (1, True)
    assert run(GROUPS, LOG_DIRS).returncode == 0
    assert json.loads(run(LATEST, "--format", "json").stdout)["topics"][0]["topic"] == "orders"
    packed = tmp_path / "offsets.gz"
    packed.write_bytes(gzip.compress(LATEST.read_bytes()))
    assert run(packed, "--topic", "payments", "--check").returncode == 0
    (tmp_path / "few").write_text("few:0:9\nfew:1:3\n")
    assert run(tmp_path / "few", "--check").returncode == 2
    assert "--key requires keys" in run(LATEST, "--key", "id").stderr
    assert "one key per line" in run(LATEST, "--input-format", "text").stdout


@pytest.mark.parametrize("columns", ["60", "80", "100"])
def test_tables_fit_the_terminal(columns: str) -> None:
    done = run(GROUPS, LOG_DIRS, LATEST, EARLIEST, COLUMNS=columns)
    assert max(map(len, done.stdout.splitlines())) <= int(columns)
    assert "audit servi" in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="POSIX shells")
def test_tools_can_be_piped_in(tmp_path: Path) -> None:
    script = f"'{sys.executable}' -m kafka_architect analyze"
    shell = (
        f"cat {LATEST} | {script} - --topic orders; {script} <(cat {LATEST}) <(cat {EARLIEST}) --topic orders"
    )
    done = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.stderr == ""
    assert "70.0% of the records ever written" in done.stdout
    assert "68.8% of records" in done.stdout


def test_keys_and_figures_are_not_mixed(tmp_path: Path) -> None:
    (tmp_path / "keys.txt").write_text("a\nb\n")
    done = run(GROUPS, tmp_path / "keys.txt")
    assert done.returncode == 2
    assert "Its figures: kafka-architect analyze" in done.stderr


def test_many_topics_are_a_table_and_the_uneven_ones(tmp_path: Path) -> None:
    lines = [
        f"topic{t:03}:{p}:{90_000 if t == 7 and p == 2 else 10_000}\n" for t in range(60) for p in range(3)
    ]
    (tmp_path / "offsets").write_text("".join(lines))
    text = str(ka.cluster_figures(tmp_path / "offsets"))
    assert text.count("topic0") == 41
    assert "... and 20 more" in text
    assert "Topic topic007" in text
    assert len(text.splitlines()) < 90

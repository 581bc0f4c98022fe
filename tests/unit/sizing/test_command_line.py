"""The commands as a shell sees them: output, exit code, message."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from kafka_architect.cli.main import main

EXAMPLE = ["--rate", "50000", "--message-bytes", "1000", "--retention", "7d", "--consumer-groups", "3"]
IN_LOG = [*EXAMPLE, "--sizes", "log"]


class Shell:
    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch, self._capsys = monkeypatch, capsys

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        self._monkeypatch.setattr(sys, "argv", ["kafka-architect", *arguments])
        code = 0
        try:
            main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = self._capsys.readouterr()
        return code, out, err

    def json(self, *arguments: str) -> Any:
        code, out, err = self(*arguments, "--format", "json")
        assert code == 0, err
        return json.loads(out)


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(monkeypatch, capsys)


def test_size_prints_a_table_that_fits(shell: Shell) -> None:
    code, out, _ = shell("size", *IN_LOG, "--instance", "m5.2xlarge")
    assert code == 0
    assert "3 x m5.2xlarge · limited by replication factor and zones" in out
    assert "90.72 TB in all replicas, 117.9 TB provisioned" in out


def test_size_prints_json(shell: Shell) -> None:
    document = shell.json("size", *IN_LOG, "--instance", "m5.2xlarge")
    assert document["brokers"] == 3
    assert document["demand"]["retained_tb"] == pytest.approx(90.72)


def test_explain_shows_every_assumption(shell: Shell) -> None:
    _, out, _ = shell("size", *EXAMPLE, "--instance", "m5.2xlarge", "--explain")
    assert "policy.heap_gib" in out
    assert "workload.replication_factor" in out


def test_ranges_become_worlds(shell: Shell) -> None:
    arguments = ("size", "--rate", "30000..80000", "--retention", "7d", "--instance", "m5.2xlarge",
                 "--worlds", "500", "--seed", "7")  # fmt: skip
    document = shell.json(*arguments)
    uncertainty = document["uncertainty"]
    assert (uncertainty["worlds"], uncertainty["seed"]) == (500, 7)
    assert uncertainty["brokers"]["p50"] <= uncertainty["brokers"]["p95"] <= uncertainty["brokers"]["p99"]
    assert {"constraint", "scenario", "probability"} <= uncertainty["saturation"][0].keys()
    assert shell.json(*arguments) == document
    _, out, _ = shell(*arguments)
    assert "500 simulated scenarios (seed 7)" in out


def test_a_rate_in_bytes_may_be_a_range(shell: Shell) -> None:
    document = shell.json("size", "--rate", "30..80 MB/s", "--retention", "1d", "--instance", "m5.2xlarge")
    assert document["demand"]["write_mb_per_s"] == pytest.approx(80)
    assert document["uncertainty"]["ranges"]["rate"] == [30_000, 80_000]


def test_a_workload_file_and_options_that_win_over_it(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "workload.yaml"
    file.write_text(
        "rate: 50 MB/s\nretention: 7d\nconsumer-groups: 3\ninstance: m5.2xlarge\n"
        "policy: {rebuild-hours: 48}\n"
    )
    document = shell.json("size", str(file))
    assert document["instance"] == "m5.2xlarge"
    assert document["demand"]["write_mb_per_s"] == pytest.approx(50)
    doubled = shell.json("size", str(file), "--rate", "100 MB/s")
    assert doubled["demand"]["write_mb_per_s"] == pytest.approx(100)


def test_timeline_capacity_and_comparison(shell: Shell) -> None:
    arguments = ("size", *IN_LOG, "--growth", "2", "--instance", "m5.2xlarge", "--timeline", "24",
                 "--capacity", "--compare")  # fmt: skip
    document = shell.json(*arguments)
    assert len(document["timeline"]["months"]) == 25
    assert document["capacity"]["carries_workload"]
    answers = {one["name"]: one["answer"] for one in document["published"]["answers"]}
    assert answers["Google"] == 43  # (300 + (300 + 200) / 4) / 20 / 0.5 at twice the load
    code, out, _ = shell(*arguments)
    assert code == 0
    assert "This cluster under growth" in out
    assert "AWS right-sizing" in out


def test_explain_answers_from_a_saved_plan(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(shell.json("size", *IN_LOG, "--instance", "m5.2xlarge")))
    code, out, _ = shell("explain", str(file), "storage_per_broker")
    assert code == 0
    for word in ("formula", "input", "binding", "source", "39,312"):
        assert word in out
    assert "policy.heap_gib" in shell("explain", str(file))[1]
    assert shell.json("explain", str(file), "network_out@one_zone_lost")["unit"].startswith("MB/s")
    code, _, err = shell("explain", str(file), "storage_per_brokr")
    assert code == 2
    assert "did you mean storage_per_broker" in err


def test_partitions_shows_each_term(shell: Shell) -> None:
    code, out, _ = shell("partitions", "--rate", "10000")
    assert code == 0
    assert "12 partitions" in out
    assert "consumer_parallelism" in out
    assert shell.json("partitions", "--rate", "10000")["minimum"] == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["size"], "rate is missing"),
        (["size", "--rate", "0", "--retention", "7d"], "rate: expected more than 0"),
        (["size", "--rate", "-5", "--retention", "7d"], "rate: expected more than 0"),
        (["size", "--rate", "50000"], "no retention limit given"),
        (["size", "--rate", "50 Mb/s", "--retention", "7d"], "bits or bytes"),
        (["size", "--rate", "50000", "--retention", "7"], "no unit"),
        (["size", "--rate", "50000", "--retention", "7 MB"], "wrong unit"),
        (["size", *EXAMPLE, "--replication-factor", "0"], "replication_factor: expected a whole number"),
        (["size", *EXAMPLE, "--instance", "m5.large", "--brokers", "2"], "exceeds brokers 2"),
        (["size", *EXAMPLE, "--instance", "m5.2xlage"], "m5.2xlarge"),
        (["size", *EXAMPLE, "--catalogue", "awz"], "did you mean aws"),
        (["size", *EXAMPLE, "--policy", "disk_targt=1"], "did you mean disk_target"),
        (["size", *EXAMPLE, "--policy", "disk_target"], "NAME=VALUE"),
        (["size", *EXAMPLE, "--rank", "beauty"], "cost, brokers, headroom, simplicity"),
        (["size", "no-such.yaml"], "cannot read"),
        (["size", *EXAMPLE, "--worlds", "0"], "worlds: expected 1 to"),
        (["size", *EXAMPLE, "--timeline", "0"], "months: expected 1 to"),
        (["partitions", "--rate", "0"], "rate: expected more than 0"),
        (["partitions", "--rate", "10", "--brokers", "2"], "exceeds brokers 2"),
        (["partitions", "--rate", "10", "--producer-rate", "10 Mb/s"], "bits or bytes"),
    ],
)
def test_bad_input_is_one_clear_message_and_exit_code_2(
    shell: Shell, arguments: list[str], says: str
) -> None:
    code, out, err = shell(*arguments)
    assert code == 2
    assert out == ""
    assert says in err
    assert "Traceback" not in err


def test_a_file_that_is_no_plan_or_no_workload(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "list.json"
    file.write_text("[1, 2]")
    assert "not a kafka-architect document" in shell("explain", str(file), "brokers")[2]
    assert "expected keys and values" in shell("size", str(file))[2]
    file.write_text("{")
    assert "not JSON" in shell("size", str(file))[2]
    yaml = tmp_path / "bad.yaml"
    yaml.write_text("rate: [1")
    assert "not YAML" in shell("size", str(yaml))[2]


def test_what_no_hardware_can_carry_names_the_constraint(shell: Shell) -> None:
    arguments = ("size", "--rate", "1 GB/s", "--retention", "1h", "--partitions", "3", "--skew", "3",
                 "--instance", "m5.large")  # fmt: skip
    code, out, err = shell(*arguments)
    assert code == 1
    assert out == ""
    assert "To relieve it" in err
    code, out, _ = shell(*arguments, "--format", "json")
    assert code == 1
    assert json.loads(out)["unmet"]["constraint"]


def test_prices_of_your_own(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "prices.json"
    file.write_text(json.dumps({"date": "2026-11-01", "usd_per_hour": {"m5.2xlarge": 0.384}}))
    document = shell.json("size", *EXAMPLE, "--instance", "m5.2xlarge", "--prices", str(file))
    assert document["cost"]["items"]["brokers"] == pytest.approx(3 * 0.384 * 730)
    assert document["cost"]["price_date"] == "2026-11-01"


def test_the_example_is_sized(shell: Shell) -> None:
    document = shell.json("size", str(Path(__file__).parents[3] / "examples" / "workload.yaml"))
    assert document["within_limits"]
    assert document["topics"] == 8


def test_reverse_questions(shell: Shell) -> None:
    code, out, err = shell("size", *EXAMPLE, "--instance", "r6i.2xlarge", "--max", "retention")
    assert code == 0, err
    assert "days of retention; limited by" in out
    code, out, err = shell("size", *EXAMPLE, "--instance", "r6i.2xlarge", "--budget", "30000")
    assert code == 0, err
    assert "30,000 USD per month pay for" in out
    assert shell("size", *EXAMPLE, "--instance", "r6i.2xlarge", "--budget", "-1")[0] == 2


def test_a_cluster_beyond_its_limits_is_shown_without_a_bill_and_exits_with_1(shell: Shell) -> None:
    code, out, _ = shell("size", "--rate", "500 MB/s", "--retention", "1d", "--instance", "m5.large",
                         "--brokers", "3")  # fmt: skip
    assert code == 1
    assert "No cost" in out
    assert "brokers would be enough" in out
    code, _, err = shell("size", *EXAMPLE, "--instance", "m5.large", "--brokers", "100000000")
    assert code == 2
    assert "exceeds the largest known cluster" in err


def test_topics_of_a_file_are_shown_and_explained(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "shop.yaml"
    file.write_text(
        "retention: 7d\ngrowth: 2\ninstance: m5.2xlarge\ntopics:\n"
        "  - {name: orders.v1, rate: 5k, message-bytes: 2 kB, partitions: 12}\n"
        "  - {name: clicks, rate: 3M/min, consumer-groups: 2}\n"
    )
    code, out, err = shell("size", str(file))
    assert code == 0, err
    assert "orders.v1" in out
    plan = tmp_path / "plan.json"
    plan.write_text(json.dumps(shell.json("size", str(file))))
    explained = shell.json("explain", str(plan), "topics.clicks.partitions")
    assert explained["value"] > 0
    assert explained["inputs"]["recommended"] > 0
    assert shell.json("explain", str(plan), "topics.orders.v1.partitions")["source"] == "given"
    assert shell("explain", str(plan), "topics.order.v1.partitions")[0] == 2


def test_a_plan_with_a_key_missing_is_said(shell: Shell, tmp_path: Path) -> None:
    document = shell.json("size", *EXAMPLE, "--instance", "m5.2xlarge")
    for key in document:
        damaged = {name: value for name, value in document.items() if name != key}
        file = tmp_path / "plan.json"
        file.write_text(json.dumps(damaged))
        for name in ([], ["network_out"], ["cost.brokers"], ["volume_gib"], ["topics.all.partitions"]):
            code, _, err = shell("explain", str(file), *name)
            assert code in {0, 2}
            assert "Traceback" not in err


def test_what_is_asked_for_need_not_be_given(shell: Shell) -> None:
    def asked(*options: str) -> Any:
        return shell.json("size", *options)

    cluster = ("--instance", "i4i.2xlarge", "--brokers", "5")
    longest = asked("--rate", "50 MB/s", *cluster, "--max", "retention")
    hours = longest["most"]["value"] / 3600
    assert 10 < hours < 20  # the disks hold 1,875 GB each, of which 10 MB/s x 3 are written to each
    assert longest["within_limits"]
    assert asked("--rate", "50 MB/s", *cluster, "--max", "retention", "--retention", "2h")["most"][
        "value"
    ] == (pytest.approx(longest["most"]["value"], rel=1e-4))
    largest = asked("--retention", "1h", *cluster, "--max", "rate")
    assert largest["within_limits"]
    assert largest["workload"]["rate"] == pytest.approx(largest["most"]["value"], rel=1e-4)
    # Recommended for that rate, not for the one that the search began at.
    assert (
        largest["partitions_per_topic"] > asked("--rate", "1000", "--retention", "1h")["partitions_per_topic"]
    )


def test_a_budget_needs_no_rate(shell: Shell) -> None:
    found = shell.json("size", "--retention", "1d", "--budget", "20000")
    assert found["budget"]["times"] is None
    assert found["cost"]["monthly_total"] == pytest.approx(20_000, rel=0.01)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--rate", "5", "--max", "retention"), "max retention: retention is not given: set instance"),
        (
            ("--retention", "1d", "--max", "rate", "--brokers", "5"),
            "max rate: rate is not given: set instance",
        ),
        (("--max", "rate", "--brokers", "5", "--instance", "m5.large"), "no retention limit given"),
        (
            ("--rate", "900MB/s", "--max", "retention", "--brokers", "3", "--instance", "m5.large"),
            "max retention: 3 x m5.large support none: ",
        ),
    ],
)
def test_what_is_asked_for_cannot_be_found(shell: Shell, options: tuple[str, ...], sentence: str) -> None:
    code, _, err = shell("size", *options)
    assert code == 2
    assert sentence in err

"""Groups: what brokers keep of them reaches every output, and takes part in a difference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml
from click.testing import CliRunner

from kafka_architect.cli.main import cli
from kafka_architect.designs.comparing import design_diff
from kafka_architect.designs.design import design
from kafka_architect.designs.difference.change import Risk

if TYPE_CHECKING:
    from pathlib import Path

    from kafka_architect.designs.model.design import Design


def _tasks(**options: Any) -> Design:
    uses = [{"pattern": "share-group", "service": "mailer", **options}] if options else []
    return design(
        {
            "name": "mail",
            "platform": {"kafka": "4.4"},
            "defaults": {"size": "1 kB", "promises": {"lag_objective": "1 min"}},
            "topics": {"mails": {"key": "id", "rate": "10..50"}},
            "services": {"shop": {"sends": ["mails"]}, "mailer": {"receives": ["mails"], "instances": 8}},
            "patterns": uses,
        }
    )


def test_settings_of_groups_reach_the_outputs() -> None:
    made = _tasks(deliveries=5)
    assert made.groups["mailer"].kind == "share"
    setting = "share.delivery.count.limit=5"
    texts = made.emit("strimzi") | made.emit("terraform") | made.emit("markdown") | made.emit("kafka-topics")
    for path in (
        "strimzi/topics.yaml",
        "terraform/kafka/topics.tf",
        "README.md",
        "kafka/configure-groups.sh",
    ):
        assert setting in texts[path], path
    (group,) = yaml.safe_load_all(made.emit("jikkou")["jikkou/groups.yaml"])
    assert (group["kind"], group["metadata"]["name"]) == ("KafkaShareGroup", "mailer")
    assert group["spec"]["configs"]["share.delivery.count.limit"] == 5


def test_settings_of_groups_are_compared() -> None:
    found = design_diff(_tasks(deliveries=5), _tasks(deliveries=7)).changes
    (change,) = [one for one in found if one.kind == "group-setting"]
    assert (change.subject, change.before, change.after) == ("mailer", "5", "7")
    assert change.risk is Risk.REVERSIBLE
    assert "configure-groups.sh" in change.tools["strimzi"]


def test_another_kind_of_group_loses_its_offsets() -> None:
    found = design_diff(_tasks(), _tasks(deliveries=5))
    (change,) = [one for one in found.changes if one.kind == "group-kind"]
    assert (change.before, change.after, change.risk) == ("consumer", "share", Risk.LOSING_DATA)
    assert change.steps


def test_an_output_that_writes_nothing_says_why(tmp_path: Path) -> None:
    spec = tmp_path / "spec.yaml"
    spec.write_text("name: shop\ntopics: {orders: {key: id}}\nservices: {s: {sends: [orders]}}\n")
    arguments = ["design", str(spec), "--out", str(tmp_path / "out"), "--only", "terraform-confluent,connect"]
    said = CliRunner().invoke(cli, arguments).stderr
    assert "Nothing written for terraform-confluent: it requires platform.kind confluent-cloud" in said
    assert "Nothing written for connect: it requires a pattern with a connector" in said


@pytest.mark.parametrize("shares", [{"urgent": 0.05}, {"urgent": 0.1, "soon": 0.25}])
def test_lanes_share_the_load_of_their_topic(shares: dict[str, float]) -> None:
    made = design(
        {
            "name": "lanes",
            "topics": {"orders": {"key": "id", "rate": "100..400", "size": 500, "distinct_keys": 1000}},
            "services": {"shop": {"sends": ["orders"]}, "store": {"receives": ["orders"]}},
            "patterns": [{"pattern": "priority-lanes", "topic": "orders", "lanes": shares}],
        }
    )
    loads = {name: one.load for name, one in made.topics.items()}
    assert sum(one.peak_messages_per_s or 0 for one in loads.values()) == pytest.approx(400)
    for name, share in shares.items():
        assert loads[f"orders.{name}"].average_messages_per_s == pytest.approx(100 * share)

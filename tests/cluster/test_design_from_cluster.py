"""A running cluster as a specification, and as the old side of a comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

import kafka_architect as ka
from kafka_architect.designs.importing import import_files
from kafka_architect.snapshot import snapshot_text
from kafka_architect.snapshot.model import Acl, Quota, Topic, Unavailable, Value
from tests.integration.command import refuse, succeed

from .snapshots import snapshot, topic

if TYPE_CHECKING:
    from pathlib import Path

    from kafka_architect.snapshot import Snapshot


def acl(principal: str, operation: str, resource: str, pattern: str = "literal") -> Acl:
    return Acl(
        principal=principal, host="*", operation=operation, permission="allow", resource_type="topic",
        resource=resource, pattern=pattern,
    )  # fmt: skip


TAKEN = snapshot(
    bootstrap="kafka-1:9092",
    topics=[
        Topic(name="__consumer_offsets", internal=True, partitions=topic("x").partitions),
        Topic(
            name="orders",
            partitions=topic("orders", 6).partitions,
            config={
                "retention.ms": Value(value="3600000", source="dynamic"),
                "min.insync.replicas": Value(value="2", source="static"),
            },
        ),
    ],
    acls=[
        acl("User:order", "write", "orders"),
        acl("User:billing", "read", "orders"),
        acl("User:billing", "describe", "orders"),
        acl("User:audit", "read", "or", "prefixed"),
        acl("User:gone", "read", "invoices"),
    ],
    quotas=[Quota(entity={"user": "order"}, values={"producer_byte_rate": 1.0})],
)


@pytest.fixture
def file(tmp_path: Path) -> str:
    return written(tmp_path, TAKEN)


def written(folder: Path, taken: Snapshot) -> str:
    path = folder / "cluster.json"
    path.write_text(snapshot_text(taken))
    return str(path)


def test_topics_have_what_was_set_on_them_and_services_what_access_rules_say(file: str) -> None:
    found = import_files([file])
    assert found.formats == ("cluster",)
    assert found.specification["topics"] == {
        "orders": {
            "partitions": {"exactly": 6, "because": "imported from cluster"},
            "replication_factor": {"exactly": 3, "because": "imported from cluster"},
            "config": {"retention.ms": "3600000"},
        }
    }
    assert found.specification["services"] == {
        "billing": {"receives": ["orders"], "principal": "User:billing"},
        "order": {"sends": ["orders"], "principal": "User:order"},
    }
    assert found.complete == {"orders"}
    left_out = " ".join(found.left_out)
    for word in ("__consumer_offsets", "prefixed or", "invoices", "a quota of user order"):
        assert word in left_out


def test_what_could_not_be_read_is_asked(tmp_path: Path) -> None:
    lacking = [Unavailable(what="topic configurations", why="ClusterAuthorizationFailedError")]
    found = import_files([written(tmp_path, snapshot(topics=[topic("orders")], unavailable=lacking))])
    assert not found.complete
    assert "What is configured for it?" in [one.question for one in found.asked]


def test_fewer_partitions_mean_a_new_topic_and_more_break_the_order_of_keys(
    file: str, tmp_path: Path
) -> None:
    def difference(partitions: int) -> bool:
        specification = {
            "name": "shop",
            "topics": {
                "orders": {
                    "address": "orders", "key": ["id"], "rate": 10, "size": "1 kB",
                    "partitions": {"exactly": partitions, "because": "a test"},
                }
            },
        }  # fmt: skip
        path = tmp_path / "shop.yaml"
        path.write_text(yaml.safe_dump(specification))
        return ka.design_diff(file, str(path)).breaks

    assert difference(3)
    assert difference(12)
    assert not difference(6)


def test_the_commands_take_the_file(file: str, tmp_path: Path) -> None:
    out = tmp_path / "shop.yaml"
    out.write_text(succeed("design", "import", file))
    assert yaml.safe_load(out.read_text())["topics"]["orders"]["config"] == {"retention.ms": "3600000"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("design", "import"),
        ("design", "diff", "a"),
        ("design", "diff", "a", "b", "--bootstrap-server", "c:1"),
    ],
)
def test_what_is_missing_is_said(arguments: tuple[str, ...]) -> None:
    assert "expected" in refuse(*arguments)

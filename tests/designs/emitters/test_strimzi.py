"""Clusters, node pools, Connect, connectors and mirrors as Strimzi's CRDs have them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import yaml

import kafka_architect as ka
from kafka_architect.designs.design import design
from tests.designs import outputs
from tests.designs.emitters.moving import moving
from tests.designs.specifications import EXAMPLES


def _documents(text: str) -> list[Any]:
    return list(yaml.load_all(text, Loader=yaml.CSafeLoader))


def _held_to_their_crds(documents: list[Any]) -> None:
    for document in documents:
        errors = list(outputs.strimzi(document["kind"]).iter_errors(document))
        assert errors == [], (document["metadata"]["name"], errors)


def test_a_cluster_follows_its_crds() -> None:
    made = design(EXAMPLES / "shop.yaml")
    documents = _documents(made.emit("strimzi-cluster")["strimzi/cluster.yaml"])
    assert [one["kind"] for one in documents] == ["KafkaNodePool", "KafkaNodePool", "Kafka"]
    _held_to_their_crds(documents)


def test_a_cluster_is_as_large_as_the_plan() -> None:
    made = design(EXAMPLES / "shop.yaml")
    assert made.plan is not None
    brokers, controllers, kafka = _documents(made.emit("strimzi-cluster")["strimzi/cluster.yaml"])
    assert brokers["spec"]["replicas"] == made.platform.brokers == 3
    assert controllers["spec"]["replicas"] == made.plan["controllers"]["count"]
    held = sum(int(one["size"].removesuffix("Gi")) for one in brokers["spec"]["storage"]["volumes"])
    assert held * 2**30 * 3 >= made.plan["storage"]["per_broker_gb"] * 1e9 * made.plan["brokers"]
    assert kafka["spec"]["kafka"]["config"]["min.insync.replicas"] == 2
    assert kafka["metadata"]["name"] == brokers["metadata"]["labels"]["strimzi.io/cluster"]


def test_one_broker_of_development_needs_no_second() -> None:
    made = design(EXAMPLES / "shop.yaml", environment="dev")
    brokers, _, kafka = _documents(made.emit("strimzi-cluster")["strimzi/cluster.yaml"])
    assert brokers["spec"]["replicas"] == 1
    config = kafka["spec"]["kafka"]["config"]
    assert {value for key, value in config.items() if "replic" in key or "isr" in key} == {1}
    assert "rack" not in kafka["spec"]["kafka"]


def test_managed_platforms_have_no_cluster_of_their_own() -> None:
    made = design(EXAMPLES / "shop.yaml")
    managed = replace(made, platform=replace(made.platform, kind="msk-serverless"))
    assert managed.emit("strimzi-cluster") == {}


def test_connect_and_mirrors_follow_their_crds() -> None:
    texts = moving().emit("strimzi-connect")
    user, connect, *connectors = _documents(texts["strimzi/connectors.yaml"])
    (mirror,) = _documents(texts["strimzi/mirrors.yaml"])
    assert [one["metadata"]["name"] for one in connectors] == ["orders-outbox", "search-index-65909489"]
    assert {one["metadata"]["labels"]["strimzi.io/cluster"] for one in connectors} == {
        connect["metadata"]["name"]
    }
    source, checkpoint = (
        mirror["spec"]["mirrors"][0][f"{one}Connector"]["config"] for one in ("source", "checkpoint")
    )
    assert source.keys() == {"replication.policy.class", "replication.factor", "offset.lag.max"}
    assert checkpoint.keys() == {
        "replication.policy.class",
        "sync.group.offsets.enabled",
        "emit.checkpoints.interval.seconds",
    }
    assert mirror["spec"]["mirrors"][0]["topicsPattern"] == r"orders\.events|payments\.events"
    _held_to_their_crds([user, connect, mirror])


def test_connect_and_mirrors_have_the_users_that_they_log_in_as() -> None:
    texts = moving().emit("strimzi-connect")
    user, connect, *_ = _documents(texts["strimzi/connectors.yaml"])
    assert connect["spec"]["authentication"]["username"] == user["metadata"]["name"]
    rules = {
        (one["resource"]["type"], one["resource"].get("name")): set(one["operations"])
        for one in user["spec"]["authorization"]["acls"]
    }
    assert rules["topic", "payments.events"] >= {"Read", "Describe"}
    assert rules["topic", "orders.events"] >= {"Read", "Write", "Describe"}
    assert rules["topic", "Search_Index.dlq"] >= {"Write"}
    assert "Read" in rules["topic", f"{connect['spec']['groupId']}-"]
    (mirror,) = _documents(texts["strimzi/mirrors.yaml"])
    for region in ("eu-west", "eu-central"):
        (there,) = _documents(texts[f"strimzi/{region}/mirror-users.yaml"])
        _held_to_their_crds([there])
        assert there["metadata"]["name"] == mirror["spec"]["target"]["authentication"]["username"]
        assert there["metadata"]["labels"]["strimzi.io/cluster"] == region


def test_the_validator_has_nothing_to_say() -> None:
    made = moving()
    texts = made.emit("strimzi-cluster") | made.emit("strimzi-connect") | made.emit("strimzi")
    found = ka.ConfigValidator("4.3", profile="production").validate(texts).findings
    assert [(one.rule.code, one.file.path, one.configuration, one.message) for one in found] == []

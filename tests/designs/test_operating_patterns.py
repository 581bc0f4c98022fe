"""Patterns about running a design: replaying dead letters, share groups, tenants, sites."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import kafka_architect as ka
from kafka_architect.designs.design import design
from kafka_architect.documents import read_document
from kafka_architect.errors import InputError

_CASES = Path(ka.__file__).parent / "data" / "pattern_specifications"


def _case(name: str, **options: Any) -> dict[str, Any]:
    """The specification of a pattern; the options are changed in its last use."""
    document: dict[str, Any] = dict(read_document(_CASES / f"{name}.yaml").value)
    *others, last = document["patterns"]
    changed = {key: value for key, value in {**last, **options}.items() if value is not None}
    return {**document, "patterns": [*others, changed]}


def test_dead_letters_are_replayed_to_the_group_that_failed() -> None:
    made = design(_case("dead-letter-redrive"))
    dead = made.topics["order.events.payment-service.dlq"]
    assert dead.receivers == ("dead-letter-redrive",)
    assert "dead-letter-redrive" in made.topics["order.events.payment-service.retry.1"].senders
    assert "dead-letter-redrive" not in made.topics["order.events"].senders
    parked = made.topics["order.events.payment-service.dlq.parked"]
    assert parked.partitions.value == dead.partitions.value
    assert parked.retention_ms is not None and dead.retention_ms is not None
    assert parked.retention_ms.value > dead.retention_ms.value
    writes = {one.name for one in made.acls if one.principal == "User:dead-letter-redrive"}
    assert "order.events" not in writes


def test_replaying_into_the_main_topic_concerns_every_group() -> None:
    specification = _case("dead-letter-redrive", into="main")
    specification["services"]["audit"] = {"receives": ["order.events"]}
    made = design(specification)
    assert "dead-letter-redrive" in made.topics["order.events"].senders
    ledger = {one.service: one for one in made.guarantees if one.topic == "order.events"}
    assert ledger["audit"].loses_order
    assert "every group of order.events" in " ".join(ledger["audit"].gives_up)


def test_a_redrive_without_dead_letters_is_refused() -> None:
    specification = _case("dead-letter-redrive")
    del specification["patterns"][0]
    with pytest.raises(InputError, match="add retry-dlq or share-group"):
        design(specification)


def test_a_share_group_has_what_kafka_44_asks_for() -> None:
    made = design(_case("share-group"))
    dead = made.topics["dlq.payment-service"]
    assert dead.setting("errors.deadletterqueue.group.enable") == "true"
    assert dead.partitions.value == made.topics["order.events"].partitions.value
    keys = json.loads((_CASES.parent / "configdefs" / "4.4.0.json").read_text(encoding="utf-8"))["sections"]
    settings = {one.key: one.value for one in made.groups["payment-service"].settings}
    assert set(settings) <= set(keys["group"]["keys"])
    assert settings["errors.deadletterqueue.topic.name"] == dead.name
    assert {one.key for one in dead.settings} <= set(keys["topic"]["keys"])
    consumer = made.clients["payment-service.consumer"]
    assert consumer.setting("auto.offset.reset") is None and consumer.setting("isolation.level") is None
    script = made.emit("kafka-topics")["kafka/configure-groups.sh"]
    assert "errors.deadletterqueue.topic.name=dlq.payment-service" in script


def test_dead_letters_of_a_share_group_can_be_replayed() -> None:
    specification = _case("share-group")
    specification["patterns"].append({"pattern": "dead-letter-redrive"})
    made = design(specification)
    assert "dead-letter-redrive" in made.topics["order.events"].senders
    assert [one for one in made.findings if one.severity != "info"] == []


@pytest.mark.parametrize("version", [None, "4.3", "4.3.1", "3.9"])
def test_share_groups_need_brokers_that_write_dead_letters(version: str | None) -> None:
    specification = {**_case("share-group"), "platform": {"kafka": version, "brokers": 3}}
    with pytest.raises(InputError, match=r"Kafka 4\.4"):
        design(specification)


def test_flows_of_a_share_group_have_dead_letters() -> None:
    made = design(_case("share-group"))
    [finding] = [one for one in made.findings if one.code == "DSN017"]
    assert finding.subject == "payment.events -> order-service"


def test_a_tenant_with_a_principal_may_write_to_its_topic_alone() -> None:
    made = design(_case("multi-tenant"))
    writes = [
        one.name
        for one in made.acls
        if one.principal == "User:acme" and one.resource == "topic" and one.operation == "Write"
    ]
    assert writes == ["order.events.acme"]
    [quota] = [one for one in made.quotas if one.principal == "User:acme"]
    assert quota.producer_bytes_per_s is not None
    produced = 200 * 0.4 * 1000 * 2.5
    assert produced < quota.producer_bytes_per_s.value < 1.1 * produced  # and what the log's format adds
    assert made.topics["order.events.globex"].senders == ("order-service",)
    assert made.groups["payment-service-acme"].topics == ("order.events.acme",)


def test_tenants_share_the_load_and_add_none() -> None:
    made = design(_case("multi-tenant"))
    peaks = [
        one.load.peak_messages_per_s or 0.0
        for name, one in made.topics.items()
        if name.startswith("order.events")
    ]
    assert len(peaks) == 3
    assert sum(peaks) == pytest.approx(200)


def test_keys_of_a_shared_topic_begin_with_the_tenant() -> None:
    specification = _case("multi-tenant")
    specification["entities"]["order"]["key"] = "orderId"
    with pytest.raises(InputError, match="must begin with the tenant, tenantId"):
        design(specification)


@pytest.mark.parametrize(
    ("prefers", "in_sync", "says"), [("nothing-lost", 3, "writes stop"), ("writes-go-on", 2, "may be lost")]
)
def test_a_stretched_cluster_loses_nothing_or_goes_on(prefers: str, in_sync: int, says: str) -> None:
    made = design(_case("stretch-cluster", prefers=prefers))
    for topic in made.topics.values():
        assert topic.replication_factor.value == 4
        assert topic.min_insync_replicas.value == in_sync
        assert topic.setting("min.insync.replicas") == str(in_sync)
    assert all(says in one.durability for one in made.guarantees)


@pytest.mark.parametrize(
    ("platform", "says"),
    [({"kind": "msk-serverless"}, "fixes 3"), ({"brokers": 3}, "expected 4 or more")],
)
def test_a_stretched_cluster_needs_four_replicas(platform: dict[str, Any], says: str) -> None:
    with pytest.raises(InputError, match=says):
        design({**_case("stretch-cluster"), "platform": platform})


def test_a_stretched_cluster_needs_three_sites() -> None:
    with pytest.raises(InputError, match="three different sites"):
        design(_case("stretch-cluster", tie_breaker="north"))


def test_a_runbook_fences_first_and_starts_consumers_before_producers() -> None:
    made = design(_case("disaster-recovery"))
    [decision] = [one for one in made.decisions if one.pattern == "disaster-recovery"]
    words = [one.message for one in decision.steps]
    assert "fence" in words[1]
    last_consumer = max(i for i, one in enumerate(words) if "consumers" in one)
    assert last_consumer < min(i for i, one in enumerate(words) if one == "start producers")
    assert "27 min" in decision.because


def test_an_rto_shorter_than_the_switch_is_refused() -> None:
    specification = _case("disaster-recovery")
    specification["defaults"] = {**specification["defaults"], "promises": {"rto": "10 min"}}
    with pytest.raises(InputError, match=r"RTO of 600 s, but a switch takes 1620 s"):
        design(specification)


def test_a_runbook_needs_a_mirror() -> None:
    with pytest.raises(InputError, match="sources: west"):
        design(_case("disaster-recovery", lost="east"))


def test_tombstones_outlive_the_longest_outage_of_a_copy() -> None:
    made = design(_case("event-carried-state"))
    topic = made.topics["customer.state"]
    assert topic.cleanup == {"compact"}
    assert topic.setting("delete.retention.ms") == str(6 * 86_400_000)
    assert any("6 days" in one.what for one in made.failure_modes if one.subject == topic.name)


@pytest.mark.parametrize(("copy_in", "restarts"), [("each-instance", 1), ("database", 0)])
def test_copies_in_each_instance_load_at_each_start(copy_in: str, restarts: int) -> None:
    made = design(_case("event-carried-state", copy_in=copy_in))
    assert len([one for one in made.failure_modes if "restart at the same time" in one.what]) == restarts


def test_an_event_log_is_no_state_to_carry() -> None:
    specification = _case("event-carried-state", topic="customer.events")
    specification["entities"]["customer"]["events"] = ["CustomerMoved"]
    with pytest.raises(InputError, match="holds events"):
        design(specification)


def test_an_aggregate_says_what_it_holds_and_what_it_gives_up() -> None:
    made = design(_case("fan-in"))
    [decision] = [one for one in made.decisions if one.pattern == "fan-in"]
    assert "240,000 records" in decision.because
    [flow] = [one for one in made.guarantees if one.flow == "order.events -> billing"]
    assert any("between the sources" in one for one in flow.gives_up)


def test_an_aggregate_does_not_feed_itself() -> None:
    with pytest.raises(InputError, match="would feed itself"):
        design(_case("fan-in", into="order.events"))


def test_the_fullest_partition_of_a_key_map_is_that_of_the_heaviest_key_or_of_the_rest() -> None:
    made = design(_case("explicit-key-map"))
    assert made.topics["order.events"].partitions.value == 12
    for heavy, share in (({"acme": 0.3, "globex": 0.2}, "30.0%"), ({"acme": 0.01}, "9.0%")):
        made = design(_case("explicit-key-map", heavy=heavy))
        [decision] = [one for one in made.decisions if one.pattern == "explicit-key-map"]
        assert share in decision.because


@pytest.mark.parametrize(
    ("options", "says"),
    [({"partitions": 2}, "raise partitions"), ({"heavy": {"a": 0.6, "b": 0.4}}, "expected a sum below 1")],
)
def test_a_key_map_leaves_room_for_other_keys(options: dict[str, Any], says: str) -> None:
    with pytest.raises(InputError, match=says):
        design(_case("explicit-key-map", **options))

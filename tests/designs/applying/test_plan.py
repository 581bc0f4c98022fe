"""What a plan does, refuses, leaves to the operator, and leaves alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kafka_architect.designs.applying.missing import missing
from kafka_architect.designs.applying.planning import plan
from kafka_architect.designs.applying.step import (
    AddAcls,
    AddPartitions,
    Configure,
    CreateTopic,
    SetQuotas,
    Standing,
)
from kafka_architect.designs.difference.change import Risk
from kafka_architect.errors import InputError
from kafka_architect.snapshot.model import Broker, Group, Partition, Quota, Topic, Unavailable, Value

from .model import acl, after, cluster, design, designed, group, permission, quota, running

if TYPE_CHECKING:
    from kafka_architect.designs.applying.step import ApplyPlan, Step

BOTH = ("order-breaking", "losing-data")


def only(found: ApplyPlan) -> Step:
    [step] = found.steps
    return step


def test_a_topic_that_is_missing_is_created_with_all_that_the_design_sets() -> None:
    step = only(plan(design(designed("orders", retention_ms="1000")), cluster()))
    assert step.action == CreateTopic(
        topic="orders", partitions=6, replication_factor=3, settings={"retention.ms": "1000"}
    )
    assert (step.standing, step.risk) == (Standing.READY, Risk.SAFE)


def test_a_cluster_that_is_as_designed_needs_nothing() -> None:
    there = running("orders", retention_ms="1000")
    found = plan(design(designed("orders", retention_ms="1000")), cluster(there, running("foreign", 1, 1)))
    assert not found
    assert found.is_harmless
    assert str(found).startswith("shop -> kafka-1:9092: nothing to do")


def test_a_value_that_brokers_or_kafka_have_by_default_is_not_set_again() -> None:
    there = running("orders")
    assert not plan(design(designed("orders", retention_ms="604800000")), cluster(there))
    of_brokers = Topic(
        name="orders", partitions=there.partitions, config={"retention.ms": Value(value="5", source="static")}
    )
    assert not plan(design(designed("orders", retention_ms="5")), cluster(of_brokers))
    step = only(plan(design(designed("orders", retention_ms="604800000")), cluster(of_brokers)))
    assert step.action == Configure(resource="topic", name="orders", settings={"retention.ms": "604800000"})
    assert step.changes[0].before == "5"


def test_defaults_are_those_of_the_clusters_version() -> None:
    """message.timestamp.after.max.ms: unlimited before Kafka 4.0, an hour since."""
    wanted = design(designed("orders", message_timestamp_after_max_ms="3600000"))
    assert not plan(wanted, cluster(running("orders")))
    older = cluster(running("orders"))
    older = type(older)(
        **{name: getattr(older, name) for name in older.__struct_fields__} | {"kafka_version": "3.9"}
    )
    assert only(plan(wanted, older)).kind == "configure-topic"


def test_more_partitions_of_a_keyed_topic_are_refused_until_they_are_allowed() -> None:
    wanted, there = design(designed("orders", 12)), cluster(running("orders", 6))
    step = only(plan(wanted, there))
    assert (step.standing, step.risk) == (Standing.REFUSED, Risk.ORDER_BREAKING)
    assert step.why == "Refused without --allow order-breaking."
    assert "50.0% of the keys change partition" in step.changes[0].because
    assert only(plan(wanted, there, allow=["losing-data"])).standing is Standing.REFUSED
    allowed = plan(wanted, there, allow=["order-breaking"])
    assert only(allowed).action == AddPartitions(topic="orders", before=6, partitions=12)
    assert allowed.ready
    assert not allowed.is_harmless


@pytest.mark.parametrize(("key", "records"), [((), 100), (("id",), 0)])
def test_more_partitions_break_nothing_without_keys_or_records(key: tuple[str, ...], records: int) -> None:
    found = plan(design(designed("orders", 12, key=key)), cluster(running("orders", 6, records=records)))
    assert (only(found).standing, only(found).risk) == (Standing.READY, Risk.SAFE)


def test_unknown_offsets_do_not_make_a_topic_empty() -> None:
    there = Topic(name="orders", partitions=[Partition(partition=0, replicas=[1, 2, 3])])
    assert only(plan(design(designed("orders", 2)), cluster(there))).standing is Standing.REFUSED


def test_fewer_partitions_are_left_to_the_operator_whatever_is_allowed() -> None:
    step = only(plan(design(designed("orders", 3)), cluster(running("orders", 6)), allow=BOTH))
    assert (step.standing, step.action, step.risk) == (Standing.OPERATOR, None, Risk.RECREATING)
    assert "never deleted" in step.why


@pytest.mark.parametrize(
    ("key", "before", "now"),
    [
        ("retention.ms", "604800000", "3600000"),
        ("retention.bytes", "-1", "1000000"),
        ("cleanup.policy", "delete", "compact"),
        ("cleanup.policy", "compact", "compact,delete"),
        ("unclean.leader.election.enable", "false", "true"),
    ],
)
def test_what_loses_data_is_refused_until_it_is_allowed(key: str, before: str, now: str) -> None:
    name = key.replace(".", "_")
    config: dict[str, Any] = {name: now, "max_message_bytes": "2000000"}
    wanted = design(designed("orders", **config))
    config = {name: before}
    there = cluster(running("orders", **config))
    made, refused = plan(wanted, there).steps
    assert (made.standing, [one.what for one in made.changes]) == (Standing.READY, ["max.message.bytes"])
    assert (refused.standing, [one.what for one in refused.changes]) == (Standing.REFUSED, [key])
    assert refused.why == "Refused without --allow losing-data."
    together = only(plan(wanted, there, allow=["losing-data"]))
    assert isinstance(together.action, Configure)
    assert together.action.settings == {key: now, "max.message.bytes": "2000000"}


def test_a_bound_on_a_topic_that_was_never_written_loses_nothing() -> None:
    wanted = design(designed("orders", retention_ms="1000", unclean_leader_election_enable="true"))
    made, refused = plan(wanted, cluster(running("orders", records=0))).steps
    assert [one.what for one in made.changes] == ["retention.ms"]
    # Not about what is stored: records that come later may be lost.
    assert [one.what for one in refused.changes] == ["unclean.leader.election.enable"]


def test_another_replication_factor_is_left_to_the_operator_and_min_isr_waits_for_it() -> None:
    wanted = design(designed("orders", 6, 3, min_insync_replicas="2"))
    replicas, waiting = plan(wanted, cluster(running("orders", 6, 1))).steps
    assert (replicas.kind, replicas.standing) == ("change-replicas", Standing.OPERATOR)
    assert any("kafka-reassign-partitions" in one for one in replicas.changes[0].steps)
    assert waiting.standing is Standing.OPERATOR
    assert [one.what for one in waiting.changes] == ["min.insync.replicas"]
    assert only(plan(wanted, cluster(running("orders", 6, 3)))).standing is Standing.READY


def test_a_topic_with_more_replicas_than_there_are_brokers_is_said_before_anything_is_asked() -> None:
    step = only(plan(design(designed("orders")), cluster(brokers=1)))
    assert step.standing is Standing.OPERATOR
    assert "requires 3 brokers, and the cluster has 1" in step.why


def test_configurations_that_the_design_does_not_set_stay_and_are_told() -> None:
    there = running("orders", segment_bytes="1048576", retention_ms="1000")
    found = plan(design(designed("orders", retention_ms="1000")), cluster(there))
    assert not found
    assert found.notes == ("orders: not in the specification, left unchanged: segment.bytes=1048576",)


def test_quotas_are_compared_by_value_and_foreign_ones_stay() -> None:
    there = cluster(
        quotas=[
            Quota(entity={"user": "web"}, values={"producer_byte_rate": 10.0, "request_percentage": 5.0}),
            Quota(entity={"user": "web", "client-id": "x"}, values={"consumer_byte_rate": 1.0}),
            Quota(entity={"user": None}, values={"consumer_byte_rate": 1.0}),
        ]
    )
    step = only(plan(design(quotas=(quota("User:web", 10, 20),)), there))
    assert step.action == SetQuotas(user="web", values={"consumer_byte_rate": 20.0})
    assert not plan(design(quotas=(quota("User:web", 10),)), there)


def test_platforms_with_quotas_of_their_own_get_none() -> None:
    found = plan(design(quotas=(quota("User:web", 10),), platform="confluent-cloud"), cluster())
    assert not found
    assert "confluent-cloud" in found.notes[0]


def test_acls_are_added_per_principal_and_none_twice() -> None:
    wanted = design(
        acls=(
            permission("User:web", "Write", "orders"),
            permission("User:web", "Describe", "orders"),
            permission("User:mail", "Read", "or", prefixed=True),
        )
    )
    there = cluster(acls=[acl("User:web", "write", "orders"), acl("User:mail", "read", "or")])
    web, mail = plan(wanted, there).steps
    assert web.action == AddAcls(principal="User:web", acls=(acl("User:web", "describe", "orders"),))
    assert mail.action == AddAcls(
        principal="User:mail", acls=(acl("User:mail", "read", "or", pattern="prefixed"),)
    )
    assert not plan(wanted, after(plan(wanted, there), there))


def test_a_denial_that_makes_a_permission_useless_is_told() -> None:
    wanted = design(acls=(permission("User:web", "Write", "orders"),))
    there = cluster(
        acls=[
            acl("User:web", "write", "orders"),
            acl("User:*", "all", "ord", permission="deny", pattern="prefixed"),
        ]
    )
    found = plan(wanted, there)
    assert not found
    assert "denies all on topic ord (prefixed)" in found.notes[0]


def test_the_first_acl_of_a_topic_may_lock_others_out() -> None:
    broker = Broker(
        id=1, host="h", port=1,
        config={"allow.everyone.if.no.acl.found": Value(source="static", sensitive=True)},
    )  # fmt: skip
    wanted = design(acls=(permission("User:web", "Write", "orders"),))
    there = cluster(running("orders"))
    open_cluster = type(there)(
        **{name: getattr(there, name) for name in there.__struct_fields__} | {"brokers": [broker]}
    )
    assert only(plan(wanted, there)).risk is Risk.SAFE
    assert only(plan(wanted, open_cluster)).risk is Risk.REVERSIBLE
    assert "lose access" in only(plan(wanted, open_cluster)).changes[0].because
    of_a_new_topic = design(acls=(permission("User:web", "Write", "bills"),))
    assert only(plan(of_a_new_topic, open_cluster)).risk is Risk.SAFE


def test_groups_are_configured_before_they_have_members() -> None:
    wanted = design(groups={"mail": group("mail", share_auto_offset_reset="earliest")})
    step = only(plan(wanted, cluster()))
    assert step.action == Configure(
        resource="group", name="mail", settings={"share.auto.offset.reset": "earliest"}
    )
    there = Group(name="mail", config={"share.auto.offset.reset": Value(value="earliest", source="dynamic")})
    assert not plan(wanted, cluster(groups=[there]))


@pytest.mark.parametrize(
    ("what", "why", "expected"),
    [
        ("acls", "SecurityDisabledError", "no authorizer"),
        ("acls", "ClusterAuthorizationFailedError", "ACLs cannot be read: ClusterAuthorizationFailedError"),
        ("quotas", "UnsupportedVersionError", "Quotas cannot be read"),
        ("group configurations", "InvalidRequestError", "Kafka 4.0"),
        ("topics", "orders: TopicAuthorizationFailedError", "grant Describe"),
    ],
)
def test_what_cannot_be_read_is_not_applied_and_the_rest_is(what: str, why: str, expected: str) -> None:
    wanted = design(
        designed("orders"),
        designed("bills"),
        quotas=(quota("User:web", 10),),
        acls=(permission("User:web", "Write", "orders"),),
        groups={"mail": group("mail", share_auto_offset_reset="earliest")},
    )
    found = plan(wanted, cluster(unavailable=[Unavailable(what=what, why=why)]))
    [left] = found.remainder
    assert left.standing is Standing.UNAVAILABLE
    assert expected in left.why
    assert len(found.ready) == 4
    assert not found.is_harmless


def test_configurations_that_cannot_be_read_are_not_guessed() -> None:
    lacking = [Unavailable(what="topic configurations", why="ClusterAuthorizationFailedError")]
    wanted = design(designed("orders", 12, key=(), retention_ms="1"))
    unread, grown = plan(wanted, cluster(running("orders", 6), unavailable=lacking)).steps
    assert (unread.standing, unread.action) == (Standing.UNAVAILABLE, None)
    assert "DescribeConfigs" in unread.why
    assert grown.kind == "add-partitions"


def test_steps_come_in_an_order_in_which_each_finds_what_it_needs() -> None:
    wanted = design(
        designed("orders", 12, key=()),
        designed("bills"),
        quotas=(quota("User:web", 10),),
        acls=(permission("User:web", "Write", "orders"),),
    )
    kinds = [one.kind for one in plan(wanted, cluster(running("orders", 6))).steps]
    assert kinds == ["create-topic", "add-partitions", "set-quotas", "add-acls"]


def test_the_digest_is_of_what_is_sent_and_where() -> None:
    wanted = design(designed("orders"))
    first = plan(wanted, cluster())
    assert first.digest == plan(wanted, cluster(running("foreign"))).digest
    assert first.digest != plan(design(designed("orders", 7)), cluster()).digest
    assert first.digest != plan(wanted, cluster(running("orders"))).digest


def test_what_may_be_allowed_is_said() -> None:
    with pytest.raises(InputError, match="expected order-breaking or losing-data, found 'recreating'"):
        plan(design(), cluster(), allow=["recreating"])


def test_what_is_missing_of_an_action_is_told_with_what_is_there() -> None:
    action = CreateTopic(topic="orders", partitions=6, replication_factor=3, settings={"retention.ms": "5"})
    assert missing(action, cluster()) == ["the topic orders"]
    assert missing(action, cluster(running("orders", 3, 1, retention_ms="7"))) == [
        "6 partitions (found 3)", "3 replicas (found 1)", "retention.ms=5 (found 7)",
    ]  # fmt: skip
    assert not missing(action, cluster(running("orders", 6, 3, retention_ms="5")))

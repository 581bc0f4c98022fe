"""Designs applied to a real Kafka: plan, apply, and nothing left to do."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from click.testing import CliRunner

import kafka_architect as ka
from kafka_architect.cli.main import cli
from kafka_architect.cluster.admin import open_admin
from kafka_architect.cluster.applying.making import Making
from kafka_architect.cluster.applying.outcome import Result
from kafka_architect.cluster.snapshot.asking import Asking
from kafka_architect.cluster.snapshot.taking import take_snapshot
from kafka_architect.cluster.snapshot.topics import metadata
from kafka_architect.designs.applying.step import Standing
from kafka_architect.designs.model.client import Group
from kafka_architect.designs.model.figure import Figure
from kafka_architect.designs.model.topic import Setting
from tests.integration.command import COMMAND, environment
from tests.kafka_fixture import unique_name
from tools.kafka.cluster import KafkaCluster
from tools.kafka.secure_listeners import USERS

from .topics import make_topic, send

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.snapshot import Snapshot

if sys.platform != "win32":
    import pty

pytestmark = pytest.mark.kafka
EXAMPLES = Path(__file__).parents[2] / "examples" / "designs"


class Shop:
    """A specification with names that no other test has."""

    def __init__(self) -> None:
        self.orders, self.bills = unique_name("orders"), unique_name("bills")
        self.sender, self.receiver = unique_name("order"), unique_name("mail")

    def specification(self, partitions: int = 2, **config: str) -> dict[str, Any]:
        stream = {"rate": 10, "size": "1 kB", "retention": "7d", "replication_factor": pin(3)}
        return {
            "name": "shop",
            "topics": {
                "orders": {
                    **stream, "address": self.orders, "key": ["id"], "partitions": pin(partitions),
                    "config": {key.replace("_", "."): value for key, value in config.items()},
                },
                "bills": {**stream, "address": self.bills, "key": ["id"], "partitions": pin(1)},
            },
            "services": {
                self.sender: {"sends": ["orders", "bills"]},
                self.receiver: {"receives": ["orders"], "group": self.receiver},
            },
        }  # fmt: skip


def pin(count: int) -> dict[str, Any]:
    return {"exactly": count, "because": "a test"}


def client(servers: str, **settings: str) -> ka.ClientSettings:
    told = {key.replace("_", "."): value for key, value in settings.items()}
    return ka.ClientSettings.read(servers, settings=told, environment={})


def snapshot(servers: str) -> Snapshot:
    with open_admin(client(servers)) as admin:
        return take_snapshot(admin, bootstrap=servers)


def of_others(taken: Snapshot, shop: Shop) -> tuple[Any, ...]:
    """All that the shop does not own."""
    users = {shop.sender, shop.receiver}
    return (
        [
            (one.name, len(one.partitions), one.config)
            for one in taken.topics
            if not one.internal and one.name not in {shop.orders, shop.bills}
        ],
        [one for one in taken.quotas if one.entity.get("user") not in users],
        [one for one in taken.acls if one.principal.removeprefix("User:") not in users],
    )


@pytest.fixture
def shop() -> Shop:
    return Shop()


@pytest.fixture(scope="module")
def alone() -> Iterator[KafkaCluster]:
    """One broker without an authorizer."""
    with KafkaCluster() as started:
        yield started


def test_applied_once_there_is_nothing_left_and_nothing_else_has_changed(
    kafka: KafkaCluster, shop: Shop
) -> None:
    foreign = make_topic(kafka, "foreign", partitions=1, copies=1, retention_ms="1234567")
    where = client(kafka.bootstrap_servers)
    assert ka.design_apply(Shop().specification(), where).is_complete
    before = snapshot(kafka.bootstrap_servers)
    specification = shop.specification(min_insync_replicas="2")

    planned = ka.design_plan(specification, where)
    assert planned.is_harmless
    assert [one.kind for one in planned.steps][-4:] == ["set-quotas", "set-quotas", "add-acls", "add-acls"]
    assert snapshot(kafka.bootstrap_servers).topics == before.topics, "a plan changes nothing"

    applied = ka.design_apply(specification, where, reviewed=planned.digest)
    assert applied.is_complete, applied
    again = ka.design_plan(specification, where)
    assert not again, str(again)
    assert ka.design_apply(specification, where).outcomes == ()

    after = snapshot(kafka.bootstrap_servers)
    topic = next(one for one in after.topics if one.name == shop.orders)
    assert [len(one.replicas) for one in topic.partitions] == [3, 3]
    assert not ka.design_diff(_saved(after), specification).changes
    assert not ka.design_plan(specification, after)
    assert foreign in {one.name for one in after.topics}
    assert all(of_others(before, shop)), "there are topics, quotas and ACLs of others"
    assert of_others(after, shop) == of_others(before, shop)


def _saved(taken: Snapshot) -> Any:
    from kafka_architect.designs.importing.source import Source
    from kafka_architect.snapshot import snapshot_text

    return Source("cluster.json", snapshot_text(taken))


def test_growth_and_cuts_are_refused_until_they_are_allowed(kafka: KafkaCluster, shop: Shop) -> None:
    where = client(kafka.bootstrap_servers)
    assert ka.design_apply(shop.specification(), where).is_complete
    send(kafka, shop.orders, [b"a", b"b", b"c"])
    changed = shop.specification(4, retention_ms="3600000", max_message_bytes="2000000")
    changed["topics"]["orders"].pop("retention")

    applied = ka.design_apply(changed, where)
    left = {(one.step.kind, one.step.standing) for one in applied.of(Result.NOT_READY)}
    assert left == {("add-partitions", Standing.REFUSED), ("configure-topic", Standing.REFUSED)}
    assert not applied.has_failed
    topic = _topic(kafka, shop.orders)
    assert len(topic.partitions) == 2
    assert topic.config["max.message.bytes"].value == "2000000"
    assert topic.config["retention.ms"].value == "604800000"

    grown = ka.design_apply(changed, where, allow=["order-breaking", "losing-data"])
    assert grown.is_complete, grown
    topic = _topic(kafka, shop.orders)
    assert len(topic.partitions) == 4
    assert topic.config["retention.ms"].value == "3600000"
    assert not ka.design_plan(changed, where)


def _topic(kafka: KafkaCluster, name: str) -> Any:
    return next(one for one in snapshot(kafka.bootstrap_servers).topics if one.name == name)


def test_a_value_that_the_broker_rejects_leaves_everything_as_it_was(kafka: KafkaCluster, shop: Shop) -> None:
    specification = shop.specification(min_insync_replicas="none")
    applied = ka.design_apply(specification, client(kafka.bootstrap_servers))
    assert not applied.validated
    [failed] = applied.of(Result.FAILED)
    assert "min.insync.replicas" in failed.detail
    assert not applied.of(Result.DONE)
    assert "nothing was changed" in str(applied)
    assert not {shop.orders, shop.bills} & {one.name for one in snapshot(kafka.bootstrap_servers).topics}


def test_a_topic_that_somebody_else_creates_meanwhile_ends_it_and_going_on_works(
    kafka: KafkaCluster, shop: Shop
) -> None:
    where = client(kafka.bootstrap_servers)
    specification = shop.specification()
    said: list[str] = []

    def meanwhile(what: str) -> None:
        said.append(what)
        if what.startswith("2/"):
            make_named(kafka, shop.bills)

    applied = ka.design_apply(specification, where, progress=meanwhile)
    done, failed, *left = applied.outcomes
    assert (done.result, done.step.subject) == (Result.DONE, shop.orders)
    assert (failed.result, failed.step.subject) == (Result.FAILED, shop.bills)
    assert "created after the plan was made" in failed.detail
    assert {one.result for one in left} == {Result.LEFT}
    text = str(applied)
    assert "Apply again to go on" in text
    assert len(text.splitlines()) < 15
    assert said[0] == f"validating create-topic {shop.orders}"

    on = ka.design_apply(specification, where)
    assert [(one.step.kind, one.step.subject) for one in on.outcomes[:1]] == [("configure-topic", shop.bills)]
    assert on.is_complete, on
    assert not ka.design_plan(specification, where)


def make_named(kafka: KafkaCluster, name: str) -> None:
    from confluent_kafka.cimpl import NewTopic

    from .topics import admin

    creating = admin(kafka)
    creating.create_topics([NewTopic(name, 1, 3)])[name].result(30)


def test_control_c_says_what_was_done_and_going_on_works(kafka: KafkaCluster, shop: Shop) -> None:
    where = client(kafka.bootstrap_servers)

    def interrupt(what: str) -> None:
        if what.startswith("2/"):
            signal.raise_signal(signal.SIGINT)

    applied = ka.design_apply(shop.specification(), where, progress=interrupt)
    assert applied.interrupted
    assert [one.result for one in applied.outcomes[:2]] == [Result.DONE, Result.LEFT]
    assert "Interrupted." in str(applied)
    assert ka.design_apply(shop.specification(), where).is_complete


def test_a_changed_cluster_is_refused_where_a_plan_was_reviewed(kafka: KafkaCluster, shop: Shop) -> None:
    where = client(kafka.bootstrap_servers)
    planned = ka.design_plan(shop.specification(), where)
    make_named(kafka, shop.bills)
    with pytest.raises(ka.ChangedClusterError, match="Nothing was changed"):
        ka.design_apply(shop.specification(), where, reviewed=planned.digest)
    assert shop.orders not in {one.name for one in snapshot(kafka.bootstrap_servers).topics}


def test_what_a_user_may_not_do_is_told_with_the_missing_acl(kafka: KafkaCluster, shop: Shop) -> None:
    """bob may make and configure one of the topics and may not even see the other, quotas or ACLs."""
    done = kafka.run_script(
        "kafka-acls.sh --bootstrap-server $BOOTSTRAP_SERVERS --add --allow-principal User:bob "
        f"--topic {shop.orders} --operation Create --operation Describe --operation DescribeConfigs"
    )
    assert done.returncode == 0, done.stderr
    bob = client(
        kafka.servers("SASL_PLAINTEXT"), security_protocol="SASL_PLAINTEXT", sasl_mechanism="PLAIN",
        sasl_username="bob", sasl_password=USERS["bob"],
    )  # fmt: skip
    applied = ka.design_apply(shop.specification(), bob)
    assert [one.step.subject for one in applied.of(Result.DONE)] == [shop.orders]
    details = {one.step.kind: one.detail for one in applied.of(Result.NOT_READY)}
    assert "grant Describe" in details["read"]
    assert "Quotas cannot be read: ClusterAuthorizationFailedError" in details["set-quotas"]
    assert "ACLs cannot be read" in details["add-acls"]
    assert not applied.has_failed
    assert USERS["bob"] not in str(applied) + repr(applied) + json.dumps(applied.to_dict())

    # He may see its configurations and not alter them: known before anything is changed.
    refused = ka.design_apply(shop.specification(max_message_bytes="2000000"), bob)
    [failed] = refused.of(Result.FAILED)
    assert "User:bob is not authorized" in failed.detail
    assert f"--operation AlterConfigs --topic {shop.orders}" in failed.detail


def test_examples_need_nothing_after_they_were_applied_and_acls_wait_for_an_authorizer(
    alone: KafkaCluster,
) -> None:
    where = client(alone.bootstrap_servers)
    for name in ("iot-fleet", "change-data-and-outbox"):
        designed = _small(ka.design(EXAMPLES / f"{name}.yaml"))
        applied = ka.design_apply(designed, where)
        assert not applied.has_failed, applied
        assert {one.step.kind for one in applied.of(Result.DONE)} == {"create-topic", "set-quotas"}
        again = ka.design_plan(designed, where)
        assert {(one.kind, one.standing) for one in again.steps} == {("add-acls", Standing.UNAVAILABLE)}
        assert "no authorizer" in again.steps[0].why


def _small(designed: ka.Design) -> ka.Design:
    """The design for one broker, with few partitions."""
    one = Figure.given(1, unit="replicas", because="a test")
    topics = {
        name: replace(
            topic,
            replication_factor=one,
            partitions=replace(topic.partitions, value=min(2, int(topic.partitions))),
            settings=tuple(each for each in topic.settings if each.key != "min.insync.replicas"),
        )
        for name, topic in designed.topics.items()
    }
    return replace(designed, topics=topics)


def test_configurations_of_groups_are_set_before_the_first_member(alone: KafkaCluster) -> None:
    first = Setting(key="share.auto.offset.reset", value="earliest", because="a test")
    group = Group(name=unique_name("mail"), service="mail", topics=(), kind="share", settings=(first,))
    designed = ka.Design(name="shop", groups={group.name: group})
    where = client(alone.bootstrap_servers)
    [step] = ka.design_plan(designed, where).steps
    assert (step.kind, step.changes[0].before) == ("configure-group", None)
    assert ka.design_apply(designed, where).is_complete
    assert not ka.design_plan(designed, where)

    wrong = replace(group, settings=(replace(first, value="sometimes"),))
    refused = ka.design_apply(replace(designed, groups={group.name: wrong}), where)
    assert not refused.validated
    assert "share.auto.offset.reset" in refused.outcomes[0].detail


def test_more_replicas_than_brokers_are_left_to_the_operator(alone: KafkaCluster, shop: Shop) -> None:
    applied = ka.design_apply(shop.specification(), client(alone.bootstrap_servers))
    assert {one.step.subject for one in applied.of(Result.NOT_READY) if one.step.kind == "create-topic"} == {
        shop.orders, shop.bills,
    }  # fmt: skip
    assert not applied.has_failed


def test_an_answer_that_never_came_is_looked_up(kafka: KafkaCluster, shop: Shop) -> None:
    """The connection breaks after the request has arrived: reading back tells that it was made."""
    from kafka.errors import KafkaConnectionError

    where = client(kafka.bootstrap_servers)
    planned = ka.design_plan(shop.specification(), where)
    with open_admin(where) as admin:
        sent = Asking.send

        def lost(self: Asking, request: Any, node_id: int | None = None) -> Any:
            response = sent(self, request, node_id)
            if type(request).__name__ == "CreateTopicsRequest" and not request.validate_only:
                raise KafkaConnectionError("the connection was closed")
            return response

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Asking, "send", lost)
            applied = Making(admin, where).make(planned)
        assert applied.is_complete, applied
        assert len(metadata(Asking(admin), [shop.orders]).topics[0].partitions) == 2


def test_the_command_shows_asks_and_applies(kafka: KafkaCluster, shop: Shop, tmp_path: Path) -> None:
    file, saved = tmp_path / "shop.yaml", tmp_path / "plan.json"
    file.write_text(yaml.safe_dump(shop.specification()))
    command = ["design", "apply", str(file), "--bootstrap-server", kafka.bootstrap_servers]

    def run(*options: str) -> Any:
        return CliRunner().invoke(cli, [*command, *options])

    shown = run()
    assert shown.exit_code == 2
    assert f"create topic {shop.orders} (safe)" in shown.stderr
    assert "add --yes to apply the plan" in shown.stderr
    assert run("--plan", "--output", str(saved)).exit_code == 0
    document = json.loads(saved.read_text())
    assert document["format"] == "kafka-architect-apply-plan"
    assert shop.orders in {one["subject"] for one in document["steps"]}
    assert shop.orders not in {one.name for one in snapshot(kafka.bootstrap_servers).topics}

    done = run("--yes", "--reviewed", str(saved), "--format", "json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["complete"] is True
    empty = run("--plan")
    assert (empty.exit_code, empty.stdout.strip()) == (
        0, f"shop -> {kafka.bootstrap_servers}: nothing to do",
    )  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals")
def test_on_a_terminal_the_command_asks(kafka: KafkaCluster, shop: Shop, tmp_path: Path) -> None:
    file = tmp_path / "shop.yaml"
    file.write_text(yaml.safe_dump(shop.specification()))
    command = [COMMAND, "design", "apply", str(file), "--bootstrap-server", kafka.bootstrap_servers]
    code, stdout, shown = answered(command, b"n\n")
    assert (code, stdout) == (1, "")
    assert f"Apply these 6 steps to {kafka.bootstrap_servers}? [y/N]" in shown
    assert "Nothing was changed." in shown
    assert shop.orders not in {one.name for one in snapshot(kafka.bootstrap_servers).topics}
    code, stdout, shown = answered(command, b"y\n")
    assert code == 0, shown
    assert "6 of 6 steps applied" in stdout
    assert "1/6 create-topic" in shown


def answered(command: list[str], answer: bytes) -> tuple[int, str, str]:
    """Exit code, standard output, and what a terminal shows on which the question is answered."""
    terminal, other_end = pty.openpty()
    with subprocess.Popen(
        command, stdin=other_end, stdout=subprocess.PIPE, stderr=other_end, env=environment(TERM="dumb"),
    ) as process:  # fmt: skip
        os.close(other_end)
        os.write(terminal, answer)
        shown = b""
        with suppress(OSError):  # Linux says so at the end
            while piece := os.read(terminal, 65536):
                shown += piece
        assert process.stdout is not None
        stdout = process.stdout.read().decode()
        code = process.wait(60)
    os.close(terminal)
    return code, stdout, shown.decode()

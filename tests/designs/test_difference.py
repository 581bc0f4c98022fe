"""Differences: each kind of change has its risk; nothing differs from itself; applied changes leave none."""

from __future__ import annotations

import copy
import json
import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from kafka_architect.cli.design import command
from kafka_architect.designs.comparing import design_diff
from kafka_architect.designs.design import design
from kafka_architect.designs.difference.change import Risk
from kafka_architect.designs.difference.compare import compare
from kafka_architect.designs.difference.settings import setting_changes
from kafka_architect.designs.difference.state import State, TopicState
from kafka_architect.errors import InputError
from kafka_architect.report.difference import as_markdown, as_text

if TYPE_CHECKING:
    from pathlib import Path

    from kafka_architect.designs.difference.change import Change, Difference

_BASE: dict[str, Any] = {
    "name": "shop",
    "platform": {"brokers": 3},
    "entities": {
        "orders": {
            "key": "orderId",
            "events": {
                "messages": ["Placed"],
                "rate": "100..200",
                "size": "1 kB",
                "retention": "7d",
                "partitions": 6,
                "schema": {"format": "avro"},
            },
        }
    },
    "services": {"order": {"sends": ["orders.events"]}, "mail": {"receives": ["orders.events"]}},
}


def _changed(stream: dict[str, Any] | None = None, **services: Any) -> dict[str, Any]:
    after = copy.deepcopy(_BASE)
    after["entities"]["orders"]["events"] |= stream or {}
    for name, values in services.items():
        after["services"][name] |= values
    return after


def _one(difference: Difference, kind: str, what: str = "") -> Change:
    return next(one for one in difference.changes if one.kind == kind and one.what == what)


def test_nothing_differs_from_itself() -> None:
    assert design_diff(_BASE, _BASE).changes == ()
    assert not design_diff(_BASE, _BASE).breaks


@pytest.mark.parametrize(
    ("stream", "kind", "what", "risk"),
    [
        ({"partitions": 12}, "partitions", "partitions", Risk.ORDER_BREAKING),
        ({"partitions": 3}, "partitions", "partitions", Risk.RECREATING),
        ({"key": "tenantId"}, "key", "key", Risk.ORDER_BREAKING),
        ({"replication_factor": 2}, "replication-factor", "replication_factor", Risk.REVERSIBLE),
        ({"retention": "1d"}, "setting", "retention.ms", Risk.LOSING_DATA),
        ({"retention": "30d"}, "setting", "retention.ms", Risk.REVERSIBLE),
        ({"retention": "forever"}, "setting", "retention.ms", Risk.REVERSIBLE),
        ({"cleanup": "compact"}, "setting", "cleanup.policy", Risk.LOSING_DATA),
        ({"address": "orders.v2"}, "topic-renamed", "name", Risk.RECREATING),
        ({"schema": {"format": "protobuf"}}, "schema", "format", Risk.RECREATING),
    ],
)
def test_each_change_of_a_topic_has_its_risk(
    stream: dict[str, Any], kind: str, what: str, risk: Risk
) -> None:
    found = _one(design_diff(_BASE, _changed(stream)), kind, what)
    assert found.risk is risk
    assert found.because


def test_the_share_of_keys_is_that_of_their_hashes() -> None:
    figure = _one(design_diff(_BASE, _changed({"partitions": 9})), "partitions", "partitions").figures
    hashes = range(math.lcm(6, 9) * 50)
    moved = sum(one % 6 != one % 9 for one in hashes) / len(hashes)
    assert figure["share_of_keys"].value == pytest.approx(moved)


def test_partitions_of_a_topic_without_keys_grow_safely() -> None:
    before = _changed({"key": []})
    after = _changed({"key": [], "partitions": 12})
    assert _one(design_diff(before, after), "partitions", "partitions").risk is Risk.SAFE


def test_a_key_that_is_not_known_may_be_there() -> None:
    before, after = (
        {"name": "a", "topics": {"t": {"partitions": count, "rate": "10/s", "size": 100}}}
        for count in (6, 12)
    )
    found = _one(design_diff(before, after), "partitions", "partitions")
    assert found.risk is Risk.ORDER_BREAKING
    assert "key is not known" in found.because


def test_more_replicas_are_copied_at_a_throttle_above_what_is_written() -> None:
    before = _changed({"replication_factor": 2, "rate": "100000..200000"})
    after = _changed({"replication_factor": 3, "rate": "100000..200000"})
    figures = _one(design_diff(before, after), "replication-factor", "replication_factor").figures
    # 9 bytes are added to each record, and a share of its batch's 61: some records in a batch at this rate.
    week_of_one_replica = figures["bytes_moved"].value
    produced = 100_000 * 1000 * 7 * 86_400
    assert produced * 1.009 < week_of_one_replica < produced * 1.03
    written_per_broker = 200_000 * 1000 / 3
    assert figures["throttle"].value > written_per_broker
    assert figures["hours"].value == pytest.approx(
        week_of_one_replica / (figures["throttle"].value * 3) / 3600
    )


def test_a_renamed_group_loses_its_offsets() -> None:
    found = _one(design_diff(_BASE, _changed(mail={"group": "mailer"})), "group-renamed", "group.id")
    assert (found.before, found.after, found.risk) == ("mail", "mailer", Risk.LOSING_DATA)


def test_another_client_library_may_choose_another_partition() -> None:
    found = _one(design_diff(_BASE, _changed(order={"client": "librdkafka"})), "client", "client")
    assert found.risk is Risk.ORDER_BREAKING


def test_retry_topics_are_renamed_with_their_topic() -> None:
    before = _changed() | {"patterns": [{"pattern": "retry-dlq"}]}
    after = _changed({"address": "orders.v2"}) | {"patterns": [{"pattern": "retry-dlq"}]}
    kinds = {one.kind for one in design_diff(before, after).changes}
    assert "topic-renamed" in kinds
    assert not kinds & {"topic-added", "topic-removed"}


@pytest.mark.parametrize(
    ("key", "before", "after", "risk"),
    [
        ("retention.bytes", "-1", "1000", Risk.LOSING_DATA),
        ("retention.bytes", "1000", "-1", Risk.REVERSIBLE),
        ("cleanup.policy", "compact", "compact,delete", Risk.LOSING_DATA),
        ("cleanup.policy", "compact,delete", "delete", Risk.REVERSIBLE),
        ("unclean.leader.election.enable", "false", "true", Risk.LOSING_DATA),
        ("remote.storage.enable", "true", "false", Risk.LOSING_DATA),
        ("min.insync.replicas", "2", "1", Risk.REVERSIBLE),
        ("a.key.of.tomorrow", "x", "y", Risk.REVERSIBLE),
    ],
)
def test_each_setting_has_its_risk(key: str, before: str, after: str, risk: Risk) -> None:
    old, new = (TopicState(name="t", settings={key: value}) for value in (before, after))
    assert [one.risk for one in setting_changes(old, new)] == [risk]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"retention.ms": "604800000"}, {}),
        ({}, {"cleanup.policy": "delete", "min.insync.replicas": "1"}),
        ({"cleanup.policy": "delete,compact"}, {"cleanup.policy": "compact, delete"}),
        ({"min.cleanable.dirty.ratio": "0.50"}, {"min.cleanable.dirty.ratio": "0.5"}),
        ({"preallocate": "False"}, {"preallocate": "false"}),
    ],
)
def test_defaults_and_spellings_are_no_difference(old: dict[str, str], new: dict[str, str]) -> None:
    states = (TopicState(name="t", settings=settings) for settings in (old, new))
    assert list(setting_changes(*states)) == []


def test_what_one_side_does_not_say_is_not_compared() -> None:
    old = State(name="contract", owns=False, topics={"t": TopicState(name="t", complete=False)})
    new = State(
        name="new",
        topics={"t": TopicState(name="t", partitions=3, replicas=3, settings={"retention.ms": "1"})},
    )
    found = compare(old, new)
    assert found.changes == ()
    assert found.not_compared == (
        "t: partitions, replication factor, settings that it does not state (contract does not say)",
    )


def _applied(state: State, difference: Difference, new: State) -> State:
    """The state after everything was done that the difference says of topics; new ones are as `new` says."""
    topics = dict(state.topics)
    for one in difference.changes:
        if one.kind == "topic-added":
            topics[one.subject] = new.topics[one.subject]
        elif one.kind == "topic-renamed":
            topics[one.subject] = replace(topics.pop(str(one.before)), name=one.subject)
        elif one.kind == "topic-removed":
            del topics[one.subject]
    for one in difference.changes:
        topic = topics.get(one.subject)
        if topic is None:
            continue
        if one.kind == "partitions":
            topic = replace(topic, partitions=int(str(one.after)))
        elif one.kind == "replication-factor":
            topic = replace(topic, replicas=int(str(one.after)))
        elif one.kind == "key":
            fields = () if one.after == "no key" else tuple(str(one.after).split(", "))
            topic = replace(topic, key=fields)
        elif one.kind == "setting":
            topic = replace(topic, settings={**topic.settings, one.what: str(one.after)})
        topics[one.subject] = topic
    return replace(state, topics=topics)


@pytest.mark.parametrize(
    "stream",
    [
        {"partitions": 30, "retention": "1d", "replication_factor": 2, "key": "tenantId"},
        {"address": "orders.v2", "cleanup": "compact,delete"},
        {"config": {"segment.ms": 1000, "compression.type": "zstd"}},
    ],
)
def test_applied_changes_leave_no_difference(stream: dict[str, Any]) -> None:
    from kafka_architect.designs.design import design

    old, new = (replace(State.of(design(one)), design=None) for one in (_BASE, _changed(stream)))
    found = compare(old, new)
    assert found.changes
    assert compare(_applied(old, found, new), new).changes == ()


def test_topics_of_others_are_never_touched(tmp_path: Path) -> None:
    listing = tmp_path / "topics.txt"
    listing.write_text(
        "Topic: orders.events\tTopicId: a\tPartitionCount: 6\tReplicationFactor: 3\tConfigs: "
        "min.insync.replicas=2,retention.ms=604800000,cleanup.policy=delete,segment.ms=86400000\n"
        "Topic: billing\tTopicId: b\tPartitionCount: 1\tReplicationFactor: 1\tConfigs: \n"
    )
    found = design_diff(listing, _BASE)
    assert found.not_owned == ("billing",)
    assert found.changes == ()


def test_reports_show_every_change_and_no_markup_of_others() -> None:
    old = State(name="o|ld", topics={"a": TopicState(name="a", settings={"x": "1|\x1b[2J`"})})
    new = State(name="new", topics={"a": TopicState(name="a", settings={"x": "2"})})
    document = compare(old, new).to_dict()
    json.dumps(document)
    for text in (as_text(document), as_markdown(document)):
        assert "\x1b" not in text
        assert "reversible" in text.lower()
    assert "\\|" in as_markdown(document)


def test_the_exit_code_is_1_on_order_breaking_or_worse(tmp_path: Path) -> None:
    names = []
    for name, one in (
        ("a", _BASE),
        ("b", _changed({"partitions": 12})),
        ("c", _changed({"retention": "8d"})),
    ):
        file = tmp_path / f"{name}.yaml"
        file.write_text(json.dumps(one))
        names.append(str(file))
    codes = [
        CliRunner().invoke(command, ["diff", names[0], one, "--format", shown]).exit_code
        for one, shown in ((names[0], "json"), (names[1], "text"), (names[2], "markdown"))
    ]
    assert codes == [0, 1, 0]


def test_growth_moves_the_hot_keys_that_the_report_lists(tmp_path: Path) -> None:
    """Half of the records have one key: whether that one moves decides more than the formula."""
    import kafka_architect as ka

    keys = ["hot"] * 5000 + [f"k{number}" for number in range(5000)]
    (tmp_path / "keys.txt").write_text("\n".join(keys) + "\n", encoding="utf-8")
    report = ka.analyze(tmp_path / "keys.txt", partitions=[6], exact=True)
    (tmp_path / "keys.json").write_text(report.to_json(), encoding="utf-8")
    for after in (8, 12, 18):
        sides = []
        for count in (6, after):
            document = _changed({"partitions": count, "distribution": "keys.json"})
            sides.append(tmp_path / f"{count}.json")
            sides[-1].write_text(json.dumps(document), encoding="utf-8")
        change = _one(design_diff(*sides), "partitions", "partitions")
        moves = [ka.partition_for(key, 6) != ka.partition_for(key, after) for key in keys]
        share = change.figures["share_of_records"]
        assert share.value == pytest.approx(sum(moves) / len(moves), abs=0.03)
        assert f"{share.value:.1%} of the records" in change.because
        assert change.figures["share_of_keys"].value == pytest.approx(1 - 6 / math.lcm(6, after))
    saved = json.dumps(design_diff(*sides).to_dict()) + sides[-1].read_text(encoding="utf-8")
    assert '"hot"' not in saved


def test_a_report_that_is_none_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "keys.json").write_text('{"partitions": [], "partitioner": 5}', encoding="utf-8")
    (tmp_path / "spec.json").write_text(json.dumps(_changed({"distribution": "keys.json"}), indent=1))
    with pytest.raises(InputError, match=r"spec.json:\d+: .*distribution"):
        design(tmp_path / "spec.json")

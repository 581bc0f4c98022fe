"""Importers: what is written is read, what is not known is asked, what is wrong is told with its line."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from kafka_architect.cli.design import command
from kafka_architect.designs.comparing import state_of
from kafka_architect.designs.design import design
from kafka_architect.designs.difference.compare import compare
from kafka_architect.designs.difference.state import State
from kafka_architect.designs.emitters import emit
from kafka_architect.designs.importing import import_files
from kafka_architect.designs.model.topic import Kind
from kafka_architect.errors import InputError, SourceError
from tests.designs.specifications import EXAMPLES

if TYPE_CHECKING:
    from pathlib import Path

    from kafka_architect.designs.importing.imported import Imported


def _imported(tmp_path: Path, **files: str) -> Imported:
    paths = []
    for name, text in files.items():
        path = tmp_path / name.replace("__", ".")
        path.write_text(textwrap.dedent(text), encoding="utf-8")
        paths.append(path)
    return import_files(paths)


def _topics(imported: Imported) -> dict[str, Any]:
    return {
        name: (
            one.get("partitions", {}).get("exactly"),
            one.get("replication_factor", {}).get("exactly"),
            one.get("config", {}),
        )
        for name, one in imported.specification["topics"].items()
    }


@pytest.mark.parametrize("target", ["asyncapi", "strimzi", "terraform"])
def test_emit_and_import_again_gives_the_same_topics(target: str, tmp_path: Path) -> None:
    made = design(EXAMPLES / "shop.yaml")
    files = []
    for name, text in emit(made, [target]).items():
        path = tmp_path / name.replace("/", "_")
        path.write_text(text, encoding="utf-8")
        files.append(path)
    imported = import_files(files)
    quiet = {Kind.RETRY, Kind.DEAD_LETTER, Kind.INTERNAL} if target == "asyncapi" else set()
    expected = {name for name, one in made.topics.items() if one.kind not in quiet}
    assert imported.specification["topics"].keys() == expected
    for name, topic in state_of(imported, "again").topics.items():
        of_design = made.topics[name]
        assert (topic.partitions, topic.replicas) == (
            int(of_design.partitions),
            int(of_design.replication_factor),
        )
        assert topic.settings == {one.key: one.value for one in of_design.settings}
    # What was applied leaves no difference.
    found = compare(state_of(imported, "applied"), State.of(made))
    assert {one.kind for one in found.changes} <= {"topic-added"}
    assert {one.subject for one in found.changes} == made.topics.keys() - expected
    for name, service in imported.specification["services"].items():
        own = made.services[name]
        for direction in ("sends", "receives"):
            assert set(service.get(direction, [])) & expected == set(getattr(own, direction)) & expected


def test_an_import_designs_at_once(tmp_path: Path) -> None:
    made = design(EXAMPLES / "shop.yaml")
    contract = tmp_path / "asyncapi.yaml"
    contract.write_text(made.emit("asyncapi")["asyncapi.yaml"], encoding="utf-8")
    out = tmp_path / "spec.yaml"
    result = CliRunner().invoke(command, ["import", str(contract), "--out", str(out)])
    assert result.exit_code == 0, result.output
    again = design(out)
    for name, topic in again.topics.items():
        assert topic.partitions.value == made.topics[name].partitions.value
        assert topic.key == made.topics[name].key


_DESCRIBED = "\n".join(
    [
        "Topic:old-format\tPartitionCount:2\tReplicationFactor:1\tConfigs:",
        "\tTopic: old-format\tPartition: 0\tLeader: 1\tReplicas: 1\tIsr: 1",
        "Topic: orders\tTopicId: Zx9-aa\tPartitionCount: 3\tReplicationFactor: 2\t"
        "Configs: cleanup.policy=compact,delete,segment.bytes=1073741824",
        "Topic: __consumer_offsets\tTopicId: q\tPartitionCount: 50\tReplicationFactor: 1\tConfigs: ",
    ]
)


def test_the_output_of_kafka_topics_is_read(tmp_path: Path) -> None:
    imported = _imported(tmp_path, topics__txt=_DESCRIBED)
    assert _topics(imported) == {
        "old-format": (2, 1, {}),
        "orders": (3, 2, {"cleanup.policy": "compact,delete", "segment.bytes": "1073741824"}),
    }
    assert any("__consumer_offsets" in one for one in imported.left_out)


_ORDERS = """
    asyncapi: 3.0.0
    info: {title: Order Service, version: 1.0.0}
    channels:
      orders:
        address: shop.orders
        messages: {Placed: {$ref: 'common/messages.yaml#/Placed'}}
        bindings: {kafka: {partitions: 12, topicConfiguration: {cleanup.policy: [compact, delete]}}}
    operations:
      place: {action: send, channel: {$ref: '#/channels/orders'}}
"""
_BILLING = """
    asyncapi: 2.6.0
    info: {title: Billing, version: 1.0.0, x-principal: billing}
    channels:
      shop.orders:
        publish:
          bindings: {kafka: {groupId: {type: string, enum: [billing-group]}}}
          message: {name: Placed}
      shop.bills:
        subscribe: {message: {oneOf: [{name: Billed}, {name: Cancelled}]}}
"""
_MESSAGES = """
    Placed:
      payload: {type: object, properties: {id: {type: string, format: uuid}, cents: {type: integer}}}
      bindings: {kafka: {key: {type: object, properties: {orderId: {type: string}}}}}
"""


def test_documents_of_several_services_become_one_specification(tmp_path: Path) -> None:
    (tmp_path / "common").mkdir()
    (tmp_path / "common" / "messages.yaml").write_text(textwrap.dedent(_MESSAGES))
    imported = _imported(tmp_path, orders__yaml=_ORDERS, billing__yml=_BILLING)
    assert imported.specification["services"] == {
        "order-service": {"sends": ["shop.orders"]},
        "billing": {
            "receives": ["shop.orders"],
            "sends": ["shop.bills"],
            "principal": "User:billing",
            "group": "billing-group",
        },
    }
    orders = imported.specification["topics"]["shop.orders"]
    assert orders["key"] == ["orderId"]
    assert orders["messages"]["Placed"]["fields"] == {"id": "uuid", "cents": "long"}
    assert orders["config"] == {"cleanup.policy": "compact,delete"}
    assert set(imported.specification["topics"]["shop.bills"]["messages"]) == {"Billed", "Cancelled"}
    asked = {one.answer_with for one in imported.asked}
    assert {"topics.shop.orders.rate", "topics.shop.bills.key", "services.billing.instances"} <= asked
    assert "topics.shop.orders.key" not in asked
    design(imported.specification)


def test_addresses_that_are_no_topic_are_asked_or_left_out(tmp_path: Path) -> None:
    imported = _imported(
        tmp_path,
        a__yaml="""
        asyncapi: 3.0.0
        info: {title: x, version: '1'}
        servers: {k: {host: a, protocol: kafka}, m: {host: b, protocol: mqtt}}
        channels:
          parameters: {address: 'order.{region}.placed'}
          null-address: {address: null}
          mqtt: {address: lights, servers: [{$ref: '#/servers/m'}]}
          network: {$ref: 'https://example.org/channel.yaml'}
        """,
    )
    assert imported.specification["topics"] == {}
    assert len([one for one in imported.asked if "address" in one.question]) == 2
    assert any("network" in one for one in imported.left_out)


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        ("'../outside.yaml#/x'", "leaves the folder"),
        ("'/etc/passwd'", "leaves the folder"),
        ("'#/channels/a'", "leads back to itself"),
        ("'b.yaml#/a'", "leads back to itself"),
        ("'missing.yaml'", "no such file"),
        ("'#/components/nothing'", "has no 'components'"),
    ],
)
def test_a_reference_that_leads_nowhere_is_told_with_its_line(
    reference: str, said: str, tmp_path: Path
) -> None:
    folder = tmp_path / "inner"
    folder.mkdir()
    (tmp_path / "outside.yaml").write_text("x: {address: secret}")
    (folder / "b.yaml").write_text("a: {$ref: 'a.yaml#/channels/a'}")
    text = f"asyncapi: 3.0.0\ninfo: {{}}\nchannels:\n  a:\n    $ref: {reference}\n"
    with pytest.raises(InputError, match=said) as caught:
        _imported(folder, a__yaml=text)
    assert ".yaml:" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a__yaml", "asyncapi: 1.2.0\nchannels: {}", "expected version 2.x or 3.x"),
        ("a__yaml", "asyncapi: 3.0.0\nchannels: [1]", "expected a mapping"),
        ("a__yaml", "asyncapi: 3.0.0\nchannels: {a: {address: 'x y'}}", "cannot be a topic"),
        (
            "a__yaml",
            "asyncapi: 3.0.0\nchannels: {a: {address: x, bindings: {kafka: {partitions: many}}}}",
            "partitions of 'x'",
        ),
        ("a__txt", "Topic: x\tPartitionCount: -3\tReplicationFactor: 1\tConfigs: ", "whole number"),
        ("a__txt", "Topic: x\tPartitionCount: 3\tRepl", "cut off"),
        ("a__txt", "nothing of ours", "not a known format"),
        ("a__tf", 'resource "kafka_topic" "x" {', "a.tf"),
        ("a__yaml", "kind: KafkaTopic\napiVersion: kafka.strimzi.io/v1\nspec: {", "a.yaml"),
    ],
)
def test_bad_files_are_told_with_their_line(name: str, text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=said):
        _imported(tmp_path, **{name: text})


def test_two_files_that_contradict_each_other_are_refused(tmp_path: Path) -> None:
    line = "Topic: x\tPartitionCount: {}\tReplicationFactor: 1\tConfigs: "
    with pytest.raises(InputError, match=r"b\.txt:1: .*a\.txt:1; remove one"):
        _imported(tmp_path, a__txt=line.format(3), b__txt=line.format(4))


def test_expressions_of_terraform_are_asked(tmp_path: Path) -> None:
    imported = _imported(
        tmp_path,
        a__tf="""
        resource "kafka_topic" "orders" {
          name = "orders"
          partitions = var.partitions
          replication_factor = 3
          config = { "retention.ms" = "1000" }
        }
        resource "confluent_kafka_topic" "bills" {
          topic_name = "bills"
          partitions_count = 4
        }
        """,
    )
    assert _topics(imported) == {
        "orders": (None, 3, {"retention.ms": "1000"}),
        "bills": (4, 3, {}),
    }
    assert "topics.orders.partitions" in {one.answer_with for one in imported.asked}


_OVERLAY = """
    name: shop
    from: [orders.yaml]
    topics:
      shop.orders: {rate: 10..20, size: 1 kB, retention: {longest_outage: 3d}}
    services:
      order-service: {instances: 2}
      mail: {receives: [shop.orders]}
"""


def _beside(tmp_path: Path, overlay: str) -> Path:
    (tmp_path / "common").mkdir(exist_ok=True)
    (tmp_path / "common" / "messages.yaml").write_text(textwrap.dedent(_MESSAGES))
    (tmp_path / "orders.yaml").write_text(textwrap.dedent(_ORDERS))
    file = tmp_path / "shop.yaml"
    file.write_text(textwrap.dedent(overlay))
    return file


def test_a_specification_adds_what_its_contract_lacks(tmp_path: Path) -> None:
    made = design(_beside(tmp_path, _OVERLAY))
    topic = made.topics["shop.orders"]
    assert topic.partitions.value == 12
    assert topic.key == ("orderId",)
    assert topic.load.peak_messages_per_s == 20
    assert topic.cleanup == {"compact", "delete"}
    assert (topic.senders, topic.receivers) == (("order-service",), ("mail",))


@pytest.mark.parametrize(
    ("added", "said"),
    [
        ("{partitions: 6}", r"shop\.yaml:5: topics\.shop\.orders\.partitions: the contract says 12, not 6"),
        ("{partitions: {at_least: 6}}", "the contract says 12"),
        ("{key: tenantId}", r"the contract says \['orderId'\]"),
        ("{config: {cleanup.policy: delete}}", "the contract says 'compact,delete'"),
    ],
)
def test_a_specification_does_not_contradict_its_contract(added: str, said: str, tmp_path: Path) -> None:
    overlay = f"name: shop\nfrom: [orders.yaml]\n\ntopics:\n  shop.orders: {added}\n"
    with pytest.raises(InputError, match=said):
        design(_beside(tmp_path, overlay))


@pytest.mark.parametrize(
    ("written", "said"),
    [("7", "expected a list of files"), ("[]", "expected a list"), ("[none.yaml]", "none.yaml")],
)
def test_a_contract_that_is_not_there_is_told(written: str, said: str, tmp_path: Path) -> None:
    with pytest.raises((InputError, SourceError), match=said):
        design(_beside(tmp_path, f"name: shop\nfrom: {written}\n"))

"""Importers: what is written is read, what is not known is asked, what is wrong is told with its line."""

from __future__ import annotations

import copy
import textwrap
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from click.testing import CliRunner

from kafka_architect.cli.design import command
from kafka_architect.designs.comparing import design_diff, state_of
from kafka_architect.designs.design import design
from kafka_architect.designs.difference.compare import compare
from kafka_architect.designs.difference.state import State
from kafka_architect.designs.emitters import emit
from kafka_architect.designs.imported_text import specification_text
from kafka_architect.designs.importing import import_files
from kafka_architect.designs.model.topic import Kind
from kafka_architect.documents import parse_document
from kafka_architect.errors import InputError, SourceError
from tests.designs.specifications import EXAMPLES

if TYPE_CHECKING:
    from collections.abc import Iterator
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


@pytest.mark.parametrize("target", ["asyncapi", "strimzi", "terraform", "jikkou"])
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


def test_an_environment_may_differ_from_the_contract(tmp_path: Path) -> None:
    text = textwrap.dedent(_OVERLAY) + "environments: {dev: {topics: {shop.orders: {partitions: 1}}}}\n"
    path = _beside(tmp_path, text)
    assert design(path, environment="dev").topics["shop.orders"].partitions.value == 1
    assert design(path).topics["shop.orders"].partitions.value == 12


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


def test_jikkou_takes_config_maps_below_what_the_topic_says(tmp_path: Path) -> None:
    imported = _imported(
        tmp_path,
        a__yaml="""
        apiVersion: core.jikkou.io/v1
        kind: ConfigMap
        metadata: {name: usual}
        data: {cleanup.policy: compact, min.insync.replicas: 2}
        ---
        apiVersion: kafka.jikkou.io/v1
        kind: KafkaTopicList
        items:
          - metadata: {name: a}
            spec: {partitions: 3, replicas: -1, configMapRefs: [usual], configs: {cleanup.policy: delete}}
          - metadata: {name: b}
            spec: {partitions: 1, configMapRefs: [elsewhere]}
            configs: {retention.ms: 1}
        ---
        apiVersion: kafka.jikkou.io/v1
        kind: KafkaPrincipalAuthorization
        metadata: {name: 'User:alice'}
        spec:
          acls:
            - {resource: {type: topic, pattern: a, patternType: LITERAL}, type: ALLOW, operations: [WRITE]}
            - {resource: {type: topic, pattern: b, patternType: LITERAL}, type: DENY, operations: [ALL]}
            - {resource: {type: group, pattern: readers, patternType: LITERAL}, operations: [READ]}
            - {resource: {type: topic, pattern: x-, patternType: PREFIXED}, operations: [READ]}
        """,
    )
    assert _topics(imported) == {
        "a": (3, None, {"cleanup.policy": "delete", "min.insync.replicas": "2"}),
        "b": (1, None, {}),
    }
    assert imported.complete == {"a"}
    assert imported.specification["services"] == {
        "alice": {"sends": ["a"], "principal": "User:alice", "group": "readers"}
    }
    assert any("configs beside spec" in one for one in imported.left_out)
    assert any("x-" in one for one in imported.left_out)


def test_topicctl_gives_minutes_and_lists(tmp_path: Path) -> None:
    imported = _imported(
        tmp_path,
        a__yaml="""
        meta: {name: a, cluster: c}
        spec:
          partitions: 9
          replicationFactor: 3
          retentionMinutes: 100
          placement: {strategy: in-rack}
          settings: {cleanup.policy: [compact, delete], max.message.bytes: 5542880}
        """,
    )
    config = {"retention.ms": "6000000", "cleanup.policy": "compact,delete", "max.message.bytes": "5542880"}
    assert _topics(imported) == {"a": (9, 3, config)}


def test_julieops_names_topics_by_context_and_takes_plans(tmp_path: Path) -> None:
    imported = _imported(
        tmp_path,
        a__yaml="""
        context: shop
        stage: prod
        projects:
          - name: orders
            producers: [{principal: 'User:order'}]
            streams: [{principal: 'User:totals', topics: {read: [placed], write: [elsewhere]}}]
            topics:
              - name: placed
                dataType: avro
                plan: gold
                config: {num.partitions: "6", retention.ms: "5"}
                consumers: [{principal: 'User:mail', group: mailers}]
        special_topics: [{name: raw, plan: silver}]
        """,
        plans__yaml="""
        plans: {gold: {config: {replication.factor: "3", retention.ms: "9"}}}
        """,
    )
    assert _topics(imported) == {
        "shop.prod.orders.placed.avro": (6, 3, {"retention.ms": "5"}),
        "raw": (None, None, {}),
    }
    assert imported.complete == {"shop.prod.orders.placed.avro"}
    services = imported.specification["services"]
    assert services["order"]["sends"] == services["mail"]["receives"] == services["totals"]["receives"]
    assert services["mail"]["group"] == "mailers"
    assert any("elsewhere" in one for one in imported.left_out)


def test_an_event_catalog_tells_who_sends_by_which_channel(tmp_path: Path) -> None:
    pages = {
        "channels/orders": "{id: shop.orders, protocols: [kafka], owners: [shop]}",
        "channels/web": "{id: web, protocols: [http]}",
        "channels/any": "{id: any, address: 'orders.{region}', protocols: [kafka]}",
        "services/Order/events/Placed": "{id: placed, name: Placed}",
        "services/Order": "{id: order, sends: [{id: placed, to: [{id: shop.orders}]}, {id: told}]}",
        "services/Mail": "{id: mail, receives: [{id: placed}]}",
        "services/Order/versioned/1": "{id: order, sends: [{id: placed, to: [{id: web}]}]}",
    }
    for name, front in pages.items():
        (tmp_path / name).mkdir(parents=True, exist_ok=True)
        (tmp_path / name / "index.mdx").write_text(f"---\n# page\n{front}\n---\n# text: [not yaml\n")
    imported = import_files([tmp_path])
    assert imported.specification["topics"] == {"shop.orders": {"owner": "shop", "messages": {"Placed": {}}}}
    assert imported.specification["services"] == {"order": {"sends": ["shop.orders"]}}
    assert "services.mail.receives" in {one.answer_with for one in imported.asked}
    assert any("web" in one for one in imported.left_out)


@pytest.mark.parametrize(
    "text",
    [
        "context: x\nprojects: {a: 1}",
        "context: x\nprojects: [{name: p, topics: [7]}]",
        "context: x\nprojects: [{topics: []}]",
        "apiVersion: kafka.jikkou.io/v1\nkind: KafkaTopic\nspec: {partitions: 1}",
        "apiVersion: kafka.jikkou.io/v1\nkind: KafkaTopic\nmetadata: {name: a}\nspec: [1]",
        "apiVersion: kafka.jikkou.io/v1\nkind: KafkaTopic\nmetadata: {name: a}\nspec: {partitions: [1]}",
        "meta: {name: 'a b'}\nspec: {partitions: 1, replicationFactor: 1}",
        "meta: {}\nspec: {replicationFactor: 1}",
        "a: &a [x, x, x]\nasyncapi: 3.0.0\nchannels: {b: {address: b, messages: [1]}}",
        "asyncapi: 3.0.0\nchannels: {b: 7}",
        "asyncapi: 3.0.0\nchannels: {b: {address: b}}\noperations: {o: {action: go}}",
        "asyncapi: 3.0.0\nchannels: {b: {address: b}}\noperations: {o: {action: send}}",
        "asyncapi: 2.6.0\nchannels: {b: {publish: 7}}",
        "asyncapi: 3.0.0\nchannels: {b: {address: b, bindings: {kafka: 7}}}",
        "asyncapi: 3.0.0\nchannels:" + "[" * 200,
    ],
)
def test_a_wrong_shape_is_told_and_never_a_traceback(text: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a\.yaml"):
        _imported(tmp_path, a__yaml=text)


_SHAPES = [
    textwrap.dedent(_ORDERS).replace("common/messages.yaml#/Placed", "#/components/messages/p")
    + "components: {messages: {p: {name: n, payload: {schemaFormat: avro, schema: {type: record, fields: "
    "[{name: f, type: [null, {type: long, logicalType: date}]}]}}, bindings: {kafka: {key: {properties: {k: "
    "{type: string}}}}}}}}\nservers: {k: {protocol: kafka}}",
    textwrap.dedent(_BILLING),
    "apiVersion: kafka.jikkou.io/v1\nkind: KafkaTopic\n"
    "metadata: {name: a, labels: {owner: o}, annotations: {}}\n"
    "spec: {partitions: 1, replicas: 1, configMapRefs: [x], configs: {a.b: 1}}",
    "apiVersion: kafka.jikkou.io/v1\nkind: KafkaPrincipalAuthorization\nmetadata: {name: a}\n"
    "spec: {acls: [{resource: {type: topic, pattern: a}, type: ALLOW, operations: [READ]}]}",
    "meta: {name: a, description: b}\nspec: {partitions: 1, replicationFactor: 1, settings: {a.b: [1]}}",
    "context: c\nprojects: [{name: p, producers: [{principal: 'User:a'}], streams: [{principal: b, topics: "
    "{read: [t]}}], topics: [{name: t, dataType: avro, plan: g, config: {num.partitions: 1}}]}]\n",
    "apiVersion: kafka.strimzi.io/v1\nkind: KafkaTopic\n"
    "metadata: {name: a}\nspec: {partitions: 1, replicas: 1}",
]
_ODD: list[Any] = [
    None,
    True,
    7,
    -1.5,
    "",
    "x y",
    "é\x1b",
    [],
    [1],
    [[]],
    {},
    {"a": 1},
    {7: {}},
    {"$ref": "#"},
]


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from _places(one, (*path, key))


@pytest.mark.parametrize("text", _SHAPES)
def test_whatever_stands_in_a_place_is_read_or_refused(text: str, tmp_path: Path) -> None:
    whole = parse_document(text, name="a.yaml").value
    for path in list(_places(whole))[1:]:
        for odd in _ODD:
            changed = copy.deepcopy(whole)
            inner = changed
            for key in path[:-1]:
                inner = inner[key]
            inner[path[-1]] = odd
            file = tmp_path / "a.yaml"
            file.write_text(yaml.safe_dump(changed, allow_unicode=True))
            with suppress(InputError):
                specification_text(import_files([file]))


def test_references_of_a_terraform_module_are_followed(tmp_path: Path) -> None:
    imported = _imported(
        tmp_path,
        acls__tf="""
        resource "confluent_kafka_acl" "write" {
          resource_type = "TOPIC"
          resource_name = confluent_kafka_topic.orders.topic_name
          pattern_type  = "LITERAL"
          principal     = "User:${confluent_service_account.order-service.id}"
          operation     = "WRITE"
          permission    = "ALLOW"
        }
        """,
        topics__tf="""
        resource "confluent_service_account" "order-service" {
          display_name = "orders"
        }
        resource "confluent_kafka_topic" "orders" {
          topic_name = "shop.orders"
        }
        """,
    )
    assert _topics(imported) == {"shop.orders": (6, 3, {})}
    assert imported.specification["services"] == {
        "orders": {"sends": ["shop.orders"], "principal": "User:orders"}
    }


def test_lines_are_those_of_the_file_in_each_of_its_documents(tmp_path: Path) -> None:
    one = "apiVersion: kafka.jikkou.io/v1\nkind: KafkaTopic\nmetadata: {name: a}\nspec: {partitions: 1}\n"
    for wrong, line in ((one.replace("{partitions: 1}", "[1]"), 10), (one + "a: {b\n", 12)):
        with pytest.raises(InputError, match=rf"a\.yaml:{line}: "):
            _imported(tmp_path, a__yaml=f"# first\n{one}---\n{wrong}")


def test_many_documents_in_a_file_take_time_in_proportion(tmp_path: Path) -> None:
    text = "".join(
        f"---\napiVersion: kafka.jikkou.io/v1\nkind: KafkaTopic\nmetadata: {{name: t{number}}}\n"
        for number in range(2_000)
    )
    assert len(_imported(tmp_path, a__yaml=text).specification["topics"]) == 2_000


def test_a_folder_of_other_files_says_that_its_files_are_to_be_named(tmp_path: Path) -> None:
    folder = tmp_path / "terraform"
    folder.mkdir()
    (folder / "topics.tf").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match=r"is a folder, and not one of EventCatalog; name the files in it"):
        import_files([folder])
    with pytest.raises(InputError, match=r"is a folder, but not an EventCatalog"):
        design_diff(folder, folder)

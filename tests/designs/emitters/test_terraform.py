"""Terraform is read back by the project's own reader of HCL, and holds what the design says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

import kafka_architect as ka
from kafka_architect.designs.design import design
from kafka_architect.designs.writing.hcl_text import Block, Expression, Noted, hcl_text, label
from kafka_architect.validation import attributes
from kafka_architect.validation.dialects.formats.hcl_tree import HclFile
from kafka_architect.validation.dialects.terraform import resources
from kafka_architect.validation.source_file import SourceFile
from tests.designs.specifications import EXAMPLES

if TYPE_CHECKING:
    from kafka_architect.designs.model.design import Design


@pytest.fixture(scope="module")
def shop() -> Design:
    return design(EXAMPLES / "shop.yaml")


# Files of providers and quotas configure nothing that the validator judges.
_CONFIGURING = ("topics.tf", "acls.tf", "schemas.tf")


def _cloud(made: Design) -> Design:
    return replace(made, platform=replace(made.platform, kind="confluent-cloud"))


def _read(texts: dict[str, str]) -> list[Any]:
    found = []
    for path, text in texts.items():
        reading = resources.read(SourceFile(path, text), None)
        assert reading.faults == [], path
        found += reading.configurations
    return found


@pytest.mark.parametrize(
    ("kind", "emitter"), [("apache", "terraform"), ("confluent-cloud", "terraform-confluent")]
)
def test_topics_are_read_back(shop: Design, kind: str, emitter: str) -> None:
    made = replace(shop, platform=replace(shop.platform, kind=kind))
    read = [one for one in _read(made.emit(emitter)) if attributes.PARTITIONS in one.attributes]
    assert [one.name for one in read] == list(made.topics)
    for topic, one in zip(made.topics.values(), read, strict=True):
        assert one.attributes[attributes.PARTITIONS].value == str(int(topic.partitions))
        assert one.attributes[attributes.REPLICATION_FACTOR].value == str(int(topic.replication_factor))
        assert {key: setting.value for key, setting in one.settings.items()} == {
            setting.key: setting.value for setting in topic.settings
        }


def test_permissions_are_read_back(shop: Design) -> None:
    read = [one for one in _read(shop.emit("terraform")) if attributes.ACL_PRINCIPAL in one.attributes]
    assert [
        (
            one.attributes[attributes.ACL_PRINCIPAL].value,
            one.attributes[attributes.ACL_OPERATIONS].value,
            one.attributes[attributes.ACL_RESOURCE].value,
        )
        for one in read
    ] == [(one.principal, one.operation, f"{one.resource}:{one.name}:literal") for one in shop.acls]


def test_confluent_cloud_is_only_told_what_it_lets_one_set(shop: Design) -> None:
    from kafka_architect.designs.model.topic import Setting

    first = next(iter(shop.topics.values()))
    more = replace(
        first, settings=(*first.settings, Setting(key="compression.type", value="zstd", because="-"))
    )
    made = _cloud(replace(shop, topics={first.name: more}))
    text = made.emit("terraform-confluent")["terraform/confluent/topics.tf"]
    assert "Not settable there: compression.type=zstd." in text
    assert '"compression.type"' not in text


def test_labels_are_identifiers_and_differ(shop: Design) -> None:
    taken: set[str] = set()
    assert [label(one, taken) for one in ("orders.events", "orders_events", "1st", "-", "User:CN=a")] == [
        "orders_events",
        "orders_events_2",
        "_1st",
        "unnamed",
        "User_CN_a",
    ]
    every = [
        f"{kind}.{name}"
        for path, text in shop.emit("terraform").items()
        for kind, name, _ in HclFile(SourceFile(path, text)).resources()
    ]
    assert len(every) == len(shop.topics) + len(shop.acls) + len(shop.quotas)
    assert len(set(every)) == len(every)


def test_text_is_aligned_as_terraform_formats_it() -> None:
    block = Block(
        "resource",
        ("kafka_topic", "a"),
        {
            "name": 'say "${hi}" %{x}\u202e',
            "partitions": 3,
            "config": {"retention.ms": Noted("60000", "1 min"), "a": Noted("b", ""), "c.ms": Noted("1", "x")},
            "servers": Expression("var.servers"),
            "lifecycle": Block("lifecycle", (), {"prevent_destroy": True}),
        },
    )
    assert hcl_text([block]) == (
        'resource "kafka_topic" "a" {\n'
        '  name       = "say \\"$${hi}\\" %%{x}\\u202e"\n'
        "  partitions = 3\n"
        "  config = {\n"
        '    "retention.ms" = "60000" # 1 min\n'
        '    "a"            = "b"\n'
        '    "c.ms"         = "1" # x\n'
        "  }\n"
        "  servers = var.servers\n"
        "\n"
        "  lifecycle {\n"
        "    prevent_destroy = true\n"
        "  }\n"
        "}\n"
    )


def test_the_validator_has_nothing_to_say(shop: Design) -> None:
    for emitted in (shop.emit("terraform"), _cloud(shop).emit("terraform-confluent")):
        texts = {path: text for path, text in emitted.items() if path.endswith(_CONFIGURING)}
        found = ka.ConfigValidator("4.3", profile="production").validate(texts).findings
        assert [(one.rule.code, one.file.path, one.configuration, one.message) for one in found] == []

"""Terraform."""

from __future__ import annotations

import pytest

from kafka_architect import ConfigValidator
from kafka_architect.validation import attributes
from kafka_architect.validation.configuration import Origin
from kafka_architect.validation.dialects import find_dialect
from kafka_architect.validation.finding import Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.source_file import SourceFile

from .reading import edited, facts, never_raises, one, read_text, values

MSK = """\
# Größe: drei Zonen 😀
resource "aws_msk_configuration" "orders" {
  name           = "orders"
  kafka_versions = ["3.6.0"]

  server_properties = <<-PROPERTIES
    auto.create.topics.enable = true
    log.retention.hours=${var.hours}

    min.insync.replicas = 1
  PROPERTIES
}

resource "aws_msk_cluster" "orders" {
  cluster_name           = "orders"
  kafka_version          = "3.7.0"
  number_of_broker_nodes = 3
  broker_node_group_info {
    instance_type  = "kafka.m5.large"
    client_subnets = [aws_subnet.a.id, aws_subnet.b.id, aws_subnet.c.id]
  }
  encryption_info {
    encryption_in_transit {
      client_broker = "TLS_PLAINTEXT"
      in_cluster    = false
    }
  }
  configuration_info {
    arn      = aws_msk_configuration.orders.arn
    revision = 1
  }
}
"""
TOPICS = """\
resource "kafka_topic" "orders" {
  name               = "shop.orders"
  partitions         = 12
  replication_factor = 2 # too few
  config = {
    "cleanup.policy" = "delete"
    "retention.ms"   = var.retention // later
    "segment.ms"     = 600000
  }
}

resource "confluent_kafka_topic" "payments" {
  topic_name       = "payments"
  partitions_count = 6
}

resource "confluent_kafka_acl" "all" {
  resource_type = "TOPIC"
  resource_name = "*"
  pattern_type  = "LITERAL"
  principal     = "User:sa-1"
  operation     = "ALL"
  permission    = "ALLOW"
}

resource "kafka_acl" "denied" {
  resource_name       = "t"
  resource_type       = "Topic"
  acl_principal       = "User:Bob"
  acl_operation       = "Write"
  acl_permission_type = "Deny"
}
"""
SAMPLES = {"msk.tf": MSK, "topics.tf": TOPICS}


def test_a_configuration_is_joined_with_the_cluster_that_uses_it() -> None:
    broker = one("main.tf", MSK, "terraform")
    assert broker.role is Role.BROKER
    assert broker.kafka_version == "3.7.0"
    assert values(broker) == {
        "auto.create.topics.enable": "true",
        "log.retention.hours": "${var.hours}",
        "min.insync.replicas": "1",
        "listeners": "PLAINTEXT://:9092,SSL://:9094",
        "security.inter.broker.protocol": "PLAINTEXT",
    }
    assert not broker.settings["log.retention.hours"].resolved
    assert facts(broker)[attributes.BROKERS] == "3"
    assert facts(broker)[attributes.ZONES] == "3"


def test_places_count_characters_though_the_parser_counts_bytes() -> None:
    key = one("main.tf", MSK).attributes[attributes.BROKERS]
    assert key.span is not None
    assert MSK[key.span.start : key.span.end] == "3"
    assert key.key_span is not None
    assert MSK[key.key_span.start : key.key_span.end] == "number_of_broker_nodes"


def test_a_cluster_without_a_configuration_has_that_of_msk() -> None:
    text = MSK[MSK.index('resource "aws_msk_cluster"') :]
    text = text[: text.index("  configuration_info")] + "}\n"
    broker = one("main.tf", text, "terraform")
    assert broker.settings["auto.create.topics.enable"].origin is Origin.FRAMEWORK
    assert broker.settings["default.replication.factor"].value == "3"


def test_topics_and_access_rules() -> None:
    found = {one.name: one for one in read_text("topics.tf", TOPICS, "terraform").configurations}
    assert found.keys() == {"shop.orders", "payments", "all"}
    orders = found["shop.orders"]
    assert facts(orders) == {
        attributes.TOPIC_NAME: "shop.orders",
        attributes.PARTITIONS: "12",
        attributes.REPLICATION_FACTOR: "2",
    }
    assert values(orders)["cleanup.policy"] == "delete"
    assert values(orders)["segment.ms"] == "600000"
    assert not orders.settings["retention.ms"].resolved
    assert facts(found["payments"])[attributes.REPLICATION_FACTOR] == "3"
    assert facts(found["all"]) == {
        attributes.ACL_PRINCIPAL: "User:sa-1",
        attributes.ACL_OPERATIONS: "All",
        attributes.ACL_RESOURCE: "topic:*:literal",
    }


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_edits_leave_every_other_character_alone(newline: str) -> None:
    text = TOPICS.replace("\n", newline)
    orders = one("topics.tf", text, name="shop.orders")
    writer, settings = orders.writer, orders.settings
    factor = orders.attributes[attributes.REPLICATION_FACTOR]
    assert edited(writer.replace(factor, "3")) == text.replace("= 2 # too", "= 3 # too")
    assert edited(writer.replace(settings["cleanup.policy"], "compact")) == text.replace(
        '"delete"', '"compact"'
    )
    assert writer.replace(settings["retention.ms"], "1") is None
    line = f'    "retention.ms"   = var.retention // later{newline}'
    assert edited(writer.remove(settings["retention.ms"])) == text.replace(line, "")
    assert edited(writer.rename(settings["segment.ms"], "retention.bytes")) == text.replace(
        '"segment.ms"', '"retention.bytes"'
    )
    last = f'    "segment.ms"     = 600000{newline}'
    added = f'    "min.insync.replicas" = "2"{newline}'
    assert edited(writer.add("min.insync.replicas", "2")) == text.replace(last, last + added)


def test_a_topic_without_config_gets_one() -> None:
    payments = one("topics.tf", TOPICS, name="payments")
    line = "  partitions_count = 6\n"
    config = '  config = {\n    "min.insync.replicas" = "2"\n  }\n'
    assert edited(payments.writer.add("min.insync.replicas", "2")) == TOPICS.replace(line, line + config)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_heredocs_are_edited_in_place(newline: str) -> None:
    text = MSK.replace("\n", newline)
    broker = one("main.tf", text)
    writer, settings = broker.writer, broker.settings
    assert edited(writer.replace(settings["min.insync.replicas"], "2")) == text.replace(
        "min.insync.replicas = 1", "min.insync.replicas = 2"
    )
    last = f"    min.insync.replicas = 1{newline}"
    added = f"    num.partitions=6{newline}"
    assert edited(writer.add("num.partitions", "6")) == text.replace(last, last + added)
    assert edited(writer.remove(settings["min.insync.replicas"])) == text.replace(last, "")


def test_strings_with_escapes_are_read_but_not_edited() -> None:
    text = (
        'resource "aws_msk_configuration" "a" {\n  server_properties = "num.partitions = 1\\nacks = x"\n}\n'
    )
    broker = one("main.tf", text, "terraform")
    assert broker.settings["num.partitions"].value == "1"
    assert broker.writer.replace(broker.settings["num.partitions"], "2") is None


def test_other_resources_are_not_recognised() -> None:
    assert find_dialect(SourceFile("main.tf", 'resource "aws_s3_bucket" "a" {}\n')) is None


def test_broken_files_are_read_around_the_fault() -> None:
    reading = read_text("topics.tf", TOPICS.replace("partitions_count = 6", "partitions_count = = ]"))
    assert "not HCL" in reading.faults[0].message
    assert "shop.orders" in [one.name for one in reading.configurations]
    never_raises("main.tf", MSK)
    never_raises("topics.tf", TOPICS)


MODULE = """\
module "orders" {
  source  = "terraform-aws-modules/msk-kafka-cluster/aws"
  version = "2.13.0"

  name                   = "orders"
  kafka_version          = "3.7.x"
  number_of_broker_nodes = 3

  broker_node_client_subnets = [aws_subnet.a.id, aws_subnet.b.id, aws_subnet.c.id]
  broker_node_instance_type  = "kafka.m5.large"

  encryption_in_transit_client_broker = "TLS_PLAINTEXT"
  encryption_in_transit_in_cluster    = false

  configuration_name = "orders"
  configuration_server_properties = {
    "auto.create.topics.enable" = true # for now
    "min.insync.replicas"       = var.isr
    "log.retention.hours"       = "24"
  }
}
"""


def test_the_msk_module_is_a_broker_with_its_properties_and_facts() -> None:
    broker = one("main.tf", MODULE, "terraform")
    assert (broker.role, broker.name, broker.kafka_version) == (Role.BROKER, "orders", "3.7.x")
    assert values(broker) == {
        "listeners": "PLAINTEXT://:9092,SSL://:9094",
        "security.inter.broker.protocol": "PLAINTEXT",
        "auto.create.topics.enable": "true",
        "min.insync.replicas": "var.isr",
        "log.retention.hours": "24",
    }
    assert not broker.settings["min.insync.replicas"].resolved
    assert not broker.complete
    found = facts(broker)
    assert (found[attributes.BROKERS], found[attributes.ZONES]) == ("3", "3")
    assert found[attributes.STORAGE] == "persistent-claim"


def test_edits_of_the_modules_properties() -> None:
    broker = one("main.tf", MODULE, "terraform")
    settings, writer = broker.settings, broker.writer
    changed = edited(writer.replace(settings["auto.create.topics.enable"], "false"))
    assert '    "auto.create.topics.enable" = false # for now\n' in changed
    assert "retention" not in edited(writer.remove(settings["log.retention.hours"]))
    renamed = edited(writer.rename(settings["log.retention.hours"], "log.retention.ms"))
    assert '    "log.retention.ms"       = "24"\n' in renamed
    assert '    "num.partitions" = "6"\n  }\n' in edited(writer.add("num.partitions", "6"))
    assert writer.replace(settings["min.insync.replicas"], "2") is None


def test_a_module_without_properties_has_those_of_msk() -> None:
    start = MODULE.index("  configuration_name")
    broker = one("main.tf", MODULE[:start] + "}\n", "terraform")
    assert broker.settings["auto.create.topics.enable"].origin is Origin.FRAMEWORK
    assert broker.settings["default.replication.factor"].value == "3"
    added = edited(broker.writer.add("num.partitions", "6"))
    assert '  configuration_server_properties = {\n    "num.partitions" = "6"\n  }\n}\n' in added
    elsewhere = MODULE[:start] + "  configuration_arn = aws_msk_configuration.a.arn\n}\n"
    assert "auto.create.topics.enable" not in one("main.tf", elsewhere, "terraform").settings
    computed = MODULE[:start] + "  configuration_server_properties = merge(local.a, local.b)\n}\n"
    assert "auto.create.topics.enable" not in one("main.tf", computed, "terraform").settings


@pytest.mark.parametrize(
    ("source", "brokers"),
    [
        ("registry.terraform.io/terraform-aws-modules/msk-kafka-cluster/aws", 1),
        ("git::https://github.com/terraform-aws-modules/terraform-aws-msk-kafka-cluster.git?ref=v2.0.0", 1),
        ("terraform-aws-modules/msk-kafka-cluster/aws//modules/serverless", 0),
        ("./modules/msk-kafka-cluster", 0),
    ],
)
def test_which_modules_make_a_cluster(source: str, brokers: int) -> None:
    text = MODULE.replace("terraform-aws-modules/msk-kafka-cluster/aws", source)
    assert len(read_text("main.tf", text).configurations) == brokers


def test_a_module_that_makes_nothing_is_none() -> None:
    assert not read_text("main.tf", MODULE.replace("{\n", "{\n  create = false\n", 1)).configurations


def test_nothing_raises_in_a_module() -> None:
    never_raises("main.tf", MODULE, seed=7)


@pytest.mark.parametrize("client_broker", ["PLAINTEXT", "TLS_PLAINTEXT", "TLS"])
def test_the_listeners_of_msk_are_its_own(client_broker: str) -> None:
    text = f"""
resource "aws_msk_cluster" "shop" {{
  kafka_version          = "3.6.0"
  number_of_broker_nodes = 3
  encryption_info {{
    encryption_in_transit {{ client_broker = "{client_broker}" }}
  }}
}}
"""
    result = ConfigValidator().validate({"main.tf": text})
    assert not [one for one in result.findings if one.rule.verdict is Verdict.REFUSES]

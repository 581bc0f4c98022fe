"""Whose file it is: a server's, a Java client's, librdkafka's, a neighbour's, or a program's of its own."""

from __future__ import annotations

import pytest

from kafka_architect import ConfigValidator
from kafka_architect.validation.finding import Verdict
from kafka_architect.validation.role import Role

JAVA = "org.apache.kafka.common.serialization.StringSerializer"


def roles(name: str, text: str) -> list[tuple[str, str]]:
    found = ConfigValidator().validate({name: text}).configurations
    return [(one.role, one.client) for one in found]


@pytest.mark.parametrize(
    ("name", "text", "role"),
    [
        ("server.properties", "broker.id=1\nlog.dirs=/d\nfetch.message.max.bytes=1048576\n", "broker"),
        ("kafka.conf", "process.roles=broker\nnode.id=1\nsocket.timeout.ms=1000\n", "broker"),
        (
            "consumer.properties",
            "bootstrap.servers=k:9092\ngroup.id=g\nfetch.message.max.bytes=1\n",
            "consumer",
        ),
        ("app.conf", f"bootstrap.servers=k:9092\nkey.serializer={JAVA}\nmessage.timeout.ms=1\n", "producer"),
        (
            "app.conf",
            "bootstrap.servers=k:9092\ninterceptor.classes=com.example.audit.Audit\nacks=all\n"
            "message.timeout.ms=1\n",
            "producer",
        ),
        (
            "app.conf",
            "bootstrap.servers=k:9092\nbuffer.memory=1\nmax.block.ms=1\nmessage.timeout.ms=1\n",
            "producer",
        ),
    ],
)
def test_one_key_of_librdkafka_does_not_outweigh_what_only_java_has(name: str, text: str, role: str) -> None:
    assert roles(name, text) == [(role, "java")]


def test_its_own_keys_make_a_file_librdkafkas() -> None:
    text = "bootstrap.servers=k:9092\nsocket.keepalive.enable=true\nbuffer.memory=1\nmessage.timeout.ms=1\n"
    assert roles("producer.properties", text) == [("producer", "librdkafka")]
    assert roles("app.conf", "metadata.broker.list=k:9092\nacks=1\n") == [("producer", "librdkafka")]


@pytest.mark.parametrize(
    ("name", "text", "program"),
    [
        (
            "kafka-rest.properties",
            "id=rest-1\nschema.registry.url=http://localhost:8081\nzookeeper.connect=localhost:2181\n"
            "bootstrap.servers=PLAINTEXT://localhost:9092\n",
            "Confluent REST Proxy",
        ),
        (
            "control-center.properties",
            "bootstrap.servers=localhost:9092\nzookeeper.connect=localhost:2181\n"
            "confluent.controlcenter.id=1\nconfluent.controlcenter.data.dir=/var/lib\n",
            "Confluent Control Center",
        ),
        (
            "ksql-server.properties",
            "listeners=http://0.0.0.0:8088\nbootstrap.servers=localhost:9092\nksql.service.id=x\n"
            "num.stream.threads=4\ncommit.interval.ms=2000\n",
            "ksqlDB",
        ),
        (
            "schema-registry.properties",
            "listeners=http://0.0.0.0:8081\nkafkastore.bootstrap.servers=PLAINTEXT://localhost:9092\n"
            "kafkastore.topic=_schemas\n",
            "Confluent Schema Registry",
        ),
        (
            "my.properties",
            "listeners=https://0.0.0.0:8443\nbootstrap.servers=kafka:9092\nssl.keystore.location=/a\n",
            "another program with an HTTP listener",
        ),
    ],
)
def test_a_neighbour_is_named_and_not_judged_as_kafka(name: str, text: str, program: str) -> None:
    result = ConfigValidator().validate({name: text})
    assert not result.configurations
    assert not result.findings
    assert result.unjudged == {name: program}
    assert result.summary["unjudged"] == {name: program}
    assert f"Not checked: {name} configures {program}." in str(result)


def test_a_broker_with_the_keys_of_a_neighbour_is_a_broker() -> None:
    text = "broker.id=1\nlog.dirs=/d\nlisteners=PLAINTEXT://:9092\nkafka.rest.enable=true\nksql.x=1\n"
    assert roles("server.properties", text) == [("broker", "java")]


def test_a_client_with_a_replication_factor_is_no_streams_application() -> None:
    text = "bootstrap.servers=k:9092\nsecurity.protocol=SASL_SSL\nreplication.factor=3\n"
    result = ConfigValidator().validate({"ccloud.config": text})
    assert [one.role for one in result.configurations] == ["admin"]
    assert not [one for one in result.findings if one.key in ("application.id", "replication.factor")]


OWN_BLOCK = """\
myapp:
  kafka:
    producers.count: 1
    linger.ms: 0
    enable.auto.commit: false
    topic.prefix: orders
    security.protocol: PLAINTEXT
    ssl.truststore.location: /t.jks
"""


@pytest.mark.parametrize("name", ["settings.yaml", "group_vars/all.yml"])
def test_nothing_is_said_of_what_a_map_of_no_known_owner_lacks(name: str) -> None:
    block = OWN_BLOCK.replace("    security.protocol: PLAINTEXT\n", "")
    found = ConfigValidator(select=["ALL"]).validate({name: block}).findings
    written = {line.strip().partition(":")[0] for line in block.splitlines()}
    assert {one.key for one in found} <= written
    assert not [one for one in found if one.rule.verdict is not Verdict.ADVICE]
    assert not [one for one in found if "default" in one.message]


def test_a_wrong_value_in_a_map_of_no_known_owner_is_still_wrong() -> None:
    text = "kafka:\n  acks: most\n  linger.ms: soon\n  batch.size: 1\n  compresion.type: lz4\n"
    found = ConfigValidator().validate({"app.yaml": text}).findings
    assert {(one.key, str(one.rule.verdict)) for one in found} >= {
        ("acks", "refuses"),
        ("linger.ms", "refuses"),
    }


def test_custom_properties_of_ansible_are_no_whole_broker() -> None:
    text = """\
kafka_broker_custom_properties:
  num.partitions: 6
  process.roles: broker
  listeners: PLAINTEXT://:9092
  ldap.java.naming.provider.url: ldap://ldap:389
"""
    found = ConfigValidator().validate({"hosts.yml": text}).findings
    assert not [one for one in found if one.rule.verdict is not Verdict.ADVICE]


def test_a_file_that_is_mostly_of_another_program_is_not_whole_either() -> None:
    text = (
        "connector.name=test\ncommit.log.dir=/c\nhttp.port=8000\ncassandra.hosts=a\ncassandra.port=9042\n"
        "snapshot.mode=ALWAYS\nacks=1\nretries=3\nbootstrap.servers=kafka:9092\n"
    )
    found = ConfigValidator().validate({"config.properties": text}).findings
    assert not [one for one in found if one.rule.verdict is Verdict.DIFFERS]


def test_what_a_server_describes_of_itself_has_keys_that_are_not_set() -> None:
    text = (
        "process.roles=broker\nnode.id=1\nlog.retention.ms=null\nlog.retention.minutes=null\n"
        "early.start.listeners=null\nlog.retention.hours=168\n"
    )
    found = ConfigValidator().validate({"current-broker.conf": text}).findings
    assert not [one for one in found if one.value == "null"]


def test_replicator_is_no_connect_worker() -> None:
    text = (
        "offset.storage.topic=o\nstatus.storage.topic=s\nconfig.storage.topic=c\n"
        "provenance.header.enable=true\ntopic.whitelist=_schemas\n"
    )
    result = ConfigValidator().validate({"executable-replicator.properties": text})
    assert result.unjudged == {"executable-replicator.properties": "Confluent Replicator"}


def test_a_dump_tells_its_defaults_too() -> None:
    text = (
        "process.roles=broker\nnode.id=1\nlisteners=A://:9092\nlistener.security.protocol.map=A:SSL\n"
        "inter.broker.listener.name=A\nsecurity.inter.broker.protocol=PLAINTEXT\n"
        "controller.listener.names=C\nlog.retention.ms=null\nlog.roll.ms=null\nbroker.rack=null\n"
    )
    found = ConfigValidator().validate({"current-broker.conf": text}).findings
    assert "security.inter.broker.protocol" not in {one.key for one in found}


def test_what_a_program_lost_to_a_fault_is_not_missing() -> None:
    text = (
        "from confluent_kafka import Consumer\n"
        'config = {"bootstrap.servers": "kafka:9092", "security.protocol": "SASL_SSL",\n'
        '    "sasl.mechanism": "PLAIN",\n    "sasl.username": ""<KEY>",\n    "sasl.password": "x"}\n'
        "consumer = Consumer(config)\n"
    )
    found = ConfigValidator().validate({"server.py": text}).findings
    assert not [one for one in found if one.rule.verdict is Verdict.REFUSES]


def test_a_key_without_a_value_that_is_the_owners_is_none_of_ours() -> None:
    text = "kafka:\n  bootstrap.servers: k:9092\n  batch.size: 1\n  linger.ms: 1\n  other:\n"
    found = ConfigValidator().validate({"app.yml": text}).findings
    assert "other" not in {one.key for one in found}


def test_a_clients_file_with_a_brokers_key_is_a_clients() -> None:
    text = (
        "security.protocol=SSL\nssl.truststore.location=/t.jks\nssl.truststore.password=${env:T}\n"
        "ssl.keystore.location=/k.jks\nssl.keystore.password=${env:K}\nssl.client.auth=required\n"
    )
    found = ConfigValidator().validate({"client-ssl.properties": text})
    assert [one.role for one in found.configurations] == [Role.ADMIN]
    assert "UPG007" in {one.rule.code for one in found.findings}  # ssl.client.auth means nothing to a client

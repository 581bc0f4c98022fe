"""Strimzi's custom resources."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from kafka_architect.validation import attributes
from kafka_architect.validation.configuration import Origin
from kafka_architect.validation.dialects.strimzi.owned import CONNECTOR, WORKER
from kafka_architect.validation.role import Role

from .reading import edited, facts, never_raises, one, read_text, values

if TYPE_CHECKING:
    from kafka_architect.validation.configuration import Configuration

SCHEMAS = Path(__file__).resolve().parents[4] / "shared" / "schemas" / "strimzi"
CLUSTER = """\
apiVersion: kafka.strimzi.io/v1
kind: KafkaNodePool
metadata:
  name: brokers
  labels: {strimzi.io/cluster: prod}
spec:
  replicas: 3
  roles: [broker]
  storage:
    type: jbod
    volumes:
      - {id: 0, type: persistent-claim, size: 100Gi}
  resources: {limits: {memory: 8Gi}}
  jvmOptions:
    -Xmx: 4g
---
apiVersion: kafka.strimzi.io/v1
kind: KafkaNodePool
metadata:
  name: controllers
  labels:
    strimzi.io/cluster: prod
spec:
  replicas: 3
  roles:
    - controller
  storage: {type: ephemeral}
---
apiVersion: kafka.strimzi.io/v1
kind: Kafka
metadata:
  name: prod
spec:
  kafka:
    version: 4.1.0
    metadataVersion: 4.0-IV3
    listeners:
      - name: plain
        port: 9092
        type: internal
        tls: false
      - {name: tls, port: 9093, type: internal, tls: true, authentication: {type: scram-sha-512}}
    authorization:
      type: simple
      superUsers: [CN=admin]
    config:
      default.replication.factor: 3  # three brokers
      min.insync.replicas: "2"
      auto.create.topics.enable: false
      log.dirs: /data
      ssl.protocol: TLSv1.3
    rack: {topologyKey: topology.kubernetes.io/zone}
"""
REST = """\
apiVersion: kafka.strimzi.io/v1beta2
kind: KafkaTopic
metadata:
  name: orders-internal
spec:
  topicName: orders
  partitions: 12
  replicas: 3
  config:
    retention.ms: 604800000
    cleanup.policy: [compact, delete]
---
apiVersion: kafka.strimzi.io/v1
kind: KafkaTopic
metadata: {name: bare}
spec:
  partitions: 1
---
apiVersion: kafka.strimzi.io/v1
kind: KafkaConnect
metadata:
  name: connect
spec:
  version: 4.1.0
  replicas: 1
  bootstrapServers: prod-kafka-bootstrap:9093
  groupId: g
  configStorageTopic: c
  offsetStorageTopic: o
  statusStorageTopic: s
  tls: {trustedCertificates: []}
  config:
    config.storage.replication.factor: 1
    rest.port: 8080
    producer.acks: all
---
apiVersion: kafka.strimzi.io/v1
kind: KafkaConnector
metadata:
  name: sink
spec:
  class: io.example.Sink
  tasksMax: 2
  config:
    topics: orders
    tasks.max: 9
---
apiVersion: kafka.strimzi.io/v1
kind: KafkaUser
metadata: {name: alice}
spec:
  authorization:
    type: simple
    acls:
      - resource: {type: topic, name: "*", patternType: literal}
        operations: [All]
      - resource: {type: group, name: g}
        operations: [Read]
        type: deny
  quotas: {producerByteRate: 1048576}
---
apiVersion: kafka.strimzi.io/v1
kind: KafkaBridge
metadata: {name: bridge}
spec:
  bootstrapServers: prod:9092
  producer: {config: {acks: 1}}
"""
MIRROR_V1 = """\
apiVersion: kafka.strimzi.io/v1
kind: KafkaMirrorMaker2
metadata: {name: mm2}
spec:
  version: 4.1.0
  replicas: 1
  target:
    alias: dr
    bootstrapServers: "dr:9092"
    groupId: g
    config: {config.storage.replication.factor: 1}
  mirrors:
    - source: {alias: main, bootstrapServers: "main:9092"}
      sourceConnector:
        tasksMax: 4
        config:
          replication.factor: 1
      checkpointConnector: {config: {sync.group.offsets.enabled: false}}
      topicsPattern: "orders.*"
"""
MIRROR_BETA = """\
apiVersion: kafka.strimzi.io/v1beta2
kind: KafkaMirrorMaker2
metadata: {name: mm2}
spec:
  version: 3.9.0
  connectCluster: dr
  clusters:
    - {alias: main, bootstrapServers: "main:9092"}
    - {alias: dr, bootstrapServers: "dr:9092"}
  mirrors:
    - sourceCluster: main
      targetCluster: dr
      sourceConnector: {config: {replication.factor: 1}}
"""


def by_name(text: str) -> dict[str, Configuration]:
    return {one.name: one for one in read_text("kafka.yaml", text, "strimzi").configurations}


def test_a_kafka_is_joined_with_its_pools() -> None:
    found = by_name(CLUSTER)
    assert {name: one.role for name, one in found.items()} == {
        "prod/brokers": Role.BROKER,
        "prod/controllers": Role.CONTROLLER,
    }
    broker = found["prod/brokers"]
    assert broker.kafka_version == "4.1.0"
    assert facts(broker) == {
        attributes.RUNTIME: "kubernetes",
        attributes.STORAGE: "jbod",
        attributes.MEMORY: str(8 * 2**30),
        attributes.HEAP: str(4 * 2**30),
        attributes.METADATA_VERSION: "4.0-IV3",
        attributes.BROKERS: "3",
        attributes.CONTROLLERS: "3",
    }
    assert facts(found["prod/controllers"])[attributes.STORAGE] == "ephemeral"


def test_the_operators_own_keys_are_known_and_those_of_users_are_lost() -> None:
    broker = by_name(CLUSTER)["prod/brokers"]
    listeners = broker.settings["listeners"]
    assert listeners.origin is Origin.FRAMEWORK
    assert listeners.value is not None
    assert "PLAIN-9092://0.0.0.0:9092" in listeners.value
    mapped = broker.settings["listener.security.protocol.map"].value
    assert mapped is not None
    assert "PLAIN-9092:PLAINTEXT" in mapped
    assert "TLS-9093:SASL_SSL" in mapped
    assert broker.settings["super.users"].value == "User:CN=admin"
    assert not broker.settings["broker.rack"].resolved
    assert [loss.kafka_key for loss in broker.losses] == ["log.dirs"]
    assert broker.settings["ssl.protocol"].value == "TLSv1.3"
    assert broker.settings["default.replication.factor"].value == "3"
    assert broker.settings["auto.create.topics.enable"].value == "false"


def test_a_pool_without_its_kafka_has_facts_only() -> None:
    pool = one("pool.yaml", CLUSTER.split("---", maxsplit=1)[0], "strimzi")
    assert facts(pool)[attributes.STORAGE] == "jbod"
    assert not pool.complete


def test_brokers_of_the_old_resource_are_counted_in_it() -> None:
    text = """\
apiVersion: kafka.strimzi.io/v1beta2
kind: Kafka
metadata: {name: old}
spec:
  kafka:
    version: 3.7.0
    replicas: 2
    storage: {type: ephemeral}
    config: {min.insync.replicas: 2}
  zookeeper: {replicas: 3}
"""
    broker = one("kafka.yaml", text, "strimzi")
    assert facts(broker)[attributes.BROKERS] == "2"
    assert facts(broker)[attributes.STORAGE] == "ephemeral"
    assert broker.settings["zookeeper.connect"].value == "old-zookeeper-client:2181"
    assert "process.roles" not in broker.settings
    replicas = broker.attributes[attributes.BROKERS]
    assert edited(broker.writer.replace(replicas, "3")) == text.replace(
        "replicas: 2\n    s", "replicas: 3\n    s"
    )


def test_topics_have_partitions_replicas_and_their_name_in_kafka() -> None:
    found = by_name(REST)
    topic = found["orders"]
    assert topic.role is Role.TOPIC
    assert values(topic) == {"retention.ms": "604800000", "cleanup.policy": "compact,delete"}
    assert facts(topic) == {
        attributes.TOPIC_NAME: "orders",
        attributes.PARTITIONS: "12",
        attributes.REPLICATION_FACTOR: "3",
    }
    assert attributes.REPLICATION_FACTOR not in facts(found["bare"])


def test_workers_take_group_and_topics_from_the_resource() -> None:
    worker = by_name(REST)["connect"]
    assert worker.role is Role.CONNECT_WORKER
    assert worker.settings["group.id"].value == "g"
    assert worker.settings["offset.storage.topic"].value == "o"
    assert worker.settings["security.protocol"].value == "SSL"
    assert [loss.kafka_key for loss in worker.losses] == ["rest.port"]


def test_connectors_users_and_bridges() -> None:
    found = by_name(REST)
    sink = found["sink"]
    assert sink.role is Role.CONNECT_SINK
    assert values(sink) == {
        "topics": "orders",
        "connector.class": "io.example.Sink",
        "tasks.max": "2",
        "name": "sink",
    }
    assert [loss.cure for loss in sink.losses] == ["set it in spec.tasksMax"]
    assert facts(found["alice"]) == {
        attributes.ACL_PRINCIPAL: "User:alice",
        attributes.ACL_OPERATIONS: "All",
        attributes.ACL_RESOURCE: "topic:*:literal",
        attributes.QUOTAS: "true",
    }
    assert values(found["bridge: producer"])["acks"] == "1"


@pytest.mark.parametrize("text", [MIRROR_V1, MIRROR_BETA])
def test_mirrors_are_flows_between_clusters(text: str) -> None:
    mirror = one("mm2.yaml", text, "strimzi")
    assert mirror.role is Role.MM2
    assert mirror.settings["main->dr.enabled"].value == "true"
    assert mirror.settings["main->dr.replication.factor"].value == "1"
    assert mirror.settings["dr.bootstrap.servers"].value == "dr:9092"
    assert set((mirror.settings["clusters"].value or "").split(", ")) == {"main", "dr"}


def test_fixes_of_mirrors_go_into_the_source_connector() -> None:
    mirror = one("mm2.yaml", MIRROR_V1, "strimzi")
    assert edited(mirror.writer.add("main->dr.sync.topic.configs.enabled", "true")) == MIRROR_V1.replace(
        "          replication.factor: 1\n",
        "          replication.factor: 1\n          sync.topic.configs.enabled: true\n",
    )


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_edits_leave_every_other_character_alone(newline: str) -> None:
    text = CLUSTER.replace("\n", newline)
    broker = by_name(text)["prod/brokers"]
    writer, settings = broker.writer, broker.settings
    assert edited(writer.replace(settings["default.replication.factor"], "5")) == text.replace(
        "factor: 3  #", "factor: 5  #"
    )
    assert edited(writer.replace(settings["min.insync.replicas"], "1")) == text.replace('"2"', '"1"')
    assert edited(writer.remove(settings["auto.create.topics.enable"])) == text.replace(
        f"      auto.create.topics.enable: false{newline}", ""
    )
    last = f"      ssl.protocol: TLSv1.3{newline}"
    assert edited(writer.add("num.partitions", "6")) == text.replace(
        last, f"{last}      num.partitions: 6{newline}"
    )
    assert writer.replace(settings["listeners"], "x") is None
    assert writer.replace(settings["broker.rack"], "x") is None


def test_a_topic_without_config_gets_one() -> None:
    topic = by_name(REST)["bare"]
    assert edited(topic.writer.add("min.insync.replicas", "2")) == REST.replace(
        "  partitions: 1\n", "  partitions: 1\n  config:\n    min.insync.replicas: 2\n"
    )


def test_templates_choose_lines_and_make_keys() -> None:
    config = "      default.replication.factor: 3  # three brokers\n"
    branches = (
        "      {{- if .Values.x }}\n      log.roll.hours: 1\n"
        "      {{- else }}\n      log.roll.hours: 2\n      {{- end }}\n"
    )
    made = "      {{ $key }}: {{ $value | quote }}\n      num.partitions: {{ .Values.n }}\n"
    reading = read_text("templates/kafka.yaml", CLUSTER.replace(config, branches + made), "strimzi")
    broker = next(one for one in reading.configurations if one.role is Role.BROKER)
    assert not reading.faults
    assert not broker.repeats
    assert not broker.complete
    assert broker.settings["num.partitions"].value == "{{ .Values.n }}"
    assert not broker.settings["num.partitions"].resolved
    assert all(key.isascii() for key in broker.settings)


def test_broken_files_do_not_break_the_reader() -> None:
    never_raises("kafka.yaml", CLUSTER)
    never_raises("kafka.yaml", REST + "---\n" + MIRROR_V1)


@pytest.mark.skipif(
    not SCHEMAS.is_dir(), reason="Strimzi's resource definitions are not beside the repository"
)
def test_prefixes_of_the_operator_are_those_of_its_definitions() -> None:
    """The descriptions list what cannot be set, and the exceptions."""
    described = (SCHEMAS / "041-Crd-kafkaconnect.yaml").read_text()
    text = described[described.index("The Kafka Connect configuration. Properties") :]
    forbidden, _, exceptions = (
        text.split("cannot be set: ")[1].split(").")[0].partition(" (with the exception of: ")
    )
    for prefix in forbidden.strip(". ").split(", "):
        assert WORKER.owns(prefix) or prefix.startswith("prometheus.metrics.reporter")
    for exception in exceptions.split(", "):
        assert not WORKER.owns(exception.strip())
    connectors = (SCHEMAS / "048-Crd-kafkamirrormaker2.yaml").read_text()
    listed = connectors.split("The following properties cannot be set: ", 2)[1].partition('."')[0]
    assert all(CONNECTOR.owns(name) for name in listed.split(", "))


@pytest.mark.skipif(
    not SCHEMAS.is_dir(), reason="Strimzi's resource definitions are not beside the repository"
)
def test_the_samples_have_only_fields_that_the_definitions_have() -> None:
    fields = {}
    for path in SCHEMAS.glob("*.yaml"):
        definition = yaml.safe_load(path.read_text())["spec"]
        (version,) = [one for one in definition["versions"] if one["name"] == "v1"]
        fields[definition["names"]["kind"]] = version["schema"]["openAPIV3Schema"]["properties"]["spec"]
    for resource in yaml.safe_load_all(CLUSTER + "---\n" + REST + "---\n" + MIRROR_V1):
        if resource["apiVersion"].endswith("/v1") and resource["kind"] in fields:
            assert resource["spec"].keys() <= fields[resource["kind"]]["properties"].keys()


def test_tiered_storage_is_switched_on_by_its_manager() -> None:
    manager = "    tieredStorage: {type: custom, remoteStorageManager: {className: a.Manager}}\n"
    text = CLUSTER.replace("    rack: {topologyKey", f"{manager}    rack: {{topologyKey")
    key = "remote.log.storage.system.enable"
    with_manager, without = (
        next(one for one in read_text("a.yml", each, "strimzi").configurations if one.role is Role.BROKER)
        for each in (text, CLUSTER)
    )
    assert with_manager.settings[key].value == "true"
    assert key not in without.settings

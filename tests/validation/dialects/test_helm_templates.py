"""What the templates of well-known charts add to a file of values that is the whole of them."""

from __future__ import annotations

import pytest

from kafka_architect.validation import attributes
from kafka_architect.validation.role import Role

from .reading import facts, never_raises, one, read_text, values

BITNAMI = """\
kafka:
  listeners:
    client: {protocol: SASL_SSL}
    interbroker: {protocol: PLAINTEXT, containerPort: 19094}
  sasl: {enabledMechanisms: SCRAM-SHA-512}
  controller:
    replicaCount: 3
  broker:
    replicaCount: 2
    extraConfig: |
      default.replication.factor=3
"""
CONFLUENT = """\
cp-kafka:
  brokers: 3
  image: confluentinc/cp-kafka
  imageTag: 6.1.0
  configurationOverrides:
    "default.replication.factor": 3
    "advertised.listeners": "EXTERNAL://${HOST_IP}:$((31090 + ${KAFKA_BROKER_ID}))"
  customEnv: {}
"""
INCUBATOR = """\
# kafka
replicas: 2
image: confluentinc/cp-kafka
imageTag: "5.0.1"
kafkaHeapOptions: -Xmx2G
configurationOverrides:
  "confluent.support.metrics.enable": false
"""
OLD_BITNAMI = """\
# kafka
replicaCount: 3
image: {registry: docker.io, repository: bitnami/kafka, tag: 3.2.1-debian-11-r0}
autoCreateTopicsEnable: false
defaultReplicationFactor: 3
logRetentionBytes: _1073741824
numPartitions: 6
authorizerClassName: ""
allowEveryoneIfNoAclFound: true
zookeeper: {enabled: true}
"""
CLOUDPIRATES = """\
# kafka
clusterId: oUl0u_8RQBym0t93b891HA
image: {registry: docker.io, repository: apache/kafka, tag: 4.2.1}
replicaCount: 3
heapOpts: -Xmx2G
kafkaConfig:
  defaultReplicationFactor: 3
  autoCreateTopicsEnable: false
"""


def test_bitnami_makes_listeners_roles_and_counts_of_its_values() -> None:
    found = {one.name: one for one in read_text("values.yaml", BITNAMI, "helm").configurations}
    assert set(found) == {"kafka/controller", "kafka/broker"}
    broker = found["kafka/broker"]
    assert broker.complete
    settings = values(broker, written=False)
    assert settings["listeners"] == "CLIENT://:9092,INTERNAL://:19094"
    assert settings["listener.security.protocol.map"] == (
        "CLIENT:SASL_SSL,INTERNAL:PLAINTEXT,CONTROLLER:SASL_PLAINTEXT"
    )
    assert settings["inter.broker.listener.name"] == "INTERNAL"
    assert settings["process.roles"] == "broker"
    assert settings["sasl.enabled.mechanisms"] == "SCRAM-SHA-512"
    assert settings["default.replication.factor"] == "3"
    assert not broker.settings["advertised.listeners"].resolved
    assert facts(broker)[attributes.BROKERS] == "5"
    assert facts(broker)[attributes.CONTROLLERS] == "3"
    assert facts(broker)[attributes.HEAP] == str(1024**3)
    assert values(found["kafka/controller"], written=False)["process.roles"] == "controller,broker"


def test_groups_without_replicas_are_not_made_and_three_controllers_are_without_a_word() -> None:
    none = BITNAMI.replace("replicaCount: 3", "replicaCount: 0")
    assert [one.name for one in read_text("values.yaml", none).configurations] == ["kafka/broker"]
    unsaid = "kafka:\n  listeners: {client: {protocol: PLAINTEXT}, interbroker: {}}\n"
    lone = one("values.yaml", unsaid + "  heapOpts: -Xmx4g\n", name="kafka/controller")
    assert facts(lone)[attributes.BROKERS] == "3"
    assert facts(lone)[attributes.HEAP] == str(4 * 1024**3)


def test_controllers_alone_listen_for_nobody_else() -> None:
    text = BITNAMI.replace("replicaCount: 3", "replicaCount: 3\n    controllerOnly: true")
    controller = one("values.yaml", text, name="kafka/controller")
    assert controller.role is Role.CONTROLLER
    assert values(controller, written=False)["listeners"] == "CONTROLLER://:9093"
    assert facts(controller)[attributes.BROKERS] == "2"


def test_without_kraft_there_is_zookeeper_and_no_kafka_four() -> None:
    text = BITNAMI + "  kraft: {enabled: false}\n  zookeeper: {enabled: true}\n"
    broker = one("values.yaml", text)
    assert broker.name == "kafka/broker"
    assert "process.roles" not in broker.settings
    assert broker.settings["zookeeper.connect"].value
    assert broker.kafka_version == "3.9"


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("values.yaml", "  existingConfigmap: mine\n"),
        ("values.yaml", "  extraEnvVarsCM: mine\n"),
        ("values.yaml", "  image: {repository: example.org/kafka}\n"),
        ("values-prod.yaml", ""),
    ],
)
def test_nothing_is_said_of_what_is_missing_where_other_files_may_say_it(name: str, more: str) -> None:
    found = read_text(name, BITNAMI + more, "helm").configurations
    assert found
    assert not any(one.complete for one in found)


def test_the_confluent_chart_has_zookeeper_and_a_listener_of_its_own() -> None:
    broker = one("values.yaml", CONFLUENT, "helm")
    settings = values(broker, written=False)
    assert broker.complete
    assert settings["listeners"] == "PLAINTEXT://0.0.0.0:9092,EXTERNAL://0.0.0.0:9093"
    assert settings["zookeeper.connect"]
    assert settings["default.replication.factor"] == "3"
    assert facts(broker)[attributes.BROKERS] == "3"
    assert not one("values.yaml", CONFLUENT.replace("{}", "{KAFKA_NUM_PARTITIONS: 6}")).complete


def test_the_incubator_chart_gives_offsets_as_many_copies_as_there_are_brokers() -> None:
    broker = one("values.yaml", INCUBATOR, "helm")
    assert broker.complete
    assert values(broker, written=False)["offsets.topic.replication.factor"] == "2"
    assert facts(broker)[attributes.BROKERS] == "2"
    assert facts(broker)[attributes.HEAP] == str(2 * 1024**3)


def test_the_chart_of_cloudpirates_runs_combined_nodes_and_its_listeners_are_not_known() -> None:
    broker = one("values.yaml", CLOUDPIRATES, "helm")
    settings = values(broker, written=False)
    assert broker.complete
    assert broker.kafka_version == "4.2.1"
    assert settings["process.roles"] == "broker,controller"
    assert not broker.settings["listeners"].resolved
    assert settings["auto.create.topics.enable"] == "false"
    assert facts(broker)[attributes.CONTROLLERS] == "3"


def test_the_chart_of_cloudpirates_may_lower_copies_to_what_its_nodes_can_hold() -> None:
    broker = one("values.yaml", CLOUDPIRATES.replace("replicaCount: 3", "replicaCount: 1"), "helm")
    assert not broker.settings["default.replication.factor"].resolved
    assert one("values.yaml", CLOUDPIRATES).settings["default.replication.factor"].resolved


@pytest.mark.parametrize("text", [BITNAMI, CONFLUENT, INCUBATOR, CLOUDPIRATES])
def test_broken_files_do_not_break_the_reader(text: str) -> None:
    never_raises("values.yaml", text)


def test_the_bitnami_chart_of_old_listens_in_plaintext_and_sets_every_variable() -> None:
    broker = one("values.yaml", OLD_BITNAMI, "helm")
    settings = values(broker, written=False)
    assert broker.complete
    assert broker.kafka_version == "3.2.1"
    assert settings["listeners"] == "INTERNAL://:9093,CLIENT://:9092"
    assert settings["listener.security.protocol.map"] == "INTERNAL:PLAINTEXT,CLIENT:PLAINTEXT"
    assert settings["inter.broker.listener.name"] == "INTERNAL"
    assert settings["zookeeper.connect"]
    assert settings["log.dirs"] == "/bitnami/kafka/data"
    assert settings["default.replication.factor"] == "3"
    assert settings["offsets.topic.replication.factor"] == "1"
    assert "allow.everyone.if.no.acl.found" not in settings
    assert "process.roles" not in broker.settings
    assert facts(broker)[attributes.BROKERS] == "3"
    assert facts(broker)[attributes.HEAP] == str(1024**3)


def test_listeners_of_the_old_chart_follow_its_protocols() -> None:
    auth = "auth: {clientProtocol: sasl_tls, interBrokerProtocol: mtls}\nexternalAccess: {enabled: true}\n"
    broker = one("values.yaml", OLD_BITNAMI + auth, "helm")
    settings = values(broker, written=False)
    assert settings["listeners"] == "INTERNAL://:9093,CLIENT://:9092,EXTERNAL://:9094"
    protocols = "INTERNAL:SSL,CLIENT:SASL_SSL,EXTERNAL:SASL_SSL"
    assert settings["listener.security.protocol.map"] == protocols
    assert not broker.settings["ssl.client.auth"].resolved


@pytest.mark.parametrize("more", ["auth: {enabled: true}\n", "kraft: {enabled: true}\n"])
def test_listeners_of_the_old_chart_that_depend_on_its_release_are_not_known(more: str) -> None:
    broker = one("values.yaml", OLD_BITNAMI + more, "helm")
    assert not broker.settings["listeners"].resolved


@pytest.mark.parametrize(
    ("more", "roles"), [("kraft: {enabled: true}\n", "broker,controller"), ("replicas: 3\n", "")]
)
def test_the_old_chart_has_either_zookeeper_or_roles(more: str, roles: str) -> None:
    broker = one("values.yaml", OLD_BITNAMI.replace("zookeeper: {enabled: true}\n", more), "helm")
    assert broker.settings["process.roles"].value == roles
    assert "zookeeper.connect" not in broker.settings


def test_values_that_lie_over_others_are_not_the_whole_of_the_old_chart() -> None:
    broker = one("values-prod.yaml", OLD_BITNAMI, "helm")
    assert not broker.complete
    assert "listeners" not in broker.settings


def test_values_of_charts_that_write_alike_are_not_taken_for_the_old_chart() -> None:
    image = "image: {registry: docker.io, repository: bitnami/kafka, tag: 3.2.1-debian-11-r0}\n"
    unnamed = OLD_BITNAMI.replace(image, "")
    assert one("values.yaml", unnamed, "helm").complete
    for text in (
        OLD_BITNAMI.replace("bitnami/kafka", "example/kafka"),
        unnamed.replace("zookeeper: {enabled: true}\n", "zookeeperConnect: zookeeper:2181\n"),
        unnamed + 'listeners: "PLAINTEXT://:9092"\n',
        unnamed.replace("numPartitions: 6\n", "").replace("defaultReplicationFactor: 3\n", ""),
    ):
        assert not one("values.yaml", text, "helm").complete

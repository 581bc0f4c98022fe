"""docker-compose files."""

from __future__ import annotations

import pytest

from kafka_architect.validation import attributes
from kafka_architect.validation.configuration import Origin
from kafka_architect.validation.role import Role

from .reading import edited, facts, never_raises, one, read_text, values

KRAFT = """\
x-common: &common
  KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: 3  # three brokers
  KAFKA_LOG_RETENTION_HOURS: "24"

services:
  kafka-1:
    image: apache/kafka:4.1.0
    environment:
      <<: *common
      KAFKA_NODE_ID: 1
      KAFKA_PROCESS_ROLES: broker,controller
      KAFKA_ADVERTISED_LISTENERS: PLAINTEXT://kafka-1:9092
      KAFKA_LOG_RETENTION_HOURS: '48'
      KAFKA_HEAP_OPTS: -Xms1g -Xmx2g
      KAFKA_LOG_DIRS: /var/lib/kafka/data
    volumes:
      - data:/var/lib/kafka/data
    deploy: {resources: {limits: {memory: 4g}}}
  kafka-2:
    image: apache/kafka:4.1.0
    environment:
      - KAFKA_NODE_ID=2
      - "KAFKA_PROCESS_ROLES=broker"
      - 'KAFKA_LOG_RETENTION_MS=${RETENTION:-1000}'
      - KAFKA_MIN_INSYNC_REPLICAS=2
  controller:
    image: apache/kafka:4.1.0
    environment:
      KAFKA_NODE_ID: 3
      KAFKA_PROCESS_ROLES: controller
  app:
    image: example/app
    environment:
      KAFKA_BOOTSTRAP_SERVERS: kafka-1:9092
volumes:
  data: {}
"""


SERVICE = """\
services: # kafka
  it:
    image: %s
    environment:
"""


def service(image: str, *lines: str) -> str:
    """A compose file of one service with these lines of environment."""
    return SERVICE % image + "".join(f"      {line}\n" for line in lines)


def test_services_that_run_kafka_are_configurations_and_others_are_not() -> None:
    reading = read_text("docker-compose.yml", KRAFT, "docker-compose")
    assert [(one.name, one.role) for one in reading.configurations] == [
        ("kafka-1", Role.BROKER),
        ("kafka-2", Role.BROKER),
        ("controller", Role.CONTROLLER),
    ]
    assert {one.kafka_version for one in reading.configurations} == {"4.1.0"}
    assert not reading.faults


def test_merged_variables_count_unless_the_service_sets_them_itself() -> None:
    broker = one("docker-compose.yml", KRAFT, name="kafka-1")
    assert values(broker)["offsets.topic.replication.factor"] == "3"
    assert values(broker)["log.retention.hours"] == "48"
    assert not broker.repeats
    assert broker.settings["log.retention.hours"].origin is Origin.ENVIRONMENT


def test_lists_of_variables_have_places_inside_their_quotes() -> None:
    broker = one("docker-compose.yml", KRAFT, name="kafka-2")
    assert values(broker)["process.roles"] == "broker"
    retention = broker.settings["log.retention.ms"]
    assert not retention.resolved
    assert retention.span is not None
    assert KRAFT[retention.span.start : retention.span.end] == "${RETENTION:-1000}"
    assert retention.key_span is not None
    assert KRAFT[retention.key_span.start : retention.key_span.end] == "KAFKA_LOG_RETENTION_MS"


def test_heap_memory_storage_and_counts_are_facts() -> None:
    found = facts(one("docker-compose.yml", KRAFT, name="kafka-1"))
    assert found[attributes.HEAP] == str(2 * 2**30)
    assert found[attributes.MEMORY] == str(4 * 2**30)
    assert found[attributes.STORAGE] == "volume"
    assert found[attributes.BROKERS] == "2"
    assert found[attributes.CONTROLLERS] == "2"
    assert found[attributes.RUNTIME] == "compose"
    assert facts(one("docker-compose.yml", KRAFT, name="kafka-2"))[attributes.STORAGE] == "container"


def test_docker_puts_the_volume_of_the_image_over_what_is_mounted_above_it() -> None:
    above = KRAFT.replace("data:/var/lib/kafka/data", "data:/var/lib/kafka")
    assert facts(one("docker-compose.yml", above, name="kafka-1"))[attributes.STORAGE] == "anonymous-volume"
    below = KRAFT.replace("KAFKA_LOG_DIRS: /var/lib/kafka/data", "KAFKA_LOG_DIRS: /var/lib/kafka/data/logs")
    assert facts(one("docker-compose.yml", below, name="kafka-1"))[attributes.STORAGE] == "volume"


def test_listeners_are_derived_from_what_is_advertised() -> None:
    broker = one("docker-compose.yml", KRAFT, name="kafka-1")
    assert broker.settings["listeners"].value == "PLAINTEXT://0.0.0.0:9092"
    assert broker.settings["listeners"].origin is Origin.IMAGE


def test_any_variable_replaces_the_whole_file_of_the_apache_image() -> None:
    untouched = one("compose.yml", "services:\n  kafka:\n    image: apache/kafka:3.9.0\n", "docker-compose")
    assert untouched.settings["offsets.topic.replication.factor"].value == "1"
    assert untouched.settings["log.dirs"].origin is Origin.IMAGE
    touched = one(
        "compose.yml",
        "services:\n  kafka:\n    image: apache/kafka:3.9.0\n    environment: {KAFKA_NODE_ID: 1}\n",
    )
    assert set(touched.settings) == {"node.id"}


@pytest.mark.parametrize(
    ("image", "variable", "key"),
    [
        ("apache/kafka:4.0.0", "KAFKA_LISTENER_NAME_SASL__SSL_X___Y", "listener.name.sasl_ssl.x-y"),
        ("docker.io/apache/kafka-native:4.0.0", "KAFKA_MIN_INSYNC_REPLICAS", "min.insync.replicas"),
        ("confluentinc/cp-kafka:7.6.0", "KAFKA_LISTENER_NAME_A__B_C___D", "listener.name.a_b.c-d"),
        ("registry.example.com:5000/mirror/cp-server:7.6.0", "KAFKA_LOG_DIRS", "log.dirs"),
        ("bitnami/kafka:3.9", "KAFKA_CFG_LISTENER_NAME_SASL_SSL_KEY", "listener.name.sasl_ssl.key"),
        ("bitnamilegacy/kafka:3.9", "KAFKA_CFG_ZOOKEEPER_CLIENTCNXNSOCKET", "zookeeper.clientCnxnSocket"),
        ("public.ecr.aws/bitnami/kafka", "KAFKA_NUM_PARTITIONS", "num.partitions"),
        ("wurstmeister/kafka:2.13-2.8.1", "KAFKA_NUM_PARTITIONS", "num.partitions"),
        ("confluentinc/cp-kafka-connect:7.6.0", "CONNECT_PRODUCER_ACKS", "producer.acks"),
        ("quay.io/debezium/connect:3.0", "OFFSET_STORAGE_TOPIC", "offset.storage.topic"),
        ("cnfldemos/cp-server-connect-datagen:0.6", "CONNECT_KEY_CONVERTER", "key.converter"),
        ("debezium/connect-jdbc-es:2.7", "OFFSET_STORAGE_TOPIC", "offset.storage.topic"),
        ("debezium/connect:2.7", "CONNECT_CONSUMER_ISOLATION_LEVEL", "consumer.isolation.level"),
    ],
)
def test_each_image_makes_its_own_keys_of_variables(image: str, variable: str, key: str) -> None:
    tell = ["CONNECT_GROUP_ID: g"] if "connect" in image else ["KAFKA_CFG_NODE_ID: 1", "KAFKA_NODE_ID: 1"]
    text = service(image, *tell, f"{variable}: v")
    assert values(one("compose.yaml", text))[key] == "v"


@pytest.mark.parametrize(
    ("image", "version"),
    [
        ("apache/kafka:3.9.1", "3.9.1"),
        ("apache/kafka:latest", None),
        ("confluentinc/cp-kafka:7.6.1", "3.6"),
        ("confluentinc/cp-kafka:8.0.0", "4.0"),
        ("confluentinc/cp-kafka:6.2.0", "2.8"),
        ("confluentinc/cp-kafka:${TAG:-7.9.0}", "3.9"),
        ("bitnami/kafka:3.7.0-debian-12-r1", "3.7.0"),
        ("wurstmeister/kafka:2.13-2.8.1", "2.8.1"),
        ("wurstmeister/kafka", "2.8.1"),
        ("apache/kafka:4.0.0@sha256:0011223344", "4.0.0"),
    ],
)
def test_tags_tell_the_version_of_kafka(image: str, version: str | None) -> None:
    text = service(image, "KAFKA_NODE_ID: 1")
    assert one("compose.yaml", text).kafka_version == version


def test_bitnami_drops_variables_without_its_prefix() -> None:
    text = """\
services:
  kafka:
    image: bitnami/kafka:3.9
    environment:
      KAFKA_CFG_NODE_ID: 0
      KAFKA_MIN_INSYNC_REPLICAS: 2
      KAFKA_HEAP_OPTS: -Xmx512m
      KAFKA_NUM_PARTITIONS: 6
      KAFKA_CLIENT_USERS: alice
"""
    broker = one("docker-compose.yml", text)
    assert [loss.kafka_key for loss in broker.losses] == ["min.insync.replicas"]
    assert "KAFKA_CFG_MIN_INSYNC_REPLICAS" in (broker.losses[0].cure or "")
    assert "min.insync.replicas" not in broker.settings
    assert broker.settings["num.partitions"].value == "6"
    assert broker.settings["offsets.topic.replication.factor"].origin is Origin.IMAGE
    assert edited(broker.writer.rename(broker.losses[0].setting, "min.insync.replicas")) == text.replace(
        "KAFKA_MIN_INSYNC", "KAFKA_CFG_MIN_INSYNC"
    )


def test_bitnamis_prefix_means_nothing_to_another_image() -> None:
    text = service(
        "apache/kafka:4.1.0", "KAFKA_CFG_NODE_ID: 1", "KAFKA_CFG_OF_A_PLUGIN: 1", "KAFKA_NODE_ID: 2"
    )
    broker = one("docker-compose.yml", text)
    (loss,) = broker.losses
    assert (loss.kafka_key, loss.cure) == ("node.id", "write KAFKA_NODE_ID")
    assert "cfg.node.id" in loss.reason
    assert broker.settings["node.id"].value == "2"
    assert "cfg.node.id" not in broker.settings
    assert "cfg.of.a.plugin" in broker.settings


def test_debeziums_image_has_a_folder_for_plugins() -> None:
    worker = one("compose.yml", service("debezium/connect:3.0", "GROUP_ID: g"))
    assert worker.settings["plugin.path"].value == "/kafka/connect"


def test_debezium_overwrites_what_it_takes_from_its_own_variables() -> None:
    text = service("debezium/connect:3.0", "CONNECT_GROUP_ID: g")
    worker = one("compose.yml", text)
    assert worker.settings["group.id"].value == "1"
    assert "GROUP_ID" in (worker.losses[0].cure or "")
    assert worker.settings["config.storage.replication.factor"].value == "1"


def test_an_unknown_image_is_guessed_by_its_variables_and_not_taken_for_complete() -> None:
    text = service("my/kafka", "KAFKA_BROKER_ID: 1", "KAFKA_NUM_PARTITIONS: 3")
    broker = one("compose.yml", text)
    assert values(broker) == {"broker.id": "1", "num.partitions": "3"}
    assert not broker.complete
    assert broker.kafka_version is None


def test_containers_that_only_use_the_tools_are_no_brokers_but_make_topics() -> None:
    text = """\
services:
  init:
    image: confluentinc/cp-kafka:7.6.0
    command: >
      bash -c "kafka-topics --bootstrap-server kafka:9092 --create --if-not-exists
      --topic orders --partitions 6 --replication-factor=1 --config min.insync.replicas=1 &&
      kafka-topics.sh --bootstrap-server kafka:9092 --list"
  old:
    image: wurstmeister/kafka:2.13-2.8.1
    environment:
      KAFKA_BROKER_ID: 1
      KAFKA_CREATE_TOPICS: "a:1:3,b:2:1:compact"
"""
    reading = read_text("docker-compose.yml", text)
    topics = [one for one in reading.configurations if one.role is Role.TOPIC]
    assert [one.name for one in reading.configurations if one.role is Role.BROKER] == ["old"]
    assert [(one.name, facts(one)[attributes.PARTITIONS]) for one in topics] == [
        ("orders", "6"),
        ("a", "1"),
        ("b", "2"),
    ]
    assert facts(topics[0])[attributes.REPLICATION_FACTOR] == "1"
    assert values(topics[0]) == {"min.insync.replicas": "1"}
    assert values(topics[2]) == {"cleanup.policy": "compact"}
    factor = topics[0].attributes[attributes.REPLICATION_FACTOR]
    assert "--replication-factor=3 " in edited(topics[0].writer.replace(factor, "3"))


def test_a_dollar_sign_that_is_doubled_is_no_variable() -> None:
    text = service("apache/kafka", "KAFKA_SSL_PRINCIPAL_MAPPING_RULES: RULE:^CN=(.*)$$/$${1}/")
    rules = one("compose.yml", text).settings["ssl.principal.mapping.rules"]
    assert rules.value == "RULE:^CN=(.*)$/${1}/"
    assert rules.resolved


def test_a_variable_that_is_set_twice_is_a_repeat_and_not_a_fault_too() -> None:
    text = service("apache/kafka", "KAFKA_NODE_ID: 1", "KAFKA_NODE_ID: 2")
    reading = read_text("compose.yml", text)
    assert [repeat.kept.value for repeat in reading.configurations[0].repeats] == ["2"]
    assert not reading.faults


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_edits_leave_every_other_character_alone(newline: str) -> None:
    text = KRAFT.replace("\n", newline)
    broker = one("docker-compose.yml", text, name="kafka-1")
    writer, settings = broker.writer, broker.settings
    assert edited(writer.replace(settings["log.retention.hours"], "72")) == text.replace("'48'", "'72'")
    assert edited(writer.replace(settings["offsets.topic.replication.factor"], "1")) == text.replace(
        "FACTOR: 3  #", "FACTOR: 1  #"
    )
    assert edited(writer.remove(settings["node.id"])) == text.replace(f"      KAFKA_NODE_ID: 1{newline}", "")
    assert edited(writer.rename(settings["node.id"], "broker.id")) == text.replace(
        "KAFKA_NODE_ID: 1", "KAFKA_BROKER_ID: 1"
    )
    last = f"      KAFKA_LOG_DIRS: /var/lib/kafka/data{newline}"
    added = f'      KAFKA_AUTO_CREATE_TOPICS_ENABLE: "false"{newline}'
    assert edited(writer.add("auto.create.topics.enable", "false")) == text.replace(last, last + added)
    assert writer.remove(settings["offsets.topic.replication.factor"]) is None  # it stands in the anchor


def test_edits_of_lists_keep_dashes_and_quotes() -> None:
    broker = one("docker-compose.yml", KRAFT, name="kafka-2")
    writer, settings = broker.writer, broker.settings
    assert edited(writer.replace(settings["process.roles"], "controller")) == KRAFT.replace(
        '"KAFKA_PROCESS_ROLES=broker"', '"KAFKA_PROCESS_ROLES=controller"'
    )
    assert edited(writer.remove(settings["node.id"])) == KRAFT.replace("      - KAFKA_NODE_ID=2\n", "")
    last = "      - KAFKA_MIN_INSYNC_REPLICAS=2\n"
    assert edited(writer.add("num.partitions", "6")) == KRAFT.replace(
        last, last + "      - KAFKA_NUM_PARTITIONS=6\n"
    )
    assert writer.add("odd key", "1") is None


def test_broken_files_are_read_as_far_as_they_go() -> None:
    reading = read_text("docker-compose.yml", service("apache/kafka", "KAFKA_NODE_ID: 1", "KAFKA_X: [a"))
    assert "not YAML" in reading.faults[0].message
    assert values(reading.configurations[0]) == {"node.id": "1"}
    assert not reading.configurations[0].complete
    cyclic = "services: &a\n  kafka: *a\n  b: {image: apache/kafka}\n"
    assert any("itself" in fault.message for fault in read_text("docker-compose.yml", cyclic).faults)
    never_raises("docker-compose.yml", KRAFT)


def test_a_container_that_runs_tools_is_no_broker_and_its_topics_are_read() -> None:
    text = service(
        "confluentinc/cp-kafka:7.6.0",
        "KAFKA_BROKER_ID: ignored",
        "KAFKA_ZOOKEEPER_CONNECT: ignored",
    )
    text += (
        "    command: bash -c 'cub kafka-ready -b kafka:9092 1 20 &&"
        " kafka-topics --create --topic plays --if-not-exists --partitions 4'\n"
    )
    [topic] = read_text("compose.yaml", text).configurations
    assert (topic.role, topic.name) == (Role.TOPIC, "plays")


def test_a_topic_whose_name_the_shell_fills_in_is_not_judged_by_its_variable() -> None:
    text = service("apache/kafka:4.1.0", "KAFKA_NODE_ID: 1")
    text += "    command: sh -c 'for topic in a b; do kafka-topics.sh --create --topic $$topic; done'\n"
    [topic] = [found for found in read_text("compose.yaml", text).configurations if found.role is Role.TOPIC]
    name = topic.attributes["topic.name"]
    assert (name.value, name.resolved) == ("$$topic", False)


def test_listeners_are_derived_though_the_advertised_host_is_a_variable() -> None:
    text = service(
        "confluentinc/cp-kafka:7.6.0",
        "KAFKA_ADVERTISED_LISTENERS: INSIDE://kafka:19092,OUTSIDE://${DOCKER_HOST_IP:-127.0.0.1}:9092",
    )
    [broker] = read_text("compose.yaml", text).configurations
    listeners = broker.settings["listeners"]
    assert (listeners.value, listeners.resolved) == ("INSIDE://0.0.0.0:19092,OUTSIDE://0.0.0.0:9092", True)


def test_a_login_beside_the_settings_leaves_the_image_s_file_as_it_is() -> None:
    for file, complete in (("kafka_jaas.conf", True), ("server.properties", False)):
        text = service("bitnami/kafka:3.9", "KAFKA_CFG_BROKER_ID: 1")
        text += f"    volumes: ['./x:/opt/bitnami/kafka/config/{file}']\n"
        assert one("compose.yaml", text).complete is complete


def test_an_image_of_several_versions_runs_the_one_that_its_variable_names() -> None:
    text = """\
services:
  kafka:
    image: own/kafka
    environment:
      KAFKA_VERSION: ${KAFKA_VERSION:-3.1.2}
      KAFKA_CFG_ZOOKEEPER_CONNECT: zk:2181
"""
    assert one("docker-compose.yml", text).kafka_version == "3.1.2"


def test_variables_that_one_image_has_tell_which_it_was_made_of() -> None:
    text = """\
services:
  kafka:
    image: own/wurstmeister-kafka:2.12-2.1.1
    environment:
      KAFKA_ZOOKEEPER_CONNECT: zk:2181
      KAFKA_CREATE_TOPICS: "orders:6:3"
"""
    broker, topic = read_text("docker-compose.yml", text).configurations
    assert "create.topics" not in broker.settings
    assert (topic.role, topic.name) == (Role.TOPIC, "orders")


def test_wurstmeister_keeps_data_in_a_folder_of_the_host_s_name_and_fills_in_commands() -> None:
    text = (
        "services:\n  kafka:\n    image: wurstmeister/kafka:2.13-2.8.1\n    volumes: [data:/kafka]\n"
        "    environment:\n      KAFKA_ADVERTISED_LISTENERS: 'A://_{HOSTNAME_COMMAND}:9094'\n"
    )
    broker = one("compose.yml", text)
    settings = broker.settings
    assert settings["log.dirs"].value == "/kafka/kafka-logs-$HOSTNAME"
    assert settings["group.initial.rebalance.delay.ms"].value == "0"
    assert facts(broker)[attributes.STORAGE] == "volume"
    assert not settings["advertised.listeners"].resolved


@pytest.mark.parametrize(
    ("image", "more", "version"),
    [
        ("example.org/own:v1", "", "3.9"),
        ("example.org/own:v1", "      KAFKA_PROCESS_ROLES: broker\n", None),
        ("bitnami/kafka:latest", "", "4.3.1"),
    ],
)
def test_a_broker_under_zookeeper_is_no_kafka_four_unless_its_image_is(
    image: str, more: str, version: str | None
) -> None:
    text = (
        f"services:\n  kafka:\n    image: {image}\n    environment:\n      KAFKA_BROKER_ID: 1\n"
        f"      KAFKA_CFG_ZOOKEEPER_CONNECT: zk:2181\n      KAFKA_ZOOKEEPER_CONNECT: zk:2181\n{more}"
    )
    assert one("compose.yml", text).kafka_version == version


def test_connect_with_a_connector_more_is_connect() -> None:
    text = """\
services:
  connect:
    image: cnfldemos/cp-server-connect-datagen:0.6.4-7.6.0
    environment: {CONNECT_GROUP_ID: a, CONNECT_BOOTSTRAP_SERVERS: "kafka:9092"}
"""
    worker = one("docker-compose.yml", text)
    assert worker.complete
    assert worker.kafka_version == "3.6"


def test_platforms_of_confluent_before_the_fifth_are_kafka_one() -> None:
    broker = one("compose.yml", service("confluentinc/cp-kafka:4.1.0", "KAFKA_ZOOKEEPER_CONNECT: z:2181"))
    assert broker.kafka_version == "1.1"


def test_debezium_has_a_folder_for_plugins() -> None:
    worker = one("compose.yml", service("debezium/connect:2.7", "GROUP_ID: 7"))
    assert worker.settings["plugin.path"].value == "/kafka/connect"


TWO_BROKERS = """\
services: # kafka
  one:
    image: confluentinc/cp-kafka:7.6.1
    environment: {KAFKA_BROKER_ID: 1, KAFKA_ZOOKEEPER_CONNECT: "first:2181"}
  other:
    image: confluentinc/cp-kafka:7.6.1
    environment: {KAFKA_BROKER_ID: %s, KAFKA_ZOOKEEPER_CONNECT: "second:2181"}
"""


@pytest.mark.parametrize(("number", "brokers"), [("1", "1"), ("2", "2")])
def test_brokers_of_one_name_that_meet_in_different_places_are_of_two_clusters(
    number: str, brokers: str
) -> None:
    found = read_text("compose.yml", TWO_BROKERS % number, "docker-compose").configurations
    assert [facts(one)[attributes.BROKERS] for one in found] == [brokers, brokers]


def test_a_container_that_sets_topics_up_is_no_broker() -> None:
    text = (
        "services:\n  kafka-setup:\n    image: linkedin/datahub-kafka-setup:head\n    environment:\n"
        "      - KAFKA_ZOOKEEPER_CONNECT=zookeeper:2181\n      - KAFKA_BOOTSTRAP_SERVER=broker:29092\n"
    )
    assert not read_text("docker-compose.yml", text).configurations

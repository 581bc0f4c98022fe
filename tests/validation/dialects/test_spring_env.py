"""Spring Boot's properties as environment variables: relaxed binding, to the letter."""

from __future__ import annotations

from textwrap import dedent

import pytest

import kafka_architect as ka
from kafka_architect.validation.configuration import Origin
from kafka_architect.validation.dialects.spring.env import property_of, variable_of
from kafka_architect.validation.role import Role

from .reading import edited, never_raises, one, read_text, values

COMPOSE = dedent("""\
    services:
      kafka:
        image: apache/kafka:4.1.0
        environment:
          KAFKA_PROCESS_ROLES: broker,controller
          KAFKA_NODE_ID: 1
      shop:
        image: example/shop
        environment:
          SPRING_APPLICATION_NAME: shop
          SPRING_KAFKA_BOOTSTRAP_SERVERS: "kafka:9092"
          SPRING_KAFKA_PROPERTIES_SECURITY_PROTOCOL: SASL_SSL
          SPRING_KAFKA_PRODUCER_ACKS: 1
          SPRING_KAFKA_PRODUCER_BATCHSIZE: 64KB
          SPRING_KAFKA_PRODUCER_LINGER_MS: 20 # why not
          SPRING_KAFKA_CONSUMER_PROPERTIES_MAX_POLL_INTERVAL_MS: ${POLL:-1000}
          SPRING_KAFKA_STREAMS_STATE_DIR: /var/lib/shop
      billing:
        image: example/billing
        environment:
          - SPRING_KAFKA_CONSUMER_GROUP_ID=old
          - SPRING_KAFKA_CONSUMER_GROUPID=billing
          - "SPRING_KAFKA_CONSUMER_AUTO_OFFSET_RESET=$${RESET:latest}"
          - spring.kafka.consumer.fetch-max-wait=2s
    """)
DEPLOYMENT = dedent("""\
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: shop}
    spec:
      template:
        spec:
          containers:
            - name: app
              image: example/shop
              env:
                - name: SPRING_KAFKA_PRODUCER_ACKS
                  value: "1"
                - name: SPRING_KAFKA_PRODUCER_BATCH_SIZE
                  value: ${BATCH:64KB}
                - name: SPRING_KAFKA_CONSUMER_MAX_POLL_RECORDS
                  value: $(RECORDS)
                - name: SPRING_KAFKA_CONSUMER_GROUP_ID
                  valueFrom: {fieldRef: {fieldPath: metadata.name}}
    ---
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: shop-variables}
    data:
      SPRING_KAFKA_PRODUCER_ACKS: "0"
      LOG_LEVEL: info
    """)
ENV = 'export SPRING_KAFKA_PRODUCER_ACKS=1\nSPRING_KAFKA_ADMIN_CLIENT_ID="admin" # who\nOTHER=1\n'


@pytest.mark.parametrize(
    ("variable", "name"),
    [
        ("BOOTSTRAP_SERVERS", "bootstrap-servers"),
        ("BOOTSTRAPSERVERS", "bootstrap-servers"),
        ("SSL_TRUST_STORE_LOCATION", "ssl.trust-store-location"),
        ("SSL_TRUSTSTORELOCATION", "ssl.trust-store-location"),
        ("SSL_TRUSTSTORE_LOCATION", "ssl.truststore.location"),  # bound to nothing
        ("PRODUCER_TRANSACTION_ID_PREFIX", "producer.transaction-id-prefix"),
        ("PROPERTIES_SASL_JAAS_CONFIG", "properties.sasl.jaas.config"),
        ("CONSUMER_PROPERTIES_MAX_POLL_INTERVAL_MS", "consumer.properties.max.poll.interval.ms"),
        ("STREAMS_PROPERTIES_NUM__STANDBY_REPLICAS", "streams.properties.num.standby.replicas"),
        ("ADMIN_AUTO_CREATE", "admin.auto-create"),
        ("LISTENER_ACKMODE", "listener.ack-mode"),
        ("PRODUCER_PROPERTIES_", "producer.properties"),
        ("", ""),
    ],
)
def test_names(variable: str, name: str) -> None:
    assert property_of(f"SPRING_KAFKA_{variable}") == f"spring.kafka.{name}"


@pytest.mark.parametrize(
    ("name", "variable"),
    [
        ("producer.batch-size", "SPRING_KAFKA_PRODUCER_BATCH_SIZE"),
        ("consumer.properties.fetch.max.bytes", "SPRING_KAFKA_CONSUMER_PROPERTIES_FETCH_MAX_BYTES"),
        ("properties.a_b", None),
        ("properties.a-b", None),
        ("producer.properties.aB", None),
        ("producer.properties.a..b", None),
    ],
)
def test_what_no_variable_leads_to_has_no_name(name: str, variable: str | None) -> None:
    assert variable_of(f"spring.kafka.{name}") == variable
    assert variable is None or property_of(variable) == f"spring.kafka.{name}"


def test_a_service_of_compose_is_a_producer_a_consumer_and_a_streams_application() -> None:
    found = {
        one.name: one for one in read_text("docker-compose.yml", COMPOSE, "docker-compose").configurations
    }
    assert list(found)[:1] == ["kafka"]
    assert values(found["shop: producer"]) == {
        "bootstrap.servers": "kafka:9092",
        "security.protocol": "SASL_SSL",
        "acks": "1",
        "batch.size": "65536",
    }
    consumer = found["shop: consumer"]
    assert not consumer.settings["max.poll.interval.ms"].resolved
    assert not consumer.complete
    assert found["shop: streams"].settings["application.id"].value == "shop"
    assert found["shop: producer"].settings["acks"].origin is Origin.ENVIRONMENT


def test_the_newer_name_wins_and_dotted_names_are_read() -> None:
    consumer = one("docker-compose.yml", COMPOSE, name="billing: consumer")
    assert values(consumer) == {
        "group.id": "billing",
        "auto.offset.reset": "latest",
        "fetch.max.wait.ms": "2000",
    }
    assert consumer.settings["auto.offset.reset"].resolved


def test_what_is_bound_to_nothing_is_lost_and_the_cure_is_a_variable() -> None:
    producer = one("docker-compose.yml", COMPOSE, name="shop: producer")
    [loss] = producer.losses
    assert (loss.kafka_key, loss.cure) == ("linger.ms", "write SPRING_KAFKA_PRODUCER_PROPERTIES_LINGER_MS")
    mended = edited(producer.writer.rename(loss.setting, "linger.ms"))
    assert "      SPRING_KAFKA_PRODUCER_PROPERTIES_LINGER_MS: 20 # why not\n" in mended


def test_what_all_clients_share_stays_theirs() -> None:
    text = (
        "SPRING_KAFKA_SSL_TRUSTSTORE_LOCATION=/a\nSPRING_KAFKA_PRODUCER_ACKS=all\nSPRING_KAFKA_LINGER_MS=1\n"
    )
    producer = one("app.env", text, "env")
    assert [loss.cure for loss in producer.losses] == [
        "write SPRING_KAFKA_SSL_TRUST_STORE_LOCATION",
        "write SPRING_KAFKA_PROPERTIES_LINGER_MS",
    ]
    for loss in producer.losses:
        assert loss.kafka_key is not None
        assert edited(producer.writer.rename(loss.setting, loss.kafka_key)).count("PRODUCER") == 1


def test_edits_in_a_map_and_in_a_list() -> None:
    producer = one("docker-compose.yml", COMPOSE, name="shop: producer")
    assert 'PRODUCER_ACKS: "all"' in edited(
        producer.writer.replace(producer.settings["acks"], "all")
    ).replace("ACKS: all", 'ACKS: "all"')
    assert "PRODUCER_ACKS" not in edited(producer.writer.remove(producer.settings["acks"]))
    added = edited(producer.writer.add("delivery.timeout.ms", "60000"))
    assert 'SPRING_KAFKA_PRODUCER_PROPERTIES_DELIVERY_TIMEOUT_MS: "60000"' in added
    assert 'SPRING_KAFKA_PRODUCER_COMPRESSION_TYPE: "lz4"' in edited(
        producer.writer.add("compression.type", "lz4")
    )
    assert producer.writer.add("no_such-key", "1") is None
    billing = one("docker-compose.yml", COMPOSE, name="billing: consumer")
    added = edited(billing.writer.add("isolation.level", "read_committed"))
    assert "\n      - SPRING_KAFKA_CONSUMER_ISOLATION_LEVEL=read_committed\n" in added


def test_containers_of_kubernetes() -> None:
    found = {each.name: each for each in read_text("shop.yaml", DEPLOYMENT, "kubernetes").configurations}
    producer, consumer = found["shop: producer"], found["shop: consumer"]
    assert values(producer) == {"acks": "1", "batch.size": "65536"}
    assert not consumer.settings["max.poll.records"].resolved
    assert not consumer.settings["group.id"].resolved
    assert values(found["shop-variables: producer"]) == {"acks": "0"}
    assert 'value: "all"' in edited(producer.writer.replace(producer.settings["acks"], "all"))
    assert "SPRING_KAFKA_PRODUCER_PROPERTIES_LINGER_MS" in edited(producer.writer.add("linger.ms", "5"))


def test_files_of_variables() -> None:
    found = read_text("shop.env", ENV, "env").configurations
    assert [each.role for each in found] == [Role.PRODUCER, Role.ADMIN]
    assert values(found[1]) == {"client.id": "admin"}
    assert edited(found[0].writer.replace(found[0].settings["acks"], "all")).startswith(
        "export SPRING_KAFKA_PRODUCER_ACKS=all\n"
    )


def test_a_role_chooses_among_the_clients() -> None:
    validator = ka.ConfigValidator("4.3")
    found = validator.validate({"docker-compose.yml": COMPOSE}, "producer")
    assert {one.role for one in found.configurations} == {"producer"}


def test_other_variables_of_spring_make_no_client() -> None:
    text = COMPOSE.replace("SPRING_KAFKA", "SPRING_RABBIT").replace("spring.kafka", "spring.rabbit")
    assert [each.name for each in read_text("docker-compose.yml", text).configurations] == ["kafka"]


@pytest.mark.parametrize(
    ("name", "text"), [("docker-compose.yml", COMPOSE), ("shop.yaml", DEPLOYMENT), ("shop.env", ENV)]
)
def test_nothing_raises(name: str, text: str) -> None:
    never_raises(name, text, seed=11)

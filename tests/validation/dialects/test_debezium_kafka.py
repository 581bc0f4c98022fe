"""debezium/kafka: broker and controller unless NODE_ROLE says otherwise; ZooKeeper as its script decides."""

from __future__ import annotations

import pytest

from kafka_architect import ConfigValidator
from kafka_architect.validation.dialects.containers import compose
from kafka_architect.validation.finding import Verdict
from kafka_architect.validation.source_file import SourceFile


def service(tag: str, *variables: str) -> str:
    lines = "".join(f"      - {variable}\n" for variable in variables)
    return f"services:\n  kafka:\n    image: quay.io/debezium/kafka:{tag}\n    environment:\n{lines}"


def settings(text: str) -> dict[str, str | None]:
    [server] = compose.read(SourceFile("docker-compose.yml", text), None).configurations
    return {key: setting.value for key, setting in server.settings.items()}


COMBINED = service(
    "${DEBEZIUM_VERSION}",
    "CLUSTER_ID=5Yr1SIgYQz-b-dgRabWx4g",
    "KAFKA_LISTENERS=PLAINTEXT://kafka:9092,CONTROLLER://kafka:9093",
    "KAFKA_ADVERTISED_LISTENERS=PLAINTEXT://kafka:9092",
    "KAFKA_CONTROLLER_QUORUM_VOTERS=1@kafka:9093",
)


def test_without_a_role_it_is_broker_and_controller() -> None:
    found = settings(COMBINED)
    assert found["process.roles"] == "broker,controller"
    assert found["controller.listener.names"] == "CONTROLLER"
    assert found["node.id"] == "1"
    result = ConfigValidator().validate({"docker-compose.yml": COMBINED})
    assert not [one for one in result.findings if one.rule.verdict is Verdict.REFUSES]
    assert not [one for one in result.findings if "CONTROLLER://" in one.message]  # of no client


@pytest.mark.parametrize(("role", "roles"), [("broker", "broker"), ("controller", "controller")])
def test_a_role_that_is_told(role: str, roles: str) -> None:
    found = settings(service("2.7", "CLUSTER_ID=5Yr1SIgYQz-b-dgRabWx4g", f"NODE_ROLE={role}"))
    assert found["process.roles"] == roles


@pytest.mark.parametrize(
    ("tag", "variables", "zookeeper"),
    [
        ("1.9", ("ZOOKEEPER_CONNECT=zk:2181",), True),
        ("3.1", ("ZOOKEEPER_CONNECT=zk:2181",), True),
        ("3.1", ("ZOOKEEPER_CONNECT=zk:2181", "CLUSTER_ID=5Yr1SIgYQz-b-dgRabWx4g"), False),
        ("3.2", ("ZOOKEEPER_CONNECT=zk:2181",), False),
        ("latest", (), False),
    ],
)
def test_zookeeper_until_release_3_1(tag: str, variables: tuple[str, ...], zookeeper: bool) -> None:
    found = settings(service(tag, *variables, "KAFKA_LOG_RETENTION_HOURS=1"))
    assert ("process.roles" not in found) is zookeeper

"""Secrets never appear in any output."""

from __future__ import annotations

import json

import pytest

import kafka_architect as ka
from kafka_architect.report.findings import as_html, as_text
from kafka_architect.report.findings_github import as_github
from kafka_architect.report.findings_junit import as_junit
from kafka_architect.report.findings_markdown import as_markdown
from kafka_architect.report.findings_sarif import as_sarif
from kafka_architect.validation.secrets import hide_in_lines, is_secret

SECRET = "hunter2-Zeppelin"  # noqa: S105 - the secret that must not be seen
JAAS = (
    f'org.apache.kafka.common.security.plain.PlainLoginModule required username="shop" password="{SECRET}";'
)

FILES = {
    "client.properties": (
        "bootstrap.servers=b:9092\nsecurity.protocol=SASL_PLAINTEXT\nsasl.mechanism=PLAIN\n"
        f"sasl.jaas.config={JAAS}\nssl.keystore.password={SECRET}\nssl.key.password={SECRET}\n"
        f"ssl.truststore.password={SECRET}\nacks=1\n"
    ),
    "server.properties": (
        f"node.id=1\nprocess.roles=broker\nlistener.name.sasl.plain.sasl.jaas.config={JAAS}\n"
        f"ssl.keystore.key=-----BEGIN PRIVATE KEY-----{SECRET}\nmy.own.password={SECRET}\n"
        f"delegation.token.secret.key={SECRET}\n"
    ),
    "twice.properties": f"acks=1\nssl.key.password={SECRET}\nssl.key.password={SECRET}x\n",
    "mistyped.properties": (
        f"bootstrap.servers=b:1\nacks=1\nssl.keystore.pasword={SECRET}\nsasl.jaas.confg={JAAS}\n"
    ),
    "connect-distributed.properties": (
        f"group.id=c\nconfig.storage.topic=c\nproducer.sasl.jaas.config={JAAS}\n"
        f"schema.registry.basic.auth.user.info=shop:{SECRET}\n"
    ),
    "consumer.properties": (
        f"group.id=a\nproxy.url=http://shop:{SECRET}@proxy:3128\nenable.auto.commit=maybe\n"
    ),
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("version", ["3.9", "4.3"])
def test_no_format_shows_a_secret(name: str, version: str) -> None:
    validator = ka.ConfigValidator(version, "durability", select=["ALL"])
    result = validator.validate({name: FILES[name]})
    assert result.findings, "a test of output needs output"
    document = result.to_dict()
    rules = [finding.rule.to_dict() for finding in result.findings]
    _, mended = validator.fix({name: FILES[name]}, unsafe=True)
    for shown in (
        json.dumps(document),
        as_text(document),
        as_html(document),
        as_junit(document),
        as_github(document),
        as_markdown(document),
        json.dumps(as_sarif(document, rules, "0")),
        repr(result.summary),
        *(one.diff for one in mended),
    ):
        assert SECRET not in shown


@pytest.mark.parametrize(
    "key",
    [
        "ssl.keystore.password", "sasl.jaas.config", "ssl.keystore.key", "ssl.truststore.certificates",
        "KAFKA_SSL_KEY_PASSWORD", "sasl.oauthbearer.client.credentials.client.secret", "basic.auth.user.info",
        "delegation.token.secret.key", "password.encoder.secret", "sasl_plain_password",
        "aws.secret.access.key",
        "ssl.key.pem",
    ],
)  # fmt: skip
def test_a_secret_is_told_by_its_key(key: str) -> None:
    assert is_secret(key, "x")


@pytest.mark.parametrize(
    "key",
    [
        "sasl.oauthbearer.token.endpoint.url", "delegation.token.expiry.time.ms", "ssl.keystore.location",
        "ssl.keystore.type", "password.encoder.iterations", "key.serializer", "sasl.mechanism",
        "delegation.token.max.lifetime.ms", "group.id", "tokenizer",
    ],
)  # fmt: skip
def test_what_only_sounds_like_a_secret_is_shown(key: str) -> None:
    assert not is_secret(key, "x")


def test_a_diff_hides_the_secrets_of_others_in_the_lines_around() -> None:
    compose = (
        "services:\n  db:\n    environment:\n      POSTGRES_PASSWORD: hunter2-Zeppelin\n"
        "  kafka:\n    image: apache/kafka\n    environment:\n"
        "      KAFKA_PROCESS_ROLES: broker\n      KAFKA_MIN_INSYNC_REPLICAS: 2\n"
    )
    for line in compose.splitlines():
        assert SECRET not in hide_in_lines(line)
    pem = "key: |\n  -----BEGIN PRIVATE KEY-----\n  " + "QUJD" * 16 + "\n"
    assert "QUJD" not in hide_in_lines(pem)
    assert hide_in_lines("acks=1\nkey.serializer=a\n") == "acks=1\nkey.serializer=a\n"


def test_user_names_stay_readable() -> None:
    text = f"acks=1\nclient.id=shop\nclient.id=shop-2\nsasl.jaas.config={JAAS}\n"
    [finding] = (
        ka.ConfigValidator(select=["SYN002"]).validate({"producer.properties": text}, "producer").findings
    )
    assert "shop-2" in finding.message

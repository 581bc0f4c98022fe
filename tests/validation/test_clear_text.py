"""Secrets are told from placeholders, stand-ins and what is no secret; none is ever handed out."""

from __future__ import annotations

import pytest

from kafka_architect.validation.configuration import Origin, Setting
from kafka_architect.validation.knowledge.clear_text import kind_of_secret

PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule required"


@pytest.mark.parametrize(
    ("key", "value", "kind"),
    [
        ("ssl.key.password", "s3cr3t", "a password"),
        ("listener.name.a.ssl.keystore.password", "s3cr3t", "a password"),
        (
            "sasl.jaas.config",
            f'{PLAIN} username="a" password="s3cr3t";',
            "a password in its JAAS configuration",
        ),
        (
            "sasl.jaas.config",
            f"{PLAIN} username=${{env:U}} password='s3cr3t';",
            "a password in its JAAS configuration",
        ),
        ("ssl.keystore.key", "-----BEGIN ENCRYPTED PRIVATE KEY----- MIIE", "a private key"),
        ("schema.registry.url", "https://app:s3cr3t@registry:8081", "a password in a URL"),
        ("aws.secret.access.key", "wJalrXUtnFEMI", "a secret"),
        ("basic.auth.user.info", "app:s3cr3t", "a secret"),
        ("snowflake.private.key", "MIIE_PRIVATE_KEY_1", "a secret"),
        ("ssl.key.password", "PASSWORD", "a password"),
        ("sasl.oauthbearer.client.credentials.client.secret", "s3cr3t", "a secret"),
    ],
)
def test_secrets_are_found_and_not_told(key: str, value: str, kind: str) -> None:
    assert kind_of_secret(Setting(key, value)) == kind
    assert "s3cr3t" not in kind


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("ssl.key.password", ""),
        ("ssl.key.password", "changeit"),
        ("ssl.key.password", "<password>"),
        ("snowflake.private.key", "SNOWFLAKE_PRIVATE_KEY"),
        ("ssl.key.password", "${file:/run/secrets/kafka:password}"),
        ("ssl.key.password", "{{ vault_password }}"),
        ("ssl.truststore.password", "s3cr3t"),
        ("ssl.truststore.certificates", "-----BEGIN CERTIFICATE----- MIIE"),
        ("sasl.jaas.config", f'{PLAIN} username="a" password="${{env:PASSWORD}}";'),
        ("sasl.jaas.config", 'com.sun.security.auth.module.Krb5LoginModule required keyTab="/etc/k.keytab";'),
        ("basic.auth.credentials.source", "USER_INFO"),
        ("sasl.oauthbearer.token.endpoint.url", "https://idp.example.org/token"),
        ("key.converter", "org.apache.kafka.connect.json.JsonConverter"),
        ("bootstrap.servers", "kafka:9092"),
    ],
)
def test_no_cry_where_nothing_is_shown(key: str, value: str) -> None:
    assert kind_of_secret(Setting(key, value)) is None


def test_an_expression_of_the_dialect_and_an_image_default_are_left_alone() -> None:
    assert kind_of_secret(Setting("ssl.key.password", "var.password", resolved=False)) is None
    assert kind_of_secret(Setting("ssl.key.password", "s3cr3t", Origin.IMAGE)) is None

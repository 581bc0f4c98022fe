"""What findings name as a secret no output shows; and no word is hidden that is none."""

from __future__ import annotations

import json
from re import _parser as parser  # type: ignore[attr-defined]

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kafka_architect as ka
from kafka_architect import secret_names
from kafka_architect.secret_names import kind_by_name, may_name_secret, names_secret
from kafka_architect.validation.catalogue import key_catalogue, known_versions
from kafka_architect.validation.hidden_lines import hidden_lines
from kafka_architect.validation.role import Client, Role
from kafka_architect.validation.secrets import scrub
from tests.validation.pumping import texts
from tests.validation.secret_outputs import shown

# Nothing but its name tells the second: it is too short to be looked for.
SECRETS = ("hunter2-Zeppelin", "zq7")
KNOWN = [
    "azblob.account.key", "connect.cosmos.master.key", "sas.key", "azure.eventhubs.sas.token",
    "azure.connection.string", "sentry.dsn", "database.password", "aws.secret.access.key",
    "ldap.java.naming.security.credentials", "ldap.bind.password", "basic.auth.user.info", "ssl.keystore.key",
    "confluent.license", "sasl.jaas.config", "snowflake.private.key", "x.api.key", "my.encryption.key",
]  # fmt: skip
NAMED = sorted(
    {
        f"my.{name.strip('._-').lower()}"
        for pattern in (secret_names._PASSWORD, secret_names._OTHER)
        for name in texts(parser.parse(pattern.pattern, pattern.flags))
        if kind_by_name(f"my.{name.strip('._-').lower()}")
    }
)


def _planted(secret: str) -> dict[str, dict[str, str]]:
    names = sorted({*KNOWN, *NAMED})
    variables = [name.replace(".", "_").replace("-", "_").upper() for name in names]
    others = [*variables, "STRIPE_KEY", "NPM_AUTH", "_AUTH_HEADER"]
    lines = "\n".join(f"{name}={secret}" for name in names)
    connector = {
        "connector.class": "io.confluent.connect.azure.blob.AzureBlobStorageSinkConnector",
        "topics": "orders", "errors.tolerance": "All", **dict.fromkeys(names, secret),
    }  # fmt: skip
    indented = "\n".join(f"      {name}: {secret}" for name in others)
    python = ", ".join(f"'{name}': '{secret}'" for name in names)
    return {
        "properties": {"producer.properties": f"bootstrap.servers=b:9092\nacks=2\n{lines}\nlinger.ms=5ms\n"},
        "connector": {"connector.json": json.dumps({"name": "x", "config": connector}, indent=2)},
        "env": {
            "kafka.env": "KAFKA_NODE_ID=x\n"
            + "".join(f"{name}={secret}\nKAFKA_LOG_RETENTION_MS=1h\n" for name in others)
        },
        "compose": {
            "docker-compose.yml": "services:\n  kafka:\n    image: apache/kafka:3.9.0\n    environment:\n"
            f"      KAFKA_NODE_ID: x\n{indented}\n      KAFKA_ACKS: 'Al'\n"
        },
        "spring": {
            "application.yml": "spring:\n  kafka:\n    producer:\n      acks: All\n      properties:\n"
            + "".join(f"        '[{name}]': {secret}\n" for name in names)
            + "        linger.ms: 5ms\n"
        },
        "python": {
            "client.py": "from confluent_kafka import Producer\n"
            f"Producer({{'bootstrap.servers': 'a:1', 'acks': 'Al', {python}}})\n"
        },
    }


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("dialect", list(_planted("x")))
def test_no_output_shows_what_has_the_name_of_a_secret(dialect: str, secret: str) -> None:
    for output, text in shown(_planted(secret)[dialect]):
        at = text.find(secret)
        assert at < 0, f"{output}: {text[max(0, at - 80) : at + 20]}"


def test_what_is_named_is_hidden() -> None:
    assert len(NAMED) > 20
    for name in (*KNOWN, *NAMED):
        assert names_secret(name), name
        assert may_name_secret(name), name
        assert names_secret(name.upper().replace(".", "_")), name


def test_every_password_of_kafka_is_hidden_and_nothing_else_of_it() -> None:
    kinds: dict[str, set[str]] = {}
    for version in known_versions():
        for role in Role:
            for client in (Client.JAVA, Client.LIBRDKAFKA):
                catalogue = key_catalogue(version, role, client)
                for key in catalogue.keys():  # noqa: SIM118
                    definition = catalogue.get(key)
                    assert definition is not None
                    kinds.setdefault(key, set()).add(str(definition.type))
    hidden = {key for key in kinds if names_secret(key)}
    passwords = {key for key, kind in kinds.items() if "password" in kind}
    assert passwords <= hidden
    # Certificates of librdkafka are text; those of a truststore, which are as public, passwords to Kafka.
    assert hidden - passwords == {"ssl.ca.pem", "ssl.certificate.pem"}


@pytest.mark.parametrize(
    "key",
    [
        "listener.name.token.ssl.client.auth", "listener.name.secret.sasl.enabled.mechanisms",
        "KAFKA_LISTENER_NAME_TOKEN_SSL_CLIENT_AUTH", "transforms.token.type", "transforms.secret.field",
        "config.providers.secrets.class", "secret->b.enabled", "token.bootstrap.servers", "key.converter",
        "mp.messaging.incoming.tokens.auto.offset.reset", "message.key.columns", "tokenauth", "key",
        "useKeyTab", "confluent.license.topic", "sasl.oauthbearer.client.credentials.client.id", "bypass",
        "compass.dir",
    ],
)  # fmt: skip
def test_names_that_people_choose_make_no_secret(key: str) -> None:
    assert not names_secret(key)


@pytest.mark.parametrize("key", ["listener.name.token.ssl.key.password", "config.providers.v.param.token"])
def test_but_what_stands_behind_them_does(key: str) -> None:
    assert names_secret(key)


def test_an_option_of_jaas_hides_no_word() -> None:
    jaas = (
        "com.sun.security.auth.module.Krb5LoginModule required useKeyTab=true storeKey=true "
        'keyTab="/etc/kafka.keytab" principal="kafka/b@EXAMPLE.COM";'
    )
    text = f"node.id=1\nauto.create.topics.enable=true\nlog.retention.ms=5s\nsasl.jaas.config={jaas}\n"
    for output, found in shown({"server.properties": text}):
        assert "auto.create.topics.enable is [hidden]" not in found, output
        assert "=[hidden]" not in found.replace("sasl.jaas.config=[hidden]", ""), output


def test_ldap_credentials_are_named_and_hidden() -> None:
    text = (
        "node.id=1\nprocess.roles=broker\nldap.java.naming.security.credentials=hunter2-Zeppelin\n"
        "sasl.jaas.config=a.LdapLoginModule required bindPassword='hunter2-Zeppelin';\n"
    )
    found = ka.ConfigValidator(select=["SEC004"]).validate({"server.properties": text})
    assert [finding.key for finding in found.findings] == [
        "ldap.java.naming.security.credentials", "sasl.jaas.config"
    ]  # fmt: skip
    for output, shown_text in shown({"server.properties": text}):
        assert "Zeppelin" not in shown_text, output


def test_words_and_ports_are_hidden_behind_the_name_of_a_secret_alone() -> None:
    secrets = {"true", "9092", "1", "hunter2-Zeppelin"}
    text = "acks is true at b:9092; token=true, password: '1', 'ssl.key.password': 9092, hunter2-Zeppelin!"
    assert scrub(text, secrets) == (
        "acks is true at b:9092; token=[hidden], password: '[hidden]', 'ssl.key.password': [hidden], "
        "[hidden]!"
    )


def test_many_secrets_are_looked_for_in_one_pass() -> None:
    secrets = {f"secret-{number}" for number in range(20_000)} | {"abcdef"}
    assert scrub("x secret-19999 secret-1 abcdefg abcdef.", secrets) == (
        "x [hidden] [hidden] abcdefg [hidden]."
    )


@pytest.mark.parametrize(
    "line",
    [
        "listeners=TOKEN://:9092,SECRET://:9093\n",
        "listener.security.protocol.map=TOKEN:SASL_SSL,KEY:PLAINTEXT\n",
        "KAFKA_AUTHORIZER_CLASS_NAME=x.Y\n",
        "KAFKA_SSL_CLIENT_AUTH=required\n",
        "      AUTH_ENABLED: 'true'\n",
        "PRIMARY_KEY=order_id\n",
    ],
)
def test_lines_around_a_change_keep_what_is_no_secret(line: str) -> None:
    assert hidden_lines([line], ()) == [line]


@pytest.mark.parametrize(
    "line", ["STRIPE_KEY={}\n", "  NPM_AUTH: {}\n", "- 'X_AUTH_HEADER={}'\n", "SENTRY_DSN={}\n"]
)
def test_lines_around_a_change_hide_the_keys_of_others(line: str) -> None:
    assert "zq7" not in hidden_lines([line.format("zq7")], ())[0]


_PIECES = st.sampled_from(
    ["s", "e", "c", "r", "t", "pa", "ss", "key", "ca", ".", "_", "pem", "info", "user", "config", "bearer",
     "plain", "users", "string", "connection", "x", "to", "ken", "w", "S", "K", "\u017f", "\u212a", "\n"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=9).map("".join))
def test_the_quick_look_finds_what_the_stems_find(text: str) -> None:
    assert may_name_secret(text) == (secret_names._STEM.search(text) is not None)

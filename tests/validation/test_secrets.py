"""Secrets never appear in any output."""

from __future__ import annotations

import json

import pytest

import kafka_architect as ka
from kafka_architect.report.findings import as_text
from kafka_architect.report.findings_github import as_github
from kafka_architect.report.findings_junit import as_junit
from kafka_architect.report.findings_markdown import as_markdown
from kafka_architect.report.findings_sarif import as_sarif
from kafka_architect.validation.baseline import baseline_document
from kafka_architect.validation.fixing import Mended
from kafka_architect.validation.hidden_lines import hidden_lines
from kafka_architect.validation.secrets import KnownSecrets, is_secret, scrub
from kafka_architect.validation.source_file import SourceFile

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
    "application.conf": (
        "akka.kafka.producer {\n  kafka-clients {\n    acks = 1\n    bootstrap.servers = b\n"
        f'    sasl.jaas.config = "{JAAS.replace(chr(34), chr(92) + chr(34))}"\n'
        f'    ssl.key.password = "{SECRET}"\n    linger.ms = 5ms\n'
        f"    ssl.keystore.pasword = {SECRET}\n  }}\n}}\n"
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
        result.to_html(),
        result._repr_html_(),
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
        "aws.secret.access.key", "ssl.keystore.pasword", "ssl.key.passwrod", "ssl.key.pwd", "sasl.pass",
        "PGPASS", "sasl.oauthbearer.client.scret", "DB_PW", "sasl_plain_pasword", "ssl.key.passowrd",
        "confluent.license",
        "ssl.key.pem",
    ],
)  # fmt: skip
def test_a_secret_is_told_by_its_key(key: str) -> None:
    assert is_secret(key, "x")


@pytest.mark.parametrize(
    "value",
    [
        "redis://:hunter2@h:6379", "jdbc:oracle:thin:scott/tiger@h:1521",
        "Authorization: Bearer abcdef123456",
        "jdbc:mysql://h/db?user=u&password=x", "principal=u secret=x", "sig=abc",
        "https://hooks.slack.com/services/T0/B0/x",
    ],
)  # fmt: skip
def test_a_secret_is_told_by_its_looks(value: str) -> None:
    assert is_secret("x", value)


@pytest.mark.parametrize("value", ["PLAINTEXT://h:9092,SSL://i:9093", "a-b=c", "key=value", "http://h/a@b"])
def test_addresses_and_pairs_are_shown(value: str) -> None:
    assert not is_secret("x", value)


@pytest.mark.parametrize(
    "key",
    [
        "sasl.oauthbearer.token.endpoint.url", "delegation.token.expiry.time.ms", "ssl.keystore.location",
        "ssl.keystore.type", "password.encoder.iterations", "key.serializer", "sasl.mechanism",
        "delegation.token.max.lifetime.ms", "group.id", "tokenizer", "basic.auth.credentials.source",
        "bypass", "compass.dir",
    ],
)  # fmt: skip
def test_what_only_sounds_like_a_secret_is_shown(key: str) -> None:
    assert not is_secret(key, "x")


# What stands around a change, of any file that people keep settings in.
AROUND = {
    "compose": "  db:\n    environment:\n      POSTGRES_PASSWORD: {0}\n      - PGPASS={0}\n",
    "flow": "db:\n  environment: {{POSTGRES_PASSWORD: {0}, A: b}}\n",
    "folded": "  DB_PASSWORD: >-\n    {0}\n    {0}\n  A: b\n",
    "list": "  passwords:\n  - {0}\n  - {0}\n  users: [a]\n",
    "variables": "- name: A_PASSWORD\n  value: {0}\n- value: {0}\n  name: TOKEN\n- {{name: PWD, value: {0}}}",
    "secret": "kind: Secret\nstringData:\n  a: {0}\n  b: |\n    {0}\ndata:\n  c: {0}\n",
    "key": "k: |\n  -----BEGIN PRIVATE KEY-----\n  {0}\n  -----END PRIVATE KEY-----\n",
    "continued": "ssl.key.password=\\\n  {0}\nmy.password {0}\n",
    "json": '"database.pasword": "{0}",\n"uri": "mongodb://u:{0}@h",\n"h": "Authorization: Bearer {0}"\n',
    "terraform": 'variable "db_password" {{\n  default = "{0}"\n}}\nx = {{ password = "{0}" }}\n',
    "heredoc": "  client_secret = <<EOT\n{0}\nEOT\n",
    "python": "db = {{'host': 'h', 'password': '{0}'}}\nc = connect(\n    password=(\"a\"\n      \"{0}\"))\n",
    "triple": "key = {{'sasl.password': '''a\n{0}\n'''}}\n",
    "shell": 'run --password {0}\nrun --token={0}\n["run", "--password", "{0}"]\n- --password\n- {0}\n',
}


@pytest.mark.parametrize("name", AROUND)
def test_a_diff_hides_the_secrets_of_others_in_the_lines_around(name: str) -> None:
    text = AROUND[name].format(SECRET)
    assert SECRET in text
    lines = text.splitlines(keepends=True)
    shown = hidden_lines(lines, ())
    assert SECRET not in "".join(shown)
    assert len(shown) == len(lines)


def test_a_diff_shows_the_rest_of_a_line_with_a_quoted_secret() -> None:
    line = f"conf = {{'sasl.password': '{SECRET}', 'acks': 1}}  # x\n"
    assert hidden_lines([line], ()) == ["conf = {'sasl.password': '[hidden]', 'acks': 1}  # x\n"]
    harmless = ["acks=1\n", "key.serializer=a\n", "jaas:\n", "basic.auth.credentials.source=USER_INFO"]
    assert hidden_lines(harmless, ()) == harmless


def test_a_password_that_changes_is_a_change_that_is_not_shown() -> None:
    file = SourceFile("a.properties", "ssl.key.password=one\n")
    assert Mended(file, "ssl.key.password=two\n", 1).diff.splitlines()[2:] == [
        "@@ -1 +1 @@", "-ssl.key.password=[hidden]", "+ssl.key.password=[hidden]"
    ]  # fmt: skip


def test_a_password_below_its_key_is_no_key() -> None:
    text = f"ssl.keystore.password=\n    {SECRET}\nlinger.ms=5ms\n"
    result = ka.ConfigValidator(select=["ALL"]).validate({"producer.properties": text})
    assert SECRET not in json.dumps(result.to_dict())
    assert SECRET not in json.dumps(baseline_document(result.findings))


def test_a_password_that_is_a_word_leaves_the_names_of_keys_whole() -> None:
    text = "ssl.keystore.password=password\nssl.key.password=kafka\n"
    result = ka.ConfigValidator(select=["SEC004"]).validate({"producer.properties": text})
    assert [finding.message.split()[0] for finding in result.findings] == [
        "ssl.keystore.password", "ssl.key.password"
    ]  # fmt: skip
    assert scrub("x: password, org.apache.kafka", {"password", "kafka"}) == "x: [hidden], org.apache.kafka"


def test_user_names_stay_readable() -> None:
    text = f"acks=1\nclient.id=shop\nclient.id=shop-2\nsasl.jaas.config={JAAS}\n"
    [finding] = (
        ka.ConfigValidator(select=["SYN002"]).validate({"producer.properties": text}, "producer").findings
    )
    assert "shop-2" in finding.message


@pytest.mark.parametrize("others", [0, 30])
def test_secrets_are_found_whether_few_begin_alike_or_many(others: int) -> None:
    """Few starts are looked for one by one, many at each place."""
    secrets = [f"{number:03}x-Zeppelin-{number}" for number in range(others)]
    text = "at hunter2-Zeppelin, hunter2-Zeppelin2 and (hunter2-Zeppelinhunt)"
    shown = scrub(text, [*secrets, "hunter2-Zeppelin", "hunter2-Zeppelin2"])
    assert shown == "at [hidden], [hidden] and ([hidden]hunt)"
    assert scrub("nothing to hide: hunt", [*secrets, SECRET]) == "nothing to hide: hunt"


WORDS = ["password", "client", "broker", "admin", "kafka", "debezium", "key", "clear", "secret", "topic"]


@pytest.mark.parametrize("word", WORDS)
def test_a_password_that_is_a_word_eats_no_words(word: str) -> None:
    texts = {
        "producer.properties": (
            f"bootstrap.servers=\nacks=1\nssl.keystore.location=/x\nssl.key.password={word}\n"
            f"proxy.url=http://shop:{word}@proxy:3128\n"
        ),
        "compose.yml": (
            "services:\n  connect:\n    image: debezium/connect:3.0\n    environment:\n"
            "      GROUP_ID: g\n      BOOTSTRAP_SERVERS: kafka:9092\n"
            f"      CONNECT_KEY_CONVERTER: x\n      DB_PASSWORD: {word}\n"
        ),
    }
    result = ka.ConfigValidator(select=["ALL"]).validate(texts)
    told = [finding for finding in result.findings if "[hidden]" in finding.message]
    # Of a secret something may be said in which its own text, and only it, is hidden.
    assert all(finding.value == "[hidden]" for finding in told), [finding.message for finding in told]
    assert {"DUR001", "UPG009"} <= {finding.rule.code for finding in result.findings}
    assert f"={word}" not in result.to_json()
    assert f":{word}@" not in result.to_json()


def test_what_is_said_of_a_secret_hides_its_word() -> None:
    known = KnownSecrets({"zeppelin"})
    assert known.hidden_in("write zeppelin", {"write"}.__contains__) == "write [hidden]"
    assert known.hidden_in("the zeppelin client", {"zeppelin"}.__contains__) == "the zeppelin client"
    assert known.hidden_in("password=zeppelin", {"zeppelin"}.__contains__) == "password=[hidden]"

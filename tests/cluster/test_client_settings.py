"""Client settings from the files that people have."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from kafka_architect.cluster.client_settings import Address, ClientSettings, addresses
from kafka_architect.cluster.secret import Secret
from kafka_architect.errors import InputError, SourceError

if TYPE_CHECKING:
    from pathlib import Path

JAVA = """\
# as the console's "new client" page has it
bootstrap.servers=SASL_SSL://broker-1.example.com:9093,broker-2.example.com
security.protocol = SASL_SSL
sasl.mechanism: SCRAM-SHA-512
sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required \\
    username="alice" \\
    password="s;3=cr \\\\"et";
ssl.truststore.location=/etc/kafka/trust.p12
ssl.truststore.password=changeit
acks=all
"""
KCAT = """\
# kcat -F
metadata.broker.list=broker:9094
security.protocol=sasl_ssl
sasl.mechanisms=PLAIN
sasl.username=alice
sasl.password=back\\slash # and all
ssl.ca.location=/etc/ssl/ca.pem
"""


def read(text: str, tmp_path: Path, name: str = "client.properties", **more: str) -> ClientSettings:
    file = tmp_path / name
    file.write_text(text)
    return ClientSettings.read(files=[file], environment=more)


def test_a_java_file_with_jaas(tmp_path: Path) -> None:
    settings = read(JAVA, tmp_path)
    assert settings.bootstrap == (
        Address("broker-1.example.com", 9093),
        Address("broker-2.example.com", 9092),
    )
    assert settings.security_protocol == "SASL_SSL"
    assert settings.sasl is not None
    assert settings.tls is not None
    assert (settings.sasl.mechanism, settings.sasl.username) == ("SCRAM-SHA-512", "alice")
    assert settings.sasl.password.revealed() == 's;3=cr "et'
    assert settings.tls.trusted_file == "/etc/kafka/trust.p12"
    assert settings.tls.trusted_password.revealed() == "changeit"


def test_a_kcat_file_takes_backslashes_as_they_are(tmp_path: Path) -> None:
    settings = read(KCAT, tmp_path, "kcat.conf")
    assert settings.bootstrap_servers == "broker:9094"
    assert settings.sasl is not None
    assert settings.tls is not None
    assert settings.sasl.password.revealed() == "back\\slash # and all"
    assert settings.tls.trusted_file == "/etc/ssl/ca.pem"


def test_a_login_file_of_java(tmp_path: Path) -> None:
    login = """
    // -Djava.security.auth.login.config
    KafkaServer { org.apache.kafka.common.security.plain.PlainLoginModule required user_x="y"; };
    KafkaClient {
      org.apache.kafka.common.security.plain.PlainLoginModule required
      username='alice' password='it is';
    };
    """
    file = tmp_path / "jaas.conf"
    file.write_text(login)
    told = {"security.protocol": "SASL_PLAINTEXT", "sasl.mechanism": "PLAIN"}
    settings = ClientSettings.read("b:1", [file], told, environment={})
    assert settings.sasl is not None
    assert (settings.sasl.username, settings.sasl.password.revealed()) == ("alice", "it is")


def test_later_places_take_precedence(tmp_path: Path) -> None:
    file = tmp_path / "client.properties"
    file.write_text("sasl.username=of-file\nsasl.mechanisms=PLAIN\n")
    variables = {
        "KAFKA_SECURITY_PROTOCOL": "SASL_SSL",
        "KAFKA_SASL_USERNAME": "of-variable",
        "KAFKA_SASL_PASSWORD": "p",
        "KAFKA_ADVERTISED_LISTENERS": "SSL://of-a-broker:1",
    }
    settings = ClientSettings.read("b", [file], environment=variables)
    assert settings.sasl is not None
    assert settings.sasl.username == "of-file"
    again = ClientSettings.read("b", [file], {"sasl.username": "told"}, environment=variables)
    assert again.sasl is not None
    assert again.sasl.username == "told"


def test_kcats_variable_names_its_file(tmp_path: Path) -> None:
    (tmp_path / "kcat.conf").write_text(KCAT)
    settings = ClientSettings.read(environment={"KCAT_CONFIG": str(tmp_path / "kcat.conf")})
    assert settings.bootstrap_servers == "broker:9094"


def test_configuration_providers(tmp_path: Path) -> None:
    (tmp_path / "secrets.properties").write_text("password=from-file\n")
    text = (
        "bootstrap.servers=b:1\nsecurity.protocol=SASL_SSL\nsasl.mechanism=PLAIN\nsasl.username=${env:WHO}\n"
        f"sasl.password=${{file:{tmp_path}/secrets.properties:password}}\n"
    )
    settings = read(text, tmp_path, WHO="alice")
    assert settings.sasl is not None
    assert (settings.sasl.username, settings.sasl.password.revealed()) == ("alice", "from-file")
    with pytest.raises(InputError, match="WHO, which is not set"):
        read(text, tmp_path)
    with pytest.raises(InputError, match="configuration provider 'vault'"):
        read("sasl.password=${vault:a:b}\n", tmp_path)


@pytest.mark.parametrize("make", [repr, str, lambda one: str(dataclasses.asdict(one)), "{}".format])
def test_no_secret_shows(tmp_path: Path, make: object) -> None:
    assert callable(make)
    shown = make(read(JAVA, tmp_path))
    assert "alice" in shown
    assert "changeit" not in shown
    assert "s;3" not in shown


def test_a_secret_of_a_secret_keeps_its_characters() -> None:
    secret = Secret(Secret("abc"))
    assert f"{secret}{secret!r}{secret!s}" == "<hidden>" * 3
    assert (secret.revealed(), secret.encode(), "\0".join(["", secret])) == ("abc", b"abc", "\0abc")


def test_oauth_in_javas_and_librdkafkas_words(tmp_path: Path) -> None:
    java = read(
        "bootstrap.servers=b\nsecurity.protocol=SASL_SSL\nsasl.mechanism=OAUTHBEARER\n"
        "sasl.oauthbearer.token.endpoint.url=https://login.example.com/token\n"
        "sasl.jaas.config=org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required "
        'clientId="me" clientSecret="it" scope="kafka" extension_logicalCluster="lkc-1";\n',
        tmp_path,
    )
    other = read(
        "bootstrap.servers=b\nsecurity.protocol=sasl_ssl\nsasl.mechanisms=OAUTHBEARER\n"
        "sasl.oauthbearer.method=oidc\nsasl.oauthbearer.client.id=me\nsasl.oauthbearer.client.secret=it\n"
        "sasl.oauthbearer.token.endpoint.url=https://login.example.com/token\n"
        "sasl.oauthbearer.scope=kafka\nsasl.oauthbearer.extensions=logicalCluster=lkc-1\n",
        tmp_path,
        "rdkafka.conf",
    )
    assert java.sasl is not None
    assert java.sasl == other.sasl
    assert java.sasl.client_secret.revealed() == "it"
    assert java.sasl.extensions == {"logicalCluster": "lkc-1"}


def test_msk_iam_by_its_login_module(tmp_path: Path) -> None:
    settings = read(
        "bootstrap.servers=b-1.c.kafka.eu-west-1.amazonaws.com:9098\nsecurity.protocol=SASL_SSL\n"
        "sasl.mechanism=AWS_MSK_IAM\n"
        "sasl.jaas.config=software.amazon.msk.auth.iam.IAMLoginModule required;\n",
        tmp_path,
    )
    assert settings.sasl is not None
    assert settings.sasl.mechanism == "AWS_MSK_IAM"


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"security.protocol": "SASL"}, "security.protocol: expected PLAINTEXT, SSL"),
        ({"sasl.mechanism": "PLAIN"}, "security.protocol is not set although"),
        ({"security.protocol": "SASL_SSL"}, "sasl.mechanism is not set"),
        ({"security.protocol": "SASL_SSL", "sasl.mechanism": "GSSAPI"}, "GSSAPI is not supported"),
        ({"security.protocol": "SASL_SSL", "sasl.mechanism": "PLAIN"}, "no username given"),
        (
            {"security.protocol": "SASL_SSL", "sasl.mechanism": "PLAIN", "sasl.jaas.config": "username=x"},
            "expected a login module",
        ),
        (
            {
                "security.protocol": "SASL_SSL",
                "sasl.mechanism": "PLAIN",
                "sasl.jaas.config": 'a.PlainLoginModule required username="x" password="geheim',
            },
            "after 1 options of PlainLoginModule",
        ),
        ({"security.protocol": "SASL_SSL", "sasl.mechanism": "OAUTHBEARER"}, "token.endpoint.url with"),
        ({"sasl.pasword": "x"}, "did you mean 'sasl.password'"),
    ],
)
def test_what_cannot_be_meant_is_refused(settings: dict[str, str], told: str) -> None:
    with pytest.raises(InputError, match=told) as raised:
        ClientSettings.read("b", settings=settings, environment={})
    assert "geheim" not in str(raised.value)


@pytest.mark.parametrize("bootstrap", ["", ",", "host:", "host:0", "host:65536", "host:x", ":9092"])
def test_addresses_that_are_none(bootstrap: str) -> None:
    with pytest.raises(InputError, match="broker"):
        addresses(bootstrap)


def test_addresses() -> None:
    assert addresses("[::1]:9093, host,  other:1") == (
        Address("::1", 9093),
        Address("host", 9092),
        Address("other", 1),
    )
    assert str(Address("::1", 9093)) == "[::1]:9093"


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(SourceError, match="cannot read client settings"):
        ClientSettings.read("b", ["/no/such/file"], environment={})

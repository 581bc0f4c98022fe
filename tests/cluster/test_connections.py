"""Logins and certificates: every kind that a real broker accepts, and what is said where it does not."""

from __future__ import annotations

import base64
import http.server
import json
import socket
import subprocess
import threading
import time
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509 import load_pem_x509_certificate

import kafka_architect as ka
from kafka_architect.cluster.admin import open_admin
from kafka_architect.cluster.client_settings import ClientSettings
from kafka_architect.cluster.connection import Connector
from kafka_architect.cluster.keys.reading import TopicReading
from tests.cluster.topics import make_topic, send, some_keys

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tools.kafka.cluster import KafkaCluster

on_kafka = pytest.mark.kafka
with_java = pytest.mark.java


def settings(bootstrap: str, **told: str) -> ClientSettings:
    named = {key.replace("_", "."): value for key, value in told.items()}
    return ClientSettings.read(bootstrap, settings=named, environment={}, timeout_s=20)


def connects(chosen: ClientSettings) -> None:
    """Over our own connection and over kafka-python's."""
    with open_admin(chosen) as admin:
        assert len(admin.describe_cluster()["brokers"]) == 3


def login(mechanism: str, user: str = "alice", word: str = "alice-secret") -> dict[str, str]:
    return {"sasl_mechanism": mechanism, "sasl_username": user, "sasl_password": word}


@on_kafka
@with_java
class TestLogins:
    @pytest.mark.parametrize("mechanism", ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"])
    def test_passwords(self, kafka: KafkaCluster, mechanism: str) -> None:
        servers = kafka.servers("SASL_PLAINTEXT")
        connects(settings(servers, security_protocol="SASL_PLAINTEXT", **login(mechanism)))

    @pytest.mark.parametrize("mechanism", ["PLAIN", "SCRAM-SHA-512"])
    def test_a_wrong_password(self, kafka: KafkaCluster, mechanism: str) -> None:
        servers = kafka.servers("SASL_PLAINTEXT")
        chosen = settings(servers, security_protocol="SASL_PLAINTEXT", **login(mechanism, word="geheim"))
        with pytest.raises(ka.AuthenticationError, match=f"SASL {mechanism} login of user 'alice'") as raised:
            connects(chosen)
        assert "geheim" not in str(raised.value)

    def test_a_mechanism_that_the_listener_does_not_have(self, kafka: KafkaCluster) -> None:
        chosen = settings(kafka.bootstrap_servers, security_protocol="SASL_PLAINTEXT", **login("PLAIN"))
        with pytest.raises(ka.MechanismError, match="this listener does not use SASL"):
            connects(chosen)

    def test_no_login_where_one_is_expected(self, kafka: KafkaCluster) -> None:
        with pytest.raises(ka.ClusterUnreachableError, match="another security"):
            connects(settings(kafka.servers("SASL_PLAINTEXT")))

    def test_oauth(self, kafka: KafkaCluster, token_endpoint: Any) -> None:
        servers = kafka.servers("SASL_PLAINTEXT")
        chosen = settings(servers, security_protocol="SASL_PLAINTEXT", **oauth(token_endpoint))
        connects(chosen)
        assert token_endpoint.asked == {"grant_type=client_credentials&scope=kafka"}

    def test_the_token_endpoint_refuses(self, token_endpoint: Any) -> None:
        told = oauth(token_endpoint) | {"sasl_oauthbearer_client_secret": "wrong"}
        chosen = settings("127.0.0.1:1", security_protocol="SASL_PLAINTEXT", **told)
        with pytest.raises(ka.AuthenticationError, match=r"refuses the client 'me' \(HTTP 401\)"):
            Connector(chosen).login["sasl_oauth_token_provider"].token()

    def test_the_files_that_the_tool_writes(self, kafka: KafkaCluster) -> None:
        for file in kafka.client_files():
            if "elsewhere" not in file.name:
                connects(ClientSettings.read(files=[file], environment={}))

    def test_a_user_without_rights(self, kafka: KafkaCluster) -> None:
        sent = send(kafka, make_topic(kafka), some_keys(50))
        servers = kafka.servers("SASL_PLAINTEXT")
        chosen = settings(servers, security_protocol="SASL_PLAINTEXT", **login("PLAIN", "bob", "bob-secret"))
        with pytest.raises(ka.KafkaArchitectError, match="User:bob") as raised:
            ka.analyze(f"kafka://{servers}/{sent.topic}", cluster=TopicReading(client=chosen))
        assert isinstance(raised.value, (ka.AuthorizationError, ka.UnknownTopicError))
        granted = kafka.run_script(
            "kafka-acls.sh --bootstrap-server $BOOTSTRAP_SERVERS --add --allow-principal User:bob "
            f"--operation Describe --topic {sent.topic}"
        )
        assert granted.returncode == 0, granted.stderr
        with pytest.raises(ka.AuthorizationError, match=r"User:bob is not authorized .*grant Read"):
            ka.analyze(f"kafka://{servers}/{sent.topic}", cluster=TopicReading(client=chosen))


@on_kafka
@with_java
class TestCertificates:
    def test_trusted_by_pem_p12_and_jks(self, kafka: KafkaCluster, tmp_path: Path) -> None:
        ca = kafka.certificates / "ca.pem"
        trusted = load_pem_x509_certificate(ca.read_bytes())
        store = tmp_path / "trust.p12"
        store.write_bytes(
            pkcs12.serialize_key_and_certificates(
                None, None, None, [trusted], serialization.BestAvailableEncryption(b"changeit")
            )
        )
        for kind in ("jks", "pkcs12"):
            keytool = [
                "keytool",
                "-importcert",
                "-noprompt",
                "-alias",
                "ca",
                "-file",
                str(ca),
                "-storetype",
                kind,
            ]
            keytool += ["-storepass", "changeit", "-keystore", str(tmp_path / f"keytool.{kind}")]
            subprocess.run(keytool, check=True, capture_output=True, timeout=60)
        servers = kafka.servers("SSL")
        connects(settings(servers, security_protocol="SSL", ssl_ca_location=str(ca)))
        connects(settings(servers, security_protocol="SSL", ssl_truststore_certificates=ca.read_text()))
        for name in ("trust.p12", "keytool.jks", "keytool.pkcs12"):
            told = {"ssl_truststore_location": str(tmp_path / name), "ssl_truststore_password": "changeit"}
            connects(settings(servers, security_protocol="SSL", **told))
            with pytest.raises(ka.InputError, match="password is wrong"):
                Connector(
                    settings(servers, security_protocol="SSL", **{**told, "ssl_truststore_password": "x"})
                )

    def test_a_stranger_is_not_trusted(self, kafka: KafkaCluster) -> None:
        stranger = str(kafka.certificates / "stranger-ca.pem")
        empty: dict[str, str] = {}
        for told in (empty, {"ssl_ca_location": stranger}):
            with pytest.raises(ka.CertificateError, match="certificate is not trusted"):
                connects(settings(kafka.servers("SSL"), security_protocol="SSL", **told))

    def test_the_certificate_of_another_host(self, kafka: KafkaCluster) -> None:
        told = {"security_protocol": "SSL", "ssl_ca_location": str(kafka.certificates / "ca.pem")}
        with pytest.raises(ka.CertificateError, match="certificate is of another host"):
            connects(settings(kafka.servers("ELSEWHERE"), **told))
        connects(settings(kafka.servers("ELSEWHERE"), **told, ssl_endpoint_identification_algorithm=""))

    def test_mutual_tls(self, kafka: KafkaCluster, tmp_path: Path) -> None:
        folder = kafka.certificates
        told = {"security_protocol": "SSL", "ssl_ca_location": str(folder / "ca.pem")}
        files = {
            "ssl_certificate_location": str(folder / "client.pem"),
            "ssl_key_location": str(folder / "client.key"),
        }
        connects(settings(kafka.servers("MTLS"), **told, **files))
        text = {
            "ssl_keystore_certificate_chain": (folder / "client.pem").read_text(),
            "ssl_keystore_key": (folder / "client.key").read_text(),
        }
        connects(settings(kafka.servers("MTLS"), **told, **text))
        key: Any = serialization.load_pem_private_key((folder / "client.key").read_bytes(), None)
        certificate = load_pem_x509_certificate((folder / "client.pem").read_bytes())
        (tmp_path / "client.p12").write_bytes(
            pkcs12.serialize_key_and_certificates(
                b"client", key, certificate, None, serialization.BestAvailableEncryption(b"secret")
            )
        )
        store = {"ssl_keystore_location": str(tmp_path / "client.p12"), "ssl_keystore_password": "secret"}
        connects(settings(kafka.servers("MTLS"), **told, **store))
        with pytest.raises(ka.CertificateError, match="client certificate"):
            connects(settings(kafka.servers("MTLS"), **told))
        wrong = {
            "ssl_certificate_location": str(folder / "stranger.pem"),
            "ssl_key_location": str(folder / "stranger.key"),
        }
        with pytest.raises(ka.CertificateError, match="client certificate"):
            connects(settings(kafka.servers("MTLS"), **told, **wrong))

    def test_tls_and_clear_text_mixed_up(self, kafka: KafkaCluster) -> None:
        with pytest.raises(ka.CertificateError, match="does this listener use TLS"):
            connects(settings(kafka.bootstrap_servers, security_protocol="SSL"))
        with pytest.raises((ka.MechanismError, ka.ClusterUnreachableError), match=r"TLS|security\.protocol"):
            connects(settings(kafka.servers("SSL")))


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(ka.ClusterUnreachableError, match=f"127.0.0.1:{port}: cannot connect"):
        ka.analyze(f"kafka://127.0.0.1:{port}/orders")


def test_somebody_listens_and_says_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        servers = f"127.0.0.1:{silent.getsockname()[1]}"
        began = time.monotonic()
        empty: dict[str, str] = {}
        for told in (empty, {"security_protocol": "SSL"}):
            with pytest.raises(ka.ClusterTimeoutError, match="TLS"):
                Connector(replace(settings(servers, **told), timeout_s=0.5)).bootstrap()
        assert time.monotonic() - began >= 1


@pytest.mark.parametrize(
    "said", [b"HTTP/1.1 400 Bad Request\r\n\r\n" * 9, b"\0\0\0\x06\0\0\0\x01\0\0", b"\xff" * 99]
)
def test_somebody_else_listens(said: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(1000)
                connection.sendall(said)
                with suppress(ConnectionResetError):  # the client has hung up
                    connection.recv(1000)

        thread = threading.Thread(target=answer)
        thread.start()
        with pytest.raises(ka.ClusterError, match="is this the port of a Kafka broker"):
            Connector(settings(f"127.0.0.1:{server.getsockname()[1]}")).bootstrap()
        thread.join()


def oauth(endpoint: Any) -> dict[str, str]:
    return {
        "sasl_mechanism": "OAUTHBEARER",
        "sasl_oauthbearer_token_endpoint_url": f"http://127.0.0.1:{endpoint.server_port}/token",
        "sasl_oauthbearer_client_id": "me",
        "sasl_oauthbearer_client_secret": "it",
        "sasl_oauthbearer_scope": "kafka",
    }


@pytest.fixture
def token_endpoint() -> Iterator[Any]:
    """Gives tokens without a signature, which Kafka's default validator takes."""

    class Endpoint(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            known = base64.b64encode(b"me:it").decode()
            if self.headers["Authorization"] != f"Basic {known}":
                self.send_error(401)
                return
            server.asked.add(self.rfile.read(int(self.headers["Content-Length"])).decode())
            now = time.time()
            parts = ({"alg": "none"}, {"sub": "alice", "iat": now, "exp": now + 600, "scope": "kafka"})
            texts = [base64.urlsafe_b64encode(json.dumps(one).encode()).decode().rstrip("=") for one in parts]
            content = json.dumps({"access_token": ".".join(texts) + ".", "expires_in": 600}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server: Any = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    server.asked = set()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()

"""Key stores, tokens and retries without a broker."""

from __future__ import annotations

import sys
import time
import types
from typing import TYPE_CHECKING, Any

import pytest

from kafka_architect.cluster.client_settings import SaslSettings, TlsSettings
from kafka_architect.cluster.keys.retry import Retry
from kafka_architect.cluster.oauth import Tokens, _from_answer
from kafka_architect.cluster.secret import Secret
from kafka_architect.cluster.tls import tls_context
from kafka_architect.errors import AuthenticationError, InputError, SourceError
from tools.kafka.certificates import write_certificates

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"no certificate", "expected certificates as PEM"),
        (b"\xfe\xed\xfe\xed" + b"\0" * 30, "no trusted certificates"),
        (b"\xfe\xed\xfe\xed\0\0\0\2\0\0\0\7" + b"\0" * 30, "ends early: it is damaged"),
        (b"\x30\x82garbage", "cannot be read as PKCS#12"),
    ],
)
def test_trust_stores_that_are_none(tmp_path: Path, content: bytes, told: str) -> None:
    file = tmp_path / "trust"
    file.write_bytes(content)
    with pytest.raises(InputError, match=told):
        tls_context(TlsSettings(trusted_file=str(file)))


def test_files_that_are_not_there() -> None:
    with pytest.raises(SourceError, match="cannot read the trust store"):
        tls_context(TlsSettings(trusted_file="/no/such/file"))
    with pytest.raises(SourceError, match="cannot read the client's key"):
        tls_context(TlsSettings(key_file="/no/such/file"))


def test_a_key_of_another_certificate(tmp_path: Path) -> None:
    write_certificates(tmp_path)
    wrong = TlsSettings(
        certificate_file=str(tmp_path / "client.pem"), key_file=str(tmp_path / "stranger.key")
    )
    with pytest.raises(InputError, match="the key that belongs to the certificate"):
        tls_context(wrong)
    with pytest.raises(InputError, match=r"ssl\.keystore\.key together with"):
        tls_context(TlsSettings(certificate_pem=(tmp_path / "client.pem").read_text()))


def test_no_key_stays_in_a_temporary_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_certificates(tmp_path)
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    tls_context(
        TlsSettings(
            certificate_pem=(tmp_path / "client.pem").read_text(),
            key_pem=Secret((tmp_path / "client.key").read_text()),
        )
    )
    assert list(folder.iterdir()) == []


def test_a_token_for_msk_is_signed_for_the_brokers_region(monkeypatch: pytest.MonkeyPatch) -> None:
    """By a signer with the interface of aws-msk-iam-sasl-signer-python 1.0.2."""
    regions = []

    def generate_auth_token(region: str) -> tuple[str, float]:
        regions.append(region)
        return "signed", (time.time() + 900) * 1000

    signer: Any = types.ModuleType("aws_msk_iam_sasl_signer")
    signer.MSKAuthTokenProvider = types.SimpleNamespace(generate_auth_token=generate_auth_token)
    monkeypatch.setitem(sys.modules, "aws_msk_iam_sasl_signer", signer)
    host = "b-1.orders.abc123.c2.kafka.eu-west-1.amazonaws.com"
    tokens = Tokens(SaslSettings("AWS_MSK_IAM"), host, 1)
    assert [tokens.token().revealed(), tokens.token().revealed()] == ["signed", "signed"]
    assert regions == ["eu-west-1"]  # and is used while it is valid
    monkeypatch.delenv("AWS_REGION", raising=False)
    monkeypatch.delenv("AWS_DEFAULT_REGION", raising=False)
    with pytest.raises(InputError, match="set AWS_REGION"):
        Tokens(SaslSettings("AWS_MSK_IAM"), "10.0.0.1", 1).token()


def test_the_signer_is_named_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "aws_msk_iam_sasl_signer", None)
    with pytest.raises(InputError, match="pip install 'aws-msk-iam-sasl-signer-python'"):
        Tokens(SaslSettings("AWS_MSK_IAM"), "b.kafka.us-east-1.amazonaws.com", 1).token()


@pytest.mark.parametrize(
    "answer", [b"", b"[]", b"{}", b'{"access_token": 1}', b'{"access_token": "a\\nb"}', b"\xff"]
)
def test_answers_without_a_token(answer: bytes) -> None:
    with pytest.raises(AuthenticationError, match="access_token"):
        _from_answer(answer, "https://login.example.com/token")


def test_tries_end_when_nothing_came_for_too_long() -> None:
    now = [0.0]
    retry = Retry(3, clock=lambda: now[0])
    pauses = []
    while (pause_s := retry.next_pause_s()) is not None:
        pauses.append(pause_s)
        now[0] += pause_s
    assert pauses[:4] == [0.1, 0.2, 0.4, 0.8]
    assert max(pauses) == 1.0
    assert 3 <= sum(pauses) <= 4
    retry.progress()
    assert retry.next_pause_s() == 0.1

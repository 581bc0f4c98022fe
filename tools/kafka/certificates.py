"""Certificates for a Kafka on this machine: an authority, the brokers', a client's, and some that are wrong.

All are PEM files in one folder, valid for a day: ca.pem, broker.pem (certificate and key), client.pem and
client.key, stranger-ca.pem (an authority that signed nothing here), stranger.pem and stranger.key (a
client's of that authority), elsewhere.pem (the right authority, another host's name).
"""

from __future__ import annotations

import datetime
import ipaddress
from typing import TYPE_CHECKING, NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

if TYPE_CHECKING:
    from pathlib import Path


class Signed(NamedTuple):
    """A certificate with its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


def write_certificates(folder: Path) -> None:
    """Make all of them in `folder`."""
    authority = _authority("kafka-architect tests")
    stranger = _authority("a stranger")
    here = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    broker = _signed("broker", authority, here)
    client = _signed("client", authority, [])
    other = _signed("client", stranger, [])
    elsewhere = _signed("broker", authority, [x509.DNSName("elsewhere.example.com")])
    (folder / "ca.pem").write_bytes(pem(authority.certificate))
    (folder / "stranger-ca.pem").write_bytes(pem(stranger.certificate))
    (folder / "broker.pem").write_bytes(key_pem(broker.key) + pem(broker.certificate))
    (folder / "elsewhere.pem").write_bytes(key_pem(elsewhere.key) + pem(elsewhere.certificate))
    for name, one in (("client", client), ("stranger", other)):
        (folder / f"{name}.pem").write_bytes(pem(one.certificate))
        (folder / f"{name}.key").write_bytes(key_pem(one.key))


def pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def key_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _authority(name: str) -> Signed:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _subject(name)
    builder = _builder(subject, subject, key).add_extension(
        x509.BasicConstraints(ca=True, path_length=0), critical=True
    )
    builder = builder.add_extension(
        x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False
    )
    return Signed(builder.sign(key, hashes.SHA256()), key)


def _signed(name: str, authority: Signed, names: list[x509.GeneralName]) -> Signed:
    key = ec.generate_private_key(ec.SECP256R1())
    builder = _builder(_subject(name), authority.certificate.subject, key).add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key()), critical=False
    )
    if names:
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
    return Signed(builder.sign(authority.key, hashes.SHA256()), key)


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey
) -> x509.CertificateBuilder:
    now = datetime.datetime.now(datetime.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=1))
    )


def _subject(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])

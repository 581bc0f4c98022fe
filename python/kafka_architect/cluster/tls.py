"""From TlsSettings to an ssl.SSLContext: PEM, PKCS#12 and Java's JKS files."""

from __future__ import annotations

import os
import secrets
import ssl
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kafka_architect.cluster.jks import MAGIC as JKS_MAGIC
from kafka_architect.cluster.jks import trusted_certificates
from kafka_architect.errors import InputError, SourceError
from kafka_architect.keys.optional_module import optional_module

if TYPE_CHECKING:
    from kafka_architect.cluster.client_settings import TlsSettings
    from kafka_architect.cluster.secret import Secret

EXTRA = "kafka-architect[kafka]"
_DER_SEQUENCE = b"\x30"


def tls_context(settings: TlsSettings) -> ssl.SSLContext:
    """What a connection is encrypted with.

    Raises:
        SourceError: A file cannot be read.
        InputError: It is not what it should be, its password is wrong, or it is of a kind that is not read.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.check_hostname = settings.check_hostname and settings.verify
    context.verify_mode = ssl.CERT_REQUIRED if settings.verify else ssl.CERT_NONE
    _trust(context, settings)
    _show(context, settings)
    return context


def _trust(context: ssl.SSLContext, settings: TlsSettings) -> None:
    if settings.trusted_pem:
        _add_trusted(context, settings.trusted_pem, "ssl.truststore.certificates")
        return
    if not settings.trusted_file:
        context.load_default_certs()
        return
    name = settings.trusted_file
    if Path(name).is_dir():  # librdkafka takes a folder of certificates
        context.load_verify_locations(capath=name)
        return
    content = _content(name, "the trust store")
    if content.startswith(JKS_MAGIC):
        for certificate in trusted_certificates(content, name, settings.trusted_password):
            context.load_verify_locations(cadata=certificate)
    elif content.startswith(_DER_SEQUENCE):
        _, _, others = _pkcs12(content, name, settings.trusted_password)
        if not others:
            raise InputError(f"{name}: this PKCS#12 file has no trusted certificates")
        for one in others:
            context.load_verify_locations(cadata=_der(one.certificate))
    else:
        _add_trusted(context, content.decode("ascii", "replace"), name)


def _add_trusted(context: ssl.SSLContext, pem: str, name: str) -> None:
    try:
        context.load_verify_locations(cadata=pem)
    except (ssl.SSLError, ValueError) as error:
        raise InputError(
            f"{name}: expected certificates as PEM (-----BEGIN CERTIFICATE-----), PKCS#12 or JKS: {error}"
        ) from error


def _show(context: ssl.SSLContext, settings: TlsSettings) -> None:
    """Load the client's own certificate, where there is one."""
    if settings.key_pem or settings.certificate_pem:
        if not (settings.key_pem and settings.certificate_pem):
            raise InputError("mTLS: expected ssl.keystore.key together with ssl.keystore.certificate.chain")
        _load_text(
            context, settings.certificate_pem + "\n" + settings.key_pem.revealed(), settings.key_password
        )
        return
    if not settings.key_file:
        if settings.certificate_file:
            raise InputError("mTLS: expected ssl.key.location together with ssl.certificate.location")
        return
    name = settings.key_file
    content = _content(name, "the client's key")
    if content.startswith(JKS_MAGIC):
        raise InputError(
            f"{name}: private keys in JKS files are not read; convert it: keytool -importkeystore "
            f"-srckeystore {name} -destkeystore client.p12 -deststoretype PKCS12"
        )
    if content.startswith(_DER_SEQUENCE):
        _load_pkcs12(context, content, name, settings)
        return
    password = settings.key_password or settings.key_store_password
    try:
        context.load_cert_chain(
            settings.certificate_file or name,
            name,
            password.revealed if password else _no_password,
        )
    except (ssl.SSLError, OSError, _NoPasswordError) as error:
        raise _bad_key(name, error) from error


def _load_pkcs12(context: ssl.SSLContext, content: bytes, name: str, settings: TlsSettings) -> None:
    key, certificate, chain = _pkcs12(content, name, settings.key_store_password)
    if key is None or certificate is None:
        raise InputError(f"{name}: this PKCS#12 file has no private key with a certificate")
    serialization = optional_module("cryptography.hazmat.primitives.serialization", "reading PKCS#12", EXTRA)
    password = secrets.token_urlsafe(
        24
    )  # ssl takes keys from files only: it lies there encrypted, for a moment
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(password.encode()),
    )
    certificates = [certificate, *(one.certificate for one in chain)]
    chain_pem = b"".join(one.public_bytes(serialization.Encoding.PEM) for one in certificates)
    _load_text(context, (chain_pem + pem).decode(), password)


def _load_text(context: ssl.SSLContext, pem: str, password: Secret | str) -> None:
    descriptor, name = tempfile.mkstemp(prefix="kafka-architect-", suffix=".pem")  # for this user alone
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(pem)
        context.load_cert_chain(name, password=(lambda: "".join(password)) if password else _no_password)
    except (ssl.SSLError, OSError, _NoPasswordError) as error:
        raise _bad_key("the client's key and certificate", error) from error
    finally:
        Path(name).unlink()


class _NoPasswordError(Exception):
    """A key is encrypted, and nobody gave its password."""


def _no_password() -> str:
    raise _NoPasswordError("it is encrypted: set ssl.key.password")


def _bad_key(name: str, error: Exception) -> InputError:
    return InputError(
        f"{name}: cannot be loaded as a client's certificate and key ({error}): expected PEM or PKCS#12, "
        "the key that belongs to the certificate, and the right ssl.key.password"
    )


def _pkcs12(content: bytes, name: str, password: Secret) -> tuple[Any, Any, list[Any]]:
    pkcs12 = optional_module(
        "cryptography.hazmat.primitives.serialization.pkcs12", "reading PKCS#12 files", EXTRA
    )
    try:
        loaded = pkcs12.load_pkcs12(content, password.encode() if password else None)
    except ValueError as error:
        raise InputError(
            f"{name}: cannot be read as PKCS#12: its password is wrong, or the file is damaged ({error})"
        ) from error
    key = loaded.key
    certificate = None if loaded.cert is None else loaded.cert.certificate
    return key, certificate, list(loaded.additional_certs)


def _der(certificate: Any) -> bytes:
    serialization = optional_module("cryptography.hazmat.primitives.serialization", "reading PKCS#12", EXTRA)
    encoded: bytes = certificate.public_bytes(serialization.Encoding.DER)
    return encoded


def _content(name: str, what: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise SourceError(error.errno, f"{name}: cannot read {what}: {error.strerror}") from error

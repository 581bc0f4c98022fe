"""Trusted certificates of Java's own key stores (JKS), which PKCS#12 followed as the default in Java 9.

Source: sun.security.provider.JavaKeyStore: a magic number, a version, entries; at the end a SHA-1 over a
password, a phrase and what stands before.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from typing import TYPE_CHECKING, Final

from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.cluster.secret import Secret

MAGIC: Final = b"\xfe\xed\xfe\xed"
_PHRASE = b"Mighty Aphrodite"
_DIGEST_BYTES = 20
_PRIVATE_KEY, _TRUSTED = 1, 2


def trusted_certificates(content: bytes, name: str, password: Secret) -> list[bytes]:
    """The trusted certificates, each as DER.

    Args:
        content: The file.
        name: Its name, for messages.
        password: Checks that nobody changed the file; left out, nothing is checked, as Java does it.

    Raises:
        InputError: It is damaged, the password is wrong, or there are no trusted certificates.
    """
    body, digest = content[:-_DIGEST_BYTES], content[-_DIGEST_BYTES:]
    if password:
        made = hashlib.sha1(password.encode("utf-16-be") + _PHRASE + body, usedforsecurity=False).digest()
        if not hmac.compare_digest(made, digest):
            raise InputError(f"{name}: ssl.truststore.password is wrong, or the key store is damaged")
    try:
        found = list(_entries(body))
    except (struct.error, IndexError) as error:
        raise InputError(f"{name}: this JKS key store ends early: it is damaged") from error
    if not found:
        raise InputError(f"{name}: this key store has no trusted certificates")
    return found


def _entries(body: bytes) -> Iterator[bytes]:
    version, entries = struct.unpack_from(">II", body, 4)
    at = 12
    for _ in range(entries):
        (kind,) = struct.unpack_from(">I", body, at)
        at = _after_block(body, at + 4, ">H") + 8  # alias and date
        if kind == _PRIVATE_KEY:
            at = _after_block(body, at, ">I")
            (chain,) = struct.unpack_from(">I", body, at)
            at += 4
            for _ in range(chain):
                at = _after_certificate(body, at, version)
        elif kind == _TRUSTED:
            end = _after_certificate(body, at, version)
            (size,) = struct.unpack_from(
                ">I", body, start := _after_block(body, at, ">H") if version > 1 else at
            )
            yield body[start + 4 : start + 4 + size]
            at = end
        else:
            raise struct.error(f"entry of kind {kind}")


def _after_certificate(body: bytes, at: int, version: int) -> int:
    return _after_block(body, _after_block(body, at, ">H") if version > 1 else at, ">I")


def _after_block(body: bytes, at: int, length: str) -> int:
    """Where a block ends that begins with its length."""
    (size,) = struct.unpack_from(length, body, at)
    end = at + struct.calcsize(length) + size
    if end > len(body):
        raise IndexError(end)
    return int(end)

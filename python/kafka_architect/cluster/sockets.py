"""Sockets to brokers, encrypted where that is asked for, and what is said where there can be none."""

from __future__ import annotations

import socket
import ssl
from typing import TYPE_CHECKING

from kafka_architect.errors import CertificateError, ClusterTimeoutError, ClusterUnreachableError

if TYPE_CHECKING:
    from kafka_architect.cluster.client_settings import Address

_RECEIVE_BUFFER_BYTES = 4 * 1024 * 1024


def connected(address: Address, timeout_s: float) -> socket.socket:
    """A connection to an address.

    Raises:
        ClusterUnreachableError, ClusterTimeoutError: There can be none.
    """
    try:
        connection = socket.create_connection((address.host, address.port), timeout_s)
    except TimeoutError as error:
        raise ClusterTimeoutError(
            f"{address}: no connection in {timeout_s:g} s: is a firewall or security "
            "group in between, or does the address belong to another network?"
        ) from error
    except socket.gaierror as error:
        raise ClusterUnreachableError(
            f"{address}: the host name cannot be resolved ({error.strerror}): brokers advertise names "
            "(advertised.listeners) that every client must be able to resolve"
        ) from error
    except OSError as error:
        raise ClusterUnreachableError(
            f"{address}: cannot connect ({error.strerror or error}): is the broker running, and is "
            "this the listener's host and port?"
        ) from error
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _RECEIVE_BUFFER_BYTES)
    return connection


def encrypted(
    plain: socket.socket, context: ssl.SSLContext, address: Address, timeout_s: float
) -> socket.socket:
    """The same, encrypted.

    Raises:
        CertificateError, ClusterTimeoutError: There is no TLS, or not one that both trust.
    """
    try:
        return context.wrap_socket(plain, server_hostname=address.host)
    except ssl.SSLCertVerificationError as error:
        raise CertificateError(_untrusted(address, error)) from error
    except TimeoutError as error:
        raise ClusterTimeoutError(
            f"{address}: no TLS handshake in {timeout_s:g} s: does the listener use TLS?"
        ) from error
    except (ssl.SSLError, OSError) as error:
        reason = getattr(error, "reason", None) or error
        raise CertificateError(
            f"{address}: TLS handshake failed ({reason}): does this listener use TLS "
            "(security.protocol), and does it require a client certificate (ssl.keystore.location)?"
        ) from error


def _untrusted(address: Address, error: ssl.SSLCertVerificationError) -> str:
    said = error.verify_message
    if "ostname mismatch" in said or "IP address mismatch" in said:
        return (
            f"{address}: the broker's certificate is of another host ({said}): connect by the name in the "
            "certificate, or have it issued for this one; ssl.endpoint.identification.algorithm= (empty) "
            "turns the check off"
        )
    if "expired" in said:
        return f"{address}: the broker's certificate has expired: renew it on the broker"
    return (
        f"{address}: the broker's certificate is not trusted ({said}): give the certificate of its "
        "authority as ssl.truststore.location or ssl.ca.location"
    )

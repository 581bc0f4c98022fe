"""From the protocol's error codes and kafka-python's exceptions to errors that say what to do."""

from __future__ import annotations

import logging
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from kafka_architect.errors import (
    AuthenticationError,
    AuthorizationError,
    ClusterError,
    ClusterTimeoutError,
    ClusterUnreachableError,
    KafkaArchitectError,
    MechanismError,
    UnknownTopicError,
    UnsupportedByClusterError,
)
from kafka_architect.keys.optional_module import optional_module

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.cluster.client_settings import ClientSettings

EXTRA = "kafka-architect[kafka]"

# Codes of org.apache.kafka.common.protocol.Errors.
OFFSET_OUT_OF_RANGE = 1
UNKNOWN_TOPIC_OR_PARTITION = 3
REQUEST_TIMED_OUT = 7
INVALID_TOPIC = 17
TOPIC_AUTHORIZATION_FAILED = 29
GROUP_AUTHORIZATION_FAILED = 30
CLUSTER_AUTHORIZATION_FAILED = 31
UNSUPPORTED_SASL_MECHANISM = 33
ILLEGAL_SASL_STATE = 34
UNSUPPORTED_VERSION = 35
SASL_AUTHENTICATION_FAILED = 58
UNKNOWN_TOPIC_ID = 100
INCONSISTENT_TOPIC_ID = 103
_NOT_AUTHORIZED = {
    TOPIC_AUTHORIZATION_FAILED: ("Read and Describe", "--topic TOPIC"),
    GROUP_AUTHORIZATION_FAILED: ("Describe", "--group GROUP"),
    CLUSTER_AUTHORIZATION_FAILED: ("Describe and DescribeConfigs", "--cluster"),
    53: ("Describe", "--transactional-id ID"),
}

_KINDS: dict[int, tuple[type[ClusterError], str]] = {
    UNSUPPORTED_VERSION: (UnsupportedByClusterError, ": these brokers do not support this request"),
    REQUEST_TIMED_OUT: (ClusterTimeoutError, ": raise --timeout, or try again"),
    SASL_AUTHENTICATION_FAILED: (AuthenticationError, ": check the credentials"),
    UNSUPPORTED_SASL_MECHANISM: (MechanismError, ": set sasl.mechanism to one that the listener accepts"),
    ILLEGAL_SASL_STATE: (MechanismError, ": does this listener use SASL (security.protocol)?"),
}


def kafka_module(name: str) -> Any:
    """A module of kafka-python, whose log stays silent unless somebody asked for it.

    Raises:
        InputError: It is not installed.
    """
    with warnings.catch_warnings():
        # kafka-python 3.0 reads its messages with importlib.resources.read_text: deprecated in 3.11.
        warnings.simplefilter("ignore", DeprecationWarning)
        module = optional_module(name, "connecting to a cluster", EXTRA)
    log = logging.getLogger("kafka")
    if not log.handlers:  # else Python prints its warnings to standard error, beside our own errors
        log.addHandler(logging.NullHandler())
    return module


def refusal(code: int, what: str, settings: ClientSettings, message: str | None = None) -> ClusterError:
    """The error for a code that a broker answered with.

    Args:
        code: Not 0.
        what: What was asked for: "topic orders".
        settings: Who asked.
        message: What the broker said besides.
    """
    if code in _NOT_AUTHORIZED:
        operations, resource = _NOT_AUTHORIZED[code]
        return AuthorizationError(
            f"{what}: {principal(settings)} is not authorized ({_name(code)}): grant {operations} with "
            f"kafka-acls.sh --add --allow-principal {principal(settings)} {resource}"
        )
    if code in {UNKNOWN_TOPIC_OR_PARTITION, UNKNOWN_TOPIC_ID, INVALID_TOPIC}:
        return UnknownTopicError(
            f"{what}: the cluster at {settings.bootstrap_servers} has no such topic, or "
            f"{principal(settings)} may not see it (Describe)"
        )
    kind, cure = _KINDS.get(code, (ClusterError, ""))
    return kind(f"{what}: the broker answered {_name(code)}{_said(message)}{cure}")


def principal(settings: ClientSettings) -> str:
    """Who the client is to the brokers, as far as it knows: User:alice."""
    sasl = settings.sasl
    if sasl is None:
        return "the certificate's principal" if settings.tls and settings.tls.key_file else "User:ANONYMOUS"
    if not (sasl.username or sasl.client_id):
        return "the token's principal"
    return f"User:{sasl.username or sasl.client_id}"


@contextmanager
def translated(what: str, settings: ClientSettings) -> Iterator[None]:
    """Around calls of kafka-python: its exceptions become ours, with what was asked for.

    Raises:
        ClusterError: Of the kind that fits; the same as `refusal` where a broker answered with a code.
    """
    errors = kafka_module("kafka.errors")
    try:
        yield
    except KafkaArchitectError:
        raise
    except errors.IncompatibleBrokerVersion as error:
        raise UnsupportedByClusterError(f"{what}: these brokers do not support this request") from error
    except errors.BrokerResponseError as error:
        message = str(error.args[0]) if error.args else None
        raise refusal(int(error.errno), what, settings, message) from error
    except errors.KafkaTimeoutError as error:
        raise ClusterTimeoutError(
            f"{what}: no answer from {settings.bootstrap_servers} in {settings.timeout_s:g} s: raise "
            "--timeout"
        ) from error
    except (errors.KafkaConnectionError, errors.NodeNotReadyError, errors.UnknownBrokerIdError) as error:
        raise ClusterUnreachableError(f"{what}: lost the connection to a broker ({error})") from error
    except errors.KafkaError as error:
        raise ClusterError(f"{what}: {type(error).__name__}: {error}") from error


def _name(code: int) -> str:
    """The name of a code as Java has it: TOPIC_AUTHORIZATION_FAILED."""
    known = kafka_module("kafka.errors").for_code(code)
    name = getattr(known, "message", None)
    return name if isinstance(name, str) and name else f"error code {code}"


def _said(message: str | None) -> str:
    return f": {message}" if message else ""

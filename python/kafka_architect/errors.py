"""The exceptions of kafka_architect.

Every error is a `KafkaArchitectError`; each is also the built-in exception that Python programmers would
expect, so `except OSError` catches a file that cannot be read. Messages say what was expected, what was
found, where, and what to do. The C++ core raises these by code (cpp/bindings/bind_errors.cpp).
"""

from __future__ import annotations


class KafkaArchitectError(Exception):
    """Base of every error that kafka_architect raises on purpose."""


class InputError(KafkaArchitectError, ValueError):
    """A value is out of range or does not mean anything: 0 partitions, say."""


class KeyTypeError(KafkaArchitectError, TypeError):
    """A key is neither bytes nor text, or a collection of keys is none."""


class SourceError(KafkaArchitectError, OSError):
    """The operating system refused a source: missing, a directory, no permission; `errno` says which."""

    def __str__(self) -> str:
        """The message alone: "[Errno 2]" in front of it tells users nothing."""
        return self.strerror or super().__str__()


class MalformedSourceError(KafkaArchitectError, ValueError):
    """A source can be read, but its bytes are not what its format promises."""


class UnmeetableError(KafkaArchitectError, ValueError):
    """No hardware that was offered can carry the workload; names the constraint and the scenario."""

    def __init__(self, message: str, constraint: str = "", scenario: str = "") -> None:
        super().__init__(message)
        self.constraint = constraint
        self.scenario = scenario


class StateError(KafkaArchitectError, ValueError):
    """Saved or merged state does not fit: damaged, from an unknown version, or of other settings."""


class ClusterError(KafkaArchitectError):
    """A cluster could not be asked, or refused; the message says what to do."""


class ClusterUnreachableError(ClusterError, ConnectionError):
    """No broker accepts connections at the addresses that were given, or one went away."""


class ClusterTimeoutError(ClusterError, TimeoutError):
    """A broker accepted the connection and did not answer in time."""


class CertificateError(ClusterUnreachableError):
    """TLS failed: a certificate is not trusted, of another host, expired or missing, or there is no TLS."""


class AuthenticationError(ClusterError, PermissionError):
    """The broker does not accept who the client says it is."""


class MechanismError(AuthenticationError):
    """Client and listener do not speak the same security protocol or SASL mechanism."""


class AuthorizationError(ClusterError, PermissionError):
    """The client is known, and may not do this: an ACL is missing."""


class UnknownTopicError(ClusterError, LookupError):
    """The cluster has no such topic, or not any more."""


class UnsupportedByClusterError(ClusterError):
    """The brokers do not offer an API: they are too old, or a managed service leaves it out."""


class ChangedClusterError(ClusterError):
    """A plan is no longer the one that was reviewed; nothing was changed."""

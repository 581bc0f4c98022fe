"""What kafka-python 2.x has or does otherwise than 3.0: arguments, defaults, refusals.

Source: DEFAULT_CONFIG and the constructors of KafkaProducer, KafkaConsumer and KafkaAdminClient of 2.0.2,
2.0.6, 2.1.0, 2.1.6, 2.2.0, 2.2.21, 2.3.0, 2.3.3 and 3.0.12, compared in November 2026. A test holds the
refusals to the constructors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.dialects.python.refusals import (
    is_idempotent,
    of_acknowledgements,
    of_delivery,
    of_fetching,
)
from kafka_architect.validation.role import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kafka_architect.validation.dialects.python.refusals import Arguments
    from kafka_architect.validation.dialects.python.requirements import Minor

_THREE: Minor = (3, 0)
_REQUEST_TIMEOUT_MS = 305_000
# The first version that has an argument; the others are as old as 2.0.
_SINCE: Mapping[str, Minor] = {
    "allow_auto_create_topics": (2, 1),
    "enable_incremental_fetch_sessions": (2, 1),
    "metrics_enabled": (2, 1),
    "sasl_kerberos_name": (2, 1),
    "socks5_proxy": (2, 1),
    "delivery_timeout_ms": (2, 2),
    "enable_idempotence": (2, 2),
    "isolation_level": (2, 2),
    "receive_message_max_bytes": (2, 2),
    "transaction_timeout_ms": (2, 2),
    "transactional_id": (2, 2),
    "group_instance_id": (2, 3),
    "bootstrap_timeout_ms": _THREE,
    "client_dns_lookup": _THREE,
    "client_rack": _THREE,
    "proxy_url": _THREE,
}
# The first version that no longer takes an argument. buffer_memory meant nothing since 2.1.
_UNTIL: Mapping[str, Minor] = {
    "api_version_auto_timeout_ms": _THREE,
    "bootstrap_topics_filter": _THREE,
    "buffer_memory": _THREE,
    "legacy_iterator": (2, 1),
    # Patches of 2.2 and 2.3 with and without them take turns.
    "sock_chunk_buffer_count": _THREE,
    "sock_chunk_bytes": _THREE,
}
_CODECS = ("gzip", "snappy", "lz4", "zstd", None)
_DEFAULTS: Mapping[Role, Mapping[str, str | None]] = {
    Role.PRODUCER: {"acks": "1", "enable.idempotence": "false"},
    Role.CONSUMER: {"request.timeout.ms": "305000", "session.timeout.ms": "10000"},
}
# There is no idempotence to be off, and retries end with the first.
_DEFAULTS_BEFORE_IDEMPOTENCE: Mapping[str, str | None] = {
    "delivery.timeout.ms": None,
    "enable.idempotence": None,
    "retries": "0",
}


def takes(version: Minor, name: str, *, known: bool) -> bool:
    """Whether the version has an argument; `known`: whether 3.0 has it, or a version did."""
    if name in _UNTIL:
        return version < _UNTIL[name] or (known and version == _THREE)
    return known and version >= _SINCE.get(name, version)


def older_defaults(version: Minor, role: Role) -> dict[str, str | None]:
    """The defaults that are not those of 3.0."""
    if version >= _THREE:
        return {}
    found = dict(_DEFAULTS.get(role, {}))
    if role is Role.PRODUCER and version < _SINCE["enable_idempotence"]:
        found |= _DEFAULTS_BEFORE_IDEMPOTENCE
    return found


def older_refusals(version: Minor, role: Role, arguments: Arguments) -> Iterator[tuple[str, str]]:
    """Each argument for which a constructor of 2.x raises, and why; of other types it may refuse more."""
    codec = arguments.known.get("compression_type")
    if role is Role.PRODUCER and codec not in _CODECS:
        yield "compression_type", "expected one of " + ", ".join(repr(one) for one in _CODECS)
    if role is Role.PRODUCER and version >= _SINCE["enable_idempotence"]:
        yield from of_delivery(arguments)
        yield from _of_idempotence(arguments)
    if role is Role.CONSUMER:
        yield from of_fetching(arguments, _REQUEST_TIMEOUT_MS)
        yield from _of_group(version, arguments)


def _of_idempotence(arguments: Arguments) -> Iterator[tuple[str, str]]:
    yield from of_acknowledgements(arguments)
    in_flight = "max_in_flight_requests_per_connection"
    if is_idempotent(arguments) and arguments.known.get(in_flight, 1) != 1:
        yield in_flight, "an idempotent producer of kafka-python 2 allows one request in flight"


def _of_group(version: Minor, arguments: Arguments) -> Iterator[tuple[str, str]]:
    """With a group the session has to end before a request does, and heartbeats come more often."""
    instance = arguments.known.get("group_instance_id")
    if instance is not None and version >= _SINCE["group_instance_id"] and arguments.absent("group_id"):
        yield "group_instance_id", "it requires a group_id"
    if "group_id" not in arguments.names or arguments.absent("group_id"):
        return
    request = arguments.number("request_timeout_ms", _REQUEST_TIMEOUT_MS)
    session = arguments.number("session_timeout_ms", 10_000)
    heartbeat = arguments.number("heartbeat_interval_ms", 3_000)
    if request is not None and session is not None and request <= session:
        name = arguments.written("session_timeout_ms", "request_timeout_ms")
        yield name, f"session_timeout_ms ({session}) must be below request_timeout_ms ({request})"
        return
    if heartbeat is None or session is None:
        return
    # Until 2.1 they may be equal.
    if heartbeat > session or (heartbeat == session and version >= _SINCE["enable_idempotence"]):
        name = arguments.written("heartbeat_interval_ms", "session_timeout_ms")
        yield name, f"heartbeat_interval_ms ({heartbeat}) must be below session_timeout_ms ({session})"

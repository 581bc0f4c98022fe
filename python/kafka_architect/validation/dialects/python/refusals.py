"""What the constructors of kafka-python and aiokafka raise for the values of their arguments.

Sources: kafka-python 3.0.12 (KafkaProducer.__init__, RecordAccumulator.__init__, KafkaConsumer.__init__,
Fetcher.__init__, KafkaConnectionManager.__init__), aiokafka 0.14.0 (AIOKafkaProducer.__init__,
AIOKafkaConsumer.__init__, AIOKafkaClient.__init__). A test holds this to the constructors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kafka_architect.validation.role import Client, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_KAFKA_PYTHON, _AIOKAFKA = Client.KAFKA_PYTHON, Client.AIOKAFKA
# Arguments that the constructor computes with: what is no number is a TypeError.
_NUMBERS: dict[tuple[Client, Role], frozenset[str]] = {
    (_KAFKA_PYTHON, Role.PRODUCER): frozenset(
        {"connections_max_idle_ms", "delivery_timeout_ms", "linger_ms", "request_timeout_ms"}
    ),
    (_KAFKA_PYTHON, Role.CONSUMER): frozenset(
        {
            "auto_commit_interval_ms", "connections_max_idle_ms", "fetch_max_bytes", "fetch_max_wait_ms",
            "max_partition_fetch_bytes", "request_timeout_ms",
        }
    ),
    (_KAFKA_PYTHON, Role.ADMIN): frozenset({"connections_max_idle_ms"}),
    (_AIOKAFKA, Role.PRODUCER): frozenset({"linger_ms", "request_timeout_ms", "retry_backoff_ms"}),
    (_AIOKAFKA, Role.CONSUMER): frozenset({"retry_backoff_ms"}),
    (_AIOKAFKA, Role.ADMIN): frozenset({"retry_backoff_ms"}),
}  # fmt: skip
_CODECS = ("gzip", "snappy", "lz4", "zstd", None)
# Arguments of which the constructor knows all values; numbers equal to one of them are one.
_CHOICES: dict[tuple[Client, str], tuple[object, ...]] = {
    (_KAFKA_PYTHON, "compression_type"): _CODECS,
    (_KAFKA_PYTHON, "client_dns_lookup"): ("use_all_dns_ips", "resolve_canonical_bootstrap_servers_only"),
    (_KAFKA_PYTHON, "isolation_level"): ("read_uncommitted", "read_committed", 0, 1),
    (_AIOKAFKA, "compression_type"): _CODECS,
    (_AIOKAFKA, "acks"): (0, 1, -1, "all"),
    (_AIOKAFKA, "security_protocol"): ("SSL", "PLAINTEXT", "SASL_PLAINTEXT", "SASL_SSL"),
}
_MECHANISMS = ("PLAIN", "GSSAPI", "SCRAM-SHA-256", "SCRAM-SHA-512", "OAUTHBEARER")
_MOST_IN_FLIGHT = 5


class Arguments(NamedTuple):
    """The arguments of a call: values that are known, names of all, and whether there may be more."""

    known: Mapping[str, object]
    names: frozenset[str]
    whole: bool

    def absent(self, name: str) -> bool:
        """Whether an argument surely has its default None."""
        return (self.whole and name not in self.names) or (name in self.known and self.known[name] is None)

    def written(self, *names: str) -> str:
        """The first of some arguments that the call has."""
        return next((name for name in names if name in self.names), names[0])

    def number(self, name: str, default: float) -> float | None:
        """A number that the call gives or leaves to the client; None where it is not known."""
        value = self.known.get(name, default if self.whole and name not in self.names else None)
        return value if isinstance(value, (int, float)) else None


def refusals(client: Client, role: Role, arguments: Arguments) -> Iterator[tuple[str, str]]:
    """Each argument for which the constructor raises, and why."""
    found: set[str] = set()
    for name, value in arguments.known.items():
        reason = _of_value(client, role, name, value, arguments)
        if reason is not None:
            found.add(name)
            yield name, reason
    combined = _of_kafka_python if client is _KAFKA_PYTHON else _of_aiokafka
    # A value that is refused by itself says nothing together with others.
    yield from ((name, reason) for name, reason in combined(role, arguments) if name not in found)


def _of_value(client: Client, role: Role, name: str, value: object, arguments: Arguments) -> str | None:
    if name in _NUMBERS[client, role]:
        return None if isinstance(value, (int, float)) else f"expected a number, found {_kind(value)}"
    choices = _CHOICES.get((client, name))
    if choices is not None:
        # Lists are in no tuple; True is 1, as it is for the constructor.
        return None if value in choices else "expected one of " + ", ".join(repr(one) for one in choices)
    if client is _AIOKAFKA:
        if name == "max_poll_records" and value is not None and not (isinstance(value, int) and value > 0):
            return "expected a number of at least 1, or None"
        return None
    return _of_kafka_python_value(role, name, value, arguments)


def _of_kafka_python_value(role: Role, name: str, value: object, arguments: Arguments) -> str | None:
    if name == "bootstrap_servers" and not isinstance(value, (str, list)):
        return f"expected a string or a list, found {_kind(value)}"
    if name in ("client_id", "auto_offset_reset") and isinstance(value, list):
        return "expected a string, found a list"
    if name == "client_id" and role is Role.PRODUCER and value is not None and not isinstance(value, str):
        return f"expected a string, found {_kind(value)}"
    if name == "partition_assignment_strategy" and value not in ("", []):
        return "expected a list of classes, such as RangePartitionAssignor"
    idempotent = "enable_idempotence" not in arguments.names and arguments.whole
    if name == "max_in_flight_requests_per_connection" and role is Role.PRODUCER and idempotent:
        return None if isinstance(value, (int, float)) else f"expected a number, found {_kind(value)}"
    return None


def _of_kafka_python(role: Role, arguments: Arguments) -> Iterator[tuple[str, str]]:
    if role is Role.CONSUMER:
        yield from of_fetching(arguments, 30_000)
        if arguments.known.get("group_instance_id") is not None and arguments.absent("group_id"):
            yield "group_instance_id", "it requires a group_id"
    if role is Role.PRODUCER:
        yield from of_delivery(arguments)
        yield from _of_idempotence(arguments)


def of_fetching(arguments: Arguments, request_timeout_ms: int) -> Iterator[tuple[str, str]]:
    """A fetch has to be answered within a request, and a request within the life of an idle connection."""
    wait = arguments.number("fetch_max_wait_ms", 500)
    request = arguments.number("request_timeout_ms", request_timeout_ms)
    idle = arguments.number("connections_max_idle_ms", 540_000)
    if wait is not None and request is not None and wait >= request:
        name = arguments.written("fetch_max_wait_ms", "request_timeout_ms")
        yield name, f"fetch_max_wait_ms ({wait}) must be below request_timeout_ms ({request})"
    elif request is not None and idle is not None and request >= idle:
        name = arguments.written("request_timeout_ms", "connections_max_idle_ms")
        yield name, f"request_timeout_ms ({request}) must be below connections_max_idle_ms ({idle})"


def of_delivery(arguments: Arguments) -> Iterator[tuple[str, str]]:
    """A delivery takes at least what a batch waits and a request may take."""
    delivery = arguments.number("delivery_timeout_ms", 120_000)
    linger = arguments.number("linger_ms", 0)
    request = arguments.number("request_timeout_ms", 30_000)
    if delivery is None or linger is None or request is None or delivery >= linger + request:
        return
    yield (
        arguments.written("delivery_timeout_ms", "linger_ms", "request_timeout_ms"),
        f"delivery_timeout_ms ({delivery}) is less than linger_ms ({linger}) plus "
        f"request_timeout_ms ({request})",
    )


def is_idempotent(arguments: Arguments) -> bool:
    """Whether idempotence, or a transaction, is asked for and not denied in the same call."""
    known = arguments.known
    denied = "enable_idempotence" in known and not known["enable_idempotence"]
    return bool(known.get("transactional_id") or known.get("enable_idempotence")) and not denied


def of_acknowledgements(arguments: Arguments) -> Iterator[tuple[str, str]]:
    """What both major versions refuse of an idempotent or transactional producer."""
    known = arguments.known
    if not is_idempotent(arguments):
        if known.get("transactional_id"):
            yield "enable_idempotence", "transactional_id requires it"
        return
    if "acks" in known and known["acks"] not in (-1, "all"):
        yield "acks", "an idempotent producer requires acks='all'"
    if "retries" in known and known["retries"] == 0:
        yield "retries", "an idempotent producer requires retries"


def _of_idempotence(arguments: Arguments) -> Iterator[tuple[str, str]]:
    """Where idempotence, or a transaction, is asked for; what is only on by default gives way."""
    yield from of_acknowledgements(arguments)
    if is_idempotent(arguments):
        known = arguments.known
        most = known.get("max_in_flight_requests_per_connection", 1)
        if isinstance(most, (int, float)) and most > _MOST_IN_FLIGHT:
            yield (
                "max_in_flight_requests_per_connection",
                f"an idempotent producer allows at most {_MOST_IN_FLIGHT} requests in flight",
            )
        elif not isinstance(most, (int, float)):
            yield "max_in_flight_requests_per_connection", f"expected a number, found {_kind(most)}"


def _of_aiokafka(role: Role, arguments: Arguments) -> Iterator[tuple[str, str]]:
    known = arguments.known
    if role is Role.PRODUCER and "acks" in known and known["acks"] not in (-1, "all"):
        transactional = known.get("transactional_id") is not None
        if transactional or known.get("enable_idempotence"):
            yield "acks", "an idempotent producer requires acks='all'"
    protocol = known.get("security_protocol")
    if protocol in ("SSL", "SASL_SSL") and arguments.absent("ssl_context"):
        yield "security_protocol", f"{protocol} requires an ssl_context"
    elif protocol in ("SASL_SSL", "SASL_PLAINTEXT"):
        mechanism = known.get("sasl_mechanism", None if "sasl_mechanism" in arguments.names else "PLAIN")
        lacking = arguments.absent("sasl_plain_username") or arguments.absent("sasl_plain_password")
        if "sasl_mechanism" in known and mechanism not in _MECHANISMS:
            yield "sasl_mechanism", "expected one of " + ", ".join(repr(one) for one in _MECHANISMS)
        elif mechanism == "PLAIN" and lacking and arguments.whole:
            yield "security_protocol", "PLAIN requires sasl_plain_username and sasl_plain_password"


def _kind(value: object) -> str:
    if value is None:
        return "None"
    return {"str": "a string", "list": "a list", "bool": "a boolean"}.get(type(value).__name__, "a number")

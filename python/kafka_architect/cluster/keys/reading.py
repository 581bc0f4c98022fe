"""TopicReading: what to read of a topic, and how."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from kafka_architect.cluster.client_settings import addresses
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from kafka_architect.cluster.client_settings import ClientSettings

SCHEME: Final = "kafka://"
_TOPIC = re.compile(r"[A-Za-z0-9._-]{1,249}")
_AGO = re.compile(r"(\d+)(s|m|h|d)")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_RATE = re.compile(r"(\d+(?:\.\d+)?)\s*(B|kB|KB|MB|GB)(?:/s|ps)?", re.IGNORECASE)
_BYTES = {"b": 1, "kb": 1000, "mb": 1000**2, "gb": 1000**3}


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicReading:
    """What to read of a topic, and how.

    Attributes:
        client: How to connect; by default without encryption and login, from the address alone.
        newest: Of each partition, the newest so many offsets.
        since, until: The span from the first record with this timestamp or a later one (ISO 8601, or "6h" or
            "2d" ago) up to the first at or behind the other.
        read_committed: Leave records of aborted and open transactions out.
        tiered: Also read what is in tiered storage, which brokers must fetch from there.
        max_bytes_per_s: How much to take from all brokers together.

    Examples:
        >>> ka.TopicReading(newest=100_000).newest
        100000
    """

    client: ClientSettings | None = None
    newest: int | None = None
    since: str | None = None
    until: str | None = None
    read_committed: bool = False
    tiered: bool = False
    max_bytes_per_s: float | None = None

    def __post_init__(self) -> None:
        """Refuse what contradicts itself."""
        if self.newest is not None and self.newest < 1:
            raise InputError(f"newest: expected 1 or more, found {self.newest}")
        if self.newest is not None and (self.since or self.until):
            raise InputError("newest and since/until are different ways to choose records: give one of them")
        if self.max_bytes_per_s is not None and self.max_bytes_per_s <= 0:
            raise InputError(f"max rate: expected more than 0 bytes a second, found {self.max_bytes_per_s:g}")


def topic_address(text: str) -> tuple[str | None, str]:
    """Brokers and topic of kafka://host:9092[,host]/topic; no brokers for kafka:///topic.

    Raises:
        InputError: It is no such address.
    """
    servers, slash, topic = text.removeprefix(SCHEME).partition("/")
    if not text.startswith(SCHEME) or not slash or _TOPIC.fullmatch(topic) is None:
        raise InputError(
            f"{text}: expected {SCHEME}host:9092/topic, where a topic's name has letters, digits, . _ and -"
        )
    if servers:
        addresses(servers)
    return servers or None, topic


def milliseconds(text: str, name: str, now: datetime | None = None) -> int:
    """A moment as Kafka's timestamps have it: ISO 8601 (UTC where no zone is said), or so long ago.

    Raises:
        InputError: It is neither.
    """
    now = now or datetime.now(UTC)
    if (ago := _AGO.fullmatch(text.strip())) is not None:
        moment = now - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
    else:
        try:
            moment = datetime.fromisoformat(text.strip())
        except ValueError as error:
            raise InputError(
                f"{name}: expected a time as 2026-11-30T18:00:00Z or an age as 6h or 2d, found {text!r}"
            ) from error
        moment = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return int(moment.timestamp() * 1000)


def bytes_per_s(text: str) -> float:
    """A rate: 50MB/s, 800kB.

    Raises:
        InputError: It is none.
    """
    found = _RATE.fullmatch(text.strip())
    if found is None or float(found[1]) <= 0:
        raise InputError(f"max rate: expected bytes a second as in 50MB/s, found {text!r}")
    return float(found[1]) * _BYTES[found[2].lower()]

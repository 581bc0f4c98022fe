"""The two waits that are chosen: linger.ms and the fetch wait."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kafka_architect.designs.model.figure import Figure
from kafka_architect.designs.tuning.batching import batching
from kafka_architect.designs.tuning.fetching import arrival_interval, share_of
from kafka_architect.designs.tuning.producing import batch_size
from kafka_architect.designs.tuning.waiting import (
    FETCH_SHARE,
    LINGER_ALONE_SHARE,
    LINGER_SHARE,
    LONGEST_LINGER_MS,
)

if TYPE_CHECKING:
    from kafka_architect.designs.tuning.load import FlowLoad
    from kafka_architect.designs.tuning.waiting import Spare

_LARGEST_BYTES: Final = 524_288
_DEFAULT_WAIT_MS: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """linger.ms, fetch.min.bytes and fetch.max.wait.ms of a flow."""

    linger: Figure
    fetch_min_bytes: Figure
    fetch_max_wait: Figure

    @property
    def fetch_wait_ms(self) -> float:
        """How long a record may wait for others to be fetched with: not at all, where a byte is enough."""
        return self.fetch_max_wait.value if self.fetch_min_bytes.value > 1 else 0.0


def chosen_waits(load: FlowLoad, left: Spare) -> Waits:
    """Linger and fetch wait; all for linger where waiting for fetches saves nothing."""
    linger = left.part(LINGER_SHARE, longest=LONGEST_LINGER_MS)
    wait = left.part(FETCH_SHARE, longest=LONGEST_LINGER_MS)
    least = _fetch_min_bytes(load, linger.value, wait)
    if least.value > 1:
        return Waits(linger=linger, fetch_min_bytes=least, fetch_max_wait=wait)
    return Waits(
        linger=left.part(LINGER_ALONE_SHARE, longest=LONGEST_LINGER_MS),
        fetch_min_bytes=least,
        fetch_max_wait=Figure.of(
            "default_ms",
            unit="ms",
            source="Apache Kafka documentation, consumer configs: with fetch.min.bytes=1 a record is never "
            "held back; this is how often an idle consumer sends a fetch",
            inputs={"default_ms": _DEFAULT_WAIT_MS},
            binding="default_ms",
        ),
    )


def _fetch_min_bytes(load: FlowLoad, linger_ms: float, wait: Figure) -> Figure:
    share = share_of(load)
    made = batching(load, linger_ms, batch_size(load, linger_ms).value)
    arrived = share.bytes_per_s * arrival_interval(load, made).value / 1000 / load.producers
    worth = share.bytes_per_s * wait.value / 1000 >= 2 * arrived
    return Figure.of(
        "floor(min(largest_bytes, bytes_per_s * wait_ms / 1000)) "
        "if bytes_per_s * wait_ms / 1000 >= 2 * request_bytes else 1",
        unit="bytes",
        source="what one broker has for a consumer after the fetch wait; where that is less than two produce "
        "requests bring, waiting saves nothing and the broker answers at once",
        inputs={
            "largest_bytes": _LARGEST_BYTES,
            "bytes_per_s": share.bytes_per_s,
            "wait_ms": wait.value,
            "request_bytes": arrived,
        },
        details={
            "wait_ms": f"{wait.formula}: the fetch wait's share of the latency",
            "bytes_per_s": "from one broker to one consumer, as stored",
            "request_bytes": "what one produce request carries for one consumer",
        },
        binding="wait_ms" if worth else "request_bytes",
    )

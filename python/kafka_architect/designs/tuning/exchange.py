"""What latency costs in throughput, and the reverse: the same flow with other lingers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kafka_architect.designs.model.figure import Figure
from kafka_architect.designs.tuning.batching import batching
from kafka_architect.designs.tuning.fetching import fetching
from kafka_architect.designs.tuning.producing import batch_size
from kafka_architect.designs.tuning.waiting import budget, total

if TYPE_CHECKING:
    from kafka_architect.designs.tuning.choosing import Waits
    from kafka_architect.designs.tuning.load import FlowLoad

LINGERS_MS: Final = (0, 1, 2, 5, 10, 20, 50, 100)
_OVERHEAD_BYTES: Final = 12_000


def exchange(load: FlowLoad, chosen: Waits) -> dict[str, dict[str, Figure]]:
    """Rows by linger.ms, with the chosen one: latency, batches, requests, a broker's work per byte."""
    least, longest = chosen.fetch_min_bytes.value, chosen.fetch_max_wait.value
    rows = {}
    for linger_ms in sorted({*LINGERS_MS, chosen.linger.value}):
        size = batch_size(load, linger_ms)
        made = batching(load, linger_ms, size.value)
        fetched = fetching(load, made, least, longest)
        rows[f"{linger_ms:g}"] = {
            "latency_ms": total(budget(load, made, fetched, linger_ms, chosen.fetch_wait_ms)),
            "batch_size": size,
            "records_per_request": made.records_per_request,
            "batch_bytes": made.batch_bytes,
            "requests_per_broker": made.requests_per_broker,
            "fetches_per_broker": fetched.fetches_per_broker,
            "work_per_byte": _work(made.batch_bytes.value),
        }
    return rows


def _work(batch_bytes: float) -> Figure:
    return Figure.of(
        "1 + request_overhead_bytes / batch_bytes",
        unit="x the work of large batches",
        source="the cost of a request to a broker on top of its payload, expressed as bytes: the sizing "
        "policy's "
        "request_overhead_bytes, measured (docs/calibration.md)",
        inputs={"request_overhead_bytes": _OVERHEAD_BYTES, "batch_bytes": batch_bytes},
    )

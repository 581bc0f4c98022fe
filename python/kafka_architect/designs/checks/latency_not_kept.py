"""DSN027: records take longer than the latency that is promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.check import Problem, Severity, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.design import Design

_CURES = {
    "linger_ms": "lower linger.ms of the senders (services.NAME.settings.producer; smaller batches cost "
    "throughput)",
    "replicated_ms": "keep clients and replicas in one zone (acks=1 may lose records), or raise the latency",
    "fetch_wait_ms": "set fetch.min.bytes=1 or lower fetch.max.wait.ms of the reader "
    "(services.NAME.settings.consumer)",
}


@check(
    "DSN027",
    "latency-not-kept",
    severity=Severity.ERROR,
    summary="The settings of senders, receivers or patterns exceed the promised latency.",
    why=(
        "Before a record is read it waits in the producer (linger.ms), for its replicas (acks=all), in the "
        "broker while there are fewer bytes than fetch.min.bytes (fetch.max.wait.ms), and for anything "
        "patterns add. These waits add up even without queueing: every record violates a promise below their "
        "sum."
    ),
    sources=(
        "https://kafka.apache.org/documentation/#producerconfigs_linger.ms",
        "https://kafka.apache.org/documentation/#consumerconfigs_fetch.min.bytes",
    ),
    bad="""\
name: shop
topics:
  shop.orders: {key: orderId, promises: {latency: 5ms}}
services:
  storefront: {sends: [shop.orders]}
  payment: {receives: [shop.orders]}
""",
    good="""\
name: shop
topics:
  shop.orders: {key: orderId, promises: {latency: 100ms}}
services:
  storefront: {sends: [shop.orders]}
  payment: {receives: [shop.orders]}
""",
)
def latency_not_kept(design: Design) -> Iterator[Problem]:
    """Compare the promise with the sum of what waits."""
    for one in design.guarantees:
        budget = one.latency_budget
        if one.latency_s is None or budget is None or budget.value <= one.latency_s * 1000:
            continue
        parts = ", ".join(f"{name.removesuffix('_ms')} {value:g} ms" for name, value in budget.inputs.items())
        cure = _CURES.get(
            budget.binding, f"{budget.details.get(budget.binding, budget.binding)}: drop the pattern"
        )
        yield Problem(
            one.flow,
            f"a latency of {one.latency_s * 1000:g} ms is promised, but a record takes about "
            f"{budget.value:g} ms without queueing ({parts})",
            f"{cure}, or raise promises.latency",
        )

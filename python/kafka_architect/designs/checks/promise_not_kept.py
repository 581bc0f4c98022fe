"""DSN021: the specification promises what the design does not deliver."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.check import Problem, Severity, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.design import Design
    from kafka_architect.designs.model.promise import Guarantee

_TWO = 2


@check(
    "DSN021",
    "promise-not-kept",
    severity=Severity.ERROR,
    summary="Nothing in the design fulfills a promise of delivery, durability or recovery.",
    why=(
        "Kafka provides at-least-once by default: after a crash or rebalance a record is processed again. "
        "Exactly-once requires transactions from topic to topic, or a consumer that detects duplicates. "
        "Surviving the loss of a region (RPO, RTO) requires copies in another one; asynchronous mirroring "
        "loses records not yet copied, so RPO 0 requires a stretched cluster. A failover takes as long as "
        "detection, decision and the restart of clients together."
    ),
    sources=("https://kafka.apache.org/documentation/#semantics",),
    bad="""\
name: shop
topics:
  shop.orders: {key: orderId, promises: {delivery: exactly-once}}
services:
  storefront: {sends: [shop.orders]}
  payment: {receives: [shop.orders]}
""",
    good="""\
name: shop
topics:
  shop.orders: {key: orderId, promises: {delivery: at-least-once}}
services:
  storefront: {sends: [shop.orders]}
  payment: {receives: [shop.orders]}
""",
)
def promise_not_kept(design: Design) -> Iterator[Problem]:
    """Compare what is promised with what is delivered."""
    mirrored = {name for one in design.mirrors for name in one.topics}
    for one in design.guarantees:
        topic = design.topics[one.topic]
        if one.promised.get("delivery") == "exactly-once" and one.delivers != "exactly-once":
            yield Problem(
                one.flow,
                f"exactly-once is promised; the flow delivers {one.delivers}",
                "use the pattern exactly-once or inbox, or promise at-least-once",
            )
        if (
            one.promised.get("ordering") in {"per-key", "total"}
            and not topic.key
            and topic.partitions.value > 1
        ):
            yield Problem(
                one.flow,
                f"{one.promised['ordering']} order is promised for records without a key",
                f"state the key of {one.topic}",
            )
        regional = one.promised.get("durability") == "region"
        if regional and len(design.platform.regions) < _TWO:
            yield Problem(
                one.flow,
                "records must survive the loss of a region, but the platform has one region",
                "list the regions in platform.regions, and use a pattern for several regions",
            )
        yield from _recovery(one)
        if one.rpo_s == 0 and one.topic in mirrored:
            yield Problem(
                one.flow,
                "RPO 0 is promised, but mirroring is asynchronous: records not yet copied are lost",
                "use a stretched cluster, or promise the lag of the mirror",
            )


def _recovery(one: Guarantee) -> Iterator[Problem]:
    """RPO and RTO are those of a lost region."""
    asked = [name for name, value in (("RPO", one.rpo_s), ("RTO", one.rto_s)) if value is not None]
    if asked and not one.copied:
        yield Problem(
            one.flow,
            f"{' and '.join(asked)} of a lost region {'is' if len(asked) == 1 else 'are'} promised, but no "
            f"other region or site has the records of {one.topic}",
            "use active-passive, active-active or stretch-cluster for it, or drop the promise",
        )
    if one.copied and one.rpo_s is not None and one.behind_s is not None and 0 < one.rpo_s < one.behind_s:
        yield Problem(
            one.flow,
            f"an RPO of {one.rpo_s:g} s is promised, but the copy may be {one.behind_s:g} s behind",
            "lower longest_lag of the mirror, or raise promises.rpo",
        )
    if one.rto_s is not None and one.recovery is not None and one.recovery.value > one.rto_s:
        parts = ", ".join(
            f"{name.removesuffix('_s')} {value:g} s" for name, value in one.recovery.inputs.items()
        )
        yield Problem(
            one.flow,
            f"an RTO of {one.rto_s:g} s is promised, but a failover takes {one.recovery.value:g} s ({parts})",
            "shorten a part (disaster-recovery; stretch-cluster with prefers: writes-go-on), or raise "
            "promises.rto",
        )

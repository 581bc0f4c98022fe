"""Confluent Cloud: units of capacity (eCKU, CKU) per type of cluster, as its documentation limits them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from kafka_architect.sizing.offers import Offer
from kafka_architect.sizing.providers.figures import HOURS_PER_MONTH, Figures
from kafka_architect.sizing.providers.provider import Provider

if TYPE_CHECKING:
    from kafka_architect.sizing.offers import Question

_DOCUMENTED = "docs.confluent.io/cloud/current/clusters/cluster-types"
# Type of cluster: its unit, the least units for an uptime of 99.99 % (99.5 % on Basic), what it cannot do.
_TYPES: dict[str, tuple[str, int, tuple[str, ...]]] = {
    "Basic": ("eCKU", 1, (f"for development: an SLA of 99.5 % ({_DOCUMENTED})",)),
    "Standard": ("eCKU", 2, ()),
    "Enterprise": ("eCKU", 2, (f"360 compacted partitions per eCKU ({_DOCUMENTED})",)),
    "Freight": ("eCKU", 2, (f"no compacted topics; on AWS only ({_DOCUMENTED})",)),
    "Dedicated": ("CKU", 2, ()),
}
_SETTINGS = f"broker settings are Confluent's, topic settings a subset of Kafka's ({_DOCUMENTED})"
# "first eCKU free" holds for Basic clusters.
_FREE_UNITS = {"Basic": 1}


def quote(question: Question) -> list[Offer]:
    """Each type of cluster that the workload asks some units of."""
    return [_of(question, kind) for kind in _TYPES]


def _of(question: Question, kind: str) -> Offer:
    figures = Figures("Confluent Cloud")
    unit, least, cannot = _TYPES[kind]
    asked = (
        ("ingress", question.write_mb_per_s),
        ("egress", question.read_mb_per_s),
        ("partitions before replication", question.partitions),
        ("client connections", question.connections),
        ("requests", question.requests_per_s),
        *((("compacted partitions", question.partitions),) if question.compacted else ()),
    )
    needed: dict[str, float] = {}
    for name, amount in asked:
        limit = figures[f"{kind} {unit}: {name}"]
        needed[name] = math.inf if amount and not limit else amount / (limit or 1.0)
    decides = max(needed, key=lambda name: needed[name])
    unmet = []
    most = figures[f"{kind}: most units"]
    units = max(least, math.ceil(min(needed[decides], 1e6)))
    if needed[decides] > most:
        unmet.append(f"{decides}: more than the most of {most:g} {unit}")
    if question.replication_factor != 3:
        unmet.append(f"replication factor {question.replication_factor}: always 3")
    price = figures.get(f"{kind} {unit}")
    billed = units - _FREE_UNITS.get(kind, 0)
    items: dict[str, float | None] = {"units": None if price is None else billed * price * HOURS_PER_MONTH}
    per_gb, storage = figures.get(f"{kind} transfer"), figures.get(f"{kind} storage")
    moved = question.gb_in_per_month + question.gb_out_per_month
    items["data_in_and_out"] = None if per_gb is None else moved * per_gb
    items["storage"] = None if storage is None else question.one_copy_gb * storage
    unpublished = {
        "units": f"price per {unit}",
        "data_in_and_out": "price per GB moved",
        "storage": "price per GB kept",
    }
    partitions = figures[f"{kind}: partitions before replication"]
    missing = tuple(text for name, text in unpublished.items() if items[name] is None)
    return Offer(
        service=f"Confluent Cloud {kind}",
        shape=f"{units} {unit} ({decides} decides)" if units > least else f"{units} {unit} (the least)",
        region=None,
        pricing="on-demand",
        basis="on demand",
        date=figures.date(),
        items=items,
        unmet=tuple(unmet),
        cannot=(f"at most {partitions:,.0f} partitions ({_DOCUMENTED})", *cannot, _SETTINGS),
        not_published=missing,
    )


PROVIDER = Provider(name="confluent-cloud", quote=quote)

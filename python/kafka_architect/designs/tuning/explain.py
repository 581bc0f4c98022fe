"""Every number of a tuning explained from its document alone, so that a saved tuning explains itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kafka_architect.errors import InputError
from kafka_architect.suggestion import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def explain(document: Mapping[str, Any], name: str, /) -> dict[str, Any]:
    """Explain one number of a tuning's document.

    Args:
        document: What `Tuning.to_dict()` returns.
        name: `producer.linger.ms`, `consumer.fetch.min.bytes`, `expected.batch_bytes`, `budget.linger`,
            `latency`, or `linger=20.requests_per_broker` for a row of the exchange.

    Raises:
        InputError: There is no such number; the nearest is offered.
    """
    known = dict(_figures(document))
    if name not in known:
        raise InputError(f"the tuning has no number {name!r}{did_you_mean(name, known)}")
    return {"name": name, **known[name]}


def explainable(document: Mapping[str, Any], /) -> list[str]:
    """The names that `explain` knows, for this tuning."""
    return [name for name, _ in _figures(document)]


def _figures(document: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for role in ("producer", "consumer"):
        for setting in document[role]["settings"]:
            if setting["figure"] is not None:
                yield f"{role}.{setting['key']}", setting["figure"]
    for setting in document["group"]:
        yield f"group.{setting['key']}", setting["figure"]
    for name, figure in document["expected"].items():
        yield f"expected.{name}", figure
    for wait in document["budget"]:
        yield f"budget.{wait['name']}", wait["at_most_ms"]
    yield "latency", document["latency"]
    for linger, row in document["exchange"].items():
        for name, figure in row.items():
            yield f"linger={linger}.{name}", figure

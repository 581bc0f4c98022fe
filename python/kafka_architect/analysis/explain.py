"""Every number of an analysis explained: inputs, formula, source.

Works on the report's document alone, so that a saved report.json explains itself. Formulas are over named
inputs that the document holds; what was counted or estimated by the core says how.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from kafka_architect.analysis.saved_report import SavedReport
from kafka_architect.errors import InputError
from kafka_architect.suggestion import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Document = Mapping[str, Any]
    Numbers = Iterator[tuple[str, dict[str, Any]]]

_JUDGEMENT = "docs/judgement.md"
# What the core counts, by its name in the document: unit, and how.
_COUNTED = {
    "records": ("records", "counted one by one"),
    "null_keys": ("records", "counted: records whose key is null"),
    "empty_keys": ("records", "counted: records whose key has no bytes"),
    "unpartitioned": ("records", "counted: records whose partition the producer chooses"),
    "key_bytes": ("bytes", "counted: bytes of all keys"),
    "no_other_key_exceeds": (
        "records",
        "upper bound (Misra and Gries) for keys that are not listed",
    ),
}


def explain(document: Document, name: str) -> dict[str, Any]:
    """Explain one number of a report's document.

    Args:
        document: What `DistributionReport.to_dict()` returns.
        name: A name of `explainable(document)`: "effective_keys", "partitions.12.max_over_mean",
            "partitions.12.evidence.cv", "observed.agreement".

    Raises:
        InputError: It is no report, or has no such number; the nearest is offered.
    """
    known = dict(_of(document))
    if name not in known:
        raise InputError(f"the report has no number {name!r}{did_you_mean(name, known)}")
    return {"name": name, **known[name]}


def explainable(document: Document) -> list[str]:
    """The names that `explain` knows, for this report."""
    return [name for name, _ in _of(document)]


def _of(document: Document) -> Numbers:
    SavedReport.of(document)  # refuses what is no report
    try:
        yield from [number for number in _numbers(document) if number[1]["value"] is not None]
    except (KeyError, TypeError, IndexError, AttributeError, ValueError) as error:
        raise InputError(
            f"the report is not whole: expected the JSON that kafka-architect analyze wrote ({error!r})"
        ) from error


def _numbers(document: Document) -> Numbers:
    for name, (unit, how) in _COUNTED.items():
        yield name, _number(document[name], unit, how, {}, "the source, read to its end")
    yield from _key_numbers(document)
    for load in document["partitions"]:
        yield from _load_numbers(f"partitions.{load['count']}", load, document["effective_keys"])
    if (observed := document.get("observed")) is not None:
        yield from _observed_numbers(observed)


def _key_numbers(document: Document) -> Numbers:
    distinct = document["distinct_keys"]
    bounds = {"lower": distinct["lower"], "upper": distinct["upper"]}
    exact = bounds["lower"] == bounds["upper"]
    how = "counted exactly" if exact else "HyperLogLog estimate, with bounds of three standard errors"
    yield "distinct_keys", _number(distinct["estimate"], "keys", how, bounds, "Flajolet et al. 2007")
    yield "effective_keys", _number(
        document["effective_keys"], "keys",
        "(sum of records per key)^2 / sum of (records per key)^2, estimated",
        {"records": document["records"], "unpartitioned": document["unpartitioned"]}, _JUDGEMENT,
    )  # fmt: skip


def _load_numbers(name: str, load: Document, effective_keys: float | None) -> Numbers:
    records = load["records"]
    total, count = sum(records), load["count"]
    inputs = {"busiest": max(records), "total": total, "count": count}
    details = {
        "busiest": "records of the busiest partition",
        "total": "records whose key decides a partition",
    }
    ratio, share = "busiest / (total / count)", "busiest / total"
    yield f"{name}.max_over_mean", _number(load["max_over_mean"], "", ratio, inputs, _JUDGEMENT, details)
    yield f"{name}.hottest_share", _number(
        load["hottest_share"], "", share,
        {key: inputs[key] for key in ("busiest", "total")}, _JUDGEMENT, details,
    )  # fmt: skip
    yield f"{name}.cv", _number(
        load["cv"], "", "sqrt(count * squares / total**2 - 1)",
        {"count": count, "squares": sum(number * number for number in records), "total": total}, _JUDGEMENT,
        {"squares": "sum of the squared records of each partition"},
    )  # fmt: skip
    if effective_keys:
        yield f"{name}.expected_cv", _number(
            load["expected_cv"], "", "sqrt((count - 1) / effective_keys)",
            {"count": count, "effective_keys": effective_keys}, f"{_JUDGEMENT}: what an ideal hash leaves",
        )  # fmt: skip
    for item in load["verdict"]["evidence"]:
        held = {key: item[key] for key in ("expected", "threshold") if item[key] is not None}
        yield (
            f"{name}.evidence.{item['rule']}",
            _number(item["measured"], "", item["explanation"], held, f"{_JUDGEMENT}: rule {item['rule']}"),
        )


def _observed_numbers(observed: Document) -> Numbers:
    records = observed["records"]
    inputs = {"busiest": max(records), "total": sum(records), "count": observed["count"]}
    where = "partitions that the source gives for its records"
    yield (
        "observed.max_over_mean",
        _number(observed["max_over_mean"], "", "busiest / (total / count)", inputs, where),
    )
    yield "observed.hottest_share", _number(
        observed["hottest_share"], "", "busiest / total",
        {key: inputs[key] for key in ("busiest", "total")}, where,
    )  # fmt: skip
    if observed["agreement"] is not None:
        yield "observed.agreement", _number(
            observed["agreement"], "", "agreeing / keyed",
            {"agreeing": observed["agreeing"], "keyed": observed["keyed"]}, where,
            {"agreeing": "records that are where the partitioner places their key"},
        )  # fmt: skip


def _number(  # noqa: PLR0917 - in the order in which people read them
    value: float | None,
    unit: str,
    formula: str,
    inputs: Mapping[str, float],
    source: str,
    details: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    return {
        "value": None if value is None or math.isnan(value) else value,
        "unit": unit,
        "formula": formula,
        "inputs": dict(inputs),
        "details": {key: text for key, text in (details or {}).items() if key in inputs},
        "assumed": [],
        "pinned": "",
        "binding": "",
        "source": source,
    }

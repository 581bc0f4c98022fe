"""What pictures of an analysis are made of: points and bands of its document, whatever draws them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    Document = Mapping[str, Any]
    Points = list[tuple[float, float]]

_BAND: Final = 2.0  # standard deviations: about 95 % of what chance gives
_STEPS: Final = 40


class Concentration(NamedTuple):
    """Share of the records of the busiest keys together: (keys, share), busiest first.

    `known` is of keys that are known one by one; the rest is between `least` and `most`.
    """

    known: Points
    least: Points
    most: Points


def counted_loads(document: Document) -> list[tuple[int, Document]]:
    """Every partition count that was counted, with its row."""
    found = {load["count"]: {**load, "verdict": load["verdict"]["code"]} for load in document["partitions"]}
    found |= {one["count"]: one for one in document.get("what_if", ()) if one["count"] not in found}
    return sorted((at, one) for at, one in found.items() if one["max_over_mean"] is not None)


def hottest_key_share(document: Document) -> float:
    """The share of the records that the hottest key has at least; 0 where no key is known."""
    heavy = document["heavy_hitters"][:1]
    return heavy[0]["lower"] / document["records"] if heavy and document["records"] else 0.0


def mean_records(load: Document) -> float:
    """Records per partition on average."""
    return float(sum(load["records"]) / len(load["records"]))


def chance_band(load: Document) -> tuple[float, float] | None:
    """From and to how many records of a partition are what chance gives these keys; None if unknown."""
    expected, mean = load["expected_cv"], mean_records(load)
    if expected is None:
        return None
    apart = _BAND * expected * mean
    return max(0.0, mean - apart), mean + apart


def concentration(document: Document) -> Concentration | None:
    """The curve of a document; None where all keys are known, or none."""
    records = sum(one["keys"] for one in document["key_lengths"]) or document["records"]
    distinct = document["distinct_keys"]["estimate"]
    known: Points = []
    total = 0.0
    for number, one in enumerate(document["heavy_hitters"], 1):
        total += one["count"] / records
        known.append((float(number), min(1.0, total)))
    if not known or distinct <= len(known):
        return None
    last, reached = known[-1]
    limit = document["no_other_key_exceeds"] / records
    steps = [last * (distinct / last) ** (part / _STEPS) for part in range(_STEPS + 1)]
    return Concentration(
        known=known,
        least=[(at, reached + (1 - reached) * (at - last) / (distinct - last)) for at in steps],
        most=[(at, min(1.0, reached + (at - last) * limit)) for at in steps],
    )

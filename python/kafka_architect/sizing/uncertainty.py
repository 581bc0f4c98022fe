"""Ranges instead of numbers: thousands of worlds, and what the plan is worth in them."""

from __future__ import annotations

import math
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from kafka_architect import _core
from kafka_architect.errors import InputError
from kafka_architect.short_repr import short_repr
from kafka_architect.sizing import arrays, cost, quantities
from kafka_architect.sizing.named import known
from kafka_architect.sizing.topics import TopicLoad

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from kafka_architect.sizing.context import Context
    from kafka_architect.sizing.load import Load
    from kafka_architect.sizing.plan import ClusterPlan
    from kafka_architect.sizing.workload import Workload

    Array = NDArray[np.float64]

MOST_WORLDS = 1_000_000
# What worlds take while they are sized: measured with 1 and with 202 kinds of broker.
_BYTES_PER_WORLD = 1_450
_BYTES_PER_WORLD_AND_KIND = 31
_MOST_BYTES = 2_000_000_000
_PERCENTILES = {"p50": 0.50, "p95": 0.95, "p99": 0.99}
_WORLDS_AT_ONCE = 250
_CANDIDATE_PERCENTILES = (0.50, 0.75, 0.90, 0.95, 0.99, 1.0)
# More brokers than any limit allows: stands for "none will do" among numbers.
_IMPOSSIBLE = np.iinfo(np.int32).max


def _messages(value: object, name: str) -> float:
    messages, throughput = quantities.rate(value, name)
    if messages is None or throughput is not None:
        raise InputError(
            f"{name}: {value!r} is in bytes: give message_bytes as a number and both ends in bytes"
        )
    return messages


# What may be a range, and how its ends are read.
RANGED: dict[str, Callable[[object, str], float]] = {
    "rate": _messages,
    "message_bytes": quantities.size,
    "peak_to_average": quantities.count,
    "compression_ratio": quantities.count,
    "batch_bytes": quantities.size,
    "consumer_groups": quantities.count,
    "fan_out": quantities.count,
    "catch_up_groups": quantities.count,
    "retention": quantities.duration,
    "local_retention": quantities.duration,
    "live_keys": quantities.count,
    "growth_per_year": quantities.count,
    "skew": quantities.count,
    "exactly_once_share": quantities.count,
}

_OF_A_LOAD = tuple(name for name in RANGED if name != "growth_per_year")


@short_repr
@dataclass(frozen=True, slots=True)
class Uncertainty:
    """What many worlds say about a plan.

    `brokers` has the percentiles for the plan's kind of broker (None where none will do), `distribution` how
    many worlds need how many of them, ascending; `saturation` the share of worlds in which the plan's demand
    exceeds the capacity itself, by constraint and scenario.
    """

    plan: ClusterPlan
    worlds: int
    seed: int
    ranges: Mapping[str, tuple[float, float]]
    brokers: Mapping[str, int | None]
    distribution: tuple[tuple[int | None, int], ...]
    saturation: tuple[Mapping[str, Any], ...]
    least_regret: Mapping[str, Any] | None

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON-ready values; a plan's document holds them under `uncertainty`."""
        return {
            "worlds": self.worlds,
            "seed": self.seed,
            "ranges": {name: list(ends) for name, ends in self.ranges.items()},
            "brokers": dict(self.brokers),
            "distribution": [{"brokers": needed, "worlds": worlds} for needed, worlds in self.distribution],
            "saturation": [dict(one) for one in self.saturation],
            "least_regret": None if self.least_regret is None else dict(self.least_regret),
        }


def uncertain(
    context: Context,
    make_plan: Callable[[], ClusterPlan],
    ranges: Mapping[str, object],
    worlds: int,
    seed: int,
) -> Uncertainty:
    """Draw worlds, uniformly and independently within the ranges, and size each over every candidate.

    A range is of a field, or of a topic's field ("orders.rate").
    """
    quantities.whole(worlds, "worlds", 1, MOST_WORLDS)
    quantities.whole(seed, "seed", 0)
    _check_memory(worlds, len(context.hardware))
    ends = _all_ends(context.workload, ranges)
    plan = make_plan()
    chosen = next(i for i, one in enumerate(context.hardware) if one.name == plan.instance)
    drawn = _drawn(ends, worlds, seed)
    rows = arrays.worlds_of(context.rows(plan.partitions_by_load), worlds)
    for topic, load in enumerate(context.workload.loads):
        of_topic = rows[topic :: context.topics]
        for field, values in _columns(drawn, load, context.workload.horizon_months).items():
            of_topic[:, _core.SIZING_WORKLOAD_FIELDS.index(field)] = values
    brokers, _ = context.grid(rows)
    needed = np.where(brokers == 0, _IMPOSSIBLE, brokers)
    used = context.used(rows, chosen, plan.brokers)
    found = Uncertainty(
        plan=plan,
        worlds=worlds,
        seed=seed,
        ranges=ends,
        brokers={name: _percentile(needed[:, chosen], share) for name, share in _PERCENTILES.items()},
        distribution=_distribution(needed[:, chosen]),
        saturation=tuple(
            {"constraint": constraint, "scenario": scenario, "probability": float(share)}
            for (constraint, scenario), share in zip(
                map(context.limit_name, range(used.shape[1])), (used > 1).mean(axis=0), strict=True
            )
        ),
        least_regret=_least_regret(context, rows, brokers),
    )
    return replace(found, plan=replace(plan, uncertainty=found))


def _check_memory(worlds: int, kinds: int) -> None:
    """Say what the worlds would take, before it is allocated."""
    each = _BYTES_PER_WORLD + _BYTES_PER_WORLD_AND_KIND * kinds
    if worlds * each > _MOST_BYTES:
        raise InputError(
            f"worlds: {worlds:,} scenarios on {kinds:,} broker types require about {worlds * each / 1e9:.1f} "
            f"GB of memory: expected at most {_MOST_BYTES // each:,} ({_MOST_BYTES / 1e9:.0f} GB); simulate "
            "fewer, or set instance"
        )


def _least_regret(context: Context, rows: arrays.Rows, brokers: NDArray[np.int32]) -> dict[str, Any] | None:
    """The cluster whose cost is never far from the best of each world.

    A cluster that is too large pays for idle brokers; one that is too small pays for the missing ones
    `shortage_factor` times, because they are needed in a hurry.
    """
    totals = _totals(context, rows, brokers)
    if np.isnan(totals).any():
        return None
    best = totals.min(axis=1)
    ordered = np.sort(brokers, axis=0)
    found: dict[str, Any] | None = None
    for index, hardware in enumerate(context.hardware):
        if not brokers[:, index].all() or hardware.usd_per_hour is None:
            continue
        needed = brokers[:, index]
        price = hardware.usd_per_hour * quantities.HOURS_PER_MONTH
        over_best = totals[:, index] - best
        last = len(needed) - 1
        for candidate in sorted(
            {int(ordered[round(share * last), index]) for share in _CANDIDATE_PERCENTILES}
        ):
            spare = float(candidate) - needed
            short = (context.policy.shortage_factor - 1) * np.maximum(-spare, 0.0)
            regret = over_best + price * (np.maximum(spare, 0.0) + short)
            worst = float(regret.max())
            if found is None or worst < found["max_regret_monthly"]:
                found = {
                    "instance": hardware.name,
                    "brokers": candidate,
                    "max_regret_monthly": worst,
                    "mean_regret_monthly": float(regret.mean()),
                    "enough_in_share_of_worlds": float((spare >= 0).mean()),
                    "currency": hardware.market.currency,
                }
    return found


def _totals(context: Context, rows: arrays.Rows, brokers: NDArray[np.int32]) -> Array:
    """USD per month of each world x candidate; infinite where a candidate cannot carry the world.

    In blocks of worlds that stay in the processor's cache, on all cores: 3 x as fast as in one piece.
    """
    starts = range(0, len(brokers), _WORLDS_AT_ONCE)

    def block(first: int) -> Array:
        last = first + _WORLDS_AT_ONCE
        of_block = rows[first * context.topics : last * context.topics]
        return cost.total(context.bills(of_block, brokers[first:last])[0])

    with ThreadPoolExecutor(os.cpu_count()) as threads:
        parts = threads.map(block, starts)
        return np.where(brokers == 0, np.inf, np.concatenate(list(parts)))


def _percentile(needed: NDArray[np.int32], share: float) -> int | None:
    value = int(np.quantile(needed, share, method="inverted_cdf"))
    return None if value == _IMPOSSIBLE else value


def _distribution(needed: NDArray[np.int32]) -> tuple[tuple[int | None, int], ...]:
    values, worlds = np.unique(needed, return_counts=True)
    return tuple(
        (None if value == _IMPOSSIBLE else int(value), int(count))
        for value, count in zip(values, worlds, strict=True)
    )


def _drawn(ends: Mapping[str, tuple[float, float]], worlds: int, seed: int) -> dict[str, Array]:
    generator = np.random.default_rng(seed)
    return {name: generator.uniform(*ends[name], size=worlds) for name in sorted(ends)}


def _columns(drawn: Mapping[str, Array], load: Load, horizon_months: float) -> dict[str, Array]:
    """The core's fields for what was drawn for a load."""
    if isinstance(load, TopicLoad):
        of = f"{load.name}."
        own = {name.removeprefix(of): values for name, values in drawn.items() if name.startswith(of)}
        shared = {name: values for name, values in drawn.items() if name == "growth_per_year"}
        drawn = {**own, **shared}
    direct = {
        "rate": "messages_per_s",
        "message_bytes": "message_bytes",
        "peak_to_average": "peak_to_mean",
        "compression_ratio": "compression_ratio",
        "batch_bytes": "batch_bytes",
        "fan_out": "reads_per_write",
        "catch_up_groups": "catch_up_reads_per_write",
        "retention": "retention_s",
        "local_retention": "local_retention_s",
        "skew": "skew",
        "exactly_once_share": "exactly_once_share",
    }
    columns = {field: drawn[name] for name, field in direct.items() if name in drawn}
    if "consumer_groups" in drawn and load.fan_out is None and "fan_out" not in drawn:
        columns["reads_per_write"] = drawn["consumer_groups"]
    if "growth_per_year" in drawn:
        columns["growth_factor"] = np.maximum(1.0, drawn["growth_per_year"] ** (horizon_months / 12))
    if "live_keys" in drawn:
        columns["live_bytes"] = drawn["live_keys"] * drawn.get("message_bytes", load.message_bytes)
    return columns


def _in_bytes(rate: object) -> bool:
    """Whether a rate, or the end of its range, is written in bytes per second."""
    return isinstance(rate, str) and quantities.rate(rate.split("..")[-1], "rate")[1] is not None


def _all_ends(workload: Workload, ranges: Mapping[str, object]) -> dict[str, tuple[float, float]]:
    """Both ends of each range, as the core's fields have them."""
    topics = {one.name: one for one in workload.loads if isinstance(one, TopicLoad)}
    names = ["growth_per_year", *(f"{topic}.{name}" for topic in topics for name in _OF_A_LOAD)]
    known(ranges, names if topics else list(RANGED), "a range")
    ends = {}
    for full, value in ranges.items():
        topic, _, name = full.rpartition(".")
        load: Load = topics.get(topic, workload)
        ends[full] = _ends(name, value, load)
        _check_ends(name, ends[full], load)
        of = f"{topic}." if topic else ""
        if name == "message_bytes" and _in_bytes(ranges.get(f"{of}rate")):
            raise InputError(
                f"{of}rate in bytes and {of}message_bytes are both ranges: give one of them as a number"
            )
    return ends


def _ends(name: str, value: object, load: Load) -> tuple[float, float]:
    if name == "rate" and _in_bytes(value):
        parsed = quantities.ranged(value, quantities.throughput, name)
        low, high = (parsed, parsed) if isinstance(parsed, float) else parsed
        return low / load.message_bytes, high / load.message_bytes
    parsed = quantities.ranged(value, RANGED[name], name)
    return (parsed, parsed) if isinstance(parsed, float) else parsed


def _check_ends(name: str, ends: tuple[float, float], load: Load) -> None:
    """Both ends must be values that the load itself would take."""
    for end in ends:
        if not math.isfinite(end):
            raise InputError(f"{name}: expected finite ends, found {end!r}")
        load.changed(**{name: f"{end!r} s" if name in {"retention", "local_retention"} else end})

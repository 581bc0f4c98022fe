"""Offers: one workload on everything that is sold, in one table on one price basis."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a service that has no brokers is asked to carry; peaks unless said otherwise."""

    write_mb_per_s: float
    read_mb_per_s: float
    hottest_write_mb_per_s: float  # into the busiest partition
    hottest_read_mb_per_s: float  # out of the busiest partition
    gb_in_per_month: float
    gb_out_per_month: float
    one_copy_gb: float  # kept, before replication
    partitions: int  # before replication
    replication_factor: int
    zones: int
    connections: float
    requests_per_s: float
    compacted: bool
    tiered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a workload would be on one service.

    `unmet` says why it cannot carry the workload, `cannot` what it cannot do at all, each with its source.
    An item is None where no price is published; then there is no total, and `not_published` says what is
    missing. `left_out` names what the total does not hold.
    """

    service: str
    shape: str
    region: str | None
    pricing: str
    basis: str
    date: str
    items: Mapping[str, float | None]
    unmet: tuple[str, ...] = ()
    cannot: tuple[str, ...] = ()
    not_published: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def monthly_total(self) -> float | None:
        """USD per month; None where a price is missing or the workload does not fit."""
        if self.unmet or not self.items or any(amount is None for amount in self.items.values()):
            return None
        return sum(amount for amount in self.items.values() if amount is not None)

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON-ready values."""
        values: dict[str, Any] = {one.name: getattr(self, one.name) for one in fields(self)}
        values["items"] = dict(self.items)
        for name in ("unmet", "cannot", "not_published", "left_out"):
            values[name] = list(values[name])
        return {**values, "monthly_total": self.monthly_total}

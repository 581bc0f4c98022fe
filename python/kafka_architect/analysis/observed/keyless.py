"""How records without a key lie: the producer chooses their partitions, batch by batch.

The Java producer keeps to a partition until a batch is sent (KIP-480, since 2.4), or until batch.size bytes
went there (KIP-794, since 3.3), and then chooses another at random; since 3.3 slow brokers are chosen less
(`partitioner.adaptive.partitioning.enable`). So what is random is the choice, and not the record: n records
that were placed by D choices over P partitions have a coefficient of variation of about sqrt((P - 1) / D).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kafka_architect.analysis.key_fault import HARMFUL_MAX_OVER_MEAN
from kafka_architect.analysis.spread import Spread
from kafka_architect.short_repr import short_repr

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Up to so many records for each choice the records look as if each had been placed by itself.
_ONE_BY_ONE = 3.0
# Records that lie far more evenly than random ones were dealt out in turn.
_IN_TURN = 0.25
_FEWEST = 100


@short_repr
@dataclass(frozen=True, slots=True)
class KeylessSpread:
    """Records whose partition the producer chose.

    Attributes:
        records: Of each partition.
        max_over_mean: Of these records alone.
        hottest_partition: Where most of them lie.
        records_per_choice: For how many records a partition would have to be chosen at random to lie as
            unevenly as these: n CV^2 / (P - 1).
        kind: "round-robin", "random" (record by record), "batches" (as sticky partitioners do),
            "uneven" (above 1.5 times the mean), or "few" records, which tell nothing.
        explanation: What that means, in a sentence.
    """

    records: tuple[int, ...]
    max_over_mean: float
    hottest_partition: int
    records_per_choice: float
    kind: str
    explanation: str

    def to_dict(self) -> dict[str, Any]:
        """The spread as JSON-ready values."""
        return {name: getattr(self, name) for name in self.__slots__} | {"records": list(self.records)}


def keyless_spread(loads: NDArray[np.uint64]) -> KeylessSpread | None:
    """Judge loads of shape (partitions,); None where there are none, or one partition only."""
    spread = Spread.of(loads)
    if spread is None or spread.count < 2:
        return None
    per_choice = spread.total * spread.cv**2 / (spread.count - 1)
    kind = _kind(spread, per_choice)
    measured = (
        f"partition {spread.hottest} has {spread.max_over_mean:.2f} times the mean of the "
        f"{spread.total:,.0f} records without a key"
    )
    return KeylessSpread(
        tuple(loads.tolist()),
        spread.max_over_mean,
        spread.hottest,
        per_choice,
        kind,
        f"{measured}: {_meaning(kind, spread, per_choice)}",
    )


def _kind(spread: Spread, per_choice: float) -> str:
    if spread.total < max(_FEWEST, 5 * spread.count):
        return "few"
    if spread.max_over_mean > HARMFUL_MAX_OVER_MEAN:
        return "uneven"
    if per_choice < _IN_TURN:
        return "round-robin"
    return "random" if per_choice <= _ONE_BY_ONE else "batches"


def _meaning(kind: str, spread: Spread, per_choice: float) -> str:
    if kind == "few":
        return "too few for a verdict."
    if kind == "round-robin":
        return "more even than chance, as with round robin."
    if kind == "random":
        return "even; the remaining difference is chance."
    about = f"one random choice of a partition for every {per_choice:,.0f} records"
    if kind == "batches":
        return (
            f"as uneven as {about}. Sticky partitioners (KIP-480, KIP-794) keep a partition for a whole "
            "batch, so this is chance, and evens out with more records."
        )
    choices = spread.total / per_choice
    return (
        f"as uneven as {about}, {choices:,.0f} choices in all. Batches of a sticky partitioner explain "
        "that only if the topic has little traffic; else look for producers that name the partition, clients "
        "before Kafka 3.3 that send more to slow brokers (KAFKA-10888), and adaptive partitioning, which "
        "sends less to them (KIP-794)."
    )

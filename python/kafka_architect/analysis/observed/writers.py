"""Which partitioners have written a topic, from where the records of sampled keys lie.

Of all candidates (rules x plausible partition counts) the one is taken that explains the pairs of key and
partition best, by log-likelihood against chance; then the one that best explains those that are left; until
what is left looks random. Pairs that several of them explain are divided by expectation-maximisation
(Dempster, Laird and Rubin 1977), with a component for what none explains.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from kafka_architect.analysis.observed.candidates import (
    RULES,
    Candidate,
    all_candidates,
    plausible_counts,
)
from kafka_architect.short_repr import short_repr

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kafka_architect.analysis.observed.candidates import Places

# What one partitioner leaves unexplained and still is the only one: keys that were sent elsewhere by hand.
TOLERATED = 0.01
_FEWEST_PAIRS = 16
_FEWEST_LEFT = 8
_MOST_WRITERS = 4
_SCREENED = 2000  # pairs are enough to find the best candidate of hundreds
# In nats, beyond what the best of so many candidates reaches by chance: one in ten thousand.
_CERTAIN = math.log(1e4)
# A count that was told, or that the highest partition suggests, is preferred where few keys leave a choice.
_TOLD, _SUGGESTED = math.log(1e4), math.log(1e2)
_LEAST_SHARE = 0.002
_ROUNDS = 60


@short_repr
@dataclass(frozen=True, slots=True)
class Writer:
    """A partitioner that has written to the topic.

    Attributes:
        partitioner: One that places keys so; clients with the same hash place them alike.
        title: For people: "CRC-32 (librdkafka)".
        partitions: Over how many.
        keys: Its share of distinct keys; a key in several partitions counts in parts.
        records: Its share of the records of the sampled keys.
    """

    partitioner: str
    title: str
    partitions: int
    keys: float
    records: float

    def to_dict(self) -> dict[str, Any]:
        """The writer as JSON-ready values."""
        return {name: getattr(self, name) for name in self.__slots__}


@short_repr
@dataclass(frozen=True, slots=True)
class Writers:
    """Who has written the keyed records.

    Attributes:
        kind: "one" partitioner explains 99 % of keys and records or more, a "mixture" of several does,
            they do so "partly", or it is "unknown": none of the known ones.
        writers: Largest share of the keys first.
        unexplained_keys: The share of keys that lie where none of them puts them.
        unexplained_records: The same of records.
        sampled_keys: How many keys were looked at.
        same_placement: Other rules that put these keys into the same partitions as the first writer.
    """

    kind: str
    writers: tuple[Writer, ...]
    unexplained_keys: float
    unexplained_records: float
    sampled_keys: int
    same_placement: tuple[str, ...] = ()

    @property
    def only(self) -> Writer | None:
        """The one that wrote all of it."""
        return self.writers[0] if self.kind == "one" else None

    def to_dict(self) -> dict[str, Any]:
        """The inference as JSON-ready values."""
        return {
            "kind": self.kind,
            "writers": [writer.to_dict() for writer in self.writers],
            "unexplained_keys": self.unexplained_keys,
            "unexplained_records": self.unexplained_records,
            "sampled_keys": self.sampled_keys,
            "same_placement": list(self.same_placement),
        }


def writers_of(places: Places, highest: int, told: int | None) -> Writers | None:
    """Infer who wrote the keys; None where too few keys are known to tell candidates apart.

    Args:
        places: Sampled keys and where they lie.
        highest: The highest partition with records.
        told: The topic's partition count, where it is known.
    """
    counts = plausible_counts(highest, told)
    if len(places.partition) < _FEWEST_PAIRS or not counts:
        return None
    chosen = _chosen(places, all_candidates(counts), highest, told)
    explained = np.stack([places.explained_by(one) for one in chosen], axis=1) if chosen else None
    by_keys = _shares(explained, places.weights, told or highest + 1)
    by_records = _shares(explained, places.records, told or highest + 1)
    writers = [
        Writer(one.partitioner, RULES[one.partitioner], one.partitions, float(keys), float(records))
        for one, keys, records in zip(chosen, by_keys[:-1], by_records[:-1], strict=True)
    ]
    writers.sort(key=lambda writer: -writer.keys)
    unexplained = float(by_keys[-1]), float(by_records[-1])
    kind = "unknown" if not writers else "one" if len(writers) == 1 else "mixture"
    if writers and max(unexplained) > TOLERATED:
        kind = "partly"
    return Writers(
        kind, tuple(writers), *unexplained, len(np.unique(places.key)), _same_placement(places, writers)
    )


def _chosen(places: Places, candidates: list[Candidate], highest: int, told: int | None) -> list[Candidate]:
    chosen: list[Candidate] = []
    total = len(places.partition)
    left = np.ones(total, dtype=bool)
    while len(chosen) < _MOST_WRITERS:
        at = np.flatnonzero(left)
        if len(at) < _FEWEST_LEFT or len(at) < _LEAST_SHARE * total:
            break
        best = _best(places, at[:: -(-len(at) // _SCREENED)], candidates, highest, told)
        if best is None or best in chosen:
            break
        chosen.append(best)
        left &= ~places.explained_by(best)
    return chosen


def _best(
    places: Places, at: NDArray[np.int64], candidates: list[Candidate], highest: int, told: int | None
) -> Candidate | None:
    """The candidate that is likeliest for the pairs, unless chance is."""
    partition, pairs = places.partition[at], len(at)
    # Keys of a single partition say nothing against chance by themselves: all of them have to agree.
    alone = bool((partition == partition[0]).all())
    certain = math.log(len(candidates)) + _CERTAIN
    best, most = None, 0.0
    for rule, hashes in places.hashes.items():
        some = hashes[at]
        for one in candidates:
            if one.partitioner != rule:
                continue
            wanted = some % one.partitions
            share = int((wanted == partition).sum()) / pairs
            preferred = _TOLD if one.partitions == told else 0.0
            preferred += _SUGGESTED if one.partitions == highest + 1 else 0.0
            gain = preferred + _gain(pairs, share, 1 / one.partitions)
            if gain <= most or (alone and share < 1 - TOLERATED):
                continue
            unrelated = 1 / one.partitions if alone else _if_unrelated(wanted, partition)
            if _gain(pairs, share, unrelated) > certain:
                best, most = one, gain
    return best


def _if_unrelated(wanted: NDArray[np.int64], partition: NDArray[np.int64]) -> float:
    """The share of pairs that agree where the two have nothing to do with each other.

    Weak hashes prefer some partitions, and so do some producers: it is not always 1 / partitions.
    """
    most = int(max(wanted.max(), partition.max())) + 1
    lies = np.bincount(partition[partition >= 0], minlength=most)
    return float(np.bincount(wanted, minlength=most) @ lies) / len(wanted) ** 2


def _gain(pairs: int, share: float, chance: float) -> float:
    """Log-likelihood of a share of pairs over that by chance; 0 where it is no more than chance."""
    if share <= chance:
        return 0.0
    rest = 0.0 if share == 1 else (1 - share) * math.log((1 - share) / (1 - chance))
    return pairs * (share * math.log(share / chance) + rest)


def _shares(
    explained: NDArray[np.bool_] | None, weights: NDArray[np.float64], partitions: int
) -> NDArray[np.float64]:
    """Each writer's share of the weights, and at the end what none explains."""
    if explained is None:
        return np.ones(1)
    pairs, writers = explained.shape
    likelihood = np.concatenate([explained.astype(np.float64), np.full((pairs, 1), 1 / partitions)], axis=1)
    shares = np.full(writers + 1, 1 / (writers + 1))
    total = weights.sum()
    for _ in range(_ROUNDS):
        parts = likelihood * shares
        parts /= parts.sum(axis=1, keepdims=True)
        shares = (parts * weights[:, None]).sum(axis=0) / total
    return shares


def _same_placement(places: Places, writers: list[Writer]) -> tuple[str, ...]:
    if len(writers) != 1:
        return ()
    first = Candidate(writers[0].partitioner, writers[0].partitions)
    explained = places.explained_by(first)
    return tuple(
        rule
        for rule in RULES
        if rule != first.partitioner
        and bool((places.explained_by(Candidate(rule, first.partitions)) == explained).all())
    )

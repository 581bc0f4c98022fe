"""FirstRows: the keys of some records side by side, to find out which key determines which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kafka_architect.keys.columns import KeyColumns

# Enough for values to come again, and a second's work at most.
_MOST_ROWS = 200_000


class FirstRows:
    """Keeps the first records of a pass; each key that is compared is a column."""

    def __init__(self) -> None:
        self._columns: list[list[Any]] = []
        self.rows = 0

    def add(self, batch: KeyColumns) -> None:
        """Keep what is still wanted of a batch."""
        self._extend([_listed(keys) for keys in batch.keys] if self.rows < _MOST_ROWS else [])

    def merge(self, other: FirstRows) -> None:
        """Add the records of a later part of the pass."""
        self._extend(other._columns if self.rows < _MOST_ROWS else [])

    def _extend(self, columns: list[list[Any]]) -> None:
        if not columns:
            return
        self._columns = self._columns or [[] for _ in columns]
        wanted = _MOST_ROWS - self.rows
        for column, more in zip(self._columns, columns, strict=True):
            column.extend(more[:wanted])
        self.rows = len(self._columns[0])

    def orders(self) -> list[list[int]]:
        """For each key the others whose records it keeps in order.

        Key A keeps the order per B where each value of B has one value of A: then all records of that B go to
        the partition of that A. Values of B that come once prove nothing; some must come again.
        """
        distinct = [len(set(column)) for column in self._columns]
        return [
            [
                other
                for other in range(len(self._columns))
                if other != place and distinct[other] < self.rows and self._determines(other, place, distinct)
            ]
            for place in range(len(self._columns))
        ]

    def _determines(self, one: int, other: int, distinct: list[int]) -> bool:
        pairs = set(zip(self._columns[one], self._columns[other], strict=True))
        return len(pairs) == distinct[one]


def _listed(keys: Any) -> list[Any]:
    if hasattr(keys, "to_pylist"):
        return list(keys.to_pylist())
    return list(keys.tolist() if hasattr(keys, "tolist") else keys)

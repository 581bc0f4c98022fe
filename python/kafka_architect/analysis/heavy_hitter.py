"""HeavyHitter: a hot key as users see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kafka_architect.analysis.key_text import shown_key
from kafka_architect.short_repr import short_repr

if TYPE_CHECKING:
    from kafka_architect.analysis.measurements import HeavyKey


@short_repr
@dataclass(frozen=True, slots=True)
class HeavyHitter:
    """A hot key; its true count of records is within [lower, upper].

    `key` is text where the key's bytes are UTF-8, else hexadecimal; what was read with a key format is
    written as that has it, and masked keys are pseudonyms (`encoding` says which). `truncated` says whether
    it is the beginning of a key longer than 1024 bytes. `count` is exact where both bounds are equal, else
    their middle.
    """

    key: str
    encoding: str
    truncated: bool
    count: int
    lower: int
    upper: int
    share: float

    @classmethod
    def of(cls, key: HeavyKey, records: int) -> HeavyHitter:
        """The hot key among `records` records."""
        truncated = key.key_length > len(key.key)
        text, encoding = shown_key(key.key)
        count = (key.lower + key.upper) // 2
        return cls(text, encoding, truncated, count, key.lower, key.upper, count / records)

    def to_dict(self) -> dict[str, Any]:
        """The hot key as JSON-ready values."""
        return {
            "key": self.key,
            "encoding": self.encoding,
            "truncated": self.truncated,
            "count": self.count,
            "lower": self.lower,
            "upper": self.upper,
            "share": self.share,
        }

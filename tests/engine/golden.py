"""The saved states that every later version must read: how they were made, and what they hold.

`python -m tests.engine.golden` wrote data/state_v1.ka.gz with version 1 of the format, state_v2.ka.gz with
version 2, and so on up to state_v4.ka.gz. They must never be written again: a new version of the format
gets a file of its own beside them.
"""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import numpy as np

import kafka_architect as ka

from .streams import digits, zipf

STATE_V1 = Path(__file__).with_name("data") / "state_v1.ka.gz"
STATE_V2 = STATE_V1.with_name("state_v2.ka.gz")
STATE_V3 = STATE_V1.with_name("state_v3.ka.gz")
STATE_V4 = STATE_V1.with_name("state_v4.ka.gz")
SEED = 20_261_123


def some_state() -> ka.PartitioningStrategyAnalyzer:
    """Everything that a state can hold: sizes, partitions, keyless records, more keys than it lists."""
    analyzer = ka.PartitioningStrategyAnalyzer(
        [12, 24], partitioner="murmur2", what_if=[7, 1_000], topic_partitions=12
    )
    analyzer.update(digits(zipf(18_000, 30_000, 0.5, SEED).numbers))
    numbers = zipf(2_000, 300, 1.0, SEED).numbers
    keys = digits(numbers)
    placed = ka.partition_for(keys, 12)
    placed[::100] = (placed[::100] + 1) % 12
    analyzer.update(keys, sizes=numbers % 500 + 40, partitions=placed)
    analyzer.update([None] * 11 + [b""] * 5)
    analyzer.update([b"\xff\x00binary", "Schlüssel", b"k" * 3_000])
    return analyzer


def main() -> None:
    """Write the file of today's version, unless it is there."""
    if STATE_V4.exists():
        raise SystemExit(f"{STATE_V4} is there: the state of a released format is not written again")
    data = some_state().to_bytes()
    STATE_V4.parent.mkdir(exist_ok=True)
    STATE_V4.write_bytes(gzip.compress(data, 9, mtime=0))
    print(len(data), STATE_V4.stat().st_size, hashlib.sha256(data).hexdigest(), np.__version__)


if __name__ == "__main__":
    main()

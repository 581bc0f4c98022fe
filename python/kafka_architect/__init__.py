"""What a senior Kafka architect does, with figures instead of opinions.

    import kafka_architect as ka

    ka.murmur2(b"user-42")                      # the Java client's hash, signed 32 bit
    ka.partition_for("user-42", 12)             # the partition it leads to
    report = ka.analyze("keys.txt", [12, 24])   # how a key dump spreads
    print(report)

Names are imported when they are first used, so `import kafka_architect` itself is quick.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .analysis.analyze import analyze
    from .analysis.analyzer import PartitioningStrategyAnalyzer
    from .analysis.distribution_report import DistributionReport
    from .analysis.partition_load import PartitionLoad
    from .build import build_info
    from .errors import (
        InputError,
        KafkaArchitectError,
        KeyTypeError,
        MalformedSourceError,
        SourceError,
        StateError,
    )
    from .hashing import murmur2, partition_for
    from .partitioners import Partitioner, partitioners

    __version__: str

__all__ = [
    "DistributionReport",
    "InputError",
    "KafkaArchitectError",
    "KeyTypeError",
    "MalformedSourceError",
    "PartitionLoad",
    "Partitioner",
    "PartitioningStrategyAnalyzer",
    "SourceError",
    "StateError",
    "__version__",
    "analyze",
    "build_info",
    "murmur2",
    "partition_for",
    "partitioners",
]

_HOME = {
    "DistributionReport": ".analysis.distribution_report",
    "InputError": ".errors",
    "KafkaArchitectError": ".errors",
    "KeyTypeError": ".errors",
    "MalformedSourceError": ".errors",
    "PartitionLoad": ".analysis.partition_load",
    "Partitioner": ".partitioners",
    "PartitioningStrategyAnalyzer": ".analysis.analyzer",
    "SourceError": ".errors",
    "StateError": ".errors",
    "analyze": ".analysis.analyze",
    "build_info": ".build",
    "murmur2": ".hashing",
    "partition_for": ".hashing",
    "partitioners": ".partitioners",
}


def __getattr__(name: str) -> object:
    if name == "__version__":
        return importlib.import_module("importlib.metadata").version("kafka-architect")
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOME[name], __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)

"""What a senior Kafka architect does, with figures instead of opinions.

    import kafka_architect as ka

    ka.murmur2(b"user-42")                      # the Java client's hash, signed 32 bit
    ka.partition_for("user-42", 12)             # the partition it leads to
    report = ka.analyze("keys.txt", [12, 24])   # how a key dump spreads
    print(report)

    workload = ka.Workload(rate=50_000, message_bytes=1000, retention="7d", consumer_groups=3)
    print(ka.ClusterSizingCalculator(workload).plan())   # brokers, volumes, cost, and why

    print(ka.tune(rate=5000, message_bytes=500, partitions=12, latency="20ms"))   # client settings, and why

    print(ka.ConfigValidator("4.3").validate("config/"))   # what Kafka refuses, ignores, or would regret

Names are imported when they are first used, so `import kafka_architect` itself is quick.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .analysis.analyze import analyze
    from .analysis.analyzer import PartitioningStrategyAnalyzer
    from .analysis.cluster_figures import ClusterFigures, cluster_figures
    from .analysis.co_partition import CoPartition, co_partition
    from .analysis.distribution_report import DistributionReport
    from .analysis.key_comparison import KeyComparison, compare_keys
    from .analysis.key_map import KeyMap
    from .analysis.partition_figures import GroupFigures, TopicFigures
    from .analysis.partition_load import PartitionLoad
    from .analysis.saved_report import SavedReport
    from .analysis.saved_state import merge_states
    from .analysis.segment_loads import SegmentLoads, segment_loads
    from .build import build_info
    from .cluster.applying.apply import design_apply, design_plan
    from .cluster.applying.outcome import Applied
    from .cluster.client_settings import ClientSettings
    from .cluster.keys.reading import TopicReading
    from .designs.applying.step import ApplyPlan
    from .designs.comparing import design_diff
    from .designs.design import design
    from .designs.model.design import Design
    from .designs.specification.model import Specification
    from .designs.tuning.load import FlowLoad
    from .designs.tuning.tuning import Tuning, tune
    from .errors import (
        AuthenticationError,
        AuthorizationError,
        CertificateError,
        ChangedClusterError,
        ClusterError,
        ClusterTimeoutError,
        ClusterUnreachableError,
        InputError,
        KafkaArchitectError,
        KeyTypeError,
        MalformedSourceError,
        MechanismError,
        SourceError,
        StateError,
        UnknownTopicError,
        UnmeetableError,
        UnsupportedByClusterError,
    )
    from .hashing import murmur2, partition_for
    from .partitioner import Partitioner, partitioners
    from .placement import Placements, placements
    from .sizing.calculator import ClusterSizingCalculator
    from .sizing.catalogue import Catalogue
    from .sizing.catalogues import load_catalogue
    from .sizing.consumer_groups import ConsumerGroup
    from .sizing.hardware import Hardware
    from .sizing.partitions import PartitionAdvice, recommend_partitions
    from .sizing.plan import ClusterPlan
    from .sizing.policy import Policy
    from .sizing.topics import TopicLoad
    from .sizing.workload import Workload
    from .validation.result import ValidationResult
    from .validation.validator import ConfigValidator

    __version__: str

__all__ = [
    "Applied",
    "ApplyPlan",
    "AuthenticationError",
    "AuthorizationError",
    "Catalogue",
    "CertificateError",
    "ChangedClusterError",
    "ClientSettings",
    "ClusterError",
    "ClusterFigures",
    "ClusterPlan",
    "ClusterSizingCalculator",
    "ClusterTimeoutError",
    "ClusterUnreachableError",
    "CoPartition",
    "ConfigValidator",
    "ConsumerGroup",
    "Design",
    "DistributionReport",
    "FlowLoad",
    "GroupFigures",
    "Hardware",
    "InputError",
    "KafkaArchitectError",
    "KeyComparison",
    "KeyMap",
    "KeyTypeError",
    "MalformedSourceError",
    "MechanismError",
    "PartitionAdvice",
    "PartitionLoad",
    "Partitioner",
    "PartitioningStrategyAnalyzer",
    "Placements",
    "Policy",
    "SavedReport",
    "SegmentLoads",
    "SourceError",
    "Specification",
    "StateError",
    "TopicFigures",
    "TopicLoad",
    "TopicReading",
    "Tuning",
    "UnknownTopicError",
    "UnmeetableError",
    "UnsupportedByClusterError",
    "ValidationResult",
    "Workload",
    "__version__",
    "analyze",
    "build_info",
    "cluster_figures",
    "co_partition",
    "compare_keys",
    "design",
    "design_apply",
    "design_diff",
    "design_plan",
    "load_catalogue",
    "merge_states",
    "murmur2",
    "partition_for",
    "partitioners",
    "placements",
    "recommend_partitions",
    "segment_loads",
    "tune",
]

_HOME = {
    "Applied": ".cluster.applying.outcome",
    "ApplyPlan": ".designs.applying.step",
    "Catalogue": ".sizing.catalogue",
    "ClientSettings": ".cluster.client_settings",
    "TopicReading": ".cluster.keys.reading",
    "AuthenticationError": ".errors",
    "AuthorizationError": ".errors",
    "CertificateError": ".errors",
    "ChangedClusterError": ".errors",
    "ClusterError": ".errors",
    "ClusterTimeoutError": ".errors",
    "ClusterUnreachableError": ".errors",
    "MechanismError": ".errors",
    "UnknownTopicError": ".errors",
    "UnsupportedByClusterError": ".errors",
    "ClusterFigures": ".analysis.cluster_figures",
    "ClusterPlan": ".sizing.plan",
    "ClusterSizingCalculator": ".sizing.calculator",
    "CoPartition": ".analysis.co_partition",
    "ConfigValidator": ".validation.validator",
    "ConsumerGroup": ".sizing.consumer_groups",
    "Design": ".designs.model.design",
    "DistributionReport": ".analysis.distribution_report",
    "GroupFigures": ".analysis.partition_figures",
    "TopicFigures": ".analysis.partition_figures",
    "FlowLoad": ".designs.tuning.load",
    "Hardware": ".sizing.hardware",
    "InputError": ".errors",
    "KafkaArchitectError": ".errors",
    "KeyComparison": ".analysis.key_comparison",
    "KeyMap": ".analysis.key_map",
    "KeyTypeError": ".errors",
    "MalformedSourceError": ".errors",
    "PartitionAdvice": ".sizing.partitions",
    "PartitionLoad": ".analysis.partition_load",
    "Partitioner": ".partitioner",
    "PartitioningStrategyAnalyzer": ".analysis.analyzer",
    "Placements": ".placement",
    "Policy": ".sizing.policy",
    "SavedReport": ".analysis.saved_report",
    "SegmentLoads": ".analysis.segment_loads",
    "SourceError": ".errors",
    "Specification": ".designs.specification.model",
    "StateError": ".errors",
    "TopicLoad": ".sizing.topics",
    "Tuning": ".designs.tuning.tuning",
    "UnmeetableError": ".errors",
    "ValidationResult": ".validation.result",
    "Workload": ".sizing.workload",
    "analyze": ".analysis.analyze",
    "cluster_figures": ".analysis.cluster_figures",
    "co_partition": ".analysis.co_partition",
    "compare_keys": ".analysis.key_comparison",
    "build_info": ".build",
    "design": ".designs.design",
    "design_apply": ".cluster.applying.apply",
    "design_diff": ".designs.comparing",
    "design_plan": ".cluster.applying.apply",
    "load_catalogue": ".sizing.catalogues",
    "merge_states": ".analysis.saved_state",
    "murmur2": ".hashing",
    "partition_for": ".hashing",
    "partitioners": ".partitioner",
    "placements": ".placement",
    "recommend_partitions": ".sizing.partitions",
    "segment_loads": ".analysis.segment_loads",
    "tune": ".designs.tuning.tuning",
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

"""Pages of the public Python names, by subject: mkdocstrings fills them from signatures and docstrings."""

from __future__ import annotations

import kafka_architect as ka

# Every public name stands in one group; tests/docs holds that.
GROUPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "partitioning.md": (
        "Hashes and partitioners",
        ("murmur2", "partition_for", "partitioners", "Partitioner", "placements", "Placements"),
    ),
    "analysis.md": (
        "Keys and partitions",
        (
            "analyze", "PartitioningStrategyAnalyzer", "DistributionReport", "PartitionLoad", "KeyMap",
            "compare_keys", "KeyComparison", "co_partition", "CoPartition", "merge_states", "SavedReport",
            "segment_loads", "SegmentLoads", "cluster_figures", "ClusterFigures", "TopicFigures",
            "GroupFigures", "ClientSettings", "TopicReading",
        ),
    ),
    "sizing.md": (
        "Sizing",
        (
            "Workload", "TopicLoad", "ConsumerGroup", "Hardware", "Policy", "Catalogue", "load_catalogue",
            "ClusterSizingCalculator", "ClusterPlan", "recommend_partitions", "PartitionAdvice",
        ),
    ),
    "validation.md": ("Configurations", ("ConfigValidator", "ValidationResult")),
    "design.md": (
        "Designs and client settings",
        ("design", "Design", "Specification", "design_diff", "design_plan", "ApplyPlan",
            "design_apply", "Applied", "tune", "Tuning", "FlowLoad"),
    ),
    "errors.md": (
        "Errors and versions",
        (
            "KafkaArchitectError", "InputError", "KeyTypeError", "SourceError", "MalformedSourceError",
            "StateError", "UnmeetableError", "ClusterError", "AuthenticationError", "AuthorizationError",
            "CertificateError", "ClusterTimeoutError", "ClusterUnreachableError", "MechanismError",
            "UnknownTopicError", "UnsupportedByClusterError",
            "ChangedClusterError", "build_info",
        ),
    ),
}  # fmt: skip


def api_pages() -> dict[str, str]:
    """The pages by file name: an index, and one for each subject."""
    index = ["# Python API", "", "```python", "import kafka_architect as ka", "```", ""]
    pages = {}
    for file, (title, names) in GROUPS.items():
        index += [f"## [{title}]({file})", ""]
        index += [", ".join(f"[`{name}`]({file}#{_home(name)})" for name in names), ""]
        pages[file] = f"# {title}\n\n" + "".join(f"::: {_home(name)}\n\n" for name in names)
    pages["index.md"] = "\n".join(index)
    return pages


def _home(name: str) -> str:
    value = getattr(ka, name)
    return f"{value.__module__}.{value.__qualname__}"

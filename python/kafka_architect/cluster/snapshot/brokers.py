"""Brokers: addresses, racks, versions, folders and configurations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from kafka_architect.cluster.snapshot.asking import check, error_name
from kafka_architect.cluster.snapshot.configs import broker_config
from kafka_architect.snapshot.model import Broker, LogDir

if TYPE_CHECKING:
    from kafka_architect.cluster.snapshot.asking import Asking
    from kafka_architect.snapshot.model import Value

_KRAFT_LEVELS = {  # levels of metadata.version: MetadataVersion.java
    7: "3.3-IV3", 8: "3.4-IV0", 9: "3.5-IV0", 10: "3.5-IV1", 11: "3.5-IV2", 12: "3.6-IV0", 13: "3.6-IV1",
    14: "3.6-IV2", 15: "3.7-IV0", 16: "3.7-IV1", 17: "3.7-IV2", 18: "3.7-IV3", 19: "3.7-IV4", 20: "3.8-IV0",
    21: "3.9-IV0", 22: "4.0-IV0", 23: "4.0-IV1", 24: "4.0-IV2", 25: "4.0-IV3", 26: "4.1-IV0", 27: "4.1-IV1",
    28: "4.2-IV0", 29: "4.2-IV1", 30: "4.3-IV0",
}  # fmt: skip


class Cluster(NamedTuple):
    """What brokers say of the cluster itself."""

    cluster_id: str | None
    controller: int | None
    features: dict[str, int]
    metadata_version: str | None


class LogSizes(NamedTuple):
    """Sizes of replicas: (topic, partition, broker) -> bytes."""

    sizes: dict[tuple[str, int, int], int]
    folders: dict[int, list[LogDir]]


def cluster(asking: Asking) -> Cluster:
    """The cluster's id, its controller and the levels of its features."""
    features: dict[str, int] = {}
    with asking.attempt("features"):
        described = asking.admin.describe_features()
        features = {
            name: levels["finalized"][1] for name, levels in described.items() if "finalized" in levels
        }
    description: dict[str, Any] = {}
    with asking.attempt("cluster"):
        description = asking.admin.describe_cluster()
    level = features.get("metadata.version")
    controller = description.get("controller_id")
    return Cluster(
        description.get("cluster_id"),
        None if controller is None or controller < 0 else controller,
        dict(sorted(features.items())),
        None if level is None else _KRAFT_LEVELS.get(level, f"level {level}"),
    )


def brokers(asking: Asking, metadata: Any, folders: dict[int, list[LogDir]]) -> list[Broker]:
    """Every broker of the metadata with its version and configurations."""
    found = []
    for one in sorted(metadata.brokers, key=lambda one: int(one.node_id)):
        version: str | None = None
        with asking.attempt("versions", f"broker {one.node_id}"):
            told = asking.admin.get_broker_version_data(one.node_id).broker_version
            version = ".".join(map(str, told[:2]))
        config: dict[str, Value] = {}
        with asking.attempt("broker configurations", f"broker {one.node_id}"):
            config = broker_config(asking, one.node_id)
        found.append(
            Broker(
                id=one.node_id, host=one.host, port=one.port, rack=one.rack or None, version=version,
                log_dirs=folders.get(one.node_id, []), config=dict(sorted(config.items())),
            )
        )  # fmt: skip
    return found


def log_sizes(asking: Asking, broker_ids: list[int]) -> LogSizes:
    """What kafka-log-dirs.sh tells: the size of each replica, and how full each folder's volume is."""
    from kafka.protocol.admin import DescribeLogDirsRequest

    sizes: dict[tuple[str, int, int], int] = {}
    folders: dict[int, list[LogDir]] = {}
    for broker in broker_ids:
        with asking.attempt("log directories", f"broker {broker}"):
            response = asking.send(DescribeLogDirsRequest(topics=None), broker)
            check(getattr(response, "error_code", 0) or 0)
            for folder in response.results:
                total, usable = getattr(folder, "total_bytes", -1), getattr(folder, "usable_bytes", -1)
                folders.setdefault(broker, []).append(
                    LogDir(
                        path=folder.log_dir,
                        total_bytes=total if total is not None and total >= 0 else None,
                        usable_bytes=usable if usable is not None and usable >= 0 else None,
                        error=error_name(folder.error_code),
                    )
                )
                for topic in folder.topics:
                    for partition in topic.partitions:
                        if not partition.is_future_key:
                            key = (topic.name, partition.partition_index, broker)
                            sizes[key] = sizes.get(key, 0) + partition.partition_size
    return LogSizes(sizes, folders)

"""strimzi-cluster: the Kafka cluster and its node pools, kafka.strimzi.io/v1, sized by the plan."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from kafka_architect.designs.emitters import Emitter
from kafka_architect.designs.writing.kubernetes import clusters
from kafka_architect.designs.writing.yaml_text import Commented, yaml_text

if TYPE_CHECKING:
    from kafka_architect.designs.model.design import Design

_API: Final = "kafka.strimzi.io/v1"
# Platforms whose brokers are run by oneself, so by Strimzi too.
_SELF_MANAGED: Final = frozenset({"apache", "strimzi"})
# What a node of Kubernetes leaves to one pod, beside its own services.
_OF_THE_MACHINE: Final = 0.75
_LEAST_HEAP_GIB: Final = 2.0  # 1 GiB is for trials, whatever the load
_CONTROLLER_GIB: Final = 4.0  # where the plan knows no machine for controllers


def _emit(design: Design) -> dict[str, str]:
    if design.plan is None or design.platform.kind not in _SELF_MANAGED:
        return {}
    texts = {}
    for folder, cluster in clusters(design).items():
        pools = [_brokers(design, design.plan, cluster), _controllers(design.plan, cluster)]
        texts[f"{folder}/cluster.yaml"] = yaml_text(*pools, _kafka(design, cluster))
    return texts


def _count(design: Design, plan: dict[str, Any]) -> int:
    return design.platform.brokers or int(plan["brokers"])


def _brokers(design: Design, plan: dict[str, Any], cluster: str) -> dict[str, Any]:
    count = _count(design, plan)
    memory = plan["memory"]
    volumes = plan["storage"]["volumes"] or {
        "count": 1,
        "gib_each": plan["storage"]["per_broker_gb"] * 1e9 / 2**30,
    }
    heap_gib = max(_LEAST_HEAP_GIB, memory["heap_gib"])
    # The plan's bytes on the brokers that there are.
    gib = math.ceil(volumes["gib_each"] * max(1.0, plan["brokers"] / count))
    return _pool(
        "brokers",
        cluster,
        count,
        disks=[gib] * int(volumes["count"]),
        memory_gib=math.ceil(heap_gib + memory["page_cache_gib"] * _OF_THE_MACHINE),
        heap_gib=heap_gib,
        vcpu=plan["hardware"]["vcpu"],
    )


def _controllers(plan: dict[str, Any], cluster: str) -> dict[str, Any]:
    controllers = plan["controllers"] or {}
    memory_gib = controllers.get("memory_gib") or _CONTROLLER_GIB
    return _pool(
        "controllers",
        cluster,
        controllers.get("count") or 3,
        disks=[controllers.get("disk_gib") or 64],
        memory_gib=math.ceil(memory_gib / 2),
        heap_gib=memory_gib / 4,
        vcpu=controllers.get("vcpu") or 1.0,
    )


def _pool(
    name: str, cluster: str, replicas: int, *, disks: list[int], memory_gib: int, heap_gib: float, vcpu: float
) -> dict[str, Any]:
    """A pool of nodes of one role: `brokers` or `controllers`; disks in GiB."""
    heap = f"{heap_gib * 1024:.0f}m"
    return {
        "apiVersion": _API,
        "kind": "KafkaNodePool",
        "metadata": {"name": name, "labels": {"strimzi.io/cluster": cluster}},
        "spec": {
            "replicas": replicas,
            "roles": [name.removesuffix("s")],
            "storage": {
                "type": "jbod",
                "volumes": [
                    {
                        "id": number,
                        "type": "persistent-claim",
                        "size": f"{gib}Gi",
                        "deleteClaim": False,
                        **({"kraftMetadata": "shared"} if number == 0 else {}),
                    }
                    for number, gib in enumerate(disks)
                ],
            },
            "resources": {
                "requests": {"cpu": f"{vcpu * _OF_THE_MACHINE * 1000:.0f}m", "memory": f"{memory_gib}Gi"},
                "limits": {"memory": f"{memory_gib}Gi"},
            },
            "jvmOptions": {"-Xms": heap, "-Xmx": heap},
        },
    }


def _kafka(design: Design, cluster: str) -> dict[str, Any]:
    platform = design.platform
    assert design.plan is not None  # noqa: S101
    replicas = min(3, _count(design, design.plan))
    in_sync = max(1, replicas - 1)
    kafka: dict[str, Any] = {
        "version": platform.kafka if platform.kafka.count(".") > 1 else f"{platform.kafka}.0",
        "listeners": [
            {
                "name": "tls",
                "port": 9093,
                "type": "internal",
                "tls": True,
                "authentication": {"type": "scram-sha-512"},
            }
        ],
        "authorization": {"type": "simple"},
        "config": {
            "auto.create.topics.enable": False,
            "default.replication.factor": replicas,
            "min.insync.replicas": in_sync,
            "offsets.topic.replication.factor": replicas,
            "transaction.state.log.replication.factor": replicas,
            "transaction.state.log.min.isr": in_sync,
        },
    }
    if any(one.setting("remote.storage.enable") == "true" for one in design.topics.values()):
        kafka["tieredStorage"] = _tiered(design, cluster)
    if platform.zones > 1:
        kafka["rack"] = {"type": "topology-label", "topologyKey": "topology.kubernetes.io/zone"}
    return {
        "apiVersion": _API,
        "kind": "Kafka",
        "metadata": {"name": cluster},
        "spec": {
            "kafka": kafka,
            "entityOperator": {"topicOperator": {}, "userOperator": {}},
            # The lag of groups, which the alert rules read.
            "kafkaExporter": {"topicRegex": ".*", "groupRegex": ".*"},
        },
    }


def _tiered(design: Design, cluster: str) -> dict[str, Any]:
    """Kafka has no store of its own for closed segments: Aiven's, which most clusters use, on S3."""
    region = next(iter(design.platform.regions), "us-east-1")
    return {
        "type": "custom",
        "remoteStorageManager": {
            "className": "io.aiven.kafka.tieredstorage.RemoteStorageManager",
            "classPath": "/opt/kafka/plugins/tiered-storage/*",
            "config": {
                "storage.backend.class": "io.aiven.kafka.tieredstorage.storage.s3.S3Storage",
                "storage.s3.bucket.name": Commented(
                    f"{cluster}-segments", "create it, and allow brokers to write"
                ),
                "storage.s3.region": Commented(region, "the region of the bucket"),
                "chunk.size": Commented("4194304", "4 MiB"),
            },
        },
    }


EMITTER = Emitter(
    "strimzi-cluster",
    "Strimzi Kafka and KafkaNodePool resources, sized by the plan.",
    _emit,
    needs="platform.kind apache or strimzi, and a cluster plan: rates and sizes",
)

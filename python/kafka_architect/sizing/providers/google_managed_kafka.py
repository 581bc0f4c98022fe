"""Google Cloud Managed Service for Apache Kafka: vCPUs and memory by Google's own formula."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from kafka_architect.sizing.offers import Offer
from kafka_architect.sizing.providers.figures import HOURS_PER_MONTH, Figures
from kafka_architect.sizing.providers.provider import Provider

if TYPE_CHECKING:
    from kafka_architect.sizing.offers import Question

_GIB_PER_VCPU = 4  # what Google recommends; 1 to 8 can be chosen
_LOCAL_GIB_PER_VCPU = 100  # provisioned with the vCPUs, and billed
_GB_PER_GIB = 1.073741824
_ZONES = 3
_CANNOT = (
    "exactly 3 zones; clusters in one or two are not supported (Google Cloud, Managed Service for Apache "
    "Kafka limitations)",
    "storage settings such as remote.log.storage.system.enable are the service's: data is always tiered, "
    "local storage is about 100 GiB per vCPU (same page)",
    "compression.type zstd is not supported (same page)",
    "a limit on partitions was not found in what could be read",
)


def quote(question: Question) -> list[Offer]:
    """VCPUs = (in x replicas + (out + in x (replicas - 1)) / 4) / 20 MB/s / 50 %."""
    figures = Figures("Google Cloud Managed Kafka")
    replicated = question.write_mb_per_s * (question.replication_factor - 1)
    equivalent = (
        question.write_mb_per_s + replicated + figures["read cost"] * (question.read_mb_per_s + replicated)
    )
    vcpus = max(
        figures["vCPU, least"],
        math.ceil(equivalent / figures["write throughput per vCPU"] / (figures["target utilisation"] / 100)),
    )
    gib = vcpus * _GIB_PER_VCPU
    kept_gib = question.one_copy_gb / _GB_PER_GIB
    across = (question.replication_factor - 1) * question.gb_in_per_month / _GB_PER_GIB
    items = {
        "vcpus": vcpus * figures["vCPU"] * HOURS_PER_MONTH,
        "memory": gib * figures["memory"] * HOURS_PER_MONTH,
        "local_storage": vcpus * _LOCAL_GIB_PER_VCPU * figures["local storage (SSD)"] * HOURS_PER_MONTH,
        "long_term_storage": kept_gib * figures["long-term storage"] * HOURS_PER_MONTH,
        "replication_between_zones": across * figures["inter-zone transfer inside the cluster"],
    }
    unmet = () if question.zones == _ZONES else (f"{question.zones} zones: always {_ZONES}",)
    return [
        Offer(
            service="Google Cloud Managed Kafka",
            shape=f"{vcpus:g} vCPU, {gib:g} GiB",
            region="us-central1",
            pricing="on-demand",
            basis="on demand",
            date=figures.date(),
            items=items,
            unmet=unmet,
            cannot=_CANNOT,
            left_out=("traffic of clients between zones",),
        )
    ]


PROVIDER = Provider(name="google-managed-kafka", quote=quote)

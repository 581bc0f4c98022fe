"""Amazon MSK Serverless: no brokers; billed by partitions, data and storage, under limits per cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.sizing.offers import Offer
from kafka_architect.sizing.providers.figures import HOURS_PER_MONTH, Figures
from kafka_architect.sizing.providers.provider import Provider

if TYPE_CHECKING:
    from kafka_architect.sizing.offers import Question

_REPLICAS = 3
_CANNOT = (
    "only cleanup.policy (at creation), compression.type, max.message.bytes (up to 8 MiB), message "
    "timestamps and retention can be set per topic (Amazon MSK developer guide, serverless-config)",
    "IAM is the only authentication; no broker settings, no tiered storage to choose",
)


def quote(question: Question) -> list[Offer]:
    """One cluster, if the workload is within its limits."""
    figures = Figures("Amazon MSK Serverless")
    partition_limit = figures[
        "partitions, compacted" if question.compacted else "partitions (leaders), not compacted"
    ]
    limits = (
        ("ingress MB/s", question.write_mb_per_s, figures["ingress"]),
        ("egress MB/s", question.read_mb_per_s, figures["egress"]),
        ("partitions", question.partitions, partition_limit),
        ("MB/s into one partition", question.hottest_write_mb_per_s, figures["ingress per partition"]),
        ("MB/s out of one partition", question.hottest_read_mb_per_s, figures["egress per partition"]),
        ("client connections", question.connections, figures["client connections"]),
        ("requests/s", question.requests_per_s, figures["requests"]),
    )
    exceeded = [
        f"{name}: {asked:,.0f} of {limit:,.0f} at most" for name, asked, limit in limits if asked > limit
    ]
    if question.replication_factor != _REPLICAS:
        exceeded.append(f"replication factor {question.replication_factor}: always {_REPLICAS}")
    items = {
        "cluster": figures["cluster"] * HOURS_PER_MONTH,
        "partitions": question.partitions * figures["partition"] * HOURS_PER_MONTH,
        "data_in": question.gb_in_per_month * figures["data in"],
        "data_out": question.gb_out_per_month * figures["data out"],
        "storage": question.one_copy_gb * figures["storage"],
    }
    return [
        Offer(
            service="Amazon MSK Serverless",
            shape="1 cluster",
            region="us-east-1",
            pricing="on-demand",
            basis="on demand",
            date=figures.date(),
            items=items,
            unmet=tuple(exceeded),
            cannot=_CANNOT,
        )
    ]


PROVIDER = Provider(name="msk-serverless", quote=quote)

"""Plans whose answers are frozen: a change in any of them shows up in a diff of plans.json.

python -m tests.golden.frozen      # writes plans.json anew; the diff is what changed
"""

import json
from pathlib import Path
from typing import Any

import kafka_architect as ka

FILE = Path(__file__).with_name("plans.json")

EXAMPLE: dict[str, Any] = {"rate": 50_000, "message_bytes": 1000, "retention": "7d", "consumer_groups": 3}

WORKLOADS: dict[str, tuple[dict[str, Any], str]] = {
    "the example on m5.2xlarge": ({**EXAMPLE, "topics": 20, "partitions": 24}, "m5.2xlarge"),
    "the example over EC2": (EXAMPLE, "aws"),
    "the example over MSK": (EXAMPLE, "aws-msk"),
    "small": ({"rate": 200, "retention": "1d"}, "aws"),
    "a gigabyte per second": ({"rate": "1 GB/s", "retention": "1d", "consumer_groups": 2}, "aws"),
    "low latency": ({**EXAMPLE, "latency": "low"}, "aws"),
    "tiered": ({**EXAMPLE, "local_retention": "6h"}, "m6i.xlarge"),
    "compacted": ({"rate": "20 MB/s", "live_keys": "50M", "message_bytes": 500}, "r6g.xlarge"),
    "skewed and growing": ({**EXAMPLE, "skew": 4, "partitions": 48, "growth_per_year": 3}, "r6i.4xlarge"),
    "one zone, two replicas": ({**EXAMPLE, "zones": 1, "replication_factor": 2}, "r6i.2xlarge"),
    "catch-up readers": ({**EXAMPLE, "catch_up_groups": 2}, "im4gn.2xlarge"),
    "express": (EXAMPLE, "express.m7g.xlarge"),
    "a hundred messages per second": ({"rate": 100, "retention": "1d"}, "aws"),
    "the example over Google": (EXAMPLE, "gcp"),
    "the example over Azure": (EXAMPLE, "azure"),
    "the example over every cloud": (EXAMPLE, "aws,gcp,azure,aws-msk"),
    "on premises": (
        {"rate": "300 MB/s", "retention": "3d", "consumer_groups": 2},
        str(Path(__file__).parents[2] / "examples" / "hardware.yaml"),
    ),
}

SHOP: list[dict[str, Any]] = [
    {"name": "orders.events", "rate": 5_000, "message_bytes": 2000, "retention": "30d", "consumer_groups": 4},
    {"name": "payments.events", "rate": 2_000, "retention": "30d", "partitions": 24, "skew": 1.5},
    {"name": "inventory.state", "rate": 1_000, "live_keys": "5M", "message_bytes": 400},
    {
        "name": "clicks",
        "rate": "60 MB/s",
        "compression_ratio": 4,
        "retention": "90d",
        "local_retention": "1d",
    },
    {"name": "orders.dlq", "rate": 1, "retention": "14d", "consumer_groups": 0},
]  # fmt: skip
WORKLOADS["a shop of five topics"] = ({"topics": SHOP, "growth_per_year": 2}, "r6i.2xlarge")


def answer(name: str) -> dict[str, Any]:
    """The figures of a plan that people act on, rounded to what they can read."""
    given, hardware = WORKLOADS[name]
    plan = ka.ClusterSizingCalculator(ka.Workload(**given), hardware).plan()
    volumes = plan.volumes
    return {
        "cluster": f"{plan.brokers} x {plan.instance}",
        "binding": "@".join(plan.binding),
        "partitions": f"{plan.topics} x {plan.partitions_per_topic}",
        "replicas_per_broker": plan.replicas_per_broker,
        "topics": {
            one.name: f"{one.partitions} partitions, {one.share_of_bill:.1%}, {one.limited_by}"
            for one in plan.by_topic
        },
        "volumes": f"{volumes.count} x {volumes.kind} {volumes.gib_each:.0f} GiB"
        f" {volumes.mib_per_s_each:.0f} MiB/s",
        "memory": f"heap {plan.heap_gib:g}, page cache {plan.page_cache_gib:g} GiB",
        "demand": {key: round(value, 3) for key, value in plan.demand.items()},
        "cost": {key: round(value or 0) for key, value in plan.cost.items.items()},
        "required": {
            f"{one.name}@{one.scenario}": one.brokers_required
            for one in plan.constraints
            if one.brokers_required != 1
        },
        "warnings": [warning["code"] for warning in plan.warnings],
    }


def main() -> None:
    """Write every answer."""
    answers = {name: answer(name) for name in WORKLOADS}
    FILE.write_text(json.dumps(answers, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

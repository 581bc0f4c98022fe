"""Amazon MSK: Standard brokers, whose volumes you size, and Express brokers, whose storage AWS manages."""

from __future__ import annotations

from kafka_architect.sizing.providers.provider import Provider, Service

_KRAFT_MAX_BROKERS = 60  # "Amazon MSK quota": brokers per cluster in KRaft mode, without asking for more
_MANAGED = {"controllers_included": True, "max_brokers": _KRAFT_MAX_BROKERS}

PROVIDER = Provider(
    name="aws-msk",
    aliases=("msk",),
    data="aws_msk",
    machines="aws-ec2",
    region="us-east-1",
    services={
        "standard": Service(
            title="Amazon MSK Standard",
            attributes={**_MANAGED, "volumes_most": 1},
            volumes=("msk",),
            # "Amazon MSK pricing": data between brokers is not charged.
            market={"replication_billed": False},
            cannot=(
                "one volume of at most 16,384 GiB per broker (Amazon MSK developer guide, quota)",
                "tiered storage is not offered on kafka.t3.small (Amazon MSK developer guide)",
                "at most 60 brokers without a quota increase (Amazon MSK developer guide, quota)",
            ),
        ),
        "express": Service(
            title="Amazon MSK Express",
            attributes={
                **_MANAGED,
                "storage_managed": True,
                "throughput_guaranteed": True,
                "tiering_offered": False,
                "replication_counted": False,
                "zones_exactly": 3,
                "replication_factor_exactly": 3,
            },
            volumes=("express",),
            # "Amazon MSK pricing": Express brokers charge for data in.
            market={"replication_billed": False, "usd_per_gb_in": 0.01},
            cannot=(
                "exactly 3 zones, replication factor 3 and min.insync.replicas 2 (Amazon MSK developer "
                "guide, Express brokers read-only configurations)",
                "no tiered storage: storage grows by itself and is billed per GB kept",
                "many broker settings are read-only (Amazon MSK developer guide, Express configurations)",
            ),
        ),
    },
)

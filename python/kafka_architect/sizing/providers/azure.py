"""Azure virtual machines: brokers that you run yourself, on Premium SSD v2, Ultra Disk or NVMe disks."""

from __future__ import annotations

from kafka_architect.sizing.providers.provider import Provider, Service

PROVIDER = Provider(
    name="azure",
    data="azure",
    region="eastus",
    services={
        "": Service(
            title="Self-managed on Azure VMs",
            cannot=(
                "you operate it: upgrades, failures and rebalancing are your work",
                "network figures are Azure's per-VM limits: no sustained baseline is published",
            ),
        )
    },
)

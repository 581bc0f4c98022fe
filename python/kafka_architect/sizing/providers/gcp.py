"""Google Compute Engine: brokers that you run yourself, on Hyperdisk, Persistent Disk or local SSD."""

from __future__ import annotations

from kafka_architect.sizing.providers.provider import Provider, Service

PROVIDER = Provider(
    name="gcp",
    data="gcp",
    region="us-central1",
    services={
        "": Service(
            title="Self-managed on Google Compute Engine",
            # "Optimize Persistent Disk performance": writes leave through the machine's egress, times 1.16.
            attributes={"volume_write_egress": 1.16},
            cannot=(
                "you operate it: upgrades, failures and rebalancing are your work",
                "network figures are Google's per-VM egress limits: no sustained baseline is published",
            ),
        )
    },
)

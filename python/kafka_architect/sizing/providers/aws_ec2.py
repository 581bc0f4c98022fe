"""Amazon EC2: brokers that you run yourself, on EBS volumes or on the disks of the machine."""

from __future__ import annotations

from kafka_architect.sizing.providers.provider import Provider, Service

PROVIDER = Provider(
    name="aws-ec2",
    aliases=("aws",),
    data="aws_ec2",
    region="us-east-1",
    services={
        "": Service(
            title="Self-managed on Amazon EC2",
            cannot=("you operate it: upgrades, failures and rebalancing are your work",),
        )
    },
)

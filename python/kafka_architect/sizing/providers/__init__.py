"""Who sells brokers, or a service instead of brokers: one file each, and one line in this table.

A provider says what it is by attributes (`Hardware.replication_counted`, `storage_managed`,
`volumes_outlive_instance`, `zones_exactly` ...). Nothing outside this folder knows one by name: to add a
provider write its file, its data (tools/instances) and its line.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kafka_architect.sizing.providers.provider import Provider

MODULES: Final = (
    "aws_ec2",
    "aws_msk",
    "msk_serverless",
    "gcp",
    "google_managed_kafka",
    "azure",
    "confluent_cloud",
)


@cache
def providers() -> tuple[Provider, ...]:
    """Every provider, in the order of the table; the first sells what is chosen from by default."""
    return tuple(import_module(f"{__name__}.{name}").PROVIDER for name in MODULES)

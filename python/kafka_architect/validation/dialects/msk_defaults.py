"""What a cluster of Amazon MSK runs with that has no configuration of its own.

Source: Amazon MSK Developer Guide, "Default Amazon MSK configuration". Keys of that table whose values
depend on more than the zones are left as known to MSK alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.configuration import Origin, Setting

if TYPE_CHECKING:
    from kafka_architect.validation.configuration import Configuration

_DEFAULTS = {
    "allow.everyone.if.no.acl.found": "true",
    "auto.create.topics.enable": "false",
    "auto.leader.rebalance.enable": "true",
}
_REPLICATION_BY_ZONES = {2: "2", 3: "3"}
_KNOWN_TO_MSK = (
    "default.replication.factor", "min.insync.replicas", "num.io.threads", "num.network.threads",
    "num.partitions", "num.replica.fetchers", "replica.lag.time.max.ms", "unclean.leader.election.enable",
)  # fmt: skip


def add_msk_defaults(configuration: Configuration, zones: int | None = None) -> None:
    """Add the values of MSK's default configuration."""
    settings = configuration.settings
    for key, value in _DEFAULTS.items():
        settings.setdefault(key, Setting(key, value, Origin.FRAMEWORK))
    factor = _REPLICATION_BY_ZONES.get(zones or 0)
    if factor is not None:
        key = "default.replication.factor"
        settings.setdefault(key, Setting(key, factor, Origin.FRAMEWORK))
    for key in _KNOWN_TO_MSK:
        settings.setdefault(key, Setting(key, "", Origin.FRAMEWORK, resolved=False))

"""What a changed default does, for the keys where that is worth knowing.

The figures come from the ConfigDefs of both versions; the effects from the KIPs and upgrade notes named.
"""

from __future__ import annotations

EFFECTS = {
    # KIP-1030
    "linger.ms": "batches wait up to 5 ms for more records: fewer requests, a little more latency",
    "num.recovery.threads.per.data.dir": "two threads per log directory recover logs after a crash",
    "log.message.timestamp.after.max.ms": "records stamped more than an hour ahead are rejected",
    "message.timestamp.after.max.ms": "records stamped more than an hour ahead are rejected",
    "remote.log.manager.copier.thread.pool.size": "remote copying uses a separate thread pool",
    "remote.log.manager.expiration.thread.pool.size": "remote expiration uses a separate thread pool",
    "remote.log.manager.thread.pool.size": "fewer threads handle remote log segments of followers",
    # KIP-1102, upgrade notes of 4.0
    "metadata.recovery.strategy": "clients rebootstrap when all known brokers are unreachable",
    # KIP-848
    "group.coordinator.rebalance.protocols": "groups may use the new rebalance protocols",
    "group.coordinator.threads": "the group coordinator has four threads",
    "group.consumer.migration.policy": "groups migrate between the classic and the new protocol",
    # KIP-714, upgrade notes of 4.0
    "enable.metrics.push": "admin clients no longer send their metrics to the brokers",
    # KIP-1144: group coordinator's linger
    "group.coordinator.append.linger.ms": "group offset writes are batched differently",
    "share.coordinator.append.linger.ms": "share group state writes are batched differently",
    "group.share.partition.max.record.locks": "consumers of share groups may hold more records",
    # MirrorMaker, upgrade notes of 4.0
    "topics.exclude": "topics that end in .internal or -internal are mirrored, except MirrorMaker's own",
}

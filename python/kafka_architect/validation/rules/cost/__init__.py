"""Cost: bytes that cross zones, copies that nobody needs, disks that hold too much."""

RULES = {
    "COST001": "consumer_crosses_zones",
    "COST002": "long_retention_on_local_disks",
    "COST003": "more_copies_or_bytes_than_needed",
    "COST004": "no_quotas_on_shared_cluster",
    "COST005": "nearest_replica_not_offered",
    "COST006": "segments_preallocated",
    "COST007": "tiered_topic_keeps_all_locally",
}

"""Records that were acknowledged must not be lost."""

RULES = {
    "DUR001": "acks_not_all",
    "DUR002": "idempotence_off",
    "DUR003": "idempotence_silently_off",
    "DUR004": "replication_factor_below_3",
    "DUR005": "min_insync_replicas_below_2",
    "DUR006": "no_replica_to_spare",
    "DUR007": "unclean_leader_election",
    "DUR008": "internal_topic_replication",
    "DUR009": "internal_topic_never_writable",
    "DUR010": "log_dirs_in_tmp",
    "DUR011": "flush_interval_set",
    "DUR012": "retries_lowered",
    "DUR013": "delivery_timeout_short",
    "DUR020": "min_insync_replicas_above_replication_factor",
}

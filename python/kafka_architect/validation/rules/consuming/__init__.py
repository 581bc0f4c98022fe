"""Consumers: what a poll and a fetch bring, and when offsets are committed."""

RULES = {
    "CON001": "max_poll_records_unusual",
    "CON002": "no_time_per_record",
    "CON003": "fetches_of_a_few_bytes",
    "CON004": "fetches_larger_than_memory",
    "CON005": "new_groups_skip_what_is_there",
    "CON007": "commits_too_often",
    "CON008": "fetch_smaller_than_message",
    "CON009": "checksums_not_checked",
    "CON010": "nobody_watches_lag",
    "CON011": "more_consumers_than_partitions",
    "CON012": "checksums_not_checked_by_default",
    "CON013": "no_offset_stops_the_consumer",
    "CON014": "fetch_waits_longer_than_the_client",
    "CON015": "manual_ack_with_auto_commit",
    "CON016": "anonymous_group",
    "CON021": "auto_commit_never",
}

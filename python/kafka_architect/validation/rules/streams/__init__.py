"""Kafka Streams: internal topics, state, guarantees, handlers."""

RULES = {
    "STR001": "streams_topics_below_three_replicas",
    "STR002": "no_standby_replicas",
    "STR003": "state_in_tmp",
    "STR004": "streams_at_least_once",
    "STR005": "streams_commit_out_of_proportion",
    "STR006": "unreadable_records_skipped",
    "STR007": "application_id_illegal",
    "STR008": "client_key_overridden_by_streams",
    "STR009": "one_stream_thread",
    "STR010": "upgrade_from_left_set",
}

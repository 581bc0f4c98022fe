"""Kafka Connect: workers, their topics, connectors, converters, dead letter queues."""

RULES = {
    "CNT001": "worker_topics_below_three_replicas",
    "CNT002": "sink_without_error_decision",
    "CNT005": "bad_records_dropped",
    "CNT006": "dead_letters_below_three_replicas",
    "CNT007": "dead_letters_without_context",
    "CNT008": "dead_letters_never_tolerated",
    "CNT009": "exactly_once_worker_off",
    "CNT010": "json_schema_undecided",
    "CNT011": "converter_setting_unread",
    "CNT012": "connect_clusters_share_topics",
    "CNT013": "worker_group_used_by_consumer",
    "CNT014": "offset_flush_out_of_proportion",
    "CNT015": "plugins_not_isolated",
    "CNT016": "eager_connect_rebalancing",
    "CNT017": "more_tasks_than_partitions",
    "CNT018": "worker_topic_unfit",
    "CNT019": "standalone_offsets_in_tmp",
    "CNT020": "source_topics_below_three_replicas",
    "CNT021": "topic_creation_incomplete",
    "CNT022": "debezium_keys_of_version_one",
}

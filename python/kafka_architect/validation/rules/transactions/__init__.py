"""Exactly-once: transactions, and what they need from clients, brokers and workers."""

RULES = {
    "EOS001": "aborted_records_visible",
    "EOS003": "transaction_longer_than_allowed",
    "EOS004": "transactional_id_random_or_shared",
    "EOS005": "guarantee_removed",
    "EOS007": "exactly_once_not_enabled_on_workers",
    "EOS008": "read_committed_on_tiered_topics",
    "EOS009": "transaction_longer_than_the_default",
    "EOS010": "offsets_outside_the_transaction",
    "EOS011": "partition_verification_off",
    "EOS012": "producer_ids_expire_early",
    "EOS013": "exactly_once_left_preparing",
}

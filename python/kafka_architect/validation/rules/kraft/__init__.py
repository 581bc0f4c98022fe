"""KRaft: roles, the metadata quorum, and the addresses that clients are given."""

RULES = {
    "KRF001": "combined_roles",
    "KRF002": "quorum_size",
    "KRF006": "static_quorum",
    "KRF007": "several_disks_too_early",
    "KRF009": "metadata_version_behind",
    "KRF010": "broker_id_in_kraft",
    "KRF011": "session_near_heartbeat",
    "KRF012": "controllers_on_one_host",
    "KRF013": "unstable_features_on",
    "KRF014": "zookeeper_mode",
    "KRF015": "migration_left_on",
    "KRF016": "localhost_advertised",
    "KRF017": "host_listener_published",
    "KRF018": "controller_key_on_brokers",
    "KRF019": "node_id_shared",
    "KRF020": "advertised_address_shared",
}

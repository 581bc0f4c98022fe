"""Upgrades: keys, values, defaults and classes that another Kafka version has otherwise."""

RULES = {
    "UPG001": "zookeeper_key_removed",
    "UPG002": "protocol_version_removed",
    "UPG003": "key_removed",
    "UPG004": "value_no_longer_accepted",
    "UPG005": "value_is_new_default",
    "UPG006": "default_changes",
    "UPG007": "key_unknown",
    "UPG008": "client_too_old",
    "UPG010": "newly_refused",
    "UPG011": "key_deprecated",
    "UPG012": "class_removed",
    "UPG013": "upgrade_needs_two_steps",
}

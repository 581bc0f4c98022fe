"""Consumer groups: heartbeats, sessions, assignors and rebalances."""

RULES = {
    "RBL002": "few_heartbeats_per_session",
    "RBL003": "session_timeout_short",
    "RBL004": "session_outside_brokers_bounds",
    "RBL005": "eager_assignor",
    "RBL006": "assignors_without_common_name",
    "RBL007": "no_static_membership",
    "RBL009": "classic_protocol_chosen",
    "RBL010": "no_initial_rebalance_delay",
    "RBL011": "stuck_members_unseen",
    "RBL013": "session_outside_default_bounds",
    "RBL014": "instance_id_shared",
    "RBL015": "heartbeats_too_often",
}

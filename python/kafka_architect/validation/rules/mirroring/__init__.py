"""MirrorMaker: flows between clusters, their topics, offsets and names."""

RULES = {
    "CNT004": "group_offsets_not_mirrored",
    "MMK001": "mirror_loop",
    "MMK002": "mirrored_topics_below_three_replicas",
    "MMK003": "mirror_state_below_three_replicas",
    "MMK004": "cluster_alias_unknown",
    "MMK005": "cluster_without_servers",
    "MMK006": "no_flow_enabled",
    "MMK007": "offset_sync_without_checkpoints",
    "MMK008": "topic_acls_not_mirrored",
    "MMK009": "mirror_never_looks_again",
    "MMK010": "one_mirror_task",
    "MMK011": "mirror_key_without_cluster",
    "MMK012": "exactly_once_without_internal_rest",
    "MMK013": "separator_in_cluster_alias",
    "MMK014": "mirror_heartbeats_off",
    "MMK015": "mirror_connectors_disagree",
    "MMK016": "everything_mirrored_both_ways",
}

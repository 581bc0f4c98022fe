"""Records of one key must keep their order."""

RULES = {
    "ORD001": "reordering_by_retries",
    "ORD002": "one_request_in_flight",
    "ORD003": "keys_do_not_decide_the_partition",
    "ORD004": "partitioners_differ",
    "ORD006": "partitioner_removed",
    "ORD007": "null_keys_in_one_partition",
    "ORD008": "newest_first",
}

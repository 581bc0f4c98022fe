"""Records that were acknowledged must not be lost."""

RULES = {
    "DUR001": "acks_not_all",
}

"""What of a file could not be read, or does not arrive. The engine reports most of these itself."""

RULES = {
    "RUN001": "rule_failed",
    "SYN001": "not_readable",
    "SYN002": "key_repeated",
    "SYN003": "ignore_unused",
    "UPG009": "key_lost",
}

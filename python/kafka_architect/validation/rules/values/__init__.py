"""Single keys and values, judged as Kafka judges them."""

RULES = {
    "VAL001": "value_of_wrong_type",
    "VAL002": "value_out_of_range",
    "VAL003": "value_not_allowed",
    "VAL004": "required_key_missing",
    "VAL005": "number_with_unit",
    "VAL006": "value_null",
    "VAL007": "duration_implausible",
    "VAL008": "size_implausible",
    "VAL009": "value_with_quotes_or_comment",
    "VAL010": "topic_key_unknown",
    "VAL011": "client_key_unknown",
    "VAL012": "key_unfamiliar",
    "VAL013": "argument_refused",
    "VAL014": "comment_contradicts_value",
}

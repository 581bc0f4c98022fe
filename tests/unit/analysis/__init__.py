"""The judgement: verdicts, weak keys, what-if and mitigations, on keys that are counted exactly."""

"""What rules and dialects know of Kafka beyond single keys: listeners, logins, logs, names, figures in words.

Readers that more than one rule needs. They are tolerant: what cannot be read is left out, and nothing raises.
"""

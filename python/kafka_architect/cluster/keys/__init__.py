"""The keys of a topic, read from its brokers: planned, fetched raw, counted by the core.

`plan` decides from where to where each partition is read, `fetching` gets batches as bytes, `topic_pass`
counts them, `analyze` reports. Partitions are assigned: no group is joined, no offset committed, nothing
written.
"""

"""From a draft to numbers: partitions, replication, retention, settings, promises, schemas, access, cluster.

One file per number or list. Each derived number is a `Figure`, made by evaluating the formula that it shows.
"""

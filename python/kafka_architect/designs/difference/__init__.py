"""Difference: two states of a system -> changes, each with its risk, migration steps, and what tools do.

    state.py        what is compared: topics of a design, or of files that were imported
    change.py       Risk, Change, Difference
    compare.py      the order in which everything is compared
    topics.py       topics that are new, removed, renamed, or not owned
    partitions.py   replication.py   settings.py   schemas.py   clients.py: one kind of change each
    tools.py        what each tool does with a kind of change: alter, refuse or recreate

It sees saved designs only: no specification, no pattern, no importer.
"""

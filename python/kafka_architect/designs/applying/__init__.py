"""A plan that makes a running cluster what a design describes: derived, classified, never executed here.

    step.py       Action, Step, Standing, ApplyPlan
    running.py    topics of a snapshot as the difference compares them, by the values that hold there
    topics.py     groups.py   quotas.py   acls.py: the steps of one kind each
    planning.py   a design and a snapshot -> ApplyPlan
    missing.py    what of an action does not hold in a snapshot: how a step is verified after it was made

It sees a Design and a Snapshot and asks nobody; `kafka_architect.cluster.applying` reads and writes clusters.
What the design does not name is in no action: `tests/designs/applying` holds it to that.
"""

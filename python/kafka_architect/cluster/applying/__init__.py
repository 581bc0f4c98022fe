"""Designs applied to a running cluster, step by step, through the Admin API.

    reading.py    what a plan has to know of the cluster, as a part of a snapshot
    requests.py   an action as a request, and what the broker said of it
    outcome.py    Applied: what was done, what failed, what is left
    making.py     validates every step, makes them one by one, reads each back
    apply.py      design_plan and design_apply

Plans come from `kafka_architect.designs.applying`, which knows no cluster.
"""

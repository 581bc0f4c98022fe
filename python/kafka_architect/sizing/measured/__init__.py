"""Sizing from what a running cluster says of itself: its topics as a Workload, how full it is, calibration.

`workload.py` makes the workload of a snapshot, `metrics.py` reads rates from Prometheus, `use.py` tells how
full the cluster is and when it will be, `calibration.py` compares a plan with what was measured.
"""

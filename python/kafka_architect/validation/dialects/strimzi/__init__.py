"""Strimzi: its custom resources, with what the operator adds and drops."""

"""Slow, readable second implementations that the tests and benchmarks compare with."""

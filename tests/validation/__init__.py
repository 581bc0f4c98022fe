"""Tests of the configuration checks."""

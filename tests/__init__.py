"""Tests of kafka-architect: what Kafka does, and what this package therefore must say."""

"""Partitioners of the Java producer that Kafka has removed."""

from __future__ import annotations

DEFAULT = "org.apache.kafka.clients.producer.internals.DefaultPartitioner"
STICKY = "org.apache.kafka.clients.producer.UniformStickyPartitioner"
REMOVED = frozenset({DEFAULT, STICKY})
REMOVED_IN = (4, 0)

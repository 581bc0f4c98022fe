"""Which document has a page: what its page is called, and the module that has its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from kafka_architect.documents import head
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kind(NamedTuple):
    """A kind of document: the title of its page, and the module with its `lead` and `sections`."""

    title: str
    module: str


_PAGES: Final = {
    "analysis": Kind("Key distribution", "analysis"),
    "cluster": Kind("Kafka cluster", "snapshot"),
    "cluster-figures": Kind("Partitions, brokers and groups", "cluster_figures"),
    "co-partition": Kind("Co-partitioned topics", "co_partition"),
    "design": Kind("Kafka design", "design"),
    "design-difference": Kind("Changes of a Kafka design", "difference"),
    "key-comparison": Kind("Comparison of keys", "key_comparison"),
    "partition-advice": Kind("Number of partitions", "partition_advice"),
    "plan": Kind("Cluster plan", "plan"),
    "segment-loads": Kind("Load per partition", "segment_loads"),
    "tuning": Kind("Client settings", "tuning"),
    "validation": Kind("Kafka configuration findings", "findings"),
}
# A part of a plan's document that is asked for by itself, and so has no head.
_TIMELINE: Final = Kind("Cluster under growth", "timeline")


def kind_of(document: Mapping[str, Any]) -> Kind:
    """The kind of a document.

    Raises:
        InputError: It has no page.
    """
    found = head.kind_of(document)
    if found is not None and found.name in _PAGES:
        return _PAGES[found.name]
    if {"months", "breaks"} <= document.keys():
        return _TIMELINE
    raise InputError(
        "no page for this document: expected the JSON of kafka-architect analyze, size, partitions, "
        "validate, design, design diff, tune or snapshot"
    )

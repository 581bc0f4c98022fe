"""Which document is of which kind: what its page is called, and the module that has its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kind(NamedTuple):
    """A kind of document: the title of its page, and the module with its `lead` and `sections`."""

    title: str
    module: str


# Documents that say what they are, by `format`.
_BY_FORMAT: Final = {
    "kafka-architect-cluster": Kind("Kafka cluster", "snapshot"),
    "kafka-architect-design": Kind("Kafka design", "design"),
    "kafka-architect-design-difference": Kind("Changes of a Kafka design", "difference"),
    "kafka-architect-tuning": Kind("Client settings", "tuning"),
    "kafka-architect-validation": Kind("Kafka configuration findings", "findings"),
}
# The others, by members that no other kind has.
_BY_MEMBERS: Final = (
    (frozenset({"constraints", "cost"}), Kind("Cluster plan", "plan")),
    (frozenset({"partitions", "heavy_hitters"}), Kind("Key distribution", "analysis")),
    (frozenset({"candidates", "order_looked_at"}), Kind("Comparison of keys", "key_comparison")),
    (frozenset({"joint", "missing"}), Kind("Co-partitioned topics", "co_partition")),
    (frozenset({"brokers_verdict", "groups"}), Kind("Partitions, brokers and groups", "cluster_figures")),
    (frozenset({"terms", "binding"}), Kind("Number of partitions", "partition_advice")),
    (frozenset({"months", "breaks"}), Kind("Cluster under growth", "timeline")),
    (frozenset({"topics", "problems"}), Kind("Load per partition", "segment_loads")),
)


def kind_of(document: Mapping[str, Any]) -> Kind:
    """The kind of a document.

    Raises:
        InputError: It has no page.
    """
    found = _BY_FORMAT.get(str(document.get("format")))
    if found is not None:
        return found
    for members, kind in _BY_MEMBERS:
        if members <= document.keys():
            return kind
    raise InputError(
        "no page for this document: expected the JSON of kafka-architect analyze, size, partitions, "
        "validate, design, design diff, tune or snapshot"
    )

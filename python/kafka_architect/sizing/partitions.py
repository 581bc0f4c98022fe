"""How many partitions a topic needs, term by term."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from kafka_architect.documents.head import headed
from kafka_architect.documents.saved import rebuilt, saved_document
from kafka_architect.errors import InputError
from kafka_architect.report.has_page import HasPage
from kafka_architect.report.json_text import json_text
from kafka_architect.short_repr import short_repr
from kafka_architect.sizing import quantities
from kafka_architect.sizing.skew import distribution as document_of

MB = 1e6
_RATE = "this project's choice: 10 MB/s per partition; Confluent: measure the throughput of one partition"


@short_repr
@dataclass(frozen=True, slots=True)
class Term:
    """One consideration: how many partitions it asks for (or allows), and how that comes about."""

    name: str
    partitions: int
    formula: str
    source: str
    is_ceiling: bool = False

    def to_dict(self) -> dict[str, Any]:
        """The term as JSON-ready values."""
        return {
            "name": self.name,
            "partitions": self.partitions,
            "kind": "ceiling" if self.is_ceiling else "needs",
            "formula": self.formula,
            "source": self.source,
        }


@short_repr
@dataclass(frozen=True, slots=True)
class PartitionAdvice(HasPage):
    """The recommended number of partitions with every term that led to it."""

    partitions: int
    minimum: int
    binding: str
    throughput_mb_per_s: float
    brokers: int
    terms: tuple[Term, ...]
    warnings: tuple[dict[str, str], ...]

    def __str__(self) -> str:
        """The answer as a plain-text table."""
        from kafka_architect.report.sizing_extras import as_text

        return as_text(self.to_dict())

    @property
    def counts(self) -> dict[str, int]:
        """What each term asks for or allows, and the brokers that the number is a multiple of."""
        terms = {one.name: one.partitions for one in self.terms if one.name != "multiple_of_brokers"}
        return {**terms, "brokers": self.brokers}

    def to_dict(self) -> dict[str, Any]:
        """The advice as JSON-ready values; the same document that `--format json` prints."""
        return headed("partition-advice", self.figures())

    def to_json(self, indent: int | None = 2) -> str:
        """The advice as JSON text."""
        return json_text(self.to_dict(), indent=indent)

    @classmethod
    def from_json(cls, text: str | bytes) -> PartitionAdvice:
        """Read what `to_json` wrote.

        Raises:
            InputError: It is no such document, or of another version; with the place of what is wrong.
        """
        from kafka_architect.documents.shapes.plan import PartitionAdvice as Shape

        found = saved_document(text, "partition-advice", Shape)
        terms = tuple(rebuilt(Term, one, is_ceiling=one["kind"] == "ceiling") for one in found["terms"])
        return rebuilt(cls, found, terms=terms)

    def figures(self) -> dict[str, Any]:
        """What the document has without its head: the part of a plan."""
        return {
            "partitions": self.partitions,
            "minimum": self.minimum,
            "binding": self.binding,
            "throughput_mb_per_s": self.throughput_mb_per_s,
            "brokers": self.brokers,
            "terms": [term.to_dict() for term in self.terms],
            "warnings": [dict(warning) for warning in self.warnings],
        }


def recommend_partitions(
    *,
    rate: float | str,
    message_bytes: float | str = 1000,
    producer_rate: float | str = "10 MB/s",
    consumer_rate: float | str = "10 MB/s",
    growth: float = 2.5,
    consumers: float = 4,
    parallelism: float = 3.0,
    brokers: int = 3,
    replication_factor: int = 3,
    partitions_per_broker: int = 4000,
    distribution: object = None,
) -> PartitionAdvice:
    """Recommend the number of partitions of a topic.

    The largest of what throughput, consumer parallelism and fault tolerance ask for, rounded up to a
    multiple of the brokers; never more than the keys can fill or the brokers should hold.

    Args:
        rate: The topic's peak: messages per second, or bytes per second like "50 MB/s".
        message_bytes: Mean size of a message.
        producer_rate: What producers reach on one partition, measured or assumed ("10 MB/s").
        consumer_rate: What one consumer reads and handles from one partition.
        growth: Load that the partitions must last for, over today's (this project's choice: 2.5).
        consumers: Consumers in the busiest group today.
        parallelism: Partitions per consumer, so that the group can grow (this project's choice: 3).
        brokers: Brokers of the cluster; the count becomes a multiple of it.
        replication_factor: Replicas of each partition; they count against the brokers' limit.
        partitions_per_broker: Replicas that a broker should hold (KIP-578: 4,000).
        distribution: A DistributionReport, its document or its JSON file: the keys set a ceiling.

    Raises:
        InputError: A value is out of range or its unit does not fit.
    """
    messages, bytes_per_s = quantities.rate(rate, "rate")
    if bytes_per_s is None:
        bytes_per_s = (messages or 0.0) * quantities.size(message_bytes, "message_bytes")
    target = _positive(bytes_per_s, "rate") / MB
    producer = _positive(_mb_per_s(producer_rate, "producer_rate"), "producer_rate")
    consumer = _positive(_mb_per_s(consumer_rate, "consumer_rate"), "consumer_rate")
    for name, value in (("growth", growth), ("consumers", consumers), ("parallelism", parallelism),
                        ("partitions_per_broker", partitions_per_broker)):  # fmt: skip
        _positive(value, name)
    for name, whole in (("brokers", brokers), ("replication_factor", replication_factor)):
        if whole != int(whole) or whole < 1:
            raise InputError(f"{name}: expected a whole number of 1 or more, found {whole!r}")
    if replication_factor > brokers:
        raise InputError(
            f"replication_factor {replication_factor} exceeds brokers {brokers}: a broker holds at most one "
            "replica"
        )
    needs = (
        _need("produce", target * growth / producer,
              f"{target:g} MB/s x {growth:g} growth / {producer:g} MB/s per partition", _RATE),
        _need("consume", target * growth / consumer,
              f"{target:g} MB/s x {growth:g} growth / {consumer:g} MB/s per consumer", _RATE),
        _need("consumer_parallelism", consumers * parallelism, f"{consumers:g} consumers x {parallelism:g}",
              "this project's choice: headroom for 3 x the consumers"),
        _need("more_than_one", 2, "a single partition has no parallelism",
              "Apache Kafka: one consumer of a group per partition"),
    )  # fmt: skip
    ceilings = [
        Term("broker_limit", int(partitions_per_broker * brokers // replication_factor),
             f"{partitions_per_broker} replicas x {brokers} brokers / {replication_factor} "
             f"replicas per partition",
             "KIP-578: no more than 4,000 partitions per broker; replicas count", is_ceiling=True),
        *_key_ceiling(distribution),
    ]  # fmt: skip
    return _advise(
        target=target, producer=producer, consumer=consumer, brokers=brokers, needs=needs, ceilings=ceilings
    )


def _advise(
    *,
    target: float,
    producer: float,
    consumer: float,
    brokers: int,
    needs: tuple[Term, ...],
    ceilings: list[Term],
) -> PartitionAdvice:
    largest = max(needs, key=lambda term: term.partitions)
    rounded = Term(
        "multiple_of_brokers", math.ceil(largest.partitions / brokers) * brokers,
        f"{largest.partitions} rounded up to a multiple of {brokers} brokers",
        "this project's choice: each broker leads the same number of partitions",
    )  # fmt: skip
    lowest = min(ceilings, key=lambda term: term.partitions)
    partitions, binding, warnings = rounded.partitions, largest.name, []
    if rounded.partitions > lowest.partitions:
        below = lowest.partitions // brokers * brokers
        partitions, binding = max(1, below or lowest.partitions), lowest.name
        warnings.append(
            {
                "code": "partition_ceiling",
                "message": f"{largest.name} needs {largest.partitions} partitions, but {lowest.name} allows "
                f"{lowest.partitions}: {lowest.formula}",
            }
        )
    return PartitionAdvice(
        partitions=partitions,
        minimum=math.ceil(round(target / min(producer, consumer), 9)),
        binding=binding,
        throughput_mb_per_s=target,
        brokers=brokers,
        terms=(*needs, rounded, *ceilings),
        warnings=tuple(warnings),
    )


def _key_ceiling(report: object) -> list[Term]:
    if report is None:
        return []
    keys = document_of(report).effective_keys
    if not keys:
        raise InputError("distribution: the report has no keyed records")
    return [
        Term("key_ceiling", max(1, int(keys)), f"effective keys: {keys:,.1f}",
             "the distribution report's effective_keys: more partitions than that stay empty or idle",
             is_ceiling=True),
    ]  # fmt: skip


def _need(name: str, partitions: float, formula: str, source: str) -> Term:
    # Rounded first: 2.5 x 10 / 10 must not become 3 because of the last binary digit.
    return Term(name, math.ceil(round(partitions, 9)), formula, source)


def _mb_per_s(value: Any, name: str) -> float:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    return quantities.throughput(value, name) / MB


def _positive(value: Any, name: str) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < math.inf:
        raise InputError(f"{name}: expected more than 0, found {value!r}")
    return value

"""The workload of a running cluster, topic by topic, from its snapshot.

Rates come from metrics, else from two samples, else from what a topic keeps: records over retention, which
is a lower bound while nothing was removed yet. Sizes are those in the log, compressed, as brokers store them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kafka_architect.sizing.measured.metrics import Metrics
    from kafka_architect.snapshot.model import Group, Snapshot, Topic

_RETENTION_MS = 604_800_000  # Kafka's default of retention.ms: a topic's configuration leaves it out
# Nothing was written meanwhile: the topic still has partitions, which take part in everything else.
_IDLE_PER_S = 1e-3
_MESSAGE_BYTES = 1000.0
BY_METRICS, BY_SAMPLES, BY_RETENTION, IDLE = "metrics", "two samples", "records kept over retention", "idle"


@dataclass(frozen=True, slots=True)
class MeasuredTopic:
    """A topic's load and where its rate comes from."""

    name: str
    rate: float
    message_bytes: float
    source: str
    reads_per_write: float
    fields: dict[str, Any]

    @property
    def write_bytes_per_s(self) -> float:
        """What producers write to leaders."""
        return self.rate * self.message_bytes


def measured_topics(snapshot: Snapshot, metrics: Metrics | None = None) -> list[MeasuredTopic]:
    """Every topic that has partitions, the internal ones too."""
    readers = _readers(snapshot.groups)
    return [
        _measured(one, snapshot, metrics, readers.get(one.name, {}))
        for one in snapshot.topics
        if one.partitions
    ]


def workload_document(snapshot: Snapshot, topics: list[MeasuredTopic]) -> dict[str, Any]:
    """The workload as a file of `size` would have it."""
    document: dict[str, Any] = {"topics": [one.fields for one in topics]}
    racks = {one.rack for one in snapshot.brokers if one.rack is not None}
    if racks:
        document["zones"] = len(racks)
    return document


def _readers(groups: list[Group]) -> dict[str, dict[str, tuple[int, int]]]:
    """Topic -> group -> (partitions that it has read, members); groups that nobody is in read nothing."""
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for group in groups:
        if group.state in ("Empty", "Dead"):
            continue
        read = Counter(one.topic for one in group.committed)
        for one in group.members or ():
            for topic, partitions in one.assigned.items():
                read[topic] = max(read[topic], len(partitions))
        for topic, count in read.items():
            members = sum(topic in one.assigned for one in group.members or ())
            found.setdefault(topic, {})[group.name] = (count, max(1, members))
    return found


def _measured(
    topic: Topic, snapshot: Snapshot, metrics: Metrics | None, readers: dict[str, tuple[int, int]]
) -> MeasuredTopic:
    partitions = topic.partitions
    records = sum((one.latest or 0) - (one.earliest or 0) for one in partitions)
    stored = sum(one.leader_bytes or 0 for one in partitions)
    bounds = _bounds(topic, records)
    kept_s = bounds.pop("seconds", None)
    peak = 1.0
    told = None if metrics is None else metrics.topics.get(topic.name)
    grown = _grown(topic, snapshot)
    message_bytes = stored / records if records and stored else _MESSAGE_BYTES
    if told is not None and told.messages_per_s > 0:
        rate, peak, source = told.messages_per_s, told.peak_to_average, BY_METRICS
        message_bytes = told.bytes_in_per_s / rate if told.bytes_in_per_s else message_bytes
    elif grown is not None:
        rate, peak, source = grown
    elif records and kept_s:
        rate, source = records / kept_s, BY_RETENTION
    else:
        rate, source = 0.0, IDLE
    if rate <= 0:
        rate, source = _IDLE_PER_S, IDLE
    replicas = max(1, len(partitions[0].replicas))
    least = max(1, _integer(topic, "min.insync.replicas", 1))
    groups: list[dict[str, Any]] = [
        {"name": name, "share": min(1.0, count / len(partitions)), "consumers": members}
        for name, (count, members) in sorted(readers.items())
    ]
    fields: dict[str, Any] = {
        "name": topic.name,
        "rate": rate,
        "peak_to_average": peak,
        "message_bytes": message_bytes,
        "sizes": "log",
        "partitions": len(partitions),
        "replication_factor": replicas,
        "min_insync_replicas": min(least, replicas),
        "skew": _skew(topic),
        **bounds,
        **({"groups": groups} if groups else {"consumer_groups": 0}),
    }
    if told is not None and told.bytes_in_per_s > 0 and told.bytes_out_per_s > 0 and not groups:
        fields["fan_out"] = told.bytes_out_per_s / told.bytes_in_per_s
    reads = sum(one["share"] for one in groups) if groups else fields.get("fan_out", 0.0)
    return MeasuredTopic(topic.name, rate, message_bytes, source, float(reads), fields)


def _bounds(topic: Topic, records: int) -> dict[str, Any]:
    """How much is kept: by time, by size, or as a key's last record; `seconds` where time decides."""
    policy = _text(topic, "cleanup.policy") or "delete"
    milliseconds = _integer(topic, "retention.ms", _RETENTION_MS)
    size = _integer(topic, "retention.bytes", -1)
    if "delete" not in policy:
        return {"live_keys": max(1, records)}
    if milliseconds > 0:
        seconds = milliseconds / 1000
        return {
            "retention": f"{seconds!r} s",
            "seconds": seconds,
            **({"retention_bytes": size} if size > 0 else {}),
        }
    if size > 0:
        return {"retention_bytes": size}
    # Without any bound it grows for ever: it is taken as large as it is.
    largest = max((one.leader_bytes or 0 for one in topic.partitions), default=0)
    return {"retention_bytes": max(1, largest)}


def _grown(topic: Topic, snapshot: Snapshot) -> tuple[float, float, str] | None:
    """Records per second between the first and the last sample, and the fastest interval over that."""
    if not snapshot.samples:
        return None
    times = [one.at_ms for one in snapshot.samples] + [snapshot.taken_ms]
    ends = [one.latest.get(topic.name, []) for one in snapshot.samples]
    ends.append([one.latest for one in topic.partitions])
    totals = [sum(one or 0 for one in its) for its in ends]
    if times[-1] <= times[0] or any(len(one) != len(ends[-1]) for one in ends):
        return None
    mean = max(0, totals[-1] - totals[0]) / (times[-1] - times[0]) * 1000
    fastest = max(
        (max(0, after - before) / (end - start) * 1000 if end > start else 0.0)
        for before, after, start, end in zip(totals, totals[1:], times, times[1:], strict=False)
    )
    return mean, max(1.0, fastest / mean) if mean else 1.0, BY_SAMPLES


def _skew(topic: Topic) -> float:
    """The largest partition over the mean, by what is stored."""
    sizes = [one.leader_bytes or 0 for one in topic.partitions]
    return max(1.0, max(sizes) * len(sizes) / sum(sizes)) if sum(sizes) else 1.0


def _text(topic: Topic, key: str) -> str | None:
    value = topic.config.get(key)
    return None if value is None else value.value


def _integer(topic: Topic, key: str, default: int) -> int:
    text = _text(topic, key)
    try:
        return default if text is None else int(text)
    except ValueError:
        return default

"""prometheus: alert rules on the metrics of kafka_exporter, which Strimzi runs too (spec.kafkaExporter)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kafka_architect.designs.emitters import Emitter
from kafka_architect.designs.model.topic import Kind
from kafka_architect.designs.writing.promql import any_of, selector
from kafka_architect.designs.writing.words import milliseconds
from kafka_architect.designs.writing.yaml_text import yaml_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.client import Group
    from kafka_architect.designs.model.design import Design
    from kafka_architect.designs.model.topic import Topic

_LAG: Final = "kafka_consumergroup_lag"
_NEWEST: Final = "kafka_topic_partition_current_offset"
_OLDEST: Final = "kafka_topic_partition_oldest_offset"
_IN_SYNC: Final = "kafka_topic_partition_in_sync_replica"
# Of what is kept: at half there is as much time left as was lost already.
_SHARE_OF_RETENTION: Final = 0.5
_WINDOW: Final = "10m"
_WAITING: Final = frozenset({Kind.RETRY, Kind.DEAD_LETTER})
_TOPIC: Final = "{{ $labels.topic }}"
_PARTITION: Final = f"{_TOPIC} partition {{{{ $labels.partition }}}}"


def _emit(design: Design) -> dict[str, str]:
    rules = [*_lags(design), *_replicas(design), *_dead_letters(design)]
    if not rules:
        return {}
    return {"prometheus/alerts.yaml": yaml_text({"groups": [{"name": design.name, "rules": rules}]})}


def _rule(
    alert: str, expression: str, *, wait: str, severity: str, summary: str, response: str, owner: str = ""
) -> dict[str, Any]:
    return {
        "alert": alert,
        "expr": expression,
        "for": wait,
        "labels": {"severity": severity, **({"owner": owner} if owner else {})},
        "annotations": {"summary": summary, "description": response},
    }


def _lags(design: Design) -> Iterator[dict[str, Any]]:
    for group in design.groups.values():
        service = design.services.get(group.service)
        owner = "" if service is None else service.owner
        topics = [design.topics[one] for one in group.topics if one in design.topics]
        yield _absent(group, owner)
        if group.lag_objective_s is not None:
            for topic in topics:
                if topic.kind not in _WAITING:
                    yield _behind(group, topic, group.lag_objective_s, owner)
        deleting = [one.name for one in topics if _deletes(one)]
        if deleting:
            yield _nearly_lost(group, deleting, owner)


def _absent(group: Group, owner: str) -> dict[str, Any]:
    members = selector("kafka_consumergroup_members", consumergroup=group.name)
    return _rule(
        "KafkaGroupHasNoMembers",
        f"absent({members}) or {members} == 0",
        wait="10m",
        severity="warning",
        owner=owner,
        summary=_plain(f"No member in the consumer group {group.name}"),
        response=_plain(f"{group.service} does not run, or has left its group; its lag grows."),
    )


def _behind(group: Group, topic: Topic, objective_s: float, owner: str) -> dict[str, Any]:
    """Records behind, in the time in which as many are written."""
    lag = f"sum({selector(_LAG, consumergroup=group.name, topic=topic.name)})"
    rate = f"sum(rate({selector(_NEWEST, topic=topic.name)}[{_WINDOW}]))"
    objective = milliseconds(objective_s * 1000)
    return _rule(
        "KafkaLagObjectiveMissed",
        f"{lag} / {rate} > {objective_s:.15g}",
        wait="5m",
        severity="critical",
        owner=owner,
        summary=_plain(f"{group.name} is more than {objective} behind on {topic.name}"),
        response=_plain(
            f"The lag objective is {objective}. Look for slow or stopped instances of {group.service} "
            f"({int(topic.partitions)} partitions share its work), then for a hot partition."
        ),
    )


def _deletes(topic: Topic) -> bool:
    kept = topic.retention_ms
    return "delete" in topic.cleanup and kept is not None and kept.value > 0


def _nearly_lost(group: Group, topics: list[str], owner: str) -> dict[str, Any]:
    """The part of what a partition holds that the group has not read: at 1 records are deleted unread."""
    newest, oldest = (any_of(one, "topic", topics) for one in (_NEWEST, _OLDEST))
    lag = selector(_LAG, consumergroup=group.name)
    return _rule(
        "KafkaLagNearsRetention",
        f"max by (topic) ({lag} / on (topic, partition) group_left () ({newest} - {oldest} > 0)) "
        f"> {_SHARE_OF_RETENTION}",
        wait="15m",
        severity="critical",
        owner=owner,
        summary=f"{_plain(group.name)} has not read half of what {_TOPIC} still holds",
        response=f"Records are deleted after retention.ms, read or not. Raise retention.ms of {_TOPIC} until "
        f"{_plain(group.service)} has caught up.",
    )


def _replicas(design: Design) -> Iterator[dict[str, Any]]:
    by_minimum: dict[int, list[str]] = {}
    for topic in design.topics.values():
        if int(topic.replication_factor) > 1:
            by_minimum.setdefault(int(topic.min_insync_replicas), []).append(topic.name)
    for minimum, topics in by_minimum.items():
        yield _rule(
            "KafkaUnderMinIsr",
            f"min by (topic, partition) ({any_of(_IN_SYNC, 'topic', topics)}) < {minimum}",
            wait="1m",
            severity="critical",
            summary=f"{_PARTITION} has fewer than min.insync.replicas={minimum} replicas in sync",
            response="Producers with acks=all fail with NotEnoughReplicasException. Bring the lost brokers "
            "back.",
        )
    several = [one for topics in by_minimum.values() for one in topics]
    if several:
        under = any_of("kafka_topic_partition_under_replicated_partition", "topic", several)
        yield _rule(
            "KafkaUnderReplicated",
            f"max by (topic, partition) ({under}) > 0",
            wait="15m",
            severity="warning",
            summary=f"{_PARTITION} lacks a replica",
            response="The next lost broker may block writes. Look for a stopped or slow broker.",
        )


def _dead_letters(design: Design) -> Iterator[dict[str, Any]]:
    owners: dict[str, list[str]] = {}
    for topic in design.topics.values():
        if topic.kind is Kind.DEAD_LETTER:
            owners.setdefault(topic.owner, []).append(topic.name)
    for owner, topics in owners.items():
        yield _rule(
            "KafkaDeadLetters",
            f"sum by (topic) (increase({any_of(_NEWEST, 'topic', topics)}[{_WINDOW}])) > 0",
            wait="0m",
            severity="warning",
            owner=owner,
            summary=f"Records arrived in {_TOPIC}",
            response="A consumer gave up on them. Read their headers, fix the cause, send them again.",
        )


def _plain(text: str) -> str:
    """Annotations are Go templates: two braces would begin one."""
    return text.replace("{{", "{ {").replace("}}", "} }")


EMITTER = Emitter(
    "prometheus",
    "Alert rules for Prometheus: lag, retention, replicas, dead letters.",
    _emit,
    needs="a topic or a group",
)

"""What a running cluster says of itself, with the place of each part for findings about it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from kafka_architect.validation.role import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kafka_architect.snapshot.model import Broker, Committed, Group, Partition, Snapshot, Topic
    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System

_MOST_SHOWN = 5
_DELETED = "delete"


class TopicState(NamedTuple):
    """A topic and the configuration in force for it."""

    topic: Topic
    config: EffectiveConfig

    @property
    def deletes(self) -> bool:
        """Whether records are removed after a time or above a size."""
        return _DELETED in (self.config.items("cleanup.policy") or ())


class ClusterState:
    """A snapshot beside the configurations of the same cluster."""

    def __init__(self, config: EffectiveConfig, snapshot: Snapshot, system: System) -> None:
        self.config = config
        self.snapshot = snapshot
        self._system = system

    @cached_property
    def _places(self) -> dict[str, EffectiveConfig]:
        own = self.config.application
        return {
            one.configuration.name: one
            for one in self._system.of(Role.TOPIC, Role.BROKER, Role.CLUSTER)
            if one.application is own
        }

    @cached_property
    def topics(self) -> tuple[TopicState, ...]:
        """All topics, the internal ones too."""
        places = self._places
        return tuple(TopicState(one, places[f"topic {one.name}"]) for one in self.snapshot.topics)

    @cached_property
    def topic(self) -> dict[str, TopicState]:
        """Topics by name."""
        return {one.topic.name: one for one in self.topics}

    @cached_property
    def partitions(self) -> dict[tuple[str, int], Partition]:
        """Partitions by topic and number."""
        return {
            (topic.name, one.partition): one for topic in self.snapshot.topics for one in topic.partitions
        }

    @cached_property
    def rates(self) -> dict[str, float]:
        """Records per second that a topic receives, where two samples tell."""
        samples = self.snapshot.samples
        if not samples or self.snapshot.taken_ms <= samples[0].at_ms:
            return {}
        first, seconds = samples[0], (self.snapshot.taken_ms - samples[0].at_ms) / 1000
        found = {}
        for topic in self.snapshot.topics:
            pairs = zip(topic.partitions, first.latest.get(topic.name, ()), strict=False)
            grown = [
                one.latest - before for one, before in pairs if one.latest is not None and before is not None
            ]
            if grown:
                found[topic.name] = max(0, sum(grown)) / seconds
        return found

    def of_topic(self, name: str, message: str) -> Problem:
        """A problem at a topic."""
        return self._problem(f"topic {name}", name, message)

    def of_broker(self, broker: Broker, message: str, key: str = "") -> Problem:
        """A problem at a broker, about one of its keys perhaps."""
        return self._problem(f"broker {broker.id}", key, message)

    def of_group(self, group: Group, message: str) -> Problem:
        """A problem at a group."""
        return self._problem(f"group {group.name}", group.name, message)

    def of_cluster(self, message: str) -> Problem:
        """A problem of the cluster as a whole."""
        return self.config.problem(None, message)

    def _problem(self, place: str, key: str, message: str) -> Problem:
        config = self._places.get(place, self.config)
        return config.problem(key, message) if key else config.problem(None, message)


def states(system: System) -> Iterator[ClusterState]:
    """The clusters of a system, each made once for all rules."""
    for config in system.of(Role.CLUSTER):
        snapshot = config.configuration.state
        if snapshot is not None:
            known = config.answers.get(ClusterState)
            if not isinstance(known, ClusterState):
                known = config.answers[ClusterState] = ClusterState(config, snapshot, system)
            yield known


def by_topic(committed: Iterable[Committed]) -> dict[str, list[Committed]]:
    """A group's offsets by topic."""
    found: dict[str, list[Committed]] = {}
    for one in committed:
        found.setdefault(one.topic, []).append(one)
    return found


def numbers(found: Iterable[int]) -> str:
    """Partitions or brokers for a sentence: 0, 1, 2, 3, 4 and 7 more."""
    ordered = sorted(set(found))
    more = len(ordered) - _MOST_SHOWN
    shown = ", ".join(map(str, ordered[:_MOST_SHOWN]))
    return f"{shown} and {more} more" if more > 0 else shown

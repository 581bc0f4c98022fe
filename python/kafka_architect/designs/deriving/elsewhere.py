"""What differs between the topics of two environments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.deriving.partitions import PartitionRules
from kafka_architect.designs.deriving.platform import platform_of
from kafka_architect.designs.deriving.topics import topic_of
from kafka_architect.designs.model.elsewhere import TopicElsewhere

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kafka_architect.designs.contributing.draft import Draft
    from kafka_architect.designs.model.topic import Topic


def topics_elsewhere(here: Mapping[str, Topic], draft: Draft) -> dict[str, TopicElsewhere]:
    """The topics that differ in the environment of `draft`, by their names; without plan and cost.

    Raises:
        InputError: Numbers of that environment contradict each other; with the line.
    """
    platform, _ = platform_of(draft.landscape)
    rules = PartitionRules(draft, platform)
    found = {}
    for name, one in draft.topics.items():
        if name in here:
            other = _difference(here[name], topic_of(one, rules.partitions(one), platform, draft))
            if other != TopicElsewhere():
                found[name] = other
    return found


def _difference(here: Topic, there: Topic) -> TopicElsewhere:
    partitions, replicas = int(there.partitions), int(there.replication_factor)
    return TopicElsewhere(
        partitions=partitions if partitions != int(here.partitions) else None,
        replication_factor=replicas if replicas != int(here.replication_factor) else None,
        settings={one.key: one.value for one in there.settings if here.setting(one.key) != one.value},
    )

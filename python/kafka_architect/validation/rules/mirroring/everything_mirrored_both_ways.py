"""MMK016: two clusters that mirror every topic to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.mirroring.flows import flows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.rules.mirroring.flows import Flow

_DEFAULT_POLICY = "DefaultReplicationPolicy"
_EVERYTHING = frozenset({".*", "^.*", "^.*$", ".*$"})


@rule(
    "MMK016",
    "everything-mirrored-both-ways",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.MM2],
    summary="Flows in both directions replicate every topic (topics=.*), other systems' internal ones too.",
    why=(
        "topics is .* unless it is set. MirrorMaker leaves out its own topics and those that begin with "
        "two underscores, but not _schemas, the config, offset and status topics of Connect clusters, or the "
        "changelog and repartition topics of Kafka Streams. Between two active clusters each side then holds "
        "copies of the other's state, which no application may read, and a third cluster gets a second copy "
        "of every topic by way of the second. Name the topics to share, or set topics.exclude."
    ),
    sources=[
        "connect-mirror, DefaultTopicFilter, MirrorSourceConnector.isCycle",
        "https://kafka.apache.org/documentation/#georeplication-topic-config-sync",
    ],
    bad=(
        "clusters=east, west\neast.bootstrap.servers=east-1:9092\nwest.bootstrap.servers=west-1:9092\n"
        "east->west.enabled=true\nwest->east.enabled=true\ntopics=.*"
    ),
    good=(
        "clusters=east, west\neast.bootstrap.servers=east-1:9092\nwest.bootstrap.servers=west-1:9092\n"
        "east->west.enabled=true\nwest->east.enabled=true\ntopics=shop\\\\..*"
    ),
)
def everything_mirrored_both_ways(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at what is written: a file that says nothing of topics is not asked about them."""
    found = {
        (flow.source, flow.target): flow for flow in flows(config) if flow.prefix and _takes_everything(flow)
    }
    for (source, target), flow in found.items():
        back = found.get((target, source))
        if back is None or source > target:
            continue
        yield config.problem(
            flow.key_of("topics"),
            f"{flow.name} and {back.name} replicate every topic (topics={flow.text('topics')}), also "
            "_schemas, the topics of Connect clusters and Streams' changelogs, which each cluster has for "
            "itself; name the topics, or set topics.exclude",
        )


def _takes_everything(flow: Flow) -> bool:
    topics = flow.explicit("topics")
    if topics is None or flow.explicit("topics.exclude") is not None:
        return False
    policy = flow.text("replication.policy.class") or _DEFAULT_POLICY
    return flow.text("topics") in _EVERYTHING and policy.endswith(_DEFAULT_POLICY)

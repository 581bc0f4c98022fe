"""The cluster for the topics whose load is known, by the sizing calculator; what is unknown is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kafka_architect.designs.deriving.retention import FOREVER
from kafka_architect.designs.model.log_bytes import batching_of
from kafka_architect.designs.model.promise import Assumption, Question
from kafka_architect.designs.model.topic import Kind
from kafka_architect.designs.platforms import PLATFORMS
from kafka_architect.errors import InputError, SourceError, UnmeetableError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kafka_architect.designs.contributing.draft import Draft
    from kafka_architect.designs.model.design import Platform
    from kafka_architect.designs.model.topic import Topic
    from kafka_architect.sizing.topics import TopicLoad

    Sized = tuple[dict[str, Any] | None, list[Assumption], list[Question]]

_HORIZON_DAYS: Final = 365
# Kafka Streams deletes what it has read of its repartition topics.
_PURGED_DAYS: Final = 1
_CATALOGUES: Final = {"msk": "aws-msk", "msk-express": "aws-msk"}


def cluster_plan(topics: Mapping[str, Topic], platform: Platform, draft: Draft) -> Sized:
    """The document of a ClusterPlan, or None; what was assumed; what to ask.

    Raises:
        InputError: The instance or catalogue of the platform is unknown.
    """
    if not PLATFORMS[platform.kind].shows_brokers:
        return None, [], []
    known = [one for one in topics.values() if _is_known(one)]
    if not known:
        return None, [], []
    assumed = [
        Assumption(
            about=f"plan: {one.name}",
            assumed="storage for the first year",
            because="it is retained forever, which no disk can hold; plan for tiered storage or for more "
            "disks "
            "each year",
        )
        for one in known
        if one.retention_ms is not None
        and one.retention_ms.value == FOREVER
        and one.kind is not Kind.INTERNAL
    ]
    left_out = [
        one.name
        for one in topics.values()
        if not _is_known(one) and one.kind not in {Kind.RETRY, Kind.DEAD_LETTER}
    ]
    questions = []
    if left_out:
        assumed.append(
            Assumption(
                about="plan",
                assumed=f"no load from {', '.join(left_out[:8])}{' ...' if len(left_out) > 8 else ''}",
                because="their rate, size or number of keys is unknown; the cluster is sized without them",
            )
        )
    from kafka_architect.sizing.calculator import ClusterSizingCalculator
    from kafka_architect.sizing.workload import Workload

    defaults = draft.landscape.specification.defaults
    written = draft.landscape.specification.platform
    instance = None if written is None else written.instance
    catalogue = None if written is None else written.catalogue
    try:
        workload = Workload(
            topics=[_load(one, draft) for one in known],
            zones=platform.zones,
            growth_per_year=1.0 if defaults is None or defaults.growth is None else defaults.growth,
        )
        chosen_from = instance or catalogue or _CATALOGUES.get(platform.kind)
        calculator = ClusterSizingCalculator(workload, chosen_from)
        plan = calculator.plan(brokers=platform.brokers if instance else None)
        stated = platform.brokers
        if stated not in {None, plan.brokers} and stated >= max(int(one.replication_factor) for one in known):
            kind = plan.hardware.name
            assumed.append(
                Assumption(
                    about="plan",
                    assumed=f"{stated} brokers of {kind}",
                    because=f"platform.brokers says how many, and {plan.brokers} of this kind carry the "
                    f"load at the lowest cost; state platform.instance for another kind",
                )
            )
            plan = ClusterSizingCalculator(workload, kind).plan(brokers=stated)
    except (InputError, SourceError) as error:
        field = "instance" if instance else "catalogue"
        path = ("platform", field) if instance or catalogue else ("name",)
        draft.landscape.read.refuse([(path, str(error))])
    except UnmeetableError as error:
        questions.append(
            Question(
                about="plan",
                question=str(error),
                matters_because="no cluster of the catalogue carries these topics",
                answer_with="platform.catalogue",
            )
        )
        return None, assumed, questions
    return plan.to_dict(), assumed, questions


def _is_known(topic: Topic) -> bool:
    load = topic.load
    if load.peak_messages_per_s is None or load.message_bytes is None:
        return False
    return topic.retention_ms is not None or load.distinct_keys is not None


def _load(topic: Topic, draft: Draft) -> TopicLoad:
    from kafka_architect.sizing.consumer_groups import ConsumerGroup
    from kafka_architect.sizing.topics import TopicLoad

    load, kept = topic.load, topic.retention_ms
    assert load.peak_messages_per_s is not None and load.message_bytes is not None  # noqa: S101
    average = load.average_messages_per_s
    days = None if kept is None else kept.value / 86_400_000
    if kept is not None and kept.value == FOREVER:
        days = _PURGED_DAYS if topic.kind is Kind.INTERNAL else _HORIZON_DAYS
    tiered = topic.setting("remote.storage.enable") == "true" and kept is not None
    local = topic.setting("local.retention.ms") if tiered else None
    groups = [one for one in draft.groups.values() if topic.name in one.topics]
    return TopicLoad(
        name=topic.name,
        rate=average or load.peak_messages_per_s,
        peak_to_average=load.peak_messages_per_s / average if average else 1.0,
        message_bytes=load.message_bytes,
        retention=None if days is None else f"{days:.15g} d",
        live_keys=load.distinct_keys if kept is None else None,
        partitions=int(topic.partitions),
        replication_factor=int(topic.replication_factor),
        min_insync_replicas=int(topic.min_insync_replicas),
        groups=[
            ConsumerGroup(name=one.name)
            if one.instances is None
            else ConsumerGroup(name=one.name, consumers=one.instances)
            for one in groups
        ],
        consumer_groups=0,
        **batching_of(topic.batches),
        local_retention=None if local is None else f"{int(local) / 1000:.15g} s",
    )

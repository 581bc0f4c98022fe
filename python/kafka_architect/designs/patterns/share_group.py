"""share-group: members take single records from the same partitions; brokers write dead letters."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Final

from msgspec import Meta

from kafka_architect.designs.contributing.contribution import (
    ClientNeed,
    Concession,
    Contribution,
    TopicDraft,
)
from kafka_architect.designs.contributing.needs import kept
from kafka_architect.designs.contributing.pattern import Options, Page, Pattern, Use
from kafka_architect.designs.model.promise import FailureMode, Question
from kafka_architect.designs.model.topic import Header, Kind, Load, Setting
from kafka_architect.designs.specification import model as specification
from kafka_architect.designs.specification.model import Name
from kafka_architect.designs.specification.quantities import Duration
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from kafka_architect.designs.contributing.draft import Draft
    from kafka_architect.designs.specification.landscape import Application

_DEFAULT_KEEP_S: Final = 14 * 86_400.0
_FIRST: Final = (4, 4)
_JAVA: Final = frozenset({"java", "spring", "quarkus", "micronaut"})
# Kafka 4.4, ShareConsumerConfig: a share consumer that is given one of them throws a ConfigException.
_NOT_OF_SHARE_CONSUMERS: Final = (
    "auto.offset.reset",
    "enable.auto.commit",
    "group.instance.id",
    "isolation.level",
    "partition.assignment.strategy",
    "interceptor.classes",
    "session.timeout.ms",
    "heartbeat.interval.ms",
    "group.protocol",
    "group.remote.assignor",
)
# Kafka 4.4, ShareGroupDLQStateManager.
_HEADERS: Final = (
    ("__dlq.errors.topic", "the topic that the record came from"),
    ("__dlq.errors.partition", "its partition there"),
    ("__dlq.errors.offset", "its offset there"),
    ("__dlq.errors.group", "the share group that gave up on it"),
    ("__dlq.errors.delivery.count", "how often it was delivered"),
    ("__dlq.errors.message", "why it was given up"),
)
_LOST = "order: records of one key are handled by several members at the same time"


class ShareGroupOptions(Options, frozen=True, kw_only=True):
    """Which service shares records, how often one is delivered, for how long a member holds it.

    Attributes:
        service: its consumer group becomes a share group, for all topics that it receives.
        deliveries: how often a record is delivered before the broker gives up on it.
        lock: how long a member may take for a record before another one gets it.
        dead_letters_kept: retention of the dead-letter topic.
        prefix: errors.deadletterqueue.topic.name.prefix of the brokers.
    """

    service: Name
    deliveries: Annotated[int, Meta(ge=2, le=100)] = 5
    lock: Duration | None = None
    dead_letters_kept: Duration | None = None
    prefix: Annotated[str, Meta(max_length=100)] = "dlq."


class ShareGroup(Pattern[ShareGroupOptions]):
    """Settings of the group and of its clients, and a dead-letter topic that brokers may write to."""

    name = "share-group"
    options = ShareGroupOptions
    page = Page(
        title="Share group with dead letters",
        summary="Members share partitions record by record; the brokers set aside records that cannot be "
        "processed.",
        when=(
            "records are independent tasks, and there should be more members than partitions",
            "a slow record must not hold back the others of its partition",
        ),
        when_not=(
            "records of a key must be handled in order",
            "the service writes exactly once: a share group cannot commit within a transaction",
            "brokers are older than 4.4: share groups have no dead-letter topic there (4.2 has the groups)",
        ),
        gives_up=(_LOST,),
        how="The group is created as a share group by its first member (KafkaShareConsumer). Its settings "
        "are those of the group, not of the client: errors.deadletterqueue.topic.name names the topic, "
        "errors.deadletterqueue.copy.record.enable=true copies the record (by default the dead letter has "
        "headers only and cannot be replayed). The topic needs errors.deadletterqueue.group.enable=true and "
        "a name with the brokers' prefix, dlq. by default, or brokers refuse it. A dead letter goes to the "
        "partition number that it came from, modulo the partitions of the dead-letter topic. More members "
        "than partitions are useful here, so that partitions follow the throughput alone.",
        sources=(
            "KIP-932: queues for Kafka",
            "KIP-1191: dead-letter queues for share groups",
            "Kafka 4.4: GroupConfig, TopicConfig, ShareConsumerConfig, ShareGroupDLQStateManager",
        ),
        example="- pattern: share-group\n  service: mail-service\n  deliveries: 5\n  lock: 30s",
    )

    def contribute(self, use: Use[ShareGroupOptions], draft: Draft) -> Contribution:
        """The dead-letter topic, the settings of group and clients."""
        service = draft.landscape.application(use.options.service, *use.at("service"))
        _refuse_old_brokers(draft)
        if not service.receives:
            raise InputError(f"{service.name} receives nothing: there is nothing to share")
        mains = [draft.topic(draft.landscape.channels[one].address) for one in service.receives]
        names = [one.name for one in mains]
        dead = _dead_letters(mains[0], names, service, use)
        group = draft.groups[service.group]
        return Contribution(
            topics=(dead,),
            groups=(replace(group, kind="share", settings=_group_settings(dead.name, use.options)),),
            clients=(
                ClientNeed(
                    service=service.name,
                    role="consumer",
                    settings=(_EXPLICIT,),
                    without=_NOT_OF_SHARE_CONSUMERS,
                    by=self.name,
                ),
            ),
            concessions=tuple(
                Concession(
                    topic=name,
                    service=service.name,
                    by=self.name,
                    gives_up=_LOST,
                    loses_order=True,
                    ordering="none: members take records of one partition side by side",
                    delivery=f"at least once, at most {use.options.deliveries} times; then the record is a "
                    "dead letter",
                )
                for name in names
            ),
            failure_modes=_failure_modes(dead.name, service),
            decisions=(
                self.decided(
                    use,
                    [f"{name} -> {service.name}" for name in names],
                    "records are tasks that any member can take, and a bad one must not stop the others",
                    alternatives=(
                        "consumer group with retry-dlq: keeps the order of what succeeds at once",
                        "more partitions",
                    ),
                ),
            ),
            questions=() if service.client in _JAVA else (_ask_client(service),),
        )


_EXPLICIT = Setting(
    key="share.acknowledgement.mode",
    value="explicit",
    because="each record is accepted, released or rejected individually; implicit accepts all of the last "
    "poll",
    source="KIP-932",
)


def _refuse_old_brokers(draft: Draft) -> None:
    platform = draft.landscape.specification.platform or specification.Platform()
    if platform.kafka is None:
        raise InputError(
            "share-group needs brokers of Kafka 4.4 for its dead letters; state the version: "
            'platform: {kafka: "4.4"}'
        )
    numbers = tuple(int(one) for one in platform.kafka.split(".")[:2] if one.isdigit())
    if numbers < _FIRST:
        raise InputError(
            f"share-group needs brokers of Kafka 4.4: {platform.kafka} does not know "
            "errors.deadletterqueue.topic.name of a group; use retry-dlq until brokers are upgraded"
        )


def _dead_letters(
    main: TopicDraft, names: list[str], service: Application, use: Use[ShareGroupOptions]
) -> TopicDraft:
    stated = use.options.dead_letters_kept
    return TopicDraft(
        name=f"{use.options.prefix}{service.group}",
        kind=Kind.DEAD_LETTER,
        made_by=ShareGroup.name,
        use=use.options.name,
        stream=main.stream,
        description=f"Records of {', '.join(names)} that the share group {service.group} gave up on.",
        owner=service.owner or main.owner,
        key=main.key,
        messages=main.messages,
        headers=tuple(Header(name=name, because=because) for name, because in _HEADERS),
        load=Load(message_bytes=main.load.message_bytes),
        follows=main.name,
        retention=(
            kept(
                "dead_letters_kept",
                float(stated or _DEFAULT_KEEP_S),
                "the specification" if stated else "this project's choice: two weeks to notice and repair",
                assumed=stated is None,
            ),
        ),
        settings=(
            Setting(
                key="errors.deadletterqueue.group.enable",
                value="true",
                because="brokers write dead letters of share groups only to topics that allow it",
                source="KIP-1191",
            ),
        ),
        classification=main.classification,
        group=service.group,
    )


def _group_settings(dead: str, options: ShareGroupOptions) -> tuple[Setting, ...]:
    lock_ms = round(float(options.lock or 30.0) * 1000)
    rows = (
        (
            "share.auto.offset.reset",
            "earliest",
            "a new group misses none; latest by default",
        ),
        ("share.isolation.level", "read_committed", "records of aborted transactions are not delivered"),
        ("share.delivery.count.limit", str(options.deliveries), "deliveries before the broker gives up"),
        ("share.record.lock.duration.ms", str(lock_ms), "how long a member may take before another gets it"),
        ("errors.deadletterqueue.topic.name", dead, "without it, records that are not processed are dropped"),
        ("errors.deadletterqueue.copy.record.enable", "true", "headers alone cannot be replayed"),
    )
    return tuple(
        Setting(key=key, value=value, because=because, source="Kafka 4.4: GroupConfig")
        for key, value, because in rows
    )


def _failure_modes(dead: str, service: Application) -> tuple[FailureMode, ...]:
    by = ShareGroup.name
    return (
        FailureMode(
            subject=f"{dead} <- {service.name}",
            what="the topic is missing, not enabled, or has no prefix of the brokers",
            effect="the broker logs the error and gives up on the record: it is lost",
            detection="errors of ShareGroupDLQStateManager in the brokers' logs",
            response="create the topic before the group; errors.deadletterqueue.group.enable=true",
            pattern=by,
        ),
        FailureMode(
            subject=service.name,
            what="handling takes longer than share.record.lock.duration.ms",
            effect="another member gets the record too; after the last delivery it is a dead letter although "
            "it was handled",
            detection="__dlq.errors.delivery.count in dead letters; duration of handling",
            response="renew the lock while working, or raise share.record.lock.duration.ms",
            pattern=by,
        ),
        FailureMode(
            subject=service.name,
            what="what the service needs is down, and every record fails",
            effect="everything becomes a dead letter after the last delivery, without a delay in between",
            detection="rate of the dead-letter topic near that of the main topic",
            response="stop polling while more than a share of records fails (circuit breaker); then redrive",
            pattern=by,
        ),
    )


def _ask_client(service: Application) -> Question:
    return Question(
        about=service.name,
        question=f"Has the version of {service.client} that {service.name} uses a share consumer (KIP-932)?",
        matters_because="a share group is read by share consumers only; the Java client has one",
        answer_with=f"services.{service.name}.client",
    )


PATTERN = ShareGroup()

"""tiered-storage: closed segments move to an object store; brokers keep the recent ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.contributing.contribution import Amendment, Concession, Contribution
from kafka_architect.designs.contributing.pattern import Options, Page, Pattern, Use
from kafka_architect.designs.model.figure import Figure
from kafka_architect.designs.model.promise import Decision, FailureMode
from kafka_architect.designs.model.topic import Setting
from kafka_architect.designs.specification.model import Name
from kafka_architect.designs.specification.quantities import Duration
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from kafka_architect.designs.contributing.contribution import TopicDraft
    from kafka_architect.designs.contributing.draft import Draft

_DEFAULT_LOCAL_S = 86_400.0


class TieredStorageOptions(Options, frozen=True, kw_only=True):
    """The topics, and how long the brokers keep what is also in the object store."""

    topics: list[Name]
    local: Duration | None = None


class TieredStorage(Pattern[TieredStorageOptions]):
    """remote.storage.enable with a local retention."""

    name = "tiered-storage"
    options = TieredStorageOptions
    page = Page(
        title="Tiered storage",
        summary="Old segments are stored in an object store; brokers keep the recent ones.",
        when=("records are kept for weeks or longer, and consumers read the recent ones",),
        when_not=(
            "the topic is compacted: brokers refuse remote.storage.enable on it",
            "consumers read old records all the time: each read goes to the object store",
        ),
        gives_up=("latency of old reads: they come from the object store, at its speed and its price",),
        how="remote.storage.enable=true and local.retention.ms on the topic; the brokers need "
        "remote.log.storage.system.enable=true and a plugin. Disks are sized for the local retention.",
        sources=("KIP-405: Kafka tiered storage", "https://kafka.apache.org/documentation/#tiered_storage"),
        example="- pattern: tiered-storage\n  topics: [orders.events]\n  local: 1d",
    )

    def contribute(self, use: Use[TieredStorageOptions], draft: Draft) -> Contribution:
        """Settings of the topics; those that are compacted cannot have it."""
        topics = [
            draft.topic(draft.landscape.channel(name, *use.at("topics", index)).address)
            for index, name in enumerate(use.options.topics)
        ]
        for one in topics:
            if "compact" in one.cleanup[0]:
                raise InputError(
                    f"{one.name}: brokers refuse tiered storage on a compacted topic; keep the history in "
                    "a topic of its own with cleanup: delete"
                )
        return Contribution(
            amendments=tuple(
                Amendment(topic=one.name, by=self.name, settings=_settings(one, use.options))
                for one in topics
            ),
            concessions=tuple(
                Concession(topic=one.name, by=self.name, gives_up=self.page.gives_up[0]) for one in topics
            ),
            failure_modes=tuple(_outage(one.name) for one in topics),
            decisions=(
                Decision(
                    pattern=self.name,
                    use=use.options.name,
                    title=self.page.title,
                    applies_to=tuple(one.name for one in topics),
                    because="records are kept for longer than brokers' disks should hold them",
                    gives_up=self.page.gives_up,
                    alternatives=("larger disks, three copies of everything", "a sink into a data lake"),
                ),
            ),
        )


def _settings(topic: TopicDraft, options: TieredStorageOptions) -> tuple[Setting, ...]:
    local = Figure.of(
        "local_ms",
        unit="ms",
        source="what consumers read without the object store; a day is this project's choice",
        inputs={"local_ms": float(options.local or _DEFAULT_LOCAL_S) * 1000},
        assumed=() if options.local else ("local_ms",),
    )
    return (
        Setting(
            key="remote.storage.enable",
            value="true",
            because="closed segments go to the object store",
            source="KIP-405",
        ),
        Setting(
            key="local.retention.ms",
            value=f"{local.value:.0f}",
            because=f"how long brokers keep what is in the object store too ({topic.name})",
            source="KIP-405",
            figure=local,
        ),
    )


def _outage(topic: str) -> FailureMode:
    return FailureMode(
        subject=topic,
        what="the object store is away",
        effect="segments stay on the brokers and fill their disks; reads of old records fail",
        detection="RemoteCopyLagBytes and RemoteCopyLagSegments grow",
        response="leave disk for the longest outage of the store; add disks before they are full",
        pattern=TieredStorage.name,
    )


PATTERN = TieredStorage()

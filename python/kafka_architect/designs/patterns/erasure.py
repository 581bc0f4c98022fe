"""erasure: personal data that can be erased on request, by tombstones or by deleting a person's key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from kafka_architect.designs.contributing.contribution import Amendment, Contribution, TopicDraft
from kafka_architect.designs.contributing.pattern import Options, Page, Pattern, Use
from kafka_architect.designs.model.figure import Figure
from kafka_architect.designs.model.promise import FailureMode
from kafka_architect.designs.model.topic import Header, Kind, Setting
from kafka_architect.designs.specification.model import Name
from kafka_architect.designs.specification.quantities import Duration
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from kafka_architect.designs.contributing.draft import Draft

_DEFAULT_WITHIN_S = 30 * 86_400.0


class ErasureOptions(Options, frozen=True, kw_only=True):
    """The topics with personal data, by which means, within which time; who keeps the keys."""

    topics: list[Name]
    by: Literal["tombstones", "crypto-shredding"]
    within: Duration | None = None
    key_service: Name | None = None


class Erasure(Pattern[ErasureOptions]):
    """Tombstones with a bound, or a compacted topic of keys."""

    name = "erasure"
    options = ErasureOptions
    page = Page(
        title="Erasure of personal data",
        summary="A person's data can be erased: by tombstones in compacted topics, or by deleting their key.",
        when=("topics hold personal data, and people may request erasure",),
        when_not=("retention is shorter than the time that the law allows: the data go by themselves",),
        gives_up=("recovery: what was erased cannot be replayed or restored from the log",),
        how="tombstones: a record without value deletes a key, and max.compaction.lag.ms bounds when older "
        "records are removed. crypto-shredding: each person's fields are encrypted with a personal key, "
        "which is stored in a compacted topic; deleting the key makes every copy unreadable, in backups and "
        "mirrors too.",
        sources=("Regulation (EU) 2016/679, article 17", "KIP-354: max.compaction.lag.ms"),
        example="- pattern: erasure\n  topics: [customers.state]\n  by: tombstones\n  within: 30d",
    )

    def contribute(self, use: Use[ErasureOptions], draft: Draft) -> Contribution:
        """Bounded compaction, or the topic of keys."""
        topics = draft.topics_of(use.options.topics, use.at("topics"))
        names = [one.name for one in topics]
        decision = self.decided(
            use,
            names,
            f"personal data are erased by {use.options.by}",
            alternatives=("a retention below the legal time limit",),
        )
        if use.options.by == "tombstones":
            return Contribution(
                amendments=tuple(_bounded(one, use.options) for one in topics),
                concessions=self.conceded(names),
                failure_modes=tuple(_copy(name) for name in names),
                decisions=(decision,),
            )
        keys = _keys(use, draft)
        header = Header(name="encryptionKeyId", because="readers fetch the person's key by it")
        return Contribution(
            topics=(keys,),
            amendments=tuple(Amendment(topic=name, by=self.name, headers=(header,)) for name in names),
            concessions=self.conceded(names),
            failure_modes=(*(_copy(name) for name in names), _lost_keys(keys.name)),
            decisions=(decision,),
        )


def _bounded(topic: TopicDraft, options: ErasureOptions) -> Amendment:
    if "compact" not in topic.cleanup[0]:
        raise InputError(
            f"{topic.name} is not compacted: a tombstone deletes nothing there; use by: crypto-shredding, "
            "or a stream of kind state"
        )
    within = Figure.of(
        "floor(erased_within_ms / 2)",
        unit="ms",
        source="the cleaner comes within this time and needs time itself: half the limit is this project's "
        "choice",
        inputs={"erased_within_ms": float(options.within or _DEFAULT_WITHIN_S) * 1000},
        assumed=() if options.within else ("erased_within_ms",),
    )
    return Amendment(
        topic=topic.name,
        by=Erasure.name,
        settings=(
            Setting(
                key="max.compaction.lag.ms",
                value=f"{within.value:.0f}",
                because="a deleted person's records are removed within the limit",
                source="KIP-354",
                figure=within,
            ),
        ),
    )


def _keys(use: Use[ErasureOptions], draft: Draft) -> TopicDraft:
    if use.options.key_service is None:
        raise InputError("crypto-shredding needs key_service: the service that makes and deletes keys")
    service = draft.landscape.application(use.options.key_service, *use.at("key_service"))
    readers = {name for one in draft.topics_of(use.options.topics, use.at("topics"))
               for name in (*one.senders, *one.receivers)}  # fmt: skip
    return TopicDraft(
        name=f"{service.name}.encryption-keys",
        kind=Kind.STATE,
        made_by=Erasure.name,
        use=use.options.name,
        description="One key per person, wrapped by a key management service; a record without value "
        "erases the person.",
        owner=service.owner,
        key=("personId",),
        cleanup=("compact", "the latest key of each person, or its deletion"),
        classification="confidential",
        senders=(service.name,),
        receivers=tuple(sorted(readers - {service.name})),
    )


def _copy(topic: str) -> FailureMode:
    return FailureMode(
        subject=topic,
        what="a copy outside of the topic keeps what was erased (a sink, a backup, a cache)",
        effect="the person is not forgotten",
        detection="a test person who is erased regularly and then searched for in every store",
        response="send deletions to every copy; with crypto-shredding copies are unreadable by themselves",
        pattern=Erasure.name,
    )


def _lost_keys(topic: str) -> FailureMode:
    return FailureMode(
        subject=topic,
        what="keys are lost",
        effect="all personal data becomes unreadable",
        detection="decryption failures",
        response="replicate the topic like the data, wrap keys with a key management service, test restores",
        pattern=Erasure.name,
    )


PATTERN = Erasure()

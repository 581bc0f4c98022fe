"""What each topic stores: its load in the log's format, batched as the settings of its producers batch it."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kafka_architect.designs.deriving.retention import FOREVER
from kafka_architect.designs.model.figure import Figure
from kafka_architect.designs.model.log_bytes import LOG_BYTES, SINGLE_BYTES, log_inputs
from kafka_architect.designs.model.topic import Batches, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kafka_architect.designs.contributing.draft import Draft
    from kafka_architect.designs.model.client import ClientSettings
    from kafka_architect.designs.model.topic import Topic

# Of producers whose settings are not the design's (Connect, MirrorMaker 2): Kafka's defaults.
_DEFAULT_BATCH_BYTES: Final = 16_384
_DEFAULT_LINGER_MS: Final = 5.0
# KafkaJS sends what one call of send() is given.
_NEVER_LINGERS: Final = frozenset({"kafkajs"})


def with_storage(
    topics: Mapping[str, Topic], clients: Iterable[ClientSettings], draft: Draft
) -> dict[str, Topic]:
    """The topics with their batches and stored bytes, where load and bound are known."""
    producers = {one.service: one for one in clients if one.role == "producer"}
    found = {}
    for name, topic in topics.items():
        batched = replace(topic, batches=_batches(topic, producers, draft))
        found[name] = replace(batched, stored_bytes=_stored(batched))
    return found


def _batches(topic: Topic, producers: Mapping[str, ClientSettings], draft: Draft) -> Batches | None:
    if not topic.senders:
        return None
    sending = [producers.get(one) for one in topic.senders]
    return Batches(
        producers=sum(_instances(one, draft) for one in topic.senders),
        # batch.size=0 is a batch for each record.
        batch_bytes=max(1, int(min(_setting(one, "batch.size", _DEFAULT_BATCH_BYTES) for one in sending))),
        linger_ms=max(0.0, min(_setting(one, "linger.ms", _DEFAULT_LINGER_MS) for one in sending)),
    )


def _instances(service: str, draft: Draft) -> int:
    application = draft.applications.get(service)
    return 1 if application is None else application.service.instances or 1


def _setting(producer: ClientSettings | None, key: str, default: float) -> float:
    if producer is None:
        return default
    if key == "linger.ms" and producer.client in _NEVER_LINGERS:
        return 0.0
    try:
        value = float(producer.setting(key) or default)
    except ValueError:  # the specification's own, and no number: what Kafka would not start with
        return default
    return value if math.isfinite(value) else default


def _stored(topic: Topic) -> Figure | None:
    """Bytes of all replicas; None where the load or the bound is unknown."""
    load, kept, replicas = topic.load, topic.retention_ms, topic.replication_factor
    if load.message_bytes is None:
        return None
    if kept is None:
        if load.distinct_keys is None:
            return None
        record = log_inputs(topic)
        del record["records_per_batch"]
        return Figure.of(
            f"distinct_keys * {SINGLE_BYTES} * dirty_margin * replication_factor",
            unit="bytes",
            source="min.cleanable.dirty.ratio=0.5: up to half of a compacted log may be overwritten values; "
            "a live record may keep its batch's header to itself",
            inputs={
                "distinct_keys": load.distinct_keys,
                **record,
                "dirty_margin": 2,
                "replication_factor": replicas.value,
            },
        )
    rate = load.average_messages_per_s or load.peak_messages_per_s
    # Internal topics without a retention are emptied by their application, or hold next to nothing.
    if rate is None or (kept.value == FOREVER and topic.kind is Kind.INTERNAL):
        return None
    if kept.value == FOREVER:
        return Figure.of(
            f"messages_per_s * {LOG_BYTES} * first_year_s * replication_factor",
            unit="bytes",
            source="all replicas, before compression, after the first year: the topic retains forever",
            inputs={
                "messages_per_s": rate,
                **log_inputs(topic),
                "first_year_s": 31_536_000,
                "replication_factor": replicas.value,
            },
            details=_how_batched(topic),
        )
    return Figure.of(
        f"messages_per_s * {LOG_BYTES} * retention_ms / 1000 * replication_factor",
        unit="bytes",
        source="all replicas, before compression, with what the log's format adds to records and batches",
        inputs={
            "messages_per_s": rate,
            **log_inputs(topic),
            "retention_ms": kept.value,
            "replication_factor": replicas.value,
        },
        details={
            "messages_per_s": "the average"
            if load.average_messages_per_s is not None
            else "the peak: no average is stated",
            **_how_batched(topic),
        },
    )


def _how_batched(topic: Topic) -> dict[str, str]:
    batches = topic.batches
    if batches is None:
        return {"records_per_batch": "no known sender: Kafka's defaults for batch.size and linger.ms"}
    many = "s" * (batches.producers > 1)
    settings = f"batch.size={batches.batch_bytes} and linger.ms={batches.linger_ms:g}"
    return {"records_per_batch": f"{batches.producers:,} producer{many} with {settings}"}

"""analyze_topic: a topic's keys as one DistributionReport, beside where its records are."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from kafka_architect.analysis.analyze_sources import warnings_of
from kafka_architect.analysis.distribution_report import DistributionReport
from kafka_architect.analysis.measure import measure
from kafka_architect.analysis.report_warning import ReportWarning
from kafka_architect.analysis.saved_state import check_save, not_saved
from kafka_architect.analysis.settings import checked_workers
from kafka_architect.analysis.source_pass import read_groups
from kafka_architect.cluster.client_settings import ClientSettings
from kafka_architect.cluster.connection import Connector
from kafka_architect.cluster.keys.fetching import Fetcher
from kafka_architect.cluster.keys.plan import topic_plan
from kafka_architect.cluster.keys.rate_limit import RateLimit
from kafka_architect.cluster.keys.reading import TopicReading, topic_address
from kafka_architect.cluster.keys.topic_checkpoint import TopicCheckpoint, kept_spans
from kafka_architect.cluster.keys.topic_pass import TopicGroup, grouped
from kafka_architect.cluster.keys.topic_view import TopicView
from kafka_architect.errors import InputError
from kafka_architect.keys.source import refuse_fields

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

    from kafka_architect import _core
    from kafka_architect.analysis.source_options import SourceOptions
    from kafka_architect.analysis.source_pass import SourcesPass
    from kafka_architect.cluster.keys.plan import TopicPlan


def analyze_topic(
    address: str,
    empty: Callable[[int], _core.Distribution],
    options: SourceOptions,
    cluster: TopicReading | None,
    *,
    workers: int | None,
    save: str | os.PathLike[str] | None,
    checkpoint: str | os.PathLike[str] | None,
    on_progress: Callable[[int, int], None] | None,
    report: dict[str, Any],
) -> DistributionReport:
    """Count the keys of a topic and report them.

    Args:
        address: kafka://host:9092/topic.
        empty: Makes a state for a topic with so many partitions.
        options: How keys are serialised.
        cluster: What to read of the topic, and how to connect.
        workers: Threads, each with its own connections; this machine's cores by default.
        save: Where to save the state.
        checkpoint: Where to keep the state while the topic is read.
        on_progress: Called with (offsets passed, offsets in all).
        report: What a DistributionReport takes besides measurements and warnings.

    Raises:
        ClusterError: The cluster cannot be asked, refuses, or has no such topic; see its kinds.
        InputError, SourceError, StateError: As for `kafka_architect.analyze`.
    """
    reading = cluster or TopicReading()
    servers, topic = topic_address(address)
    refuse_fields(address, options.reading().wanted, "a topic of a cluster")
    threads = checked_workers(workers)
    check_save(save, ())
    client = reading.client or ClientSettings.read(servers)
    connector = Connector(client)
    view = TopicView(connector, topic)
    plan = topic_plan(connector, view, reading)
    kept = None
    if checkpoint is not None:
        if (spans := kept_spans(checkpoint, view)) is not None:
            plan = replace(plan, spans=spans)
        kept = TopicCheckpoint(checkpoint, view, plan.spans, _told(options, reading))
    count = len(view.partitions)
    rate = RateLimit(reading.max_bytes_per_s)
    committed = reading.read_committed
    groups = [
        TopicGroup(
            spans,
            lambda: [empty(count)],
            options.reading().wanted,
            topic,
            Fetcher(connector, view, rate, read_committed=committed),
            read_committed=committed,
        )
        for spans in grouped(plan.spans)
    ]
    done = read_groups(
        groups,
        [empty(count)],
        workers=threads,
        total=sum(span.offsets for span in plan.spans),
        strict=options.strict,
        on_progress=on_progress,
        checkpoint=kept,
    )
    done.skipped = list(dict.fromkeys([*plan.skipped, *done.skipped]))
    measurements = measure(
        done.states[0], source=f"topic {topic} at {client.bootstrap_servers}", partial=done.partial
    )
    if not measurements.records and (error := next((one for group in groups for one in group.errors), None)):
        raise error
    return DistributionReport(
        measurements,
        **report,
        warnings=(
            *warnings_of(done),
            *(ReportWarning("checkpoint-not-saved", failure) for failure in (kept.failures if kept else ())),
            *not_saved(done.states[0], save, ()),
        ),
        read_as=(_read_as(done, topic, count),),
        notes=tuple(_notes(done, plan, groups, reading)),
    )


def refuse_reading_twice(exact: bool | None) -> None:
    """Say that hot keys of a topic are reported with their bounds.

    Raises:
        InputError: Exact counts were asked for.
    """
    if exact:
        raise InputError(
            "--exact reads twice, and a topic changes meanwhile: leave it out; hot keys are reported with "
            "bounds"
        )


def _told(options: SourceOptions, reading: TopicReading) -> dict[str, Any]:
    """How the topic is read, without what says how to connect."""
    chosen = {
        name: getattr(reading, name) for name in ("newest", "since", "until", "read_committed", "tiered")
    }
    return asdict(options) | chosen


def _read_as(done: SourcesPass, topic: str, partitions: int) -> str:
    what = f"{partitions:,} partition{'s' if partitions != 1 else ''} of topic {topic}, from its brokers"
    return ", ".join([what, *done.segments.details()])


def _notes(done: SourcesPass, plan: TopicPlan, groups: list[TopicGroup], reading: TopicReading) -> list[str]:
    received = sum(group.received_bytes for group in groups)
    offsets = sum(span.offsets for span in plan.spans)
    notes = [f"{received:,} bytes were read from the brokers, for {offsets:,} offsets"]
    notes += done.notes
    summary = done.segments
    if summary.last_ms >= 0:
        notes.append(f"the records are {summary.time_span()}")
    if plan.tiered_offsets:
        notes.append(
            f"{plan.tiered_offsets:,} older offsets are in tiered storage and were not read (--tiered "
            "reads them)"
        )
    if reading.read_committed and (aborted := summary.counts["aborted_records"]):
        notes.append(f"{aborted:,} records of aborted transactions are left out (read_committed)")
    elif summary.counts["control_batches"] and not reading.read_committed:
        notes.append(
            "there are transactions, and records of aborted and open ones are counted too, since brokers "
            "store and send them; --read-committed leaves them out"
        )
    return notes

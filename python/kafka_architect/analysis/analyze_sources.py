"""Files of any format as one DistributionReport."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from kafka_architect.analysis.distribution_report import DistributionReport
from kafka_architect.analysis.exact_sources import count_sources_exactly, identities
from kafka_architect.analysis.hints import hints
from kafka_architect.analysis.measure import measure
from kafka_architect.analysis.report_warning import ReportWarning
from kafka_architect.analysis.saved_state import check_save, not_saved
from kafka_architect.analysis.settings import checked_workers
from kafka_architect.analysis.source_pass import read_sources
from kafka_architect.analysis.sources_checkpoint import SourcesCheckpoint
from kafka_architect.errors import InputError, MalformedSourceError
from kafka_architect.keys.byte_source import STANDARD_INPUT, is_read_once

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kafka_architect import _core
    from kafka_architect.analysis.source_options import SourceOptions
    from kafka_architect.analysis.source_pass import SourcesPass
    from kafka_architect.keys.source_file import SourceFile


def analyze_sources(
    files: Sequence[SourceFile],
    empty: Callable[[], _core.Distribution],
    options: SourceOptions,
    *,
    workers: int | None,
    save: str | os.PathLike[str] | None,
    checkpoint: str | os.PathLike[str] | None,
    exact: bool,
    on_progress: Callable[[int, int], None] | None,
    report: dict[str, Any],
) -> DistributionReport:
    """Count all files and report them together.

    Args:
        files: What to read, in order.
        empty: Makes a state.
        options: How to read them.
        workers: Threads; this machine's cores by default.
        save: Where to save the state.
        checkpoint: Where to keep the state while the files are read; a later call goes on from there.
        exact: Whether to read the files again and count the hot keys exactly.
        on_progress: As for `analyze`.
        report: What a DistributionReport takes besides measurements and warnings.
    """
    paths = [file.path for file in files]
    check_save(save, paths)
    threads = checked_workers(workers)
    kept = None if checkpoint is None else SourcesCheckpoint(checkpoint, files, options)
    before = identities(files)
    done = read_sources(
        files,
        lambda: [empty()],
        options.reading(),
        workers=threads,
        strict=options.strict,
        on_progress=on_progress,
        checkpoint=kept,
    )
    if done.doubt is not None and save is not None:
        raise MalformedSourceError(f"{done.doubt.message(done.doubt_of)} Until then it is not saved.")
    measurements = measure(done.states[0], source=source_name(files), partial=done.partial, doubt=done.doubt)
    if exact and not done.partial and measurements.sample.rate < 1.0:
        try:
            totals, unlisted_at_most = count_sources_exactly(
                files, done.states[0], options.reading(), before, workers=threads, on_progress=on_progress
            )
        except KeyboardInterrupt:
            pass  # what the first pass counted is reported
        else:
            measurements = measure(
                done.states[0],
                source=source_name(files),
                doubt=done.doubt,
                exact_records=totals,
                unlisted_at_most=unlisted_at_most,
            )
    failures = [] if kept is None else kept.failures
    return DistributionReport(
        measurements,
        **report,
        warnings=(
            *warnings_of(done),
            *(ReportWarning("checkpoint-not-saved", failure) for failure in failures),
            *not_saved(done.states[0], save, paths),
        ),
        read_as=read_as(done),
        # Segments have the keys' own bytes, and tell null from empty: there is nothing to guess.
        notes=(*done.notes, *done.segments.notes(), *(hints(measurements, options) if done.read_as else ())),
    )


def source_name(files: Sequence[SourceFile]) -> str:
    """What the report calls the files."""
    first = "standard input" if files[0].path == "-" else files[0].path
    return first if len(files) == 1 else f"{first} and {len(files) - 1:,} more"


def read_as(done: SourcesPass) -> tuple[str, ...]:
    """What the files were read as; with their number where there are several."""
    several = sum(done.read_as.values()) + done.segments.segments > 1
    segments = [done.segments.read_as()] if done.segments.segments else []
    others = [f"{number:,} files: {what}" if several else what for what, number in done.read_as.most_common()]
    return (*segments, *others)


def warnings_of(done: SourcesPass) -> list[ReportWarning]:
    """What went not as it was asked for."""
    warnings = [ReportWarning("source-skipped", message) for message in done.skipped]
    if len(done.key_types) > 1:
        types = ", ".join(
            f"{' + '.join(types)} in {number:,} files" for types, number in done.key_types.items()
        )
        warnings.append(
            ReportWarning(
                "key-types-differ",
                f"the key type differs between files ({types}): the same key has different bytes in another "
                "type, and is counted as a different key. Analyze them separately, or set --key-format to "
                "how the producer serializes keys",
            )
        )
    if done.doubt is not None:
        warnings.insert(0, ReportWarning("unclear-source", done.doubt.message(done.doubt_of)))
    return warnings


def refuse_resuming(
    checkpoint: str | os.PathLike[str] | None, exact: bool | None, files: Sequence[SourceFile]
) -> None:
    """Say that a pipe can neither be resumed nor read twice.

    Raises:
        InputError: A checkpoint or exact counts were asked for.
    """
    if (pipe := next((file for file in files if is_read_once(file.path)), None)) is not None:
        name = "standard input" if pipe.path == STANDARD_INPUT else pipe.path
        if checkpoint is not None:
            raise InputError(
                f"{name}: a pipe can be read only once, so no later run can resume in it (--checkpoint): "
                "write it to a file first, or remove --checkpoint; --save keeps the state of a complete pass"
            )
        if exact:
            raise InputError(
                f"{name}: a pipe can be read only once, but --exact reads twice: write it to a file first, "
                "or report hot keys with bounds (--no-exact, exact=False)"
            )

"""analyze: read a key dump, or take keys in memory, and report how they spread over partitions."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kafka_architect import _core
from kafka_architect.analysis.analyze_sources import analyze_sources, refuse_resuming
from kafka_architect.analysis.checkpoint import Checkpoint
from kafka_architect.analysis.distribution_report import DistributionReport
from kafka_architect.analysis.exact_counts import count_hottest_exactly
from kafka_architect.analysis.file_pass import read_file
from kafka_architect.analysis.hints import hints
from kafka_architect.analysis.keys_in_memory import count_keys_in_memory
from kafka_architect.analysis.measure import measure
from kafka_architect.analysis.report_warning import ReportWarning
from kafka_architect.analysis.saved_state import check_save, not_saved
from kafka_architect.analysis.settings import check_brokers, check_memory, check_top, checked_counts
from kafka_architect.analysis.source_options import SourceOptions
from kafka_architect.errors import InputError, MalformedSourceError
from kafka_architect.keys.log_folders import segment_place
from kafka_architect.keys.recognise import doubt_about, is_plain_text
from kafka_architect.keys.source_file import is_pattern, partitions_of_topic, source_files
from kafka_architect.keys.tiered_objects import tiered_place
from kafka_architect.partitioner import partitioner_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kafka_architect.analysis.file_pass import FilePass
    from kafka_architect.analysis.measurements import Measurements
    from kafka_architect.cluster.keys.reading import TopicReading
    from kafka_architect.hashing import Keys

DEFAULT_PARTITIONS = (12, 24)
TOPIC_SCHEME = "kafka://"
IN_MEMORY = "keys in memory"

# A key below a thousandth of the records makes no partition hot: not worth a second pass.
_RELEVANT_SHARE = 1e-3
_TIGHT = 0.01
_FEW = 100


def analyze(
    source: str | os.PathLike[str] | Sequence[os.PathLike[str]] | Keys | Iterable[Keys],
    partitions: Sequence[int] = DEFAULT_PARTITIONS,
    workers: int | None = None,
    *,
    partitioner: str = "murmur2",
    top: int = 20,
    what_if: Sequence[int] = (),
    brokers: int | None = None,
    mitigate: bool = False,
    exact: bool | None = None,
    checkpoint: str | os.PathLike[str] | None = None,
    save: str | os.PathLike[str] | None = None,
    input_format: str = "auto",
    key: str | None = None,
    key_format: str | None = None,
    null_text: str | None = None,
    partition_field: str | None = None,
    size_field: str | None = None,
    count_field: str | None = None,
    topic_partitions: int | None = None,
    strict: bool = False,
    mask_keys: bool = False,
    topic: str | None = None,
    cluster: TopicReading | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> DistributionReport:
    """Report how keys spread over partitions, as a client's partitioner places them.

    Files are read in blocks, whatever their format: memory does not grow with them. The result does not
    depend on `workers`. docs/sources.md lists the formats.

    Args:
        source: The path of a file, of a pipe, of a folder or a pattern (`dump/*.parquet`), "-" for standard
            input, a list of paths. Or keys in memory: a list, tuple, numpy array, Series or Arrow column, as
            for `kafka_architect.murmur2`; a table (a frame of pandas or Polars, a table of pyarrow, a
            relation of DuckDB), which needs `key`; an iterator or list of such chunks. Or a topic of a
            running cluster, kafka://host:9092/topic (docs/cluster.md).
        partitions: The partition counts to report, each 1 to 1,000,000.
        workers: Threads to read a file with; the machine's cores by default.
        partitioner: A partitioner or a client that uses it; see `kafka_architect.partitioners()`.
        top: How many hot keys to list, 0 to 256.
        what_if: More partition counts to count exactly and judge.
        brokers: Recommended partition counts are multiples of this.
        mitigate: Whether the report simulates mitigations where a verdict is not healthy.
        exact: True counts the hot keys exactly, which reads the files twice; False never does. What no
            other key exceeds (`no_other_key_exceeds`) stays what the first pass proved. By default a second
            pass is made only of a plain text file, where it would change what the report says: where a listed
            key of at least 0.1 % of the records is known to less than 1 %.
        checkpoint: A file to keep the state in, so that a later call goes on where this one was
            interrupted; written at the start and removed when the pass is complete. Not for pipes.
        save: A file to write the state to, for `kafka-architect analyze --merge`.
        input_format: "auto" finds the format by magic number and first records: what is not understood is
            refused, what may be no list of keys is reported as `unclear-source`. "text" takes each line for
            a key, whatever it looks like; see `kafka_architect.keys.formats` for the other names.
        key: The field that is the key: customerId, order.customerId inside a field, several with separators
            (tenant:user). By default the field that is named as keys are.
        key_format: How keys are serialised: text, hex, base64, int32, int64, float64, uuid, confluent,
            windowed; several steps with a plus (base64+confluent).
        null_text: Text that stands for a null key.
        partition_field: The field with the partition that each record lies in.
        size_field: The field with each record's bytes.
        count_field: The field with the number of records that each row stands for.
        topic_partitions: The topic's partition count, where the source says in which partitions its records
            are; inferred by default. Known of log segments, where all partitions are there.
        strict: Whether the first of several files that cannot be read ends the analysis; else it is named
            among the `warnings` and the others are counted.
        mask_keys: Whether keys are personal data: the report shows a pseudonym for each, the same within the
            report. Its `measurements` and a saved state have the keys themselves.
        topic: The topic to read, where a folder has log segments of several.
        cluster: Of a topic of a running cluster, what to read and how to connect.
        on_progress: Called about four times a second with (bytes read, bytes in all); of a topic with
            offsets.

    Returns:
        The report. After Ctrl-C it covers what was read until then, and its `partial` is True. A state or
        checkpoint that could not be saved while or after the file was read is among its `warnings`.

    Raises:
        SourceError: The file is missing, a directory, or cannot be read; a state cannot be saved there.
        MalformedSourceError: The file is nothing that is read (its message says what it looks like and what
            to do), a line is longer than 16 MiB, or the file changed while it was read.
        InputError: A partition count, `workers`, `top` or `brokers` is out of range, the counts would take
            too much memory, the partitioner is unknown, or `save` or `checkpoint` would replace an input.
        KeyTypeError: `source` is neither a path nor keys.
        ClusterError: The cluster of a topic cannot be asked, or refuses.
        StateError: The checkpoint belongs to another file or other settings.
    """
    check_top(top)
    check_brokers(brokers)
    reading = SourceOptions(
        input_format=input_format,
        keys=() if key is None else (key,),
        key_format=key_format,
        null_text=null_text,
        partition=partition_field,
        size=size_field,
        count=count_field,
        topic_partitions=topic_partitions,
        strict=strict,
        mask_keys=mask_keys,
        topic=topic,
    )
    state = empty_state(partitioner, partitions, what_if, topic_partitions or 0)
    options: dict[str, Any] = {
        "top": top, "brokers": brokers, "mitigate": mitigate, "key_display": reading.display(),
    }  # fmt: skip
    if mask_keys and save is not None:
        raise InputError("save stores the keys themselves, which mask_keys hides: remove one of them")
    if isinstance(source, str) and source.startswith(TOPIC_SCHEME):
        # The face of the room above, imported when it is asked for.
        from kafka_architect.cluster.keys.analyze import analyze_topic, refuse_reading_twice

        refuse_reading_twice(exact)
        if checkpoint is not None and save is not None:
            refuse_one_file_for_both(checkpoint, save)

        def of_topic(count: int) -> _core.Distribution:
            counts = (count, 2 * count) if partitions is DEFAULT_PARTITIONS else partitions
            return empty_state(partitioner, counts, what_if, count)

        return analyze_topic(
            source, of_topic, reading, cluster, workers=workers, save=save, checkpoint=checkpoint,
            on_progress=on_progress, report=options,
        )  # fmt: skip
    if cluster is not None:
        raise InputError("cluster says how a topic is read: expected a source as kafka://host:9092/topic")
    paths = _paths(source)
    if paths and not (len(paths) == 1 and _is_for_the_core(paths[0], reading)):
        files = source_files(paths, topic)
        if topic_partitions is None and (known := partitions_of_topic(files)) is not None:
            topic_partitions = known
            reading = replace(reading, topic_partitions=known)
        if checkpoint is not None and save is not None:
            refuse_one_file_for_both(checkpoint, save)
        refuse_resuming(checkpoint, exact, files)
        return analyze_sources(
            files,
            lambda: empty_state(partitioner, partitions, what_if, topic_partitions or 0),
            reading,
            workers=workers,
            save=save,
            checkpoint=checkpoint,
            exact=bool(exact),
            on_progress=on_progress,
            report=options,
        )
    if not isinstance(source, (str, bytes, os.PathLike)):
        if checkpoint is not None or exact:
            raise InputError("checkpoint and exact apply only to files: keys in memory can be counted again")
        return _analyze_keys(source, state, save, reading, options)
    doubt = doubt_about(source, input_format)
    _check_targets(source, checkpoint, save)
    if doubt is not None and save is not None:
        raise MalformedSourceError(f"{doubt.message(os.fsdecode(source))} Until then it is not saved.")
    kept = None if checkpoint is None else Checkpoint(checkpoint, source)
    done = read_file(state, source, workers=workers, on_progress=on_progress, checkpoint=kept)
    warnings = [ReportWarning("checkpoint-not-saved", failure) for failure in (kept.failures if kept else ())]
    warnings += not_saved(done.state, save, [source])
    if doubt is not None:
        warnings.insert(0, ReportWarning("unclear-source", doubt.message(os.fsdecode(source))))
    measurements = measure(done.state, source=os.fsdecode(source), partial=done.partial, doubt=doubt)
    options["read_as"] = ("one key per line",)
    if exact or (exact is None and not _tight_enough(measurements, top)):
        measurements = _counted_exactly(done, measurements, workers, on_progress)
    notes = hints(measurements, reading)
    return DistributionReport(measurements, **options, warnings=tuple(warnings), notes=notes)


def empty_state(
    partitioner: str, partitions: Sequence[int], what_if: Sequence[int], topic_partitions: int = 0
) -> _core.Distribution:
    """A state that has counted nothing.

    Raises:
        InputError: A count is out of range, all together would take too much memory, or the partitioner is
            unknown.
    """
    counts = checked_counts(partitions, "partitions")
    if topic_partitions and topic_partitions not in counts:
        counts.append(topic_partitions)  # where records lie is judged at the topic's own count
    more = checked_counts(what_if, "what_if", may_be_empty=True)
    check_memory(counts, more)
    return _core.Distribution(partitioner_name(partitioner), counts, more, topic_partitions)


def _analyze_keys(
    keys: Any,
    state: _core.Distribution,
    save: str | os.PathLike[str] | None,
    reading: SourceOptions,
    options: dict[str, Any],
) -> DistributionReport:
    check_save(save, ())
    warnings = count_keys_in_memory(state, keys, reading)
    measurements = measure(state, source=IN_MEMORY)
    return DistributionReport(measurements, **options, warnings=(*warnings, *not_saved(state, save, ())))


def _paths(source: Any) -> list[str | os.PathLike[str]]:
    """The paths that the source is; none where it is keys in memory."""
    if isinstance(source, (str, bytes, os.PathLike)):
        return [source]  # type: ignore[list-item]  # paths of bytes are decoded where they are opened
    if not isinstance(source, (list, tuple)) or not source:
        return []
    if any(isinstance(one, os.PathLike) for one in source[:_FEW]):
        return list(source)
    # A list of so few texts that all name files is more likely one of files than of keys.
    few = len(source) <= _FEW and all(_is_file(one) for one in source)
    return list(source) if few else []


def _is_for_the_core(path: str | os.PathLike[str], reading: SourceOptions) -> bool:
    """Whether the core reads the file by itself, by several threads at once."""
    name = os.fsdecode(path)
    if not reading.are_usual or is_pattern(name) or os.path.isdir(name):  # noqa: PTH112 - any bytes
        return False
    if segment_place(name) is not None or tiered_place(name) is not None:
        return False
    return is_plain_text(name, reading.input_format)


def _is_file(name: object) -> bool:
    if not isinstance(name, str) or not name or "\0" in name:
        return False
    try:
        return Path(name).is_file()
    except OSError:
        return False


def _check_targets(
    source: str | os.PathLike[str],
    checkpoint: str | os.PathLike[str] | None,
    save: str | os.PathLike[str] | None,
) -> None:
    check_save(save, [source])
    if checkpoint is not None and save is not None:
        refuse_one_file_for_both(checkpoint, save)


def refuse_one_file_for_both(checkpoint: str | os.PathLike[str], save: str | os.PathLike[str]) -> None:
    """Refuse a state that would replace the checkpoint.

    Raises:
        InputError: They are the same file.
    """
    if Path(checkpoint).resolve() == Path(save).resolve():
        raise InputError(f"{os.fsdecode(save)}: is both the checkpoint and the state; use two files")


def _tight_enough(measurements: Measurements, top: int) -> bool:
    relevant = measurements.records * _RELEVANT_SHARE
    return all(
        key.upper - key.lower <= _TIGHT * key.lower
        for key in measurements.heavy.keys[:top]
        if key.upper >= relevant
    )


def _counted_exactly(
    done: FilePass,
    measurements: Measurements,
    workers: int | None,
    on_progress: Callable[[int, int], None] | None,
) -> Measurements:
    if done.partial or measurements.sample.rate == 1.0:
        # Interrupted: the user wants an answer now. Few keys: they are exact already.
        return measurements
    try:
        exact_records, unlisted_at_most = count_hottest_exactly(done, workers, on_progress)
    except KeyboardInterrupt:
        return measurements
    return measure(
        done.state,
        source=measurements.source,
        doubt=measurements.doubt,
        exact_records=exact_records,
        unlisted_at_most=unlisted_at_most,
    )

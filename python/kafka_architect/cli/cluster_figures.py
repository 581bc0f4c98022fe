"""kafka-architect analyze of what has no keys: outputs of kafka-log-dirs, kafka-get-offsets and the like."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kafka_architect.cli.exit_codes import EXIT_FINDINGS, EXIT_OK, EXIT_USAGE
from kafka_architect.cli.report_output import show_result
from kafka_architect.cli.without_keys import refuse_others, warn

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

# What goes with figures without keys: the rest is about keys.
_KNOWN = frozenset({"quiet", "files", "topic", "workers", "output", "output_file", "check", "input_format"})


def with_pipes_open(files: Sequence[str]) -> list[os.PathLike[str]]:
    """The files; pipes are opened, so that somebody can look into them and they are still read once."""
    from kafka_architect.keys.byte_source import ByteSource, is_read_once

    return [ByteSource(file) if is_read_once(file) else Path(file) for file in files]


def have_no_keys(sources: Sequence[os.PathLike[str]], input_format: str) -> bool:
    """Whether all of them are outputs of tools that tell of partitions and not of keys."""
    from kafka_architect.keys.tool_outputs import TOOL_OUTPUTS

    return input_format == "auto" and bool(sources) and all(_tool(one) in TOOL_OUTPUTS for one in sources)


def _tool(source: os.PathLike[str]) -> str | None:
    """What a source looks like, decompressed; None where it is a folder, or cannot be read."""
    from kafka_architect.errors import KafkaArchitectError
    from kafka_architect.keys.byte_source import ByteSource
    from kafka_architect.keys.recognise import recognise

    if isinstance(source, ByteSource):
        found = recognise(source.head, complete=source.complete)
    elif not Path(source).is_file():
        return None
    else:
        try:
            with ByteSource(source) as opened:
                found = recognise(opened.head, complete=opened.complete)
        except KafkaArchitectError:
            return None  # whoever reads it says why it cannot be read
    return None if found is None else found.name


def print_figures(
    sources: Sequence[os.PathLike[str]],
    topic: str | None,
    files: Sequence[str] = (),
    *,
    check: bool,
    output: str,
    output_file: str | None = None,
) -> int:
    """Print the figures; returns the exit code."""
    from kafka_architect.analysis.cluster_figures import cluster_figures
    from kafka_architect.report.cluster_figures import print_to

    refuse_others(_KNOWN, "requires keys, which the output of Kafka's tools does not contain: remove it")
    found = cluster_figures(list(sources), topic=topic)
    warn(found.problems)
    show_result(found, print_to, output, output_file, files)
    if found.problems or (check and not found.judged):
        return EXIT_USAGE
    return EXIT_FINDINGS if check and not found.healthy else EXIT_OK

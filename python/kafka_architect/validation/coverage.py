"""What a run did not read: files that mention Kafka, counted by the ending of their names."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from kafka_architect.validation.dialects.source.grammars import ending_of, installed
from kafka_architect.validation.dialects.source.marks import is_source, speaks_of_settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kafka_architect.validation.configuration import Reading
    from kafka_architect.validation.source_file import SourceFile

EXTRA = "kafka-architect[source]"
_UNRECOGNISED = (
    "no Kafka configuration recognized in this file: its format is detected from its name (.properties, "
    ".yml, .json, .tf, .py, .env), what it configures from its keys or --role"
)
# Read for the values that clients log; else a log is no configuration that somebody would miss.
_LOGS = (".log", ".out")
_NEEDS_EXTRA = f"source code of this language is read by grammars that are not installed: install {EXTRA}"


def needs_extra(file: SourceFile) -> bool:
    """Whether the file is a program that sets up clients, in a language whose grammar is not installed."""
    if not is_source(file.path) or installed(ending_of(file.path)):
        return False
    return mentions_kafka(file)


def mentions_kafka(file: SourceFile) -> bool:
    """Whether a text has the word; of a program, whether it has something that sets a client up too."""
    if file.mentions_kafka or "kafka" not in file.lower_text:
        return file.mentions_kafka
    return not is_source(file.path) or speaks_of_settings(file.path, file.text)


def unrecognised(file: SourceFile) -> str:
    """Why nothing was found in a file that was named."""
    return _NEEDS_EXTRA if needs_extra(file) else _UNRECOGNISED


def unread(
    made: Mapping[SourceFile, Reading], applications: Iterable[SourceFile]
) -> dict[str, dict[str, Any]]:
    """Ending -> how many files mention Kafka and hold nothing that was read, and what would read them.

    `applications` are files that are read with others: what is in them is found there. A program counts where
    it has something that sets a client up; a name without an ending counts as itself.
    """
    counts: Counter[str] = Counter()
    missing: set[str] = set()
    elsewhere = set(applications)
    for file, reading in made.items():
        if reading.configurations or reading.unjudged or file.unread or file in elsewhere:
            continue
        if file.path.lower().endswith(_LOGS) or not mentions_kafka(file):
            continue
        kind = ending_of(file.path) or file.name
        counts[kind] += 1
        if needs_extra(file):
            missing.add(kind)
    return {
        kind: {"files": counts[kind], "install": EXTRA if kind in missing else None}
        for kind in sorted(counts)
    }


def hint(files: Iterable[SourceFile]) -> str:
    """What to install, where files need it; else nothing."""
    count = sum(needs_extra(file) for file in files)
    return f"; {count:,} of them are read once {EXTRA} is installed" if count else ""

"""Importing: from what people have to the plain values of a specification, and what has to be asked.

One module per format, in the table below; each has `NAME`, `recognises(source)` and `read(sources)`. Files
of one format are read together, so that documents of several services become one specification. What a file
does not say is not invented: it becomes a question. What the readers of `validation/dialects` read already
is taken from them.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kafka_architect.designs.importing.collecting import merged
from kafka_architect.designs.importing.source import Source, read_source
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from kafka_architect.designs.importing.imported import Imported

# name -> module; the first that recognises a file reads it
IMPORTERS: dict[str, str] = {
    "cluster": "cluster",
    "kafka-topics": "kafka_topics",
    "asyncapi": "asyncapi",
    "strimzi": "strimzi",
    "terraform": "terraform",
    "jikkou": "jikkou",
    "topicctl": "topicctl",
    "julieops": "julieops",
    "eventcatalog": "eventcatalog",
}


class Importer(Protocol):
    """What a module of this room offers."""

    NAME: str

    def recognises(self, source: Source) -> bool:
        """Whether a file, or a folder, is in this format; quick, and never raises."""

    def read(self, sources: list[Source]) -> Imported:
        """Read the files of this format together; raises InputError with file and line."""


def importer(name: str) -> Importer:
    """The importer of that name."""
    module: Importer = import_module(f"{__name__}.{IMPORTERS[name]}")
    return module


def import_files(paths: Iterable[str | os.PathLike[str] | Source], *, name: str = "") -> Imported:
    """Read files of any known formats as one specification.

    Args:
        paths: Files, or folders of an EventCatalog; or what was read already.
        name: The name of the system; else that of the first file that has one.

    Raises:
        SourceError: A file cannot be read.
        InputError: A file is in no known format, is wrong, or contradicts another.
    """
    by_format: dict[str, list[Source]] = {}
    for path in paths:
        source = path if isinstance(path, Source) else read_source(path)
        by_format.setdefault(_format(source), []).append(source)
    if not by_format:
        raise InputError("no file to import; name at least one")
    return merged([importer(one).read(sources) for one, sources in by_format.items()], name=name)


def recognised(source: Source) -> str | None:
    """The name of the format of a file; None for an unknown one."""
    return next((name for name in IMPORTERS if importer(name).recognises(source)), None)


def _format(source: Source) -> str:
    name = recognised(source)
    if name is None and Path(source.name).is_dir():
        raise InputError(
            f"{source.name}: is a folder, and not one of EventCatalog; name the files in it: "
            f"{source.name.rstrip('/')}/*"
        )
    if name is None:
        raise InputError(f"{source.name}: not a known format; expected one of {', '.join(IMPORTERS)}")
    return name

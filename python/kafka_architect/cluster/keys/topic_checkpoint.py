"""TopicCheckpoint: a pass over a topic that a later run goes on with, up to the ends that it began with."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from kafka_architect.analysis.saved_state import read_state_file
from kafka_architect.analysis.sources_checkpoint import SourcesCheckpoint
from kafka_architect.cluster.keys.plan import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kafka_architect.cluster.keys.topic_view import TopicView


class TopicCheckpoint(SourcesCheckpoint):
    """Where the state of a pass over a topic is kept between runs.

    Args:
        path: The file.
        view: The topic; one of the same name that was created anew is another one.
        spans: What is read of it.
        reading: How.
    """

    def __init__(
        self, path: str | os.PathLike[str], view: TopicView, spans: Sequence[Span], reading: dict[str, Any]
    ) -> None:
        self._begin(path, [], [*_identity(view), [[s.partition, s.start, s.end] for s in spans]], reading)


def kept_spans(path: str | os.PathLike[str], view: TopicView) -> tuple[Span, ...] | None:
    """What an earlier run was to read of the same topic; None where there was none.

    Whatever else is wrong with the file, the checkpoint says when it is loaded.

    Raises:
        SourceError: It is there and cannot be read.
    """
    if not os.path.exists(path):  # noqa: PTH110 - a path of any bytes
        return None
    header, _, _ = read_state_file(os.fspath(path), "the checkpoint").partition(b"\n")
    with suppress(ValueError, KeyError, TypeError, RecursionError):
        *identity, spans = json.loads(header)["sources"]
        if identity == _identity(view):
            return tuple(Span(int(partition), int(start), int(end)) for partition, start, end in spans)
    return None


def _identity(view: TopicView) -> list[str]:
    return [view.cluster_id, view.topic, str(view.topic_id)]

"""Checkpoints of a pass over sources of any format: a later run goes on where this one was interrupted.

A checkpoint is one line of JSON (which files, how they are read, which group of files comes next, what was
said of those before) and two states behind it: of the groups that are complete, and of the one that is being
read. That one is read again from its beginning and its batches are counted from where the checkpoint was
written, since most formats cannot be entered in the middle: reading is repeated, counting is not.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import time
from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from kafka_architect import _core
from kafka_architect.analysis.file_pass import FileIdentity
from kafka_architect.analysis.saved_state import read_state_file
from kafka_architect.errors import InputError, SourceError, StateError
from kafka_architect.files import check_target, write_file
from kafka_architect.keys.found_format import FoundFormat
from kafka_architect.keys.log_folders import SegmentPlace
from kafka_architect.keys.segment_summary import SegmentSummary
from kafka_architect.short_repr import short_repr

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kafka_architect.analysis.source_options import SourceOptions
    from kafka_architect.analysis.source_pass import SourcesPass
    from kafka_architect.keys.source_file import SourceFile

_EVERY_SECONDS = 30.0
_FORMAT = "kafka-architect checkpoint of sources 1"
_WHAT = "the checkpoint"


@short_repr
@dataclass(frozen=True, slots=True)
class Resumed:
    """Where a pass goes on.

    Attributes:
        merged: What the complete groups have.
        group: The number of the next group.
        state: What that one had counted; None where it had not begun.
        steps: How many of its batches that was.
        told: What was said of the complete groups.
    """

    merged: _core.Distribution
    group: int
    state: _core.Distribution | None
    steps: int
    told: dict[str, Any]

    def restore(self, done: SourcesPass) -> None:
        """Put back what was said of the complete groups."""
        done.states = [self.merged]
        done.read_as = Counter(self.told["read_as"])
        done.notes = list(self.told["notes"])
        done.skipped = list(self.told["skipped"])
        done.key_types = Counter({tuple(types): number for types, number in self.told["key_types"]})
        doubt = self.told["doubt"]
        done.doubt = None if doubt is None else FoundFormat(**doubt)
        done.doubt_of = self.told["doubt_of"]
        segments = self.told["segments"]
        done.segments = SegmentSummary(
            segments=segments["segments"],
            places={SegmentPlace(topic, partition) for topic, partition in segments["places"]},
            counts=Counter(segments["counts"]),
            codecs=Counter(segments["codecs"]),
            formats=Counter({int(one): number for one, number in segments["formats"].items()}),
            first_ms=segments["first_ms"],
            last_ms=segments["last_ms"],
            zeros=list(segments["zeros"]),
        )


class SourcesCheckpoint:
    """Where the state of a pass over some sources is kept between runs.

    Attributes:
        failures: What was said of saves that failed while the pass went on; the same failure once.

    Raises:
        InputError, SourceError: The path is a source, a device, a link or a folder.
    """

    def __init__(
        self, path: str | os.PathLike[str], files: Sequence[SourceFile], options: SourceOptions
    ) -> None:
        inputs = [file.path for file in files]
        sources = [[path, *asdict(FileIdentity.of(path)).values()] for path in inputs]
        self._begin(path, inputs, sources, asdict(options))

    def _begin(
        self, path: str | os.PathLike[str], inputs: list[str], sources: object, reading: object
    ) -> None:
        check_target(path, inputs=inputs, what=_WHAT)
        self._inputs = inputs
        self._path = os.fspath(path)
        self._identity = {
            "version": importlib.metadata.version("kafka-architect"),
            "sources": sources,
            "reading": json.loads(json.dumps(reading)),
        }
        self._saved_at = time.monotonic()
        self.failures: list[str] = []

    def is_due(self) -> bool:
        """Whether the last try is long enough ago."""
        return time.monotonic() - self._saved_at >= _EVERY_SECONDS

    def begin(self, done: SourcesPass) -> None:
        """Write the checkpoint before anything is counted.

        Raises:
            SourceError: It cannot be written.
        """
        self._write(done, 0, b"", 0)

    def save(self, done: SourcesPass, group: int, state: bytes, steps: int) -> None:
        """Keep what was counted; after a failure the earlier checkpoint stays.

        Args:
            done: The complete groups.
            group: The number of the next one.
            state: What that one has counted.
            steps: Of how many batches.
        """
        try:
            self._write(done, group, state, steps)
        except (SourceError, InputError) as error:
            if str(error) not in self.failures:
                self.failures.append(str(error))

    def load(self, settings: Mapping[str, object]) -> Resumed | None:
        """Where the pass goes on; None when nothing was saved.

        Raises:
            SourceError: The checkpoint cannot be read.
            StateError: It is damaged, of other files, another version, or of another analysis.
        """
        try:
            line, _, states = read_state_file(self._path, _WHAT).partition(b"\n")
        except SourceError as error:
            if isinstance(error.__cause__, FileNotFoundError):
                return None
            raise
        try:
            header = json.loads(line)
            if header["format"] != _FORMAT:
                raise StateError(
                    f"{self._path}: a checkpoint of another kind of source; expected {_FORMAT!r}: remove it "
                    "to start over"
                )
            self._compare(header)
            length = int(header["merged_bytes"])
            merged = _core.Distribution.from_bytes(states[:length])
            state = _core.Distribution.from_bytes(states[length:]) if len(states) > length else None
            resumed = Resumed(merged, int(header["group"]), state, int(header["steps"]), header["told"])
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            if isinstance(error, StateError):
                raise
            raise StateError(f"{self._path}: not a checkpoint of kafka-architect") from error
        for one in (merged, *(() if state is None else (state,))):
            if one.settings() != settings:
                raise StateError(
                    f"{self._path}: was made with other settings ({dict(one.settings())}); use the same "
                    "settings, or remove the checkpoint to start over"
                )
        return resumed

    def end(self, *, complete: bool) -> None:
        """Forget the checkpoint where the pass is complete."""
        if not complete:
            return
        try:
            os.unlink(self._path)  # noqa: PTH108 - a path of any bytes
        except FileNotFoundError:
            return
        except OSError as error:
            self.failures.append(f"{self._path}: cannot remove {_WHAT}: {error.strerror}")

    def _compare(self, header: dict[str, Any]) -> None:
        if header["version"] != self._identity["version"]:
            raise StateError(
                f"{self._path}: was written by kafka-architect {header['version']}; remove it to start over"
            )
        if header["sources"] != self._identity["sources"]:
            raise StateError(
                f"{self._path}: belongs to different files, or to files modified since; remove the "
                "checkpoint to start over"
            )
        if header["reading"] != self._identity["reading"]:
            raise StateError(
                f"{self._path}: the files were read in another way ({header['reading']}); use the same "
                "options, or remove the checkpoint to start over"
            )

    def _write(self, done: SourcesPass, group: int, state: bytes, steps: int) -> None:
        self._saved_at = time.monotonic()
        merged = done.states[0].to_bytes()
        header = {
            "format": _FORMAT,
            **self._identity,
            "group": group,
            "steps": steps,
            "merged_bytes": len(merged),
            "told": _told(done),
        }
        content = json.dumps(header).encode() + b"\n" + merged + state
        write_file(self._path, content, inputs=self._inputs, what=_WHAT)


def _told(done: SourcesPass) -> dict[str, Any]:
    segments = done.segments
    return {
        "read_as": done.read_as,
        "notes": done.notes,
        "skipped": done.skipped,
        "key_types": [[list(types), number] for types, number in done.key_types.items()],
        "doubt": None if done.doubt is None else asdict(done.doubt),
        "doubt_of": done.doubt_of,
        "segments": {
            **asdict(segments),
            "places": sorted([place.topic, place.partition] for place in segments.places),
        },
    }

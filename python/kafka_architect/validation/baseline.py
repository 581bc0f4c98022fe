"""A baseline: the findings that an old repository lives with, so that only new ones are reported."""

from __future__ import annotations

import json
import os
from collections import Counter
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kafka_architect.documents.head import head, read_head
from kafka_architect.errors import InputError, MalformedSourceError, SourceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kafka_architect.validation.finding import Finding
    from kafka_architect.validation.source_file import SourceFile

_MOST_BYTES = 64 << 20


class Baseline:
    """How often each (file, code, key) was found when the baseline was written.

    Lines are left out, so that a finding stays known when the text around it moves; values too, so that no
    value of a configuration gets into the file. Paths are those from the folder of the baseline, so that it
    is right from whichever folder files are checked, and however they are named.
    """

    def __init__(self, known: Counter[tuple[str, str, str]], folder: str = "") -> None:
        self._known = known
        self._folder = folder
        self._left = Counter(known)

    @classmethod
    def read(cls, path: str | Path) -> Baseline:
        """Read a baseline file.

        Raises:
            SourceError: if it cannot be read.
            MalformedSourceError: if it is no baseline.
        """
        try:
            with Path(path).open("rb") as opened:
                content = opened.read(_MOST_BYTES + 1)
            if len(content) > _MOST_BYTES:
                raise SourceError(
                    0,
                    f"the baseline {path} is larger than 64 MiB, which is not a baseline; specify another "
                    "file",
                )
            document = json.loads(content.decode("utf-8-sig"))
        except SourceError:
            raise
        except OSError as error:
            raise SourceError(
                error.errno or 0, f"cannot read the baseline {path}: {error.strerror}"
            ) from error
        except RecursionError as error:
            raise MalformedSourceError(f"{path} is not a baseline: it is nested too deeply") from error
        except ValueError as error:
            raise MalformedSourceError(f"the baseline {path} is not JSON: {error}") from error
        try:
            read_head(document, expected="baseline", name=str(path))
        except InputError as error:
            raise MalformedSourceError(str(error)) from error
        known: Counter[tuple[str, str, str]] = Counter()
        try:
            for entry in document["findings"]:
                known[str(entry["file"]), str(entry["code"]), str(entry["key"])] += int(entry["count"])
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            raise MalformedSourceError(
                f"the baseline {path}: expected findings with file, code, key and a whole count; recreate it "
                "with --write-baseline"
            ) from error
        return cls(known, str(Path(path).resolve().parent))

    def fresh(self) -> Baseline:
        """The same baseline, of which nothing has been used up."""
        return Baseline(self._known, self._folder)

    def knows(self, finding: Finding) -> bool:
        """Whether the finding was there; each known one answers once."""
        # Texts that were given by name are no files, and have no place beside the baseline.
        for identity in (_identity(finding, self._folder), _identity(finding, "")):
            if self._left[identity] > 0:
                self._left[identity] -= 1
                return True
        return False

    def gone(self, files: Iterable[SourceFile], asked: Callable[[str], bool | None]) -> int:
        """How many known findings were not found again in files that were checked, by rules that were asked.

        Asked when the run is over. They would hide new findings of the same rule and key.
        """
        paths = {_path(file.path, folder) for file in files for folder in (self._folder, "")}
        return sum(
            count
            for (file, code, _), count in self._left.items()
            if file in paths and asked(code) is not False
        )


def baseline_document(findings: Iterable[Finding], folder: str = "") -> dict[str, Any]:
    """The findings as the document of a baseline file in `folder`, sorted so that its diffs are small."""
    counted = Counter(_identity(finding, folder) for finding in findings)
    return {
        **head("baseline"),
        "findings": [
            {"file": file, "code": code, "key": key, "count": count}
            for (file, code, key), count in sorted(counted.items())
        ],
    }


def _identity(finding: Finding, folder: str) -> tuple[str, str, str]:
    return _path(finding.file.path, folder), finding.rule.code, finding.key


@lru_cache(maxsize=4096)
def _path(path: str, folder: str) -> str:
    """A path as seen from the baseline's folder; as it is where there is no way (another drive)."""
    if folder:
        with suppress(ValueError):
            path = os.path.relpath(path, folder)
    return path.replace("\\", "/")

"""A baseline: the findings that an old repository lives with, so that only new ones are reported."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kafka_architect.errors import MalformedSourceError, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kafka_architect.validation.finding import Finding

_FORMAT = "kafka-architect-baseline"
_VERSION = 1


class Baseline:
    """How often each (file, code, key) was found when the baseline was written.

    Lines are left out, so that a finding stays known when the text around it moves; values too, so that no
    value of a configuration gets into the file.
    """

    def __init__(self, known: Counter[tuple[str, str, str]]) -> None:
        self._known = known
        self._left = Counter(known)

    @classmethod
    def read(cls, path: str | Path) -> Baseline:
        """Read a baseline file.

        Raises:
            SourceError: if it cannot be read.
            MalformedSourceError: if it is no baseline.
        """
        try:
            document = json.loads(Path(path).read_bytes())
        except OSError as error:
            raise SourceError(
                error.errno or 0, f"cannot read the baseline {path}: {error.strerror}"
            ) from error
        except (ValueError, RecursionError) as error:
            raise MalformedSourceError(f"the baseline {path} is not JSON: {error}") from error
        if not isinstance(document, dict) or document.get("format") != _FORMAT:
            raise MalformedSourceError(f"{path} is no baseline: write one with --write-baseline {path}")
        if document.get("version") != _VERSION:
            raise MalformedSourceError(
                f"{path} is a baseline of version {document.get('version')!r}; this is version {_VERSION}"
            )
        known: Counter[tuple[str, str, str]] = Counter()
        try:
            for entry in document["findings"]:
                known[str(entry["file"]), str(entry["code"]), str(entry["key"])] += int(entry["count"])
        except (KeyError, TypeError, ValueError) as error:
            raise MalformedSourceError(f"the baseline {path} has an entry without {error}") from error
        return cls(known)

    def fresh(self) -> Baseline:
        """The same baseline, of which nothing has been used up."""
        return Baseline(self._known)

    def knows(self, finding: Finding) -> bool:
        """Whether the finding was there; each known one answers once."""
        identity = _identity(finding)
        if self._left[identity] > 0:
            self._left[identity] -= 1
            return True
        return False


def baseline_document(findings: Iterable[Finding]) -> dict[str, Any]:
    """The findings as the document of a baseline file, sorted so that its diffs are small."""
    counted = Counter(_identity(finding) for finding in findings)
    return {
        "format": _FORMAT,
        "version": _VERSION,
        "findings": [
            {"file": file, "code": code, "key": key, "count": count}
            for (file, code, key), count in sorted(counted.items())
        ],
    }


def _identity(finding: Finding) -> tuple[str, str, str]:
    return finding.file.path.replace("\\", "/"), finding.rule.code, finding.key

"""What is kept in published/: the files, and what an engineer who read them first expects of the checks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

import kafka_architect as ka

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kafka_architect.validation.finding import Finding

ROOT = Path(__file__).parent / "published"
STOCK = ROOT / "apache-kafka"
_EXPECTED = ".expected.yml"

Place = tuple[str, str, str, int]


@dataclass(frozen=True)
class Published:
    """A file of a project, and the judgement of it.

    Attributes:
        path: the file.
        expected: code, key, configuration and line of each finding -> whether it is true: a fault, or advice
            that is justified for production; False where it cries wolf.
        missed: key -> the fault in the file that no finding names.
    """

    path: Path
    expected: Mapping[Place, bool]
    missed: Mapping[str, str]

    @property
    def name(self) -> str:
        """Project and file."""
        return self.path.relative_to(ROOT).as_posix()


def published() -> list[Published]:
    """Every file whose findings are judged beside it; not those of which only the faults are noted."""
    documents = ((path, _document(path)) for path in sorted(ROOT.rglob(f"*{_EXPECTED}")))
    return [_read(path, document) for path, document in documents if "findings" in document]


def noted() -> set[Path]:
    """Every file that has an expectation beside it, be it only what was noted before anything was run."""
    return {path.with_name(path.name.removesuffix(_EXPECTED)) for path in ROOT.rglob(f"*{_EXPECTED}")}


def _document(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return document


def _read(path: Path, document: Mapping[str, Any]) -> Published:
    expected = {
        (one["code"], one["key"], one["of"], one["line"]): one["judged"]
        for one in document.get("findings") or ()
    }
    missed = {one["key"]: one["fault"] for one in document.get("missed") or ()}
    return Published(path.with_name(path.name.removesuffix(_EXPECTED)), expected, missed)


def findings(path: Path, *, profile: str = "production", version: str | None = None) -> tuple[Finding, ...]:
    """What is found in one file alone, whatever settings of this repository lie around it."""
    files = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")}
    return ka.ConfigValidator(kafka_version=version, profile=profile).validate(files).findings


def place(finding: Finding) -> Place:
    """Code, key, configuration and line."""
    return finding.rule.code, finding.key, finding.configuration, finding.place[0]

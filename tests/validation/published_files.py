"""What is kept in published/: the files, and what an engineer who read them first expects of the checks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

import kafka_architect as ka

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kafka_architect.validation.finding import Finding

ROOT = Path(__file__).parent / "published"
STOCK = ROOT / "apache-kafka"
_HELD_OUT = Path(__file__).parent / "held_out.yml"
_EXPECTED = ".expected.yml"

Place = tuple[str, str, str, int]


@dataclass(frozen=True)
class Published:
    """A file of a project, and the judgement of it.

    Attributes:
        path: the file.
        expected: code, key, configuration and line of each finding -> whether it is true: a fault, or advice
            that is justified for production; False where it cries wolf.
        noted: how many faults were noted before anything was run; 0 where none were kept.
        missed: the faults in the file that no finding names.
        named: the codes that name the faults that were noted before anything was run.
    """

    path: Path
    expected: Mapping[Place, bool]
    noted: int
    missed: tuple[str, ...]
    named: frozenset[str]

    @property
    def name(self) -> str:
        """Project and file."""
        return self.path.relative_to(ROOT).as_posix()


def published() -> list[Published]:
    """Every file that has an expectation beside it."""
    return [_read(path) for path in sorted(ROOT.rglob(f"*{_EXPECTED}"))]


@dataclass(frozen=True)
class Round:
    """Files that the rules had not seen, and what was found in them before anything was mended on them.

    Attributes:
        judged: the day, as 2026-11-24.
        alike: names of files in which the same broker stands several times.
        files: name -> faults, named, true_findings and false_findings.
    """

    judged: str
    alike: tuple[str, ...]
    files: Mapping[str, Mapping[str, int]]

    def missed(self, *names: str) -> int:
        """How many of the noted faults of these files, or of all, were not named."""
        counts = [self.files[name] for name in names or self.files]
        return sum(one["faults"] - one["named"] for one in counts)


def held_out() -> list[Round]:
    """The rounds, each of files that were new when it was judged."""
    return [
        Round(str(one["judged"]), tuple(one["alike"]), one["files"])
        for one in yaml.safe_load(_HELD_OUT.read_text(encoding="utf-8"))["rounds"]
    ]


def _read(path: Path) -> Published:
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    expected = {
        (one["code"], one["key"], one["of"], one["line"]): one["judged"]
        for one in document.get("findings") or ()
    }
    noted = document.get("faults") or []
    missed = [one for one in noted if "by" not in one] + (document.get("missed") or [])
    return Published(
        path.with_name(path.name.removesuffix(_EXPECTED)),
        expected,
        len(noted),
        tuple(f"{one['key']}: {one['fault']}" for one in missed),
        frozenset(one["by"] for one in noted if "by" in one),
    )


def findings(path: Path, *, profile: str = "production", version: str | None = None) -> tuple[Finding, ...]:
    """What is found in one file alone, whatever settings of this repository lie around it."""
    files = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")}
    return ka.ConfigValidator(kafka_version=version, profile=profile).validate(files).findings


def place(finding: Finding) -> Place:
    """Code, key, configuration and line."""
    return finding.rule.code, finding.key, finding.configuration, finding.place[0]

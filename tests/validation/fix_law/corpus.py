"""The files that the law is asked of: published ones, good ones, stock ones, and the cases of every rule."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from kafka_architect.validation.rules import rules

from ..published_files import ROOT as PUBLISHED
from ..published_files import STOCK
from ..rules.case_files import cases
from ..rules.expressions import expressions
from ..test_good import ROOT as GOOD
from .law import Subject

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NOT_CONFIGURATION = (".expected.yml", ".md", "defended.yml", "true-of-stock.yml")


def kept_files() -> Iterator[Subject]:
    """Everything in published/ and good/."""
    for root in (PUBLISHED, GOOD):
        for path in sorted(root.rglob("*")):
            if path.is_file() and not path.name.endswith(_NOT_CONFIGURATION):
                yield Subject(path.name, path.read_text(encoding="utf-8"), version=_version(path))


def _version(path: Path) -> str | None:
    return path.relative_to(STOCK).parts[0] if STOCK in path.parents else None


def cases_in_dialects(most: int) -> Iterator[Subject]:
    """Each case of each rule in at most `most` of its dialects, always the same; the rules' examples."""
    for case in cases():
        if case.kind == "passes" or case.upgrade_from is not None:
            continue
        for name, text in case.files.items():
            yield Subject(name, text, case.role, case.version)
        for described in case.configurations:
            written = list(expressions(described))
            start = zlib.crc32(case.id.encode()) % max(1, len(written))
            for one in (written + written)[start : start + min(len(written), most)]:
                yield Subject(one.name, one.text, one.role, case.version)
    for rule in rules().values():
        if rule.bad and not rule.bad.startswith("--- "):
            yield Subject(rule.dialect or f"{rule.roles[0]}.properties", f"{rule.bad}\n")

"""The pages of the site as its generator reads them: those of docs/, and what they link to outside it.

Pages on GitHub link to files beside docs/ (benchmarks/results, examples). On the site such a page is a page,
any other file is served as it is, and a folder becomes its README or plain text.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"

_LINK = re.compile(r"(?<!!)\[(?P<text>[^\]\n]*)\]\((?P<target>[^)\s#]*)(?P<anchor>#[^)\s]*)?\)")
_FENCE = re.compile(r"^ {0,3}(```+|~~~+)", re.MULTILINE)
_CODE_SPAN = re.compile(r"`[^`\n]*`")
_MERMAID = re.compile(r"^```mermaid$", re.MULTILINE)
# Where files from beside docs/ are on the site, so that none hides a page.
_BESIDE = PurePosixPath("repository")
# Folders of pages that are made when the site is built; the generator checks links to them.
GENERATED = ("api", "cli")


class MissingTarget(Exception):
    """A page links to a file that is not there."""


def stage(pages: Path) -> list[PurePosixPath]:
    """Copy docs/ and what its pages link to into the folder `pages`; return the pages, relative to it."""
    staged: list[PurePosixPath] = []
    waiting = {Path(path): PurePosixPath(path.relative_to(DOCS).as_posix()) for path in _files_below(DOCS)}
    done: set[Path] = set()
    while waiting:
        source, place = waiting.popitem()
        done.add(source)
        target = pages / place
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.suffix != ".md":
            shutil.copyfile(source, target)
            continue
        staged.append(place)

        def link(linked: Path) -> PurePosixPath:
            here = _place(linked)
            if linked not in done:
                waiting[linked] = here
            return here

        text = source.read_text(encoding="utf-8")
        target.write_text(_rewritten(text, source, place, link), encoding="utf-8")
    return sorted(staged)


def _files_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def _place(source: Path) -> PurePosixPath:
    if source.is_relative_to(DOCS):
        return PurePosixPath(source.relative_to(DOCS).as_posix())
    return _BESIDE / source.relative_to(ROOT).as_posix()


def _rewritten(text: str, source: Path, place: PurePosixPath, link: Callable[[Path], PurePosixPath]) -> str:
    """The page with its links as they are on the site; code is left alone."""

    def new_link(match: re.Match[str]) -> str:
        target = match["target"]
        if not target or "://" in target or target.startswith("mailto:"):
            return match[0]
        linked = Path(os.path.normpath(source.parent / target))
        if any(linked.is_relative_to(DOCS / folder) for folder in GENERATED):
            return match[0]
        if not linked.exists() or not linked.is_relative_to(ROOT):
            raise MissingTarget(f"{source.relative_to(ROOT)} links to {target}, which does not exist")
        if linked.is_dir():
            linked /= "README.md"
            if not linked.exists():
                return match["text"]
        path = os.path.relpath(link(linked), place.parent)
        return f"[{match['text']}]({PurePosixPath(path).as_posix()}{match['anchor'] or ''})"

    # The theme draws Mermaid with a script that it loads from elsewhere: here it stays text.
    text = _MERMAID.sub("```text", text)
    return "".join(
        part if is_code else _outside_code_spans(part, new_link) for part, is_code in _parts(text)
    )


def _outside_code_spans(text: str, new_link: Callable[[re.Match[str]], str]) -> str:
    """Links whose text is a code span are links; what looks like one inside a code span is none."""
    code = [match.span() for match in _CODE_SPAN.finditer(text)]

    def unless_code(match: re.Match[str]) -> str:
        inside = any(start < match.start() and match.end() < end for start, end in code)
        return match[0] if inside else new_link(match)

    return _LINK.sub(unless_code, text)


def _parts(text: str) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is a fenced block of code."""
    parts: list[tuple[str, bool]] = []
    fence = ""
    piece: list[str] = []
    for line in text.splitlines(keepends=True):
        mark = _FENCE.match(line)
        if not fence and mark:
            parts.append(("".join(piece), False))
            piece, fence = [line], mark[1]
        elif fence and line.strip() == fence:
            parts.append(("".join([*piece, line]), True))
            piece, fence = [], ""
        else:
            piece.append(line)
    parts.append(("".join(piece), bool(fence)))
    return parts

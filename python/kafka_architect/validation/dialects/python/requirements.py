"""Which kafka-python a program runs with, as the program or the files around it say: a minor version.

The program itself (PEP 723), then lock files, requirements and project files of its folder or the nearest one
above it that names the package. Of what a requirement allows, the newest counts.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kafka_architect.validation.source_file import SourceFile

Minor = tuple[int, int]
# The newest first; 1.4 takes the arguments of 2.0.
MINORS: tuple[Minor, ...] = ((3, 0), (2, 3), (2, 2), (2, 1), (2, 0))
NEWEST = MINORS[0]
# A fork of 2.0 under the same name of import.
_FORK = (2, 0)
_LOCKS = ("uv.lock", "poetry.lock", "pdm.lock")
_FILES = ("requirements*.txt", "requirements*.in", "pyproject.toml", "setup.cfg", "setup.py", "Pipfile")
_INLINE = re.compile(r"(?m)^# /// script[ \t]*$(?P<block>(?:\n#(?! ///)(?: [^\n]*+)?$)++)\n# ///[ \t]*$")
_LOCKED = re.compile(
    r'^name = "kafka-python(?P<fork>-ng)?"\r?\nversion = "(?P<version>[0-9.]+)"', re.MULTILINE
)
_REQUIRED = re.compile(
    r"""^[ \t#"']*+(?:[\w.-][\w."'-]*+[ \t]*+=[ \t]*+(?:\[[ \t]*+)?["'])?"""
    r"""kafka[-_]python(?P<fork>-ng)?\b["']?(?:\[[^\]\n]*\])?[ \t]*+"""
    r"""(?:=[ \t]*(?:\{[ \t]*version[ \t]*=[ \t]*)?["'])?(?P<bounds>[^#;"'\n]*)""",
    re.MULTILINE,
)
_BOUND = re.compile(
    r"(?:(?P<sign>===?|~=|>=|<=|!=|<|>|\^|~)[ \t]*+)?v?(?P<number>\d+(?:\.\d+)*)(?P<any>\.\*)?"
)
_MOST_FOLDERS = 6
_LARGEST = 4 * 1024 * 1024


def kafka_python_of(file: SourceFile) -> Minor:
    """The version that the program runs with; the newest where nothing says so."""
    inline = _INLINE.search(file.text)
    told = _told(inline["block"]) if inline is not None else None
    if told is None:
        told = _beside(str(Path(file.path).parent)) if _on_disk(file.path) else None
    return told or NEWEST


def _on_disk(path: str) -> bool:
    try:
        return Path(path).is_file()
    except ValueError:  # no name that a file could have
        return False


@lru_cache(maxsize=1024)
def _beside(start: str) -> Minor | None:
    """What the nearest folder says, upwards to the root of its repository."""
    folder = Path(start).resolve()
    for candidate in (folder, *folder.parents)[:_MOST_FOLDERS]:
        for name in (*_LOCKS, *_FILES):
            for path in sorted(candidate.glob(name)):
                told = _told(_text(path), locked=name in _LOCKS)
                if told is not None:
                    return told
        if (candidate / ".git").exists():
            break
    return None


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            return ""
        return path.read_text("utf-8", "replace")
    except OSError:  # what cannot be read says nothing
        return ""


def _told(text: str, *, locked: bool = False) -> Minor | None:
    found = (_LOCKED if locked else _REQUIRED).search(text)
    if found is None:
        return None
    if found["fork"]:
        return _FORK
    bounds = "==" + found["version"] if locked else found["bounds"]
    return newest_allowed(bounds)


def newest_allowed(bounds: str) -> Minor | None:
    """The newest minor version that `>=2.0,<3` allows; None where all are allowed, or none."""
    parsed = [
        (found["sign"] or "==", tuple(map(int, found["number"].split(".")[:3])), bool(found["any"]))
        for found in _BOUND.finditer(bounds)
        if len(found["number"]) <= 20
    ]
    allowed = [one for one in MINORS if all(_allows(one, *bound) for bound in parsed)]
    return allowed[0] if parsed and allowed else None


def _allows(minor: Minor, sign: str, number: tuple[int, ...], any_patch: bool) -> bool:
    """Whether a release of the minor version is within a bound."""
    # Whatever 1.x allows is read as 2.0.
    bound = max((number[0], *number[1:2], 0)[:2], MINORS[-1])
    oldest, patch = minor == MINORS[-1], number[2] if len(number) > 2 else 0
    if sign in ("<", "<="):
        same = minor == bound and (sign == "<=" or patch > 0 or oldest)
        return minor < bound or same
    if sign in (">", ">=", "!="):
        return minor >= bound or sign == "!="
    whole_major = sign == "^" or (sign == "~=" and len(number) < 3) or (any_patch and len(number) == 1)
    return minor[0] == bound[0] and minor >= bound if whole_major else minor == bound

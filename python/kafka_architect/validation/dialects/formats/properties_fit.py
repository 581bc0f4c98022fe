"""Whether a text can be a .properties file at all, where only the name of the file says so.

`.conf`, `.config`, `.cfg` and `.txt` are the endings of many formats: HOCON, JSON, XML, YAML, INI, the
configuration of nginx or Logstash, logs, prose. java.util.Properties reads every text; what it makes of these
nobody meant, and an edit of it would break the file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# A block of braces or brackets that opens at the end of a line, or closes on a line of its own.
_OPENS = re.compile(r"(?:^|[^{$])\{$|[=:]\s*[\[(]$|^[\[(]$")
_CLOSES = re.compile(r"[})\]]+[,;]?")
# HOCON: `${?NAME}`, `include "file"`, `key += value`, a text in three quotes.
_HOCON = re.compile(r'\$\{\?|^include\s+["(a-z]|^[\w.-]+\s*\+=|[=:]\s*"""')
_MARKUP = re.compile(r"<[?!A-Za-z]")
_SECTION = re.compile(r"\[\[?[^\[\]=%]+\]\]?")  # INI and TOML
_ITEM = re.compile(r"-\s+\S")  # of a list in YAML
_PAIR = re.compile(r"[^\s=:]+[ \t]*[=:]")
_LOG = re.compile(r"\[?(?:\d{4}-\d\d-\d\d|\d\d:\d\d:\d\d)|\[?(?:TRACE|DEBUG|INFO|WARN|ERROR)\b")
_TEMPLATE_LINE = re.compile(r"\{\{.*\}\}|\{%.*%\}|\{#.*#\}|<%.*%>|%\{.*\}|\$\{[^}]*\}|\$\w+")
_LINE_END = re.compile(r"\r\n|\r|\n")
_FEWEST_PAIRS = 0.8  # of the lines that say something


def fits_properties(text: str, name: str = "") -> bool:
    """Whether the text may be .properties; `name` is that of its file.

    Blocks of braces, markup and HOCON's own signs fit no .properties file. Under another ending than
    .properties each line must also look like a pair: there are no sections, lists, nested keys or log lines.
    """
    named = ".properties" in name.lower()
    lines = [line for line in _logical_lines(text) if not _TEMPLATE_LINE.fullmatch(line.strip())]
    if any(_foreign(line.strip()) for line in lines) or _MARKUP.match(text.lstrip()):
        return False
    return named or _only_pairs(lines)


def _foreign(line: str) -> bool:
    return bool(_OPENS.search(line) or _CLOSES.fullmatch(line) or _HOCON.search(line))


def _only_pairs(lines: list[str]) -> bool:
    pairs = 0
    above = ""
    for line in lines:
        stripped = line.strip()
        deeper = len(line) - len(line.lstrip()) > len(above) - len(above.lstrip())
        if _SECTION.fullmatch(stripped) or _ITEM.match(stripped) or _LOG.match(stripped):
            return False
        if deeper and above.rstrip().endswith(":"):  # a nested key of YAML
            return False
        pairs += _PAIR.match(stripped) is not None
        above = line
    return pairs >= _FEWEST_PAIRS * len(lines)


def _logical_lines(text: str) -> Iterator[str]:
    """Lines that are neither blank nor comments; of those that a backslash continues only the first."""
    continued = False
    for line in _LINE_END.split(text):
        before, continued = continued, (len(line) - len(line.rstrip("\\"))) % 2 == 1
        if not before and line.strip() and line.lstrip()[0] not in "#!":
            yield line

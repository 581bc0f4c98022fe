"""Values that are only known later: templates left in a file."""

from __future__ import annotations

import re

# ${X}, $X (upper case only, as shells and compose files write it), {{ x }}, {% x %}, <% x %>, @x@, %VAR%,
# _{HOSTNAME_COMMAND} of wurstmeister/kafka, and what `mask` leaves in place of a template.
MASK = "\ue000"
_PLACEHOLDER = re.compile(
    r"\$\{|\$\(|\$[A-Z_][A-Z0-9_]*|\{\{|\{%|<%|@[A-Za-z_.][A-Za-z0-9_.-]*@|^%[A-Z_]+%$|_\{[A-Z_]+\}|" + MASK
)
_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|<%.*?%>", re.DOTALL)


def has_placeholder(value: str) -> bool:
    """Whether a value holds something that another program replaces."""
    # Most values have none of these, and every value is asked.
    if not ("$" in value or "{" in value or "@" in value or "%" in value or "<" in value or MASK in value):
        return False
    return _PLACEHOLDER.search(value) is not None


def mask(text: str) -> str:
    """`text` of the same length with templates taken out, so that what is around them can be parsed.

    A line of nothing but templates becomes blanks (a control structure: `{{- if .Values.x }}`); a template
    within a line becomes a word of MASK characters.
    """
    if "{{" not in text and "{%" not in text and "<%" not in text:
        return text
    masked: list[str] = []
    at = 0
    for found in _TEMPLATE.finditer(text):
        start, end = found.span()
        masked.append(text[at:start])
        line_start = text.rfind("\n", 0, start) + 1
        line_end = text.find("\n", end)
        rest = text[end : line_end if line_end >= 0 else len(text)]
        alone = not _TEMPLATE.sub("", text[line_start:start]).strip() and not _TEMPLATE.sub("", rest).strip()
        filler = " " if alone else MASK
        masked.append("".join(c if c in "\r\n" else filler for c in found.group()))
        at = end
    masked.append(text[at:])
    return "".join(masked)

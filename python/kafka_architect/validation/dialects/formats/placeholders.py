"""Values that are only known later: templates left in a file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# ${X}, $X (upper case only, as shells and compose files write it), {{ x }}, {% x %}, <% x %>, @x@, %VAR%,
# _{HOSTNAME_COMMAND} of wurstmeister/kafka, and what `mask` leaves in place of a template.
MASK = "\ue000"
_PLACEHOLDER = re.compile(
    r"\$\{|\$\(|\$[A-Z_][A-Z0-9_]*|\{\{|\{%|<%|@[A-Za-z_.][A-Za-z0-9_.-]*@|^%[A-Z_]+%$|_\{[A-Z_]+\}|" + MASK
)
_CLOSINGS = {"{{": "}}", "{%": "%}", "<%": "%>"}
_OPENING = re.compile(r"\{\{|\{%|<%")


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
    spans = list(_templates(text))
    ends = [0, *(end for _, end in spans)]
    gaps = [text[end:start] for end, (start, _) in zip(ends, [*spans, (len(text), 0)], strict=True)]
    templates = [text[start:end] for start, end in spans]
    before = _ink_on_the_line(gaps, templates)
    behind = _ink_on_the_line([gap[::-1] for gap in gaps[::-1]], templates[::-1])[::-1]
    masked = [gaps[0]]
    for template, gap, first, last in zip(templates, gaps[1:], before, behind, strict=True):
        filler = MASK if first or last else " "
        masked.append("".join(c if c in "\r\n" else filler for c in template))
        masked.append(gap)
    return "".join(masked)


def _templates(text: str) -> Iterator[tuple[int, int]]:
    """Where templates are: each from its opening to the nearest closing; what is never closed is none."""
    closings = dict(_CLOSINGS)
    at = 0
    while closings and (found := _OPENING.search(text, at)) is not None:
        closing = closings.get(found.group())
        end = -1 if closing is None else text.find(closing, found.end())
        if end < 0:
            closings.pop(found.group(), None)  # nor is it closed further on
            at = found.start() + 1
        else:
            at = end + 2
            yield found.start(), at


def _ink_on_the_line(gaps: list[str], templates: list[str]) -> list[bool]:
    """For each template, whether text stands before it on its line; `gaps` is what stands between them."""
    found: list[bool] = []
    ink = False
    for gap, template in zip(gaps, templates, strict=False):
        line = gap.rpartition("\n")
        ink = bool(line[2].strip()) or (ink and not line[1])
        found.append(ink)
        ink = ink and "\n" not in template
    return found

"""Values that are only known later: templates left in a file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.configuration import Setting

# What `mask` leaves in place of a template.
MASK = "\ue000"
_PLACEHOLDER = re.compile(
    "|".join(
        (
            r"\$[{(]|\$[A-Z_][A-Z0-9_]*|^\$[a-z_]\w*$",  # ${x}, $(x), $X within a text; $x alone
            r"\{\{|\{%|<%|[#%]\{",  # Jinja, Helm, ERB, SpEL and Octopus, Terraform
            r"\{\$?[A-Za-z_][\w.-]*\}",  # {broker_id} of str.format
            r"<[A-Za-z][\w .-]*>",  # <CLUSTER_ENDPOINT> of documentation
            r"@[A-Za-z_.][A-Za-z0-9_.-]*@|^%[A-Z_]+%$|%\(\w+\)s|__[A-Z][A-Z0-9_]*__",
            r"(?<!\w):[A-Z][A-Z0-9_]+:(?!\w)",  # :BOOTSTRAP_SERVERS: of sed scripts
            r"_\{[A-Z_]+\}",  # _{HOSTNAME_COMMAND} of wurstmeister/kafka
            MASK,
        )
    ),
    re.ASCII,
)
_HINTS = ("$", "{", "@", "%", "<", "__", ":", MASK)
# A variable's name, and what it is left at; ${file:/path:key} and ${env:NAME} name a provider in lower case.
_WITH_DEFAULT = re.compile(
    r"\$\{(?P<name>[A-Z_][A-Z0-9_]*(?=:)|[A-Za-z][\w-]*(?:\.[\w-]+)+(?=:)|[A-Za-z_]\w*(?=:-)):-?(?P<default>[^${}]+)\}",
    re.ASCII,
)
_MOST_NESTED = 8
_CLOSINGS = {"{{": "}}", "{%": "%}", "<%": "%>"}
_OPENING = re.compile(r"\{\{|\{%|<%")


def has_placeholder(value: str) -> bool:
    """Whether a value holds something that another program replaces."""
    # Most values have none of these, and every value is asked.
    for hint in _HINTS:
        if hint in value:
            return _PLACEHOLDER.search(value) is not None
    return False


def with_default(setting: Setting) -> Setting:
    """The setting with the defaults of `${NAME:default}` and `${NAME:-default}` in place of them.

    What has no default is only known later, as before; `default_of` names who may say otherwise.
    """
    value = setting.value
    if value is None or "${" not in value:
        return setting
    names: list[str] = []
    for _ in range(_MOST_NESTED):
        found = list(_WITH_DEFAULT.finditer(value))
        if not found:
            break
        names += [one["name"] for one in found]
        value = _WITH_DEFAULT.sub(lambda one: one["default"], value)
    if not names or has_placeholder(value):
        return setting
    return setting._replace(value=value, resolved=True, default_of=setting.default_of or names[-1])


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

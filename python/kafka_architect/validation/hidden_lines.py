"""Lines of a file with the secrets in them hidden, whoever they belong to.

For what is shown of a file beyond the settings that were read: the lines around a change. A file may have a
database's password next to a broker's settings, in any dialect, at places that no dialect reads.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from kafka_architect.secret_names import names_secret, names_secret_of_others
from kafka_architect.validation.secrets import HIDDEN, KnownSecrets, looks_secret, may_hold_secret

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    # Whether the next line still belongs to a value that began above it.
    Inside = Callable[[str], bool]

# A name and what stands between it and its value: `a.b=`, `"a": `, `--a `, `a b` of .properties. Whole words,
# and nothing is given back (`*+`): a line may be a megabyte long.
_NAMES = (
    re.compile(
        r"""(?<![\w.\-\[\]>/])(?P<name>[\w.\-\[\]>/]++)\\?["']?\s*+(?:=>|:=|[:=])(?!//|(?:SASL_)?(?:SSL|PLAINTEXT)\b)\s*"""
    ),
    re.compile(r"""(?<![\w.-])(?P<name>--?[A-Za-z][\w.-]*+)["']?[\s,]++["']?(?=[^\s\\])"""),
    re.compile(r"^\s*+(?P<name>[\w.-]++)[ \t]+(?=[^\s=:])"),
)
_FLAG_ALONE = re.compile(r"""^\s*(?:-\s+)?["']?(?P<name>--?[A-Za-z][\w.-]*)["']?,?\s*\\?$""")
# Where the name is itself a value (a container's variables) or names the block (a variable of Terraform).
_PAIR_NAME = re.compile(r"""(?:^|[\s{,-])["']?(?:name|key)["']?\s*[:=]\s*["']?(?P<name>[\w.-]+)["']?""")
_PAIR_VALUE = re.compile(r"""(?:^|[\s{,-])["']?(?:value|default)["']?\s*[:=]\s*""")
_NAMED_BLOCK = re.compile(r"""["'](?P<name>[\w.-]+)["']\s*\{$""")
# A string that is all of a value: what follows is not joined to it.
_QUOTED = re.compile(
    r"""(?P<quote>["'])(?!\1\1)(?:(?!(?P=quote))[^\\]|\\.)*(?P=quote)(?=\s*(?:[,;)}\]]|(?:#|//).*$|$))"""
)
_ITEM = re.compile(r"\s*(?:-\s|\{)")

_KEY_MATERIAL = re.compile(r"""^[\s"'+]*+[A-Za-z0-9+/=]{40,}(?:\\n|[\\\s"',])*$""")
_BLOCK_SCALAR = re.compile(r"^[|>][\d+-]*\s*(?:#.*)?$")
_HERE_DOCUMENT = re.compile(r"""<<[-~]?["']?(?P<end>\w+)["']?$""")
_KIND_SECRET = re.compile(r"""^\s*(?:-\s+)?["']?kind["']?:\s*["']?Secret\b""")
_DATA = re.compile(r"""^\s*["']?(?:data|stringData)["']?:\s*(?:#.*)?$""")
_MOST_OF_A_PLAIN_VALUE = 200
_BEGIN, _END = "-----BEGIN ", "-----END "


def hidden_lines(
    lines: list[str], secrets: Collection[str], wanted: Collection[int] | None = None
) -> list[str]:
    """`lines`, each with its line end, with secrets hidden: as many lines as before.

    `secrets` are those that are known; the others are told by the names before them, and by their looks.
    `wanted` are the numbers of the lines that will be shown: known secrets are looked for in these alone.
    """
    contents = [line.rstrip("\r\n") for line in lines]
    ends = [line[len(content) :] for line, content in zip(lines, contents, strict=True)]
    shown = list(_shown(contents))
    for number in _values_before_names(contents):
        found = _PAIR_VALUE.search(shown[number])
        shown[number] = shown[number][: found.end() if found else 0] + HIDDEN
    for number in _data_of_secrets(contents):
        head = _NAMES[0].match(contents[number].lstrip())
        value = "" if head is None else contents[number].lstrip()[head.end() :]
        if (value.strip() and not _BLOCK_SCALAR.match(value)) or head is None:
            shown[number] = _blanks(contents[number]) + ("" if head is None else head.group()) + HIDDEN
    known = KnownSecrets(secrets)
    for number in range(len(lines)) if wanted is None else wanted:
        shown[number] = known.hidden_in(shown[number])
    return [line + end for line, end in zip(shown, ends, strict=True)]


def _shown(contents: list[str]) -> Iterator[str]:
    inside: Inside | None = None
    pair = False  # the line above is the name of a secret, whose value may stand here
    named_block: Inside | None = None
    for content in contents:
        if inside is not None and inside(content):
            yield _blanks(content) + HIDDEN
            continue
        inside = None
        if named_block is not None and not named_block(content):
            named_block = None
        # Most lines of most files: nothing below needs to look at them.
        if not (pair or named_block or may_hold_secret(content) or _KEY_MATERIAL.match(content)):
            yield content
            continue
        paired = (pair and not _ITEM.match(content)) or named_block is not None
        pair = _named(_PAIR_NAME, content)
        if _named(_NAMED_BLOCK, content):
            named_block = _deeper_than(content)
        shown, at = _hidden(content, paired=paired or pair)
        inside = _goes_on(content, at)
        yield shown


def _hidden(content: str, *, paired: bool) -> tuple[str, int | None]:
    """A line without its secrets, and where one begins that may go on below it."""
    matches = (match for names in _NAMES for match in names.finditer(content))
    starts = {match.end() for match in matches if _names_secret(match, content)}
    if paired and (pair := _PAIR_VALUE.search(content)) is not None:
        starts.add(pair.end())
    shown, shown_to = "", 0
    for at in sorted(starts):
        if at < shown_to:
            continue
        quoted = _QUOTED.match(content, at)
        shown += content[shown_to:at]
        if quoted is None:
            value = content[at:]
            return shown + (value if not value.strip() or _BLOCK_SCALAR.match(value) else HIDDEN), at
        shown += f"{quoted['quote']}{HIDDEN}{quoted['quote']}"
        shown_to = quoted.end()
    rest = content[shown_to:]
    if looks_secret(rest) or _KEY_MATERIAL.match(rest):
        name = _NAMES[0].match(rest.lstrip())
        head = "" if name is None else _blanks(rest) + name.group()
        return shown + head + HIDDEN, None
    return shown + rest, None


def _names_secret(name: re.Match[str], content: str) -> bool:
    value = content[name.end() : name.end() + _MOST_OF_A_PLAIN_VALUE]
    return any(names_secret_of_others(one, value) for one in _readings(name["name"]))


def _named(pattern: re.Pattern[str], content: str) -> bool:
    found = pattern.search(content)
    return found is not None and any(map(names_secret, _readings(found["name"])))


def _readings(name: str) -> tuple[str, ...]:
    """A name, and what stands in its last brackets: Spring writes a name with dots as '[a.b]'."""
    within = name[:-1].rpartition("[")[2] if name.endswith("]") else ""
    return (name, within) if within else (name,)


def _goes_on(content: str, at: int | None) -> Inside | None:
    """How the secret of a line goes on in those below it; None where it ends with the line."""
    if _BEGIN in content and _END not in content:
        return _until(_END)
    if at is None:
        return _next_only() if _named(_FLAG_ALONE, content) else None
    value = content[at:].rstrip(" \t,")
    here_document = _HERE_DOCUMENT.search(value)
    triple = [quotes for quotes in ('"""', "'''") if value.count(quotes) % 2]
    if here_document is not None or triple:
        return _until(here_document["end"] if here_document is not None else triple[0])
    if (len(value) - len(value.rstrip("\\"))) % 2:
        return _continued()
    opened = sum(map(value.count, "([{")) > sum(map(value.count, ")]}"))
    open_string = value[:1] in ("'", '"') and value.count(value[0]) == 1
    if not value or opened or open_string or _BLOCK_SCALAR.match(value):
        return _deeper_than(content)
    return None


def _until(mark: str) -> Inside:
    ended = False

    def inside(content: str) -> bool:
        nonlocal ended
        was, ended = ended, ended or mark in content
        return not was

    return inside


def _continued() -> Inside:
    goes_on = True

    def inside(content: str) -> bool:
        nonlocal goes_on
        was, goes_on = goes_on, bool((len(content) - len(content.rstrip("\\"))) % 2)
        return was

    return inside


def _next_only() -> Inside:
    lines = iter((True,))
    return lambda _: next(lines, False)


def _deeper_than(content: str) -> Inside:
    """Lines that are indented more; items of a list may stand right below their key."""
    indentation = len(_blanks(content))
    item = content[indentation:].startswith("- ")

    def inside(below: str) -> bool:
        depth = len(_blanks(below))
        same = depth == indentation and not item and below[depth:].startswith("- ")
        return not below.strip() or depth > indentation or same

    return inside


def _blanks(content: str) -> str:
    return content[: len(content) - len(content.lstrip(" \t"))]


def _values_before_names(contents: list[str]) -> Iterator[int]:
    """Lines `- value: ...` above the name of a secret."""
    for number, (above, content) in enumerate(pairwise(contents)):
        item = _ITEM.match(above) and not _ITEM.match(content)
        if item and _named(_PAIR_NAME, content) and _PAIR_VALUE.search(above):
            yield number


def _data_of_secrets(contents: list[str]) -> Iterator[int]:
    """The lines below `data` and `stringData` in documents that hold a Secret of Kubernetes."""
    secret = False
    documents = [number for number, content in enumerate(contents) if content.startswith("---")]
    for first, last in pairwise((0, *documents, len(contents))):
        secret = any(map(_KIND_SECRET.match, contents[first:last]))
        inside: Inside | None = None
        for number in range(first, last) if secret else ():
            content = contents[number]
            if inside is not None and inside(content):
                if content.strip():
                    yield number
            else:
                inside = _deeper_than(content) if _DATA.match(content) else None

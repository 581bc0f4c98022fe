"""HCL as `terraform fmt` would leave it: aligned equals signs, two blanks, comments behind values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Expression:
    """Text that Terraform evaluates: var.environment."""

    text: str


@dataclass(frozen=True, slots=True)
class Noted:
    """A value with a comment behind it; "" writes none."""

    value: str | int | bool | Expression
    comment: str


@dataclass(frozen=True, slots=True)
class Block:
    """`kind "label" { body }`; values are scalars, lists, mappings, and Blocks whose keys are not written."""

    kind: str
    labels: tuple[str, ...]
    body: Mapping[str, Any]
    comment: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    key: str
    value: str
    comment: str = ""


def hcl_text(blocks: Sequence[Block]) -> str:
    """The blocks with a blank line between them; ends with a line feed."""
    return "\n".join("\n".join(_block(one, 0)) + "\n" for one in blocks)


def label(name: str, taken: set[str]) -> str:
    """An identifier for a name: `orders.events` is orders_events; `taken` grows by it."""
    plain = re.sub(r"[^A-Za-z0-9_]+", "_", name).strip("_") or "unnamed"
    plain = f"_{plain}" if plain[0].isdigit() else plain
    found, number = plain, 1
    while found in taken:
        number += 1
        found = f"{plain}_{number}"
    taken.add(found)
    return found


def _block(block: Block, depth: int) -> Iterator[str]:
    pad = "  " * depth
    if block.comment:
        yield f"{pad}# {block.comment}"
    head = " ".join([block.kind, *(quoted(one) for one in block.labels)])
    if not block.body:
        yield f"{pad}{head} {{}}"
        return
    yield f"{pad}{head} {{"
    yield from _body(block.body, depth + 1, quote_keys=False)
    yield f"{pad}}}"


def _body(body: Mapping[str, Any], depth: int, *, quote_keys: bool) -> Iterator[str]:
    """Runs of one-line attributes are aligned; blocks and attributes of several lines end a run."""
    pad, run, first = "  " * depth, list[_Line](), True
    for key, value in body.items():
        name = quoted(key) if quote_keys else key
        if isinstance(value, Block):
            yield from _aligned(run, pad)
            run = []
            if not first:
                yield ""
            yield from _block(value, depth)
        elif isinstance(value, dict) and value:
            yield from _aligned(run, pad)
            run = []
            yield f"{pad}{name} = {{"
            yield from _body(value, depth + 1, quote_keys=True)
            yield f"{pad}}}"
        elif isinstance(value, Noted):
            run.append(_Line(name, _value(value.value), value.comment))
        else:
            run.append(_Line(name, _value(value)))
        first = False
    yield from _aligned(run, pad)


def _aligned(run: list[_Line], pad: str) -> Iterator[str]:
    width = max((len(one.key) for one in run), default=0)
    texts = [f"{pad}{one.key:<{width}} = {one.value}" for one in run]
    index = 0
    while index < len(run):
        end = index
        while end < len(run) and run[end].comment:
            end += 1
        if end == index:
            yield texts[index]
            index += 1
            continue
        widest = max(len(one) for one in texts[index:end])
        for text, line in zip(texts[index:end], run[index:end], strict=True):
            yield f"{text:<{widest}} # {line.comment}"
        index = end


def _value(value: Any) -> str:
    if isinstance(value, Expression):
        return value.text
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, dict):
        return "{}"
    return quoted(str(value))


def quoted(text: str) -> str:
    """A string literal; `${` and `%{` are text, and what does not print is escaped."""
    escaped = encode_basestring(text).replace("${", "$${").replace("%{", "%%{")
    # Looking at each character of a large design takes long.
    return escaped if escaped.isprintable() else "".join(map(_escaped, escaped))


def _escaped(character: str) -> str:
    if character.isprintable():
        return character
    return f"\\u{ord(character):04x}" if ord(character) < 0x10000 else f"\\U{ord(character):08x}"

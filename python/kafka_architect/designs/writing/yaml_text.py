"""YAML as people would write it: block style, plain words unquoted, comments beside values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any, Final

from kafka_architect.designs.writing.words import comment

# Starts like a word or path and has nothing that YAML gives a meaning to; all else is quoted.
_PLAIN: Final = re.compile(r"[A-Za-z_/][A-Za-z0-9_./()-]*(?:[ ,][A-Za-z0-9_./()-]+)*")
# What a reader of YAML 1.1 or 1.2 would take for something else than text.
_RESERVED: Final = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"})


@dataclass(frozen=True, slots=True)
class Commented:
    """A scalar with a comment behind it; "" writes none."""

    value: str | int | float | bool
    comment: str


def typed(key: str, text: str) -> Commented:
    """A setting's value: numbers and booleans as such, with a human comment."""
    value: str | int | bool = text
    if text in {"true", "false"}:
        value = text == "true"
    elif re.fullmatch(r"-?(0|[1-9][0-9]{0,18})", text):
        value = int(text)
    return Commented(value, comment(key, text))


def yaml_text(*documents: Any) -> str:
    """The documents, separated by `---`; each ends with a line feed."""
    texts = []
    for one in documents:
        lines: list[str] = []
        _write(one, "", lines)
        texts.append("\n".join(lines) + "\n")
    return "---\n".join(texts)


def scalar(value: Any) -> str:
    """A scalar as YAML writes it, quoted where it must be."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return repr(value)
    return _word(str(value))


# Keys and values of a design repeat.
@lru_cache(maxsize=8192)
def _word(text: str) -> str:
    if _PLAIN.fullmatch(text) and text.lower() not in _RESERVED:
        return text
    # A JSON string is a YAML string; what does not print is escaped as YAML has it.
    quoted = encode_basestring(text)
    return quoted if quoted.isprintable() else "".join(map(_escaped, quoted))


def _escaped(character: str) -> str:
    if character.isprintable():
        return character
    return f"\\u{ord(character):04x}" if ord(character) < 0x10000 else f"\\U{ord(character):08x}"


def _write(value: Any, pad: str, lines: list[str]) -> None:
    """Append the lines of a value that begins at the indentation `pad`."""
    if isinstance(value, dict) and value:
        for key, one in value.items():
            _entry(f"{pad}{scalar(key)}:", one, pad, lines)
    elif isinstance(value, (list, tuple)) and value:
        for one in value:
            if isinstance(one, (dict, list, tuple)) and one:
                start = len(lines)
                _write(one, f"{pad}  ", lines)
                lines[start] = f"{pad}- {lines[start].lstrip()}"
            else:
                lines.append(f"{pad}- {_inline(one)}")
    else:
        lines.append(f"{pad}{_inline(value)}")


def _entry(head: str, value: Any, pad: str, lines: list[str]) -> None:
    if isinstance(value, (dict, list, tuple)) and value:
        lines.append(head)
        _write(value, f"{pad}  ", lines)
    elif isinstance(value, str) and "\n" in value.strip("\n") and _is_block(value):
        lines.append(f"{head} |-")
        lines += [f"{pad}  {line}" if line else "" for line in value.rstrip("\n").split("\n")]
    else:
        lines.append(f"{head} {_inline(value)}")


def _is_block(text: str) -> bool:
    """Whether a text of several lines can be written as a block: no indentation to guess, all printable."""
    lines = text.rstrip("\n").split("\n")
    return (
        bool(lines[0]) and not lines[0].startswith((" ", "\t")) and all(line.isprintable() for line in lines)
    )


def _inline(value: Any) -> str:
    if isinstance(value, Commented):
        return f"{scalar(value.value)}  # {value.comment}" if value.comment else scalar(value.value)
    if isinstance(value, dict):
        return "{}"
    if isinstance(value, (list, tuple)):
        return "[]"
    return scalar(value)

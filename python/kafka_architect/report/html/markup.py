"""HTML from parts that escape by themselves: no text of others can become markup.

What is no `Markup` is text, and is made printable and escaped where it is put in. The result is well-formed
XML too, so that tests can read it.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final, TypeAlias

from kafka_architect.report.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_VOID: Final = frozenset({"br", "hr", "input", "link", "meta"})


class Markup(str):
    """HTML already: made by `element` and `joined` alone, or of texts of this project."""

    __slots__ = ()


Child: TypeAlias = "str | int | float | Iterable[Child] | None"
Attribute: TypeAlias = "str | int | float | bool | None"


def element(name: str, /, *children: Child, **attributes: Attribute) -> Markup:
    """An element. Attributes: `class_` and `for_` lose their underscore, others have hyphens in its place.

    None and False leave an attribute out; True gives it its name as value.
    """
    told = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _VOID:
        return Markup(f"<{name}{told}/>")
    return Markup(f"<{name}{told}>{''.join(_flat(children))}</{name}>")


def joined(*children: Child) -> Markup:
    """Children without an element around them."""
    return Markup("".join(_flat(children)))


def _attribute(key: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    text = name if value is True else f"{value:.6g}" if isinstance(value, float) else str(value)
    return f' {name}="{escape(printable(text))}"'


def _flat(children: Iterable[Child]) -> Iterator[str]:
    for one in children:
        if one is None:
            continue
        if isinstance(one, Markup):
            yield one
        elif isinstance(one, str):
            yield escape(printable(one))
        elif isinstance(one, int | float):
            yield str(one)
        else:
            yield from _flat(one)

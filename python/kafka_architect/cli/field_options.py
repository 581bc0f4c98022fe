"""Options that are fields of a result's input: a table of them becomes click options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def field_options(rows: Sequence[tuple[str, str, str]]) -> Callable[[Any], Any]:
    """A decorator that adds an option for each (option, field, help), in this order; None where not given."""

    def add(command: Any) -> Any:
        for option, field, text in reversed(rows):
            command = click.option(option, field, help=text)(command)
        return command

    return add

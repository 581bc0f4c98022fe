"""Options that are fields of a result's input: a table of them becomes click options."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class FieldOption(click.Option):
    """An option whose default is that of a field, so that help and result cannot differ.

    The class is looked at when help is asked for: to import it takes longer than to parse a command line.
    """

    field_of: str = ""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Names and help, with the field's default."""
        record = super().get_help_record(ctx)
        default = self.field_default()
        if record is None or default is None or "[default:" in record[1]:
            return record
        return record[0], f"{record[1]}  [default: {default}]"

    def field_default(self) -> str | None:
        """The field's default as people write it; None where there is none, or it depends on others."""
        module, _, name = self.field_of.partition(":")
        value = getattr(getattr(import_module(module), name), self.name or "", None)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return None if value < 0 else f"{value:.15g}"
        return None if value is None else str(value)


def field_options(rows: Sequence[tuple[str, str, str]], of: str) -> Callable[[Any], Any]:
    """A decorator that adds an option for each (option, field, help), in this order; None where not given.

    `of` is the class that has the fields: "module:Class".
    """

    class _OfClass(FieldOption):
        field_of = of

    def add(command: Any) -> Any:
        for option, field, text in reversed(rows):
            command = click.option(option, field, cls=_OfClass, help=text)(command)
        return command

    return add

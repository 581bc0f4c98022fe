"""What the parts of `analyze` share that give another document than a report of keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kafka_architect.report.printable import printable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


def warn(messages: Iterable[str]) -> None:
    """Print warnings to standard error, before the result that they are about."""
    for message in messages:
        click.echo(f"Warning: {printable(message)}", err=True)


def refuse_others(known: Collection[str], reason: str) -> None:
    """Refuse options that were given and are not known here; `reason` follows the option's name.

    Raises:
        click.UsageError: One was given.
    """
    context = click.get_current_context()
    for parameter in context.command.params:
        given = context.get_parameter_source(parameter.name or "")
        if given is click.core.ParameterSource.COMMANDLINE and parameter.name not in known:
            raise click.UsageError(f"{parameter.opts[0]} {reason}")

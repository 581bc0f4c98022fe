"""What the parts of `analyze` share that give another document than a report of keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import click

from kafka_architect.report.printable import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from rich.console import Console


class Printed(Protocol):
    """A result that has a document."""

    def to_json(self) -> str:
        """The document as JSON."""

    def to_dict(self) -> dict[str, Any]:
        """The document."""


def print_result(
    found: Printed,
    output: str,
    print_to: Callable[[Console, Mapping[str, Any]], None],
    warnings: Iterable[str] = (),
) -> None:
    """Print a result as JSON or, with `print_to`, as text; its warnings before it, to standard error."""
    for warning in warnings:
        click.echo(f"Warning: {printable(warning)}", err=True)
    if output == "json":
        click.echo(found.to_json().encode())
    else:
        from kafka_architect.cli.console import console

        print_to(console(), found.to_dict())


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

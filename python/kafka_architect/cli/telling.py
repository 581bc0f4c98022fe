"""What a command says beside its result, on standard error: --quiet leaves the notes out."""

from __future__ import annotations

from typing import Any

import click

_QUIET = "kafka_architect.quiet"


def quiet_option() -> click.Option:
    """-q, --quiet, which every command has (cli/main.py adds it)."""
    return click.Option(
        ["-q", "--quiet"],
        is_flag=True,
        expose_value=False,
        callback=_keep,
        help="No progress and no notes on standard error; warnings and errors only.",
    )


def tell(text: str) -> None:
    """Say a note, unless the command is to be quiet."""
    if not is_quiet():
        click.echo(text, err=True)


def is_quiet() -> bool:
    """Whether the running command was told to be quiet."""
    context = click.get_current_context(silent=True)
    return context is not None and bool(context.meta.get(_QUIET))


def _keep(ctx: click.Context, _param: click.Parameter, value: Any) -> None:
    ctx.meta[_QUIET] = bool(value)

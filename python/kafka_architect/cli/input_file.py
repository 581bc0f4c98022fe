"""FILE arguments: a path, or `-` for standard input, in every command that reads a document."""

from __future__ import annotations

from typing import Any

import click

STDIN_NAME = "stdin.yaml"
_STDIN_NAME = "kafka_architect.stdin_name"


class InputFile(click.Path):
    """A path as text; `-` becomes what reads standard input, called as --stdin-name says."""

    def __init__(self) -> None:
        super().__init__(allow_dash=True, path_type=str)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path; `-` as a `StandardInput`."""
        if value != "-":
            return super().convert(value, param, ctx)
        from kafka_architect.documents.standard_input import StandardInput

        return StandardInput(STDIN_NAME if ctx is None else ctx.meta.get(_STDIN_NAME, STDIN_NAME))


def _keep(ctx: click.Context, _param: click.Parameter, value: str) -> None:
    ctx.meta[_STDIN_NAME] = value


def stdin_name_option(command: Any) -> Any:
    """--stdin-name, whose ending tells what `-` is where the text alone does not."""
    return click.option(
        "--stdin-name",
        default=STDIN_NAME,
        show_default=True,
        is_eager=True,
        expose_value=False,
        callback=_keep,
        metavar="NAME",
        help="The name of `-`; its ending says the format: main.tf, topics.txt.",
    )(command)

"""Pages of the command line, from the parsers themselves: the same words, options and defaults as --help."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import cast

import click

from kafka_architect.cli.main import cli

_NAME = "kafka-architect"


def command_pages() -> dict[str, str]:
    """The pages by file name: an index, and one for each command with its subcommands."""
    root = click.Context(cli, info_name=_NAME, **cli.context_settings)
    names = cli.list_commands(root)
    rows = "\n".join(f"| [{name}]({name}.md) | {_summary(_command(root, name))} |" for name in names)
    pages = {
        "index.md": (
            f"# Command line\n\n{_text(cli.help)}\n\n| Command | What it does |\n|---|---|\n{rows}\n\n"
            f"{_text(cli.epilog)}\n"
        )
    }
    for name in names:
        pages[f"{name}.md"] = "\n".join(_sections(_command(root, name), name, root, level=1))
    return pages


def _command(context: click.Context, name: str) -> click.Command:
    command = cast("click.Group", context.command).get_command(context, name)
    assert command is not None
    return command


def _sections(command: click.Command, name: str, parent: click.Context, level: int) -> Iterator[str]:
    context = click.Context(command, info_name=name, parent=parent, **command.context_settings)
    yield f"{'#' * level} {context.command_path}\n"
    yield f"```\n{context.command_path} {' '.join(command.collect_usage_pieces(context))}\n```\n"
    yield _text(command.help) + "\n"
    options = [record for record in _option_records(command, context) if record]
    if options:
        yield "| Option | Meaning |\n|---|---|"
        yield from (f"| {_code(option)} | {_cell(meaning)} |" for option, meaning in options)
        yield ""
    if command.epilog:
        yield _text(command.epilog) + "\n"
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            yield from _sections(_command(context, inner), inner, context, level + 1)


def _option_records(command: click.Command, context: click.Context) -> Iterator[tuple[str, str] | None]:
    for parameter in command.get_params(context):
        yield parameter.get_help_record(context)


def _summary(command: click.Command) -> str:
    return _cell(_text(command.help).split("\n\n", maxsplit=1)[0])


def _text(text: str | None) -> str:
    """Help texts as Markdown: paragraphs as they are, blocks that click keeps line by line as code."""
    paragraphs = []
    for paragraph in textwrap.dedent(text or "").strip().split("\n\n"):
        if paragraph.startswith("\b\n"):
            paragraphs.append(f"```\n{textwrap.dedent(paragraph[2:])}\n```")
        else:
            paragraphs.append(" ".join(paragraph.split()))
    return "\n\n".join(paragraphs)


def _code(text: str) -> str:
    return "`" + text.replace("|", "\\|") + "`"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")

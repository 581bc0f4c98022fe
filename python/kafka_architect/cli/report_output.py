"""--output FILE and --format html: a report in a file, or on standard output."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_BY_ENDING = {".html": "html", ".htm": "html", ".json": "json", ".md": "markdown"}


def output_option(command: Any) -> Any:
    """--output, as `output_file`."""
    return click.option(
        "--output",
        "output_file",
        type=click.Path(path_type=str),
        metavar="FILE",
        help="Write the report to this file; report.html and report.json choose the format by their ending.",
    )(command)


def format_of(output: str, output_file: str | None, known: Iterable[str]) -> str:
    """The format: what --format says, or what the file's ending says where it was not given."""
    source = click.get_current_context().get_parameter_source("output")
    if output_file is None or source is click.core.ParameterSource.COMMANDLINE:
        return output
    found = next(
        (name for ending, name in _BY_ENDING.items() if output_file.lower().endswith(ending)), output
    )
    return found if found in known else output


def check_output(output_file: str | None, inputs: Iterable[str] = ()) -> None:
    """Refuse a file that may not be written, before long work begins."""
    if output_file is not None:
        from kafka_architect.files import check_target

        check_target(output_file, inputs=inputs, what="the report")


def write_output(text: str, output_file: str | None, inputs: Iterable[str] = ()) -> None:
    """Print a document, or write it to the file."""
    if output_file is None:
        # JSON and HTML are UTF-8, whatever the terminal is.
        click.echo(text.rstrip("\n").encode())
        return
    from kafka_architect.files import write_file

    write_file(output_file, text.rstrip("\n") + "\n", inputs=inputs, what="the report")
    click.echo(f"Wrote {click.format_filename(output_file)}", err=True)


def show_result(
    result: Any, print_to: Callable[[Any, Any], None], output: str, output_file: str | None = None,
    inputs: Iterable[str] = (),
) -> None:  # fmt: skip
    """Print a result as its format says, or write it to the file: HTML, JSON, or the text of `print_to`."""
    if output == "html":
        write_output(result.to_html(), output_file, inputs)
    elif output == "json":
        from kafka_architect.report.json_text import json_text

        write_output(json_text(result.to_dict()), output_file, inputs)
    elif output_file is not None:
        write_output(str(result), output_file, inputs)
    else:
        from kafka_architect.cli.console import console

        print_to(console(), result.to_dict())

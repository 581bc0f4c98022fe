"""--format and --output of every command that prints a result: on standard output, or in a file."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import click

from kafka_architect.cli.telling import tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rich.console import Console

    _Choice = click.Choice[str]
else:
    _Choice = click.Choice  # generic for type checkers only before click 8.2

_BY_ENDING = {".html": "html", ".htm": "html", ".json": "json", ".md": "markdown", ".sarif": "sarif"}
_WORDS = {"text": "text", "json": "JSON", "html": "one HTML page", "markdown": "Markdown"}
_OTHER_NAMES = {"table": "text"}  # what some commands called it


class FormatChoice(_Choice):
    """The formats of a command; `table` is another name of `text`."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """One of the formats."""
        return super().convert(_OTHER_NAMES.get(value, value), param, ctx)


def format_option(formats: Sequence[str], text: str = "") -> Callable[[Any], Any]:
    """--format, as `output`; `text` is its help where the names do not say enough."""
    words = [_WORDS.get(one, one) for one in formats]
    listed = " or ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else words[0]
    return click.option(
        "--format",
        "output",
        type=FormatChoice(formats),
        default="text",
        show_default=True,
        help=text or f"Output format: {listed}.",
    )


def output_option(command: Any) -> Any:
    """--output, as `output_file`."""
    return click.option(
        "--output",
        "-o",
        "output_file",
        type=click.Path(path_type=str),
        metavar="FILE",
        help="Write the result to this file; an ending .json, .html or .md chooses the format.",
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
    tell(f"Wrote {click.format_filename(output_file)}")


def print_result(
    print_to: Callable[[Console], object], output_file: str | None, inputs: Iterable[str] = ()
) -> None:
    """Print what is for people: in colours on a terminal that wants them, plain and unwrapped in a file."""
    from kafka_architect.cli.console import UNBOUNDED_COLUMNS, console

    if output_file is None:
        print_to(console())
        return
    from rich.console import Console

    written = io.StringIO()
    print_to(Console(file=written, width=UNBOUNDED_COLUMNS, highlight=False, markup=False, emoji=False))
    lines = (line.rstrip() for line in written.getvalue().splitlines())
    write_output("\n".join(lines), output_file, inputs)


def print_text(text: str, output_file: str | None, inputs: Iterable[str] = ()) -> None:
    """Print plain text, in the characters that the terminal has, or write it to the file."""
    if output_file is None:
        click.echo(text.rstrip("\n"))
    else:
        write_output(text, output_file, inputs)


def show_result(
    result: Any, print_to: Callable[[Any, Any], None], output: str, output_file: str | None = None,
    inputs: Iterable[str] = (),
) -> None:  # fmt: skip
    """Print a result as its format says, or write it to the file: HTML, JSON, or the text of `print_to`."""
    if output == "html":
        write_output(result.to_html(), output_file, inputs)
    elif output == "json":
        write_output(result.to_json(), output_file, inputs)
    else:
        print_result(lambda console: print_to(console, result.to_dict()), output_file, inputs)

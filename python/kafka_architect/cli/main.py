"""The `kafka-architect` command."""

from __future__ import annotations

import importlib
import io
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import click

from kafka_architect.cli.exit_codes import EXIT_INTERRUPTED, EXIT_OK, EXIT_USAGE
from kafka_architect.report.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator


class _LazyGroup(click.Group):
    """Imports a command's module when the command is used, so that `--help` is quick."""

    modules: ClassVar[dict[str, str]] = {
        "analyze": "kafka_architect.cli.analyze",
        "completion": "kafka_architect.cli.completion",
        "design": "kafka_architect.cli.design",
        "explain": "kafka_architect.cli.explain",
        "partitioners": "kafka_architect.cli.partitioners",
        "partitions": "kafka_architect.cli.partitions",
        "rules": "kafka_architect.cli.rules",
        "size": "kafka_architect.cli.size",
        "validate": "kafka_architect.cli.validate",
    }

    # click turns a broken pipe into exit code 1, unless it is caught before click sees it.
    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        with _readers_may_leave():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        with _readers_may_leave():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.modules:
            return None
        command = importlib.import_module(self.modules[cmd_name]).command
        assert isinstance(command, click.Command)
        return command


def _show_version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted:
        from kafka_architect.build import build_info

        info = build_info()
        click.echo(
            f"kafka-architect {info['version']} (Python {info['python']}, {info['compiler']}, "
            f"{info['architecture']} {info['instruction_set']})"
        )
        ctx.exit()


@click.group(
    cls=_LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 fine, 1 findings, 2 wrong usage or input. "
    "Shell completion: kafka-architect completion --help.",
)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_show_version,
    help="Show the version and how it was built.",
)
def cli() -> None:
    """What a senior Kafka architect does, with figures instead of opinions."""


def main() -> None:
    """Run the command line; errors become one message on standard error and an exit code."""
    from kafka_architect.errors import KafkaArchitectError

    # Closed by the shell (`>&-`): there is nobody to write to, and nothing to read.
    nowhere = Path(os.devnull)
    sys.stdin = sys.stdin or nowhere.open(encoding="utf-8")
    sys.stdout = sys.stdout or nowhere.open("w", encoding="utf-8")
    sys.stderr = sys.stderr or nowhere.open("w", encoding="utf-8")
    # A terminal that does not know a character gets its escape, not a traceback.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        with _readers_may_leave():
            cli.main(prog_name="kafka-architect", standalone_mode=False)
            sys.stdout.flush()
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(EXIT_USAGE)
    except KafkaArchitectError as error:
        click.echo(f"Error: {printable(str(error), lines=True)}", err=True)
        sys.exit(EXIT_USAGE)
    except OSError as error:
        _forget_output()
        target = "the output" if error.filename is None else printable(str(error.filename))
        click.echo(f"Error: cannot write {target}: {error.strerror}", err=True)
        sys.exit(EXIT_USAGE)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        sys.exit(EXIT_INTERRUPTED)


@contextmanager
def _readers_may_leave() -> Iterator[None]:
    """The reader of our output has gone (`| head`): nothing more to say, and that is no error."""
    try:
        yield
    except BrokenPipeError:
        _forget_output()
        raise click.exceptions.Exit(EXIT_OK) from None


def _forget_output() -> None:
    """Let Python flush what is left at exit to nowhere, instead of failing once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

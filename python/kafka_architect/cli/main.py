"""The `kafka-architect` command."""

from __future__ import annotations

import gc
import importlib
import io
import sys
from typing import ClassVar

import click

from kafka_architect.cli.exit_codes import EXIT_INTERRUPTED, EXIT_OK, EXIT_USAGE
from kafka_architect.cli.output import forget_output, open_output
from kafka_architect.report.printable import printable
from kafka_architect.suggestion import did_you_mean


class _LazyGroup(click.Group):
    """Imports a command's module when the command is used, so that `--help` is quick."""

    modules: ClassVar[dict[str, str]] = {
        "analyze": "kafka_architect.cli.analyze",
        "completion": "kafka_architect.cli.completion",
        "design": "kafka_architect.cli.design",
        "explain": "kafka_architect.cli.explain",
        "mcp": "kafka_architect.cli.mcp",
        "partitioners": "kafka_architect.cli.partitioners",
        "partitions": "kafka_architect.cli.partitions",
        "rules": "kafka_architect.cli.rules",
        "schema": "kafka_architect.cli.schema",
        "size": "kafka_architect.cli.size",
        "snapshot": "kafka_architect.cli.snapshot",
        "tune": "kafka_architect.cli.tune",
        "validate": "kafka_architect.cli.validate",
    }

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.modules:
            ctx.fail(f"unknown command {cmd_name!r}{did_you_mean(cmd_name, self.modules)}")
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
    epilog=(
        "Exit codes: 0 success, 1 findings, 2 invalid usage or input. Shell completion: kafka-architect "
        "completion --help."
    ),
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

    open_output()
    try:
        code = _run()
        sys.stdout.flush()
        gc.freeze()  # else the interpreter looks for garbage in all that is left before it ends
        sys.exit(code)
    except click.ClickException as error:
        shown = io.StringIO()
        error.show(file=shown)
        click.echo(printable(shown.getvalue(), lines=True), err=True, nl=False)
        sys.exit(EXIT_USAGE)
    except KafkaArchitectError as error:
        click.echo(f"Error: {printable(str(error), lines=True)}", err=True)
        sys.exit(EXIT_USAGE)
    except OSError as error:
        forget_output()
        target = "the output" if error.filename is None else printable(str(error.filename))
        click.echo(f"Error: cannot write {target}: {error.strerror}", err=True)
        sys.exit(EXIT_USAGE)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        sys.exit(EXIT_INTERRUPTED)


def _run() -> int | str | None:
    """The exit code of the command that was asked for."""
    try:
        ended = cli.main(prog_name="kafka-architect", standalone_mode=False)
    except click.exceptions.Exit as end:
        return end.exit_code
    except SystemExit as end:
        return end.code
    # Without standalone mode, click returns the code of what ended early (--help), and None of a command.
    return ended if isinstance(ended, int) else EXIT_OK

"""kafka-architect design: a complete Kafka design from a short specification."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kafka_architect.cli.completing import emitters, environments
from kafka_architect.cli.design_apply import apply
from kafka_architect.cli.design_diff import diff
from kafka_architect.cli.design_reference import explain_check, explain_pattern, schema
from kafka_architect.cli.design_starting import import_, init
from kafka_architect.cli.exit_codes import EXIT_FINDINGS, EXIT_OK
from kafka_architect.cli.input_file import InputFile
from kafka_architect.cli.report_output import (
    check_output,
    format_of,
    format_option,
    output_option,
    print_result,
    write_output,
)
from kafka_architect.cli.telling import tell
from kafka_architect.documents.standard_input import StandardInput
from kafka_architect.suggestion import did_you_mean

if TYPE_CHECKING:
    from kafka_architect.designs.model.design import Design

_EXAMPLES = """
\b
Examples:
  kafka-architect design init --services order,payment,inventory > shop.yaml
  kafka-architect design shop.yaml                              # topics, groups, cluster, findings, questions
  kafka-architect design shop.yaml --out build/                 # every output
  kafka-architect design shop.yaml --out build/ --only strimzi,asyncapi --env prod
  kafka-architect design shop.yaml --format json > design.json
  kafka-architect explain design.json orders.events.partitions
  kafka-architect design explain-pattern retry-dlq

\b
Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 wrong usage or specification (nothing is written).
"""
_SEVERITIES = ("error", "warning", "info")
_FORMATS = ("text", "json", "markdown", "html")


class _DesignGroup(click.Group):
    """`design SPEC.yaml` designs; `design init` and the other words are commands of their own."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        first = _first_word(args)
        if first not in self.commands and (first is not None or _is_for_make(args)):
            args = ["make", *args]
        return super().parse_args(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        own = [one.get_help_record(ctx) for one in (*make.params, *self.get_params(ctx))]
        with formatter.section("Options"):
            formatter.write_dl([one for one in own if one is not None])
        rows = [(name, one.get_short_help_str(70)) for name, one in self.commands.items() if not one.hidden]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


class _Make(click.Command):
    """The command without a word: to its user it is `kafka-architect design` itself."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        if parent is not None:
            info_name, parent = parent.info_name, parent.parent
        return super().make_context(info_name, args, parent, **extra)


def _first_word(args: list[str]) -> str | None:
    """The first argument that is neither an option nor the value of one."""
    takes_value = {name for one in make.params for name in one.opts if name.startswith("-")}
    skip = False
    for one in args:
        if skip:
            skip = False
        elif one.startswith("-") and one != "-":
            skip = one in takes_value
        else:
            return one
    return None


def _is_for_make(args: list[str]) -> bool:
    return bool(args) and not {"--list-patterns", "-h", "--help"} & set(args)


def _list_patterns(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if not wanted:
        return
    from kafka_architect.designs.patterns import patterns

    known = patterns()
    width = max(map(len, known)) + 2
    for name, one in known.items():
        click.echo(f"{name:<{width}}{one.page.summary}")
    ctx.exit()


@click.group(
    "design",
    cls=_DesignGroup,
    epilog=_EXAMPLES,
    options_metavar="",
    subcommand_metavar="SPEC.yaml [OPTIONS] | COMMAND",
)
@click.option(
    "--list-patterns",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_list_patterns,
    help="List the patterns that a specification may use.",
)
def command() -> None:
    """Design topics, groups, client settings and a cluster from a short specification."""


@command.command("make", cls=_Make, hidden=True, epilog=_EXAMPLES)
@click.argument("specification", type=InputFile(), metavar="SPEC.yaml")
@click.option("--out", type=click.Path(path_type=str), help="Write the outputs to this folder, all or none.")
@click.option(
    "--only",
    shell_complete=emitters,
    help="These outputs, separated by commas: markdown, json, strimzi, asyncapi ...",
)
@click.option(
    "--env",
    "environment",
    default="",
    shell_complete=environments,
    help="One of the specification's environments.",
)
@click.option(
    "--fail-on",
    type=click.Choice([*_SEVERITIES, "never"]),
    default="error",
    show_default=True,
    help="Lowest severity that causes exit code 1.",
)
@format_option(_FORMATS)
@output_option
def make(
    *, specification: str, out: str | None, only: str | None, environment: str, fail_on: str, output: str,
    output_file: str | None,
) -> None:  # fmt: skip
    """Design topics, groups, client settings and a cluster from a short specification."""
    from kafka_architect.designs.design import design
    from kafka_architect.designs.emitters import emit, emitter

    _refuse_unknown_word(specification)
    output = format_of(output, output_file, _FORMATS)
    check_output(output_file, [specification])
    names = None if only is None else [emitter(one.strip()).name for one in only.split(",") if one.strip()]
    if names is not None and out is None:
        raise click.UsageError("--only selects what --out writes; add --out FOLDER")
    made = design(specification, environment=environment)
    if out is not None:
        from kafka_architect.files import write_folder

        written = write_folder(out, emit(made, names), what="the design")
        tell(f"Wrote {len(written)} files to {click.format_filename(out)}")
        for name in names or ():
            if not made.emit(name):
                tell(f"Nothing written for {name}: it requires {emitter(name).needs}")
    _show(made, output, output_file, specification)
    raise SystemExit(_exit_code(made, fail_on))


def _refuse_unknown_word(specification: str) -> None:
    """A word without an ending that no file is called: a command was meant."""
    if isinstance(specification, StandardInput) or Path(specification).suffix or Path(specification).exists():
        return
    near = did_you_mean(specification, [name for name, one in command.commands.items() if not one.hidden])
    raise click.UsageError(f"no file and no command of design is called {specification!r}{near}")


def _show(made: Design, output: str, output_file: str | None, specification: str) -> None:
    if output == "json":
        write_output(made.to_json(), output_file, [specification])
    elif output == "markdown":
        write_output(made.emit("markdown")["README.md"], output_file, [specification])
    elif output == "html":
        write_output(made.to_html(), output_file, [specification])
    else:
        from kafka_architect.report.design import print_to

        print_result(lambda console: print_to(console, made.to_dict()), output_file, [specification])


def _exit_code(made: Design, fail_on: str) -> int:
    if fail_on == "never":
        return EXIT_OK
    failing: Any = _SEVERITIES[: _SEVERITIES.index(fail_on) + 1]
    return EXIT_FINDINGS if any(one.severity in failing for one in made.findings) else EXIT_OK


for _one in (apply, diff, explain_check, explain_pattern, import_, init, schema):
    command.add_command(_one)

"""kafka-architect design: a complete Kafka design from a short specification."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kafka_architect.cli.cluster_options import cluster_options
from kafka_architect.cli.design_apply import apply
from kafka_architect.cli.exit_codes import EXIT_FINDINGS, EXIT_OK
from kafka_architect.cli.report_output import check_output, format_of, output_option, write_output
from kafka_architect.documents.head import headed
from kafka_architect.report.json_text import json_text

if TYPE_CHECKING:
    from kafka_architect.designs.importing.source import Source
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
@click.argument("specification", type=click.Path(path_type=str), metavar="SPEC.yaml")
@click.option("--out", type=click.Path(path_type=str), help="Write the outputs to this folder, all or none.")
@click.option("--only", help="These outputs, separated by commas: markdown, json, strimzi, asyncapi ...")
@click.option("--env", "environment", default="", help="One of the specification's environments.")
@click.option(
    "--fail-on",
    type=click.Choice([*_SEVERITIES, "never"]),
    default="error",
    show_default=True,
    help="Lowest severity that causes exit code 1.",
)
@click.option(
    "--format",
    "output",
    type=click.Choice(_FORMATS),
    default="text",
    show_default=True,
    help="Output format: text, the design as JSON, the Markdown document, or one HTML page.",
)
@output_option
def make(
    *, specification: str, out: str | None, only: str | None, environment: str, fail_on: str, output: str,
    output_file: str | None,
) -> None:  # fmt: skip
    """Design topics, groups, client settings and a cluster from a short specification."""
    from kafka_architect.designs.design import design
    from kafka_architect.designs.emitters import emit, emitter

    output = format_of(output, output_file, _FORMATS)
    check_output(output_file, [specification])
    names = None if only is None else [emitter(one.strip()).name for one in only.split(",") if one.strip()]
    if names is not None and out is None:
        raise click.UsageError("--only selects what --out writes; add --out FOLDER")
    made = design(specification, environment=environment)
    if out is not None:
        from kafka_architect.files import write_folder

        written = write_folder(out, emit(made, names), what="the design")
        click.echo(f"Wrote {len(written)} files to {click.format_filename(out)}", err=True)
        for name in names or ():
            if not made.emit(name):
                click.echo(f"Nothing written for {name}: it requires {emitter(name).needs}", err=True)
    _show(made, output, output_file, specification)
    raise SystemExit(_exit_code(made, fail_on))


@command.command("explain-pattern")
@click.argument("name")
@click.option(
    "--format", "output", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="Output format: text or JSON.",
)  # fmt: skip
def explain_pattern(name: str, output: str) -> None:
    """Show what a pattern is for, what it gives up, and an example."""
    from kafka_architect.designs.patterns import pattern
    from kafka_architect.report.pattern_page import pattern_page

    document = pattern(name).to_dict()
    if output == "json":
        click.echo(json_text(headed("design-pattern", document)))
    else:
        click.echo(pattern_page(document), nl=False)


@command.command("explain-check")
@click.argument("code")
@click.option(
    "--format", "output", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="Output format: text or JSON.",
)  # fmt: skip
def explain_check(code: str, output: str) -> None:
    """Show what a design check finds, why it matters, and a corrected example."""
    from kafka_architect.designs.checks import check_of
    from kafka_architect.report.check_page import check_page

    document = check_of(code).to_dict()
    if output == "json":
        click.echo(json_text(headed("design-check", document)))
    else:
        click.echo(check_page(document), nl=False)


@command.command("schema")
def schema() -> None:
    """Print the JSON Schema of specifications, for editors and other tools."""
    from kafka_architect.designs.schema import specification_schema

    click.echo(json_text(specification_schema()))


@command.command("init")
@click.option("--services", help="Comma-separated service names: order,payment.")
@click.option("--archetype", "kind", help="Start from a kind of system: ecommerce, iot, payments, cdc ...")
@click.option("--pattern", "pattern_name", help="Start from a small system that uses a pattern.")
@click.option("--name", default="", help="Name of the system, with --services.")
@click.option("--out", type=click.Path(path_type=str), help="Write to this file instead of standard output.")
def init(
    *, services: str | None, kind: str | None, pattern_name: str | None, name: str, out: str | None
) -> None:
    """Write a commented starter specification that is valid as is."""
    from kafka_architect.designs import starting

    if sum(one is not None for one in (services, kind, pattern_name)) != 1:
        raise click.UsageError("expected one of --services, --archetype or --pattern")
    if kind is not None:
        text = starting.archetype(kind)
    elif pattern_name is not None:
        text = starting.pattern_specification(pattern_name)
    else:
        names = [one.strip() for one in (services or "").split(",")]
        text = starting.starting_specification(names, name=name)
    if out is None:
        click.echo(text, nl=False)
        return
    from kafka_architect.files import write_file

    write_file(out, text, what="the specification")
    click.echo(f"Wrote {click.format_filename(out)}", err=True)


@command.command("diff")
@click.argument("old", type=click.Path(path_type=str))
@click.argument("new", type=click.Path(path_type=str), required=False)
@cluster_options
@click.option("--env", "environment", default="", help="One of the specifications' environments.")
@click.option(
    "--format", "output", type=click.Choice(_FORMATS), default="text", show_default=True,
    help="Output format: text, JSON, Markdown for a review, or one HTML page.",
)  # fmt: skip
@output_option
def diff(
    *, old: str, new: str | None, environment: str, output: str, output_file: str | None,
    cluster: dict[str, Any],
) -> None:  # fmt: skip
    """Show what changes between two designs, the risk, and how to migrate.

    OLD and NEW are specifications, saved design.json files, or any file that `design import` reads: the
    output of kafka-topics --describe, for instance. Topics of an imported OLD that NEW does not have are not
    touched. Exit code 1 where a change breaks order, recreates a topic or loses data.

    With --bootstrap-server, the only argument is compared with the running cluster, which is OLD.
    """
    from kafka_architect.designs.comparing import design_diff
    from kafka_architect.report.difference import as_markdown, as_text

    if (cluster["bootstrap_server"] is None) is (new is None):
        raise click.UsageError("expected OLD and NEW, or --bootstrap-server HOST:PORT and one specification")
    running = _running(cluster)
    before, after = (old, new or "") if running is None else (running, old)
    output = format_of(output, output_file, _FORMATS)
    inputs = [old] if new is None else [old, new]
    check_output(output_file, inputs)
    found = design_diff(before, after, environment=environment)
    document = found.to_dict()
    if output == "json":
        write_output(json_text(document), output_file, inputs)
    elif output == "html":
        write_output(found.to_html(), output_file, inputs)
    else:
        text = as_markdown(document) if output == "markdown" else as_text(document)
        write_output(text, output_file, inputs)
    raise SystemExit(EXIT_FINDINGS if found.breaks else EXIT_OK)


command.add_command(apply)


@command.command("import")
@click.argument("files", type=click.Path(path_type=str), nargs=-1, metavar="FILE...")
@cluster_options
@click.option("--name", default="", help="Name of the system [default: from the first file].")
@click.option("--out", type=click.Path(path_type=str), help="Write to this file instead of standard output.")
def import_(files: tuple[str, ...], name: str, out: str | None, cluster: dict[str, Any]) -> None:
    """Import what you have as a specification: AsyncAPI, kafka-topics --describe, Strimzi, Terraform ...

    A running cluster (--bootstrap-server, or a file of kafka-architect snapshot) too. Several files become
    one specification. What they do not say is asked in comments at its end.
    """
    from kafka_architect.designs.imported_text import specification_text
    from kafka_architect.designs.importing import import_files

    running = _running(cluster)
    if not (files or running):
        raise click.UsageError("expected FILE..., or --bootstrap-server HOST:PORT")
    sources: list[str | Source] = [*files, *([running] if running else [])]
    text = specification_text(import_files(sources, name=name))
    if out is None:
        click.echo(text, nl=False)
        return
    from kafka_architect.files import write_file

    write_file(out, text, inputs=files, what="the specification")
    click.echo(f"Wrote {click.format_filename(out)}", err=True)


def _running(cluster: dict[str, Any]) -> Source | None:
    """The running cluster that the options name, as a file of its snapshot would be read."""
    if cluster["bootstrap_server"] is None:
        return None
    from kafka_architect.cli.snapshot import snapshot_of
    from kafka_architect.designs.importing.source import Source
    from kafka_architect.snapshot import snapshot_text

    taken = snapshot_of(cluster)
    return Source(taken.bootstrap, snapshot_text(taken))


def _show(made: Design, output: str, output_file: str | None, specification: str) -> None:
    if output == "json":
        write_output(json_text(made.to_dict()), output_file, [specification])
    elif output == "markdown":
        write_output(made.emit("markdown")["README.md"], output_file, [specification])
    elif output == "html":
        write_output(made.to_html(), output_file, [specification])
    elif output_file is not None:
        write_output(str(made), output_file, [specification])
    else:
        from kafka_architect.cli.console import console
        from kafka_architect.report.design import print_to

        print_to(console(), made.to_dict())


def _exit_code(made: Design, fail_on: str) -> int:
    if fail_on == "never":
        return EXIT_OK
    failing: Any = _SEVERITIES[: _SEVERITIES.index(fail_on) + 1]
    return EXIT_FINDINGS if any(one.severity in failing for one in made.findings) else EXIT_OK

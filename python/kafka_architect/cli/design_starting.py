"""kafka-architect design init and import: a specification to start from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kafka_architect.cli.cluster_options import cluster_options
from kafka_architect.cli.completing import archetypes, patterns
from kafka_architect.cli.input_file import InputFile, stdin_name_option
from kafka_architect.cli.telling import tell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kafka_architect.designs.importing.source import Source


@click.command("init")
@click.option("--services", help="Comma-separated service names: order,payment.")
@click.option(
    "--archetype",
    "kind",
    shell_complete=archetypes,
    help="Start from a kind of system: ecommerce, iot, payments, cdc ...",
)
@click.option(
    "--pattern",
    "pattern_name",
    shell_complete=patterns,
    help="Start from a small system that uses a pattern.",
)
@click.option("--name", default="", help="Name of the system, with --services.")
@click.option(
    "--output", "-o", "--out", "out", type=click.Path(path_type=str), metavar="FILE",
    help="Write to this file instead of standard output.",
)  # fmt: skip
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
    _write(text, out)


@click.command("import")
@click.argument("files", type=InputFile(), nargs=-1, metavar="FILE...")
@stdin_name_option
@cluster_options
@click.option("--name", default="", help="Name of the system [default: from the first file].")
@click.option(
    "--output", "-o", "--out", "out", type=click.Path(path_type=str), metavar="FILE",
    help="Write to this file instead of standard output.",
)  # fmt: skip
def import_(*, files: tuple[str, ...], name: str, out: str | None, cluster: dict[str, Any]) -> None:
    """Import what you have as a specification: AsyncAPI, kafka-topics --describe, Strimzi, Terraform ...

    A running cluster (--bootstrap-server, or a file of kafka-architect snapshot) too. Several files become
    one specification. What they do not say is asked in comments at its end.
    """
    from kafka_architect.designs.imported_text import specification_text
    from kafka_architect.designs.importing import import_files

    running = running_cluster(cluster)
    if not (files or running):
        raise click.UsageError("expected FILE..., or --bootstrap-server HOST:PORT")
    sources: list[str | Source] = [*files, *([running] if running else [])]
    text = specification_text(import_files(sources, name=name))
    _write(text, out, files)


def _write(text: str, out: str | None, inputs: Iterable[str] = ()) -> None:
    if out is None:
        click.echo(text, nl=False)
        return
    from kafka_architect.files import write_file

    write_file(out, text, inputs=inputs, what="the specification")
    tell(f"Wrote {click.format_filename(out)}")


def running_cluster(cluster: dict[str, Any]) -> Source | None:
    """The running cluster that the options name, as a file of its snapshot would be read."""
    if cluster["bootstrap_server"] is None:
        return None
    from kafka_architect.cli.snapshot import snapshot_of
    from kafka_architect.designs.importing.source import Source
    from kafka_architect.snapshot import snapshot_text

    taken = snapshot_of(cluster)
    return Source(taken.bootstrap, snapshot_text(taken))

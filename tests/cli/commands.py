"""Every command there is, and a way to run each in this process: a new command belongs in the table."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.testing import CliRunner

import kafka_architect
from kafka_architect.cli.main import cli
from kafka_architect.snapshot import snapshot_text
from tests.designs.applying.model import cluster

if TYPE_CHECKING:
    from collections.abc import Iterator

    from click.testing import Result

ROOT = Path(__file__).parents[2]
SPECIFICATION = str(Path(kafka_architect.__file__).parent / "data" / "archetypes" / "cdc.yaml")
RATES = ["--rate", "5000", "--message-bytes", "500"]
# Of each command that prints something by itself, what is asked of it.
ASKED: dict[str, list[str]] = {
    "analyze": ["examples/flights_dest.txt", "-p", "3", "--no-exact"],
    "completion": ["zsh"],
    "design": [SPECIFICATION],
    "design apply": [SPECIFICATION, "--from-cluster", "CLUSTER", "--plan"],
    "design diff": [SPECIFICATION, SPECIFICATION],
    "design explain-check": ["DSN001"],
    "design explain-pattern": ["retry-dlq"],
    "design import": ["examples/designs/shop/asyncapi.yaml"],
    "design init": ["--archetype", "cdc"],
    "design schema": [],
    "explain": ["PLAN", "brokers"],
    "partitioners": [],
    "partitions": RATES,
    "rules": ["DUR001"],
    "schema": ["plan"],
    "size": [*RATES, "--retention", "1d", "--instance", "m5.large"],
    "tune": [*RATES, "--partitions", "6"],
    "validate": ["examples/shop"],
}
# They ask a cluster, or serve an assistant until it leaves.
NOT_ALONE = {"snapshot", "mcp"}


@cache
def commands() -> dict[str, click.Command]:
    """Every command by its words; the hidden one of `design` as `design` itself."""
    return dict(_walk(cli, ()))


def _walk(command: click.Command, words: tuple[str, ...]) -> Iterator[tuple[str, click.Command]]:
    if not isinstance(command, click.Group):
        yield " ".join(one for one in words if one != "make"), command
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        found = command.get_command(context, name)
        assert found is not None
        yield from _walk(found, (*words, name))


def write_cluster(path: Path) -> Path:
    """The snapshot of a cluster without topics."""
    path.write_text(snapshot_text(cluster()), encoding="utf-8")
    return path


def options(command: click.Command) -> list[click.Option]:
    return [one for one in command.params if isinstance(one, click.Option)]


def run(*arguments: str, text: str = "", **environment: str) -> Result:
    """Run a command in the folder of the project."""
    settings: dict[str, str | None] = dict.fromkeys(("NO_COLOR", "FORCE_COLOR", "COLUMNS"))
    before = Path.cwd()
    try:
        os.chdir(ROOT)
        return CliRunner(env={**settings, **environment}).invoke(cli, list(arguments), input=text)
    finally:
        os.chdir(before)


def ask(name: str, plan: Path, *more: str, text: str = "", **environment: str) -> Result:
    """Run a command of the table; what it prints is its verdict's text."""
    places = {"PLAN": str(plan), "CLUSTER": str(plan.with_name("cluster.json"))}
    asked = [places.get(one, one) for one in ASKED[name]]
    done = run(*name.split(), *asked, *more, text=text, **environment)
    assert done.exit_code in {0, 1}, (done.output, done.exception)
    return done

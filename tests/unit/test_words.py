"""Words that stopped readers, and must not come back into what the command and its reports say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

import kafka_architect as ka
from kafka_architect.cli.main import cli

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMER = (
    r"as it reads", r"\bmend(ed|s|ing)?\b", r"equally busy", r"ways? out", r"decided by", r"mildest",
    r"told by", r"least regret", r"TB a day", r"(?<!\w)-broker\b", r"one's own", r"without a word",
    r"leave these", r"ask these", r"whoever", r"since changed", r"\bworlds of\b", r"worlds to draw",
)  # fmt: skip


def helps() -> Iterator[tuple[str, str]]:
    context = click.Context(cli, info_name="kafka-architect")
    yield "kafka-architect", cli.get_help(context)
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command is not None
        yield name, command.get_help(click.Context(command, info_name=name, parent=context))


def reports() -> Iterator[tuple[str, str]]:
    sizing = ka.ClusterSizingCalculator(ka.Workload(rate=50_000, retention="7d"))
    yield "plan", str(sizing.uncertain(worlds=50, rate=(30_000, 80_000)).plan)
    hot = [f"key-{number}" for number in range(500)] + ["hot"] * 900
    yield "distribution", str(ka.analyze(hot, [12], what_if=[6], mitigate=True))
    yield "findings", str(ka.ConfigValidator().validate(SHOP))


SHOP = Path(__file__).parents[2] / "examples" / "shop"
TEXTS = dict([*helps(), *reports()])


@pytest.mark.parametrize("name", TEXTS)
def test_former_words_do_not_come_back(name: str) -> None:
    found = [word for word in FORMER if re.search(word, TEXTS[name], re.IGNORECASE)]
    assert not found

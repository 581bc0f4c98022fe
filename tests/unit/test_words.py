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


# Of what people read beside the command: pages, and what patterns and checks say.
FORMER_IN_PAGES = (
    r"\bfor ever\b", r"\bwhoever\b", r"\bsomebody\b", r"\beverybody\b", r"as it reads",
    r"\bmend(ed|s|ing)?\b", r"\bknocks?\b", r"without a word", r"\bgoes? on (alone|when|where|with)\b",
    r"people write", r"people run", r"nobody (drives|stated|thought|is known)", r"a late answer helps",
    r"disks that seek", r"spread like water", r"\bleast (broker|production)", r"what comes again",
    r"\ba provider more\b", r"while brokers are away", r"nobody listens", r"(lies|stands) (over|above)",
    r"\bstands? for\b", r"as it lies", r"created anew", r"a word on what",
)  # fmt: skip
DOCS = Path(__file__).parents[2] / "docs"
PAGES = ("*.md", "tutorials/*.md", "howto/*.md", "patterns/*.md", "designs/*.md")


@pytest.mark.parametrize("pattern", PAGES)
def test_former_words_do_not_come_back_into_pages(pattern: str) -> None:
    found = {
        f"{page.name}: {word}"
        for page in DOCS.glob(pattern)
        for word in FORMER_IN_PAGES
        if re.search(word, page.read_text(encoding="utf-8"), re.IGNORECASE)
    }
    assert not found

"""Reports as files: --output and --format html of every command that has a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.integration.command import refuse, run, succeed

if TYPE_CHECKING:
    from pathlib import Path

SPECIFICATION = """\
name: shop
defaults: {size: 1 kB, retention: {longest_outage: 1d}}
entities:
  order: {key: orderId, events: {messages: [Placed], rate: 10..100}}
services:
  orders: {sends: [order.events]}
  billing: {receives: [order.events], instances: 2}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "keys.txt").write_text("a\nb\nc\n" * 200, encoding="ascii")
    (tmp_path / "shop.yaml").write_text(SPECIFICATION, encoding="ascii")
    (tmp_path / "producer.properties").write_text("bootstrap.servers=a:9092\nacks=1\n", encoding="ascii")
    return tmp_path


COMMANDS = {
    "analyze": (["analyze", "keys.txt", "-p", "3"], "Key distribution"),
    "size": (["size", "--rate", "1000", "--retention", "1d", "--instance", "m5.large"], "Cluster plan"),
    "design": (["design", "shop.yaml", "--fail-on", "never"], "Kafka design"),
    "validate": (["validate", "producer.properties", "--fail-on", "never"], "Kafka configuration findings"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_ending_of_the_file_chooses_the_format(name: str, folder: Path) -> None:
    command, title = COMMANDS[name]
    assert run(*command, "--output", "report.HTML", cwd=folder).returncode == 0
    page = (folder / "report.HTML").read_text(encoding="utf-8")
    assert f"<h1>{title}</h1>" in page
    assert run(*command, "--output", "report.json", cwd=folder).returncode == 0
    assert (folder / "report.json").read_text(encoding="utf-8").startswith("{")
    assert run(*command, "--output", "report.txt", cwd=folder).returncode == 0
    assert "<html" not in (folder / "report.txt").read_text(encoding="utf-8")
    assert run(*command, "--format", "json", "--output", "other.html", cwd=folder).returncode == 0
    assert (folder / "other.html").read_text(encoding="utf-8").startswith("{")


@pytest.mark.parametrize("name", COMMANDS)
def test_a_page_is_printed_where_no_file_is_named(name: str, folder: Path) -> None:
    command, title = COMMANDS[name]
    printed = succeed(*command, "--format", "html", cwd=folder)
    assert printed.startswith("<!doctype html>")
    assert f"<h1>{title}</h1>" in printed
    assert run(*command, "--output", "page.html", cwd=folder).returncode == 0
    assert (folder / "page.html").read_text(encoding="utf-8") == printed


@pytest.mark.parametrize(
    ("name", "source"),
    [("analyze", "keys.txt"), ("design", "shop.yaml"), ("validate", "producer.properties")],
)
def test_an_input_is_never_replaced(name: str, source: str, folder: Path) -> None:
    before = (folder / source).read_bytes()
    assert "would replace an input" in refuse(*COMMANDS[name][0], "--output", source, cwd=folder)
    assert (folder / source).read_bytes() == before


def test_rows_that_keys_are_compared_of_are_never_replaced(folder: Path) -> None:
    (folder / "rows.csv").write_text("user,city\n" + "".join(f"u{n},c{n % 5}\n" for n in range(99)), "ascii")
    command = ["analyze", "rows.csv", "--key", "user", "--key", "city", "--output"]
    assert "would replace an input" in refuse(*command, "rows.csv", cwd=folder)
    assert run(*command, "report.html", cwd=folder).returncode == 0
    assert "<h1>Comparison of keys</h1>" in (folder / "report.html").read_text(encoding="utf-8")
    assert (folder / "rows.csv").read_text(encoding="ascii").startswith("user,city")

"""The pages as the site's generator is given them; `make lint` has the site built."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

import kafka_architect as ka
from tools.docs import staging
from tools.docs.api_reference import GROUPS
from tools.docs.command_reference import command_pages
from tools.docs.site import foreign, prepare

if TYPE_CHECKING:
    from pathlib import Path


def test_every_public_name_has_its_page() -> None:
    names = [name for _, members in GROUPS.values() for name in members]
    assert sorted(names) == sorted(set(ka.__all__) - {"__version__"})


def test_every_page_has_a_place_and_every_place_a_page(tmp_path: Path) -> None:
    prepare(tmp_path)
    settings = tomllib.loads((tmp_path / "zensical.toml").read_text(encoding="utf-8"))

    def pages(entry: object) -> list[str]:
        if isinstance(entry, str):
            return [entry]
        below = entry.values() if isinstance(entry, dict) else entry
        assert isinstance(below, (list, type({}.values())))
        return [page for inner in below for page in pages(inner)]

    listed = pages(settings["project"]["nav"])
    assert len(listed) == len(set(listed)) > 400
    assert [page for page in listed if not (tmp_path / "pages" / page).is_file()] == []


def test_the_command_line_is_told_with_its_defaults() -> None:
    pages = command_pages()
    assert "| `--top N` | Hot keys to list. [default: 20; 0<=x<=256] |" in pages["analyze.md"].replace(
        "&lt;", "<"
    )
    assert "## kafka-architect design init" in pages["design.md"]
    assert "kafka-architect analyze keys.txt --what-if 6:200 --brokers 3 --mitigate" in pages["analyze.md"]


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a page of docs/ and what is beside them."""
    monkeypatch.setattr(staging, "ROOT", tmp_path)
    monkeypatch.setattr(staging, "DOCS", tmp_path / "docs")
    (tmp_path / "docs").mkdir()
    (tmp_path / "results" / "data").mkdir(parents=True)
    (tmp_path / "results" / "speed.md").write_text("[figures](speed.json), [home](../docs/page.md)")
    (tmp_path / "results" / "speed.json").write_text("{}")
    return tmp_path


def staged(house: Path, text: str) -> str:
    (house / "docs" / "page.md").write_text(text)
    staging.stage(house / "pages")
    return (house / "pages" / "page.md").read_text()


def test_what_a_page_links_to_is_staged_with_it(house: Path) -> None:
    assert staged(house, "[speed](../results/speed.md#cpu)") == "[speed](repository/results/speed.md#cpu)"
    beside = house / "pages" / "repository" / "results"
    assert (beside / "speed.md").read_text() == "[figures](speed.json), [home](../../page.md)"
    assert (beside / "speed.json").read_text() == "{}"


def test_a_folder_without_a_page_is_no_link(house: Path) -> None:
    assert staged(house, "[`data`](../results/data)") == "`data`"


@pytest.mark.parametrize("code", ["`[x](gone.md)`", "```\n[x](gone.md)\n```\n"])
def test_code_is_left_alone(house: Path, code: str) -> None:
    assert staged(house, code) == code


@pytest.mark.parametrize("target", ["gone.md", "../../etc/passwd"])
def test_a_link_to_nothing_fails(house: Path, target: str) -> None:
    with pytest.raises(staging.MissingTarget, match="links to"):
        staged(house, f"[x]({target})")


@pytest.mark.parametrize(
    ("tag", "loads"),
    [
        ('<script src="https://example.com/x.js"></script>', True),
        ('<link rel="stylesheet" href="//fonts.example.com/x.css">', True),
        ('<img alt="" src=http://example.com/x.png>', True),
        ('<a href="https://kafka.apache.org">Kafka</a>', False),
        ('<script src="assets/x.js"></script>', False),
    ],
)
def test_what_a_page_would_load_from_elsewhere_is_found(tmp_path: Path, tag: str, loads: bool) -> None:
    (tmp_path / "index.html").write_text(f"<html>{tag}</html>")
    assert bool(foreign(tmp_path)) is loads

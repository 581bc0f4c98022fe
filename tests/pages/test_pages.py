"""What pages hold, without a browser: they are whole, small, escaped, and say what documents say."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import pytest

import kafka_architect as ka
from kafka_architect.errors import InputError
from kafka_architect.report.html import html_fragment, html_page
from kafka_architect.report.html.markup import Markup, element
from kafka_architect.report.html.page import MOST_BYTES
from kafka_architect.report.html.scale import Scale, highest
from tests.pages.conftest import KEYS, SPECIFICATION, saga
from tests.pages.others import OTHERS
from tests.unit.test_printable import EVIL, poisoned

KINDS = ("analysis", "plan", "findings", "design", "saga", *OTHERS)


def read(html: str) -> ElementTree.Element:
    """A page is XML too, but for its first line and what style and script hold."""
    text = re.sub(
        r"(<(style|script)>).*?(</\2>)", r"\1\3", html.removeprefix("<!doctype html>\n"), flags=re.S
    )
    return ElementTree.fromstring(text)  # noqa: S314  # our own text


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_well_formed_and_leads_nowhere(kind: str, texts: dict[str, str]) -> None:
    root = read(texts[kind])
    assert len(texts[kind].encode()) < MOST_BYTES
    names = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(names) == len(set(names))
    assert {one.get("href", "")[:1] for one in root.iter("a")} == {"#"}
    assert {one.get("href", "")[1:] for one in root.iter("a")} <= set(names)
    assert not [one for one in root.iter() if one.get("src") or one.get("style") or one.get("onclick")]
    tags = {one.tag for one in root.iter()}
    assert not tags & {"img", "iframe", "object", "embed", "base"}


@pytest.mark.parametrize("kind", KINDS)
def test_text_of_others_is_text(kind: str, texts: dict[str, str]) -> None:
    """Only the one script of ours is there, and no character that reverses or hides what is read."""
    assert texts[kind].count("<script") == 1
    assert "<img" not in texts[kind]
    assert all(one.isprintable() or one == "\n" for one in texts[kind])


def test_every_text_of_a_document_may_be_hostile() -> None:
    documents: list[dict[str, Any]] = [
        ka.analyze(KEYS, [6], what_if=[3], mitigate=True).to_dict(),
        ka.ConfigValidator().validate({"producer.properties": "acks=1\nackz=1\n"}).to_dict(),
    ]
    for document in documents:
        kept: dict[str, Any] = {name: document[name] for name in ("format", "version") if name in document}
        for html in (
            html_page({**poisoned(document), **kept}),
            html_fragment({**poisoned(document), **kept}),
        ):
            assert all(one.isprintable() or one == "\n" for one in html)
            assert "&lt;b&gt;" in html
            assert f"{EVIL}<b>" not in html


def test_the_same_document_gives_the_same_page(texts: dict[str, str]) -> None:
    assert ka.design(SPECIFICATION).to_html() == texts["design"]


def test_a_page_has_what_the_document_has(texts: dict[str, str]) -> None:
    report = ka.analyze(KEYS, [6, 12], what_if=[3, 24, 48], mitigate=True, brokers=3)
    root = read(texts["analysis"])
    bars = [
        [
            one.findtext("title")
            for one in svg.iter("rect")
            if (one.findtext("title") or "").startswith("partition ")
        ]
        for svg in root.iter("svg")
    ]
    loads = report.to_dict()["partitions"]
    assert bars[: len(loads)] == [
        [f"partition {at}: {records:,}" for at, records in enumerate(load["records"])] for load in loads
    ]
    text = "".join(root.itertext())
    for one in report.to_dict()["mitigations"][0]["options"]:
        assert one["reader_cost"] in text


def test_a_notebook_shows_counts_that_were_asked_about() -> None:
    rows = ka.analyze(KEYS, [6], what_if=[3, 24]).what_if
    root = ElementTree.fromstring(rows._repr_html_())  # noqa: S314  # our own text
    shown = [[cell.text for cell in row.iter("td")] for row in root.iter("tr")]
    assert [int((row[0] or "").replace(",", "")) for row in shown if row] == [3, 6, 24]
    assert [row[1] for row in shown if row] == [f"{one.max_over_mean:.2f}" for one in rows]
    assert list(root.iter("svg"))
    assert "<svg" not in ka.analyze([], [2]).what_if._repr_html_()
    assert repr(rows).startswith("<WhatIfRows: 3 counts from 3 to 24, ")


def test_a_saga_is_drawn_in_its_order(texts: dict[str, str]) -> None:
    root = read(texts["saga"])
    steps = [one for decision in ka.design(saga()).to_dict()["decisions"] for one in decision["steps"]]
    said = [one.text or "" for one in root.findall(".//section[@id='interactions']//path/title")]
    assert [line.partition(": ")[0] for line in said] == [
        f"{one['sender']} to {one['receiver']}" for one in steps
    ]
    assert [line.partition(". ")[2].partition(" (")[0] for line in said] == [one["message"] for one in steps]
    dashed = root.findall(".//section[@id='interactions']//path[@stroke-dasharray]")
    assert len(dashed) == sum(bool(one["compensates"]) for one in steps) > 0


def test_secrets_are_hidden_in_lines_around_findings(texts: dict[str, str]) -> None:
    assert "hunter2" not in texts["findings"]
    assert "ssl.key.password=" in texts["findings"]
    assert "    2  acks=1" in texts["findings"]


def test_a_saved_report_has_the_same_page() -> None:
    report = ka.analyze([b"a", b"b"] * 50, [2])
    assert ka.DistributionReport.from_json(report.to_json()).to_html() == report.to_html()


@pytest.mark.parametrize("keys", [[], [None] * 9, [b"one"]], ids=["none", "null keys", "one"])
def test_a_report_of_little_has_a_page(keys: list[bytes | None]) -> None:
    read(ka.analyze(keys, [1, 7]).to_html())


def test_thousands_of_partitions_share_bars_that_show_the_fullest() -> None:
    report = ka.analyze([f"k{n}".encode() for n in range(5000)] + [b"hot"] * 900, [5000])
    html = report.to_html()
    (most,) = [max(load["records"]) for load in report.to_dict()["partitions"]]
    assert f"most: {most:,}</title>" in html
    assert len(html) < MOST_BYTES // 4


def test_what_has_no_page_is_refused() -> None:
    with pytest.raises(InputError, match="no page for this document"):
        html_page({"producer": {}})


def test_elements_escape_texts_and_attributes() -> None:
    made = element("p", "<b>", Markup("<i>x</i>"), ["&", None, 3], title='"\x1b', hidden=True, open=False)
    assert made == '<p title="&quot;\\x1b" hidden="hidden">&lt;b&gt;<i>x</i>&amp;3</p>'


@pytest.mark.parametrize(
    ("values", "end"),
    [([], 1.0), ([0.0], 1.0), ([7.0], 8.0), ([100.0], 100.0), ([0.31], 0.4), ([1e12], 1e12)],
)
def test_an_axis_ends_at_a_round_number_above_all_values(values: list[float], end: float) -> None:
    assert highest(values) == pytest.approx(end)


def test_an_axis_has_round_marks_within_it() -> None:
    assert Scale(0, 8, 0, 1).marks() == [0, 2, 4, 6, 8]
    assert Scale(3, 80, 0, 1, logarithmic=True).marks() == [5, 10, 20, 50]
    assert Scale(1, 10_000, 0, 1, logarithmic=True)(100) == pytest.approx(0.5)
    assert Scale(5, 5, 0, 1)(5) == 0

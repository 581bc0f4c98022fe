"""Pages of the other results say what their documents say, in a file, in a notebook and by the command."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import msgspec
import pytest
from click.testing import CliRunner

import kafka_architect as ka
from kafka_architect.cli.main import cli
from kafka_architect.report.html import html_fragment, html_page
from kafka_architect.snapshot import parse_snapshot, snapshot_text
from tests.pages.others import OTHERS, SCRIPT, results, taken
from tests.pages.test_pages import read
from tests.unit.test_printable import EVIL, poisoned

if TYPE_CHECKING:
    from pathlib import Path

    from tests.pages.others import Result


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Result]:
    return results(tmp_path_factory.mktemp("results"))


def document(result: Any) -> dict[str, Any]:
    """The document of a result, as JSON has it."""
    text = json.dumps(result.to_dict()) if hasattr(result, "to_dict") else snapshot_text(result)
    found: dict[str, Any] = json.loads(text)
    return found


def bars(html: str, chart: str) -> dict[str, str]:
    """Row -> tooltip of the one bar that it has, in the chart with this title."""
    svg = next(one for one in read(html).iter("svg") if (one.findtext("title") or "").startswith(chart))
    titles = [text for one in svg.iter("rect") if (text := one.findtext("title"))]
    return dict(text.split(": ", 1) for text in titles if ": " in text)


@pytest.mark.parametrize("kind", OTHERS)
def test_a_saved_document_has_the_same_page(kind: str, made: dict[str, Result]) -> None:
    assert html_page(document(made[kind])) == made[kind].to_html()


@pytest.mark.parametrize("kind", OTHERS)
def test_a_notebook_shows_the_parts_of_the_page(kind: str, made: dict[str, Result]) -> None:
    shown = ElementTree.fromstring(made[kind]._repr_html_())  # noqa: S314  # our own text
    page = read(made[kind].to_html())
    assert [one.text for one in shown.findall("h3")][: len(page.findall(".//section"))]
    assert len(list(shown.iter("svg"))) == len(list(page.iter("svg")))
    assert len(list(shown.iter("tr"))) == len(list(page.iter("tr")))
    assert not list(shown.iter("script"))


@pytest.mark.parametrize("kind", [one for one in OTHERS if one != "snapshot"])
def test_every_text_of_a_document_may_be_hostile(kind: str, made: dict[str, Result]) -> None:
    found = document(made[kind])
    kept: dict[str, Any] = {name: found[name] for name in ("format", "version") if name in found}
    for html in (html_page({**poisoned(found), **kept}), html_fragment({**poisoned(found), **kept})):
        assert all(one.isprintable() or one == "\n" for one in html)
        assert "&lt;b&gt;" in html
        assert f"{EVIL}<b>" not in html


def test_every_setting_and_wait_of_a_tuning_is_there(made: dict[str, Result]) -> None:
    found, html = document(made["tuning"]), made["tuning"].to_html()
    text = "".join(read(html).itertext())
    for one in (*found["producer"]["settings"], *found["consumer"]["settings"], *found["group"]):
        assert one["key"] in text
        assert one["because"] in text
        if one["figure"] is not None:
            assert one["figure"]["formula"] in text
    waits = bars(html, "Maximum wait")
    assert list(waits.values()) == [one["where"] for one in found["budget"]]


def test_considerations_are_drawn_to_scale_with_the_answer_across(made: dict[str, Result]) -> None:
    found, html = document(made["partition_advice"]), made["partition_advice"].to_html()
    svg = next(read(html).iter("svg"))
    widths = {
        (one.findtext("title") or "").partition(": ")[0].replace(" ", "_"): float(one.get("width", 0))
        for one in svg.iter("rect")
        if one.findtext("title")
    }
    near = {one["name"]: one["partitions"] for one in found["terms"] if one["kind"] == "needs"}
    assert widths.keys() == near.keys()
    scale = widths["produce"] / near["produce"]
    assert widths == pytest.approx({name: scale * value for name, value in near.items()}, rel=1e-3)
    (line,) = [one for one in svg.iter("line") if one.findtext("title") == f"target {found['partitions']}"]
    (first,) = {float(one.get("x", 0)) for one in svg.iter("rect") if one.findtext("title")}
    assert float(line.get("x1", 0)) == pytest.approx(first + scale * found["partitions"], rel=1e-3)


def test_a_joint_load_is_beside_those_of_its_topics(made: dict[str, Result]) -> None:
    found, html = document(made["co_partition"]), made["co_partition"].to_html()
    svg = next(read(html).iter("svg"))
    titles = [one.findtext("title") or "" for one in svg.iter("rect") if one.findtext("title")]
    assert [text.rpartition(" ")[2] for text in titles] == [
        f"{value:.2f}" for load in found["joint"] for value in (load["max_over_mean"], *load["alone"])
    ]
    assert all(problem in "".join(read(html).itertext()) for problem in found["problems"])


def test_keys_are_compared_best_first(made: dict[str, Result]) -> None:
    found, html = document(made["key_comparison"]), made["key_comparison"].to_html()
    names = [one.text for one in read(html).findall(".//section[@id='spread']//td/code")]
    assert names == [one["key"] for one in found["candidates"]]
    assert found["reason"] in "".join(read(html).itertext())


def test_figures_of_tools_are_drawn_by_partition(made: dict[str, Result]) -> None:
    drawn = bars(made["cluster_figures"].to_html(), "Records per partition of orders")
    assert list(drawn.values()) == ["900", "1,000", "950", "8,500", "1,000", "0"]
    lag = bars(made["cluster_figures"].to_html(), "Lag by group")
    groups = document(made["cluster_figures"])["groups"]
    assert lag == {f"{one['group']} on {one['topic']}": f"{one['lag']:,} records behind" for one in groups}


def test_loads_of_segments_are_drawn_where_all_partitions_are_here(made: dict[str, Result]) -> None:
    html = made["segment_loads"].to_html()
    assert list(bars(html, "Records per partition, Topic orders").values()) == ["7", "21", "7", "14"]
    assert "Records per partition, Topic payments" not in html
    assert "partitions 0, 1" in html


def test_a_snapshot_says_what_brokers_hold_and_who_lags() -> None:
    html = taken().to_html()
    assert bars(html, "Records per second") == {"orders": f"{6 * 30_000:,} records"}
    assert bars(html, "Lag by group") == {f"billing{SCRIPT}": "10,000 records"}
    assert set(bars(html, "Bytes per broker")) == {"broker 1", "broker 2", "broker 3"}
    text = "".join(read(html).itertext())
    for word in ("1 - usable_bytes / total_bytes", "producer_byte_rate=1,048,576", "User:billing", "Ongoing"):
        assert word in text


def test_a_snapshot_of_nothing_has_a_page() -> None:
    empty = parse_snapshot('{"format": "kafka-architect-cluster", "version": 1}', name="x.json")
    read(empty.to_html())
    assert html_page(msgspec.to_builtins(empty)) == empty.to_html()


def test_changes_come_with_risk_steps_and_figures(made: dict[str, Result]) -> None:
    found, html = document(made["difference"]), made["difference"].to_html()
    root = read(html)
    articles = root.findall(".//article")
    assert len(articles) == len(found["changes"])
    for article, change in zip(articles, found["changes"], strict=True):
        assert [one.text for one in article.findall("ol/li")] == change["steps"]
        assert article.findtext("h3/span") == change["risk"]


def test_a_timeline_says_how_the_cluster_would_grow(made: dict[str, Result]) -> None:
    found, text = document(made["timeline"]), "".join(read(made["timeline"].to_html()).itertext())
    assert found["steps"]
    for one in found["steps"]:
        assert f"{one['brokers']:,} x {one['instance']}" in text
    first = min(one["month"] for one in found["breaks"] if one["month"] is not None)
    assert f"the first limit is exceeded in month {first}" in text


def test_no_change_has_a_page() -> None:
    system = {"name": "a", "platform": {"brokers": 3}}
    assert "No change." in "".join(read(ka.design_diff(system, system).to_html()).itertext())


ASKED = {
    "tune": ["tune", "--rate", "5000", "--message-bytes", "500", "--partitions", "12"],
    "partitions": ["partitions", "--rate", "10000"],
    "co-partition": ["analyze", "a.txt", "b.txt", "--co-partition", "-p", "6"],
    "keys": ["analyze", "rows.csv", "--key", "user", "--key", "city"],
    "figures": ["analyze", "figures.txt"],
    "segments": ["analyze", "orders-0", "--headers-only"],
    "diff": ["design", "diff", "old.json", "new.json"],
}  # fmt: skip


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.pages.others import _OUTPUTS

    folder = tmp_path_factory.mktemp("inputs")
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text("".join(f"k{n}\n" for n in range(400)), encoding="utf-8")
    rows = "".join(f"u{n},c{n % 5}\n" for n in range(400))
    (folder / "rows.csv").write_text(f"user,city\n{rows}", encoding="utf-8")
    (folder / "figures.txt").write_bytes((_OUTPUTS / "figures-log-dirs.txt").read_bytes())
    (folder / "orders-0").mkdir()
    (folder / "orders-0" / f"{0:020}.log").write_bytes((_OUTPUTS / "segment.log").read_bytes())
    for name, partitions in (("old", 3), ("new", 6)):
        events = {"messages": ["Placed"], "rate": "10..20", "size": "1 kB", "partitions": partitions}
        specification = {
            "name": "shop",
            "platform": {"brokers": 3},
            "entities": {"orders": {"key": "id", "events": events}},
            "services": {"order": {"sends": ["orders.events"]}},
        }
        (folder / f"{name}.json").write_text(json.dumps(specification), encoding="utf-8")
    return folder


@pytest.mark.parametrize("asked", ASKED)
def test_a_command_writes_the_page_by_the_ending_or_the_format(
    asked: str, inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(inputs)
    target = tmp_path / "report.html"
    written = CliRunner().invoke(cli, [*ASKED[asked], "--output", str(target)])
    assert written.exit_code in {0, 1}, written.output
    page = target.read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert written.stdout == ""
    printed = CliRunner().invoke(cli, [*ASKED[asked], "--format", "html"])
    assert printed.stdout == page
    found = tmp_path / "report.json"
    assert CliRunner().invoke(cli, [*ASKED[asked], "--output", str(found)]).exit_code in {0, 1}
    assert html_page(json.loads(found.read_text(encoding="utf-8"))) == page
    text = tmp_path / "report.txt"
    assert CliRunner().invoke(cli, [*ASKED[asked], "--output", str(text)]).exit_code in {0, 1}
    assert text.read_text(encoding="utf-8").strip()


def test_settings_of_a_library_go_to_a_folder_and_not_to_a_report(tmp_path: Path) -> None:
    asked = [*ASKED["tune"], "--format", "librdkafka", "--output", str(tmp_path / "x.html")]
    refused = CliRunner().invoke(cli, asked)
    assert refused.exit_code == 2
    assert "--out FOLDER" in refused.output

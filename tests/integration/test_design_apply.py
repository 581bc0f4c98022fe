"""`kafka-architect design apply` without a cluster: plans for a snapshot, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kafka_architect.snapshot import snapshot_text
from tests.designs.applying.model import cluster, running

from .command import refuse, run, succeed

if TYPE_CHECKING:
    from kafka_architect.snapshot.model import Topic

SHOP = Path(__file__).resolve().parents[2] / "examples" / "designs" / "shop.yaml"


def written(folder: Path, *topics: Topic) -> Path:
    path = folder / "cluster.json"
    path.write_text(snapshot_text(cluster(*topics)), encoding="utf-8")
    return path


def test_a_snapshot_is_planned_for(tmp_path: Path) -> None:
    there = written(tmp_path, running("orders.events", 6), running("orders.commands", 12))
    done = run("design", "apply", SHOP, "--from-cluster", there, "--plan")
    assert done.returncode == 1, "more partitions of a keyed topic"
    assert f"shop -> {there}: 40 steps to apply, 1 refused" in done.stdout
    assert "REFUSED: add partitions to topic orders.events (order-breaking)" in done.stdout
    assert "partitions: 6 -> 12" in done.stdout
    assert "Refused without --allow order-breaking." in done.stdout
    allowed = run(
        "design", "apply", SHOP, "--from-cluster", there, "--plan", "--allow", "order-breaking",
        "--format", "json",
    )  # fmt: skip
    assert allowed.returncode == 1, "it would break order all the same"
    document = json.loads(allowed.stdout)
    assert {one["standing"] for one in document["steps"]} == {"ready"}
    [step] = [one for one in document["steps"] if one["kind"] == "add-partitions"]
    assert step["risk"] == "order-breaking"
    assert step["changes"][0]["figures"]["share_of_keys"]["value"] == 0.5


def test_new_topics_alone_are_nothing_to_worry_about(tmp_path: Path) -> None:
    assert "steps to apply" in succeed("design", "apply", SHOP, "--from-cluster", written(tmp_path), "--plan")


def test_a_saved_design_is_applied_like_its_specification(tmp_path: Path) -> None:
    there, saved = written(tmp_path), tmp_path / "design.json"
    saved.write_text(succeed("design", SHOP, "--env", "dev", "--format", "json"), encoding="utf-8")
    plan = ("--from-cluster", there, "--plan", "--format", "json")
    of_saved = json.loads(succeed("design", "apply", saved, *plan))
    of_specification = json.loads(succeed("design", "apply", SHOP, "--env", "dev", *plan))
    assert of_saved["digest"] == of_specification["digest"]
    assert "saved design is of dev, not of prod" in refuse("design", "apply", saved, "--env", "prod", *plan)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--plan", "--yes"), "expected one of them"),
        (("--from-cluster", "c.json"), "add --plan"),
        (("--from-cluster", "c.json", "--plan", "--bootstrap-server", "a:1"), "expected one of"),
        (("--plan", "--reviewed", "p.json"), "leave out --plan"),
        (("--plan", "--allow", "recreating"), "recreating"),
        (
            ("--yes", "--bootstrap-server", "127.0.0.1:1", "--reviewed", str(SHOP)),
            "not a plan of design apply",
        ),
        (("--plan", "--bootstrap-server", "127.0.0.1:1"), "127.0.0.1:1"),
        (("--plan",), "bootstrap"),
    ],
)
def test_wrong_usage_is_said(arguments: tuple[str, ...], words: str) -> None:
    assert words in refuse("design", "apply", SHOP, *arguments)


def test_names_of_others_cannot_command_a_terminal(tmp_path: Path) -> None:
    hostile = running("orders.events", 12, **{"segment_bytes\x1b[2J": "1\x1b[2J"})  # type: ignore[arg-type]
    done = run("design", "apply", SHOP, "--from-cluster", written(tmp_path, hostile), "--plan")
    assert "\x1b" not in done.stdout
    assert "segment.bytes\\x1b[2J=1\\x1b[2J" in done.stdout

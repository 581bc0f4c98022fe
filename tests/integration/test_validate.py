"""`kafka-architect validate` and `rules` as a shell sees them."""

from __future__ import annotations

import json
import stat
import subprocess
from typing import TYPE_CHECKING

import pytest

from .command import run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kafka_architect.validation.finding import Problem

LEADER_ONLY = "# the shop\nacks=1\nenable.idempotence=false\n"


@pytest.fixture
def producer(tmp_path: Path) -> Path:
    path = tmp_path / "producer.properties"
    path.write_text(LEADER_ONLY)
    return path


def test_findings_have_their_place_first_and_exit_code_1(producer: Path) -> None:
    done = run("validate", producer.name, "--select", "DUR001", cwd=producer.parent)
    assert done.returncode == 1
    head, first, *_ = done.stdout.splitlines()
    assert head == "producer.properties: producer (Kafka 4.3.1, assumed)"
    assert first == "producer.properties:2:1: error DUR001 acks-not-all (advice)"
    assert "1 error in 1 configuration in 1 file (profile production)." in done.stdout
    done = run("validate", producer, "--select", "DUR001", COLUMNS="80")
    assert max(map(len, done.stdout.splitlines()[2:])) <= 80


def test_nothing_found_is_exit_code_0(producer: Path) -> None:
    producer.write_text("acks=all\n")
    done = run("validate", producer, "--select", "DUR001")
    assert done.returncode == 0
    assert done.stdout == "No findings in 1 configuration in 1 file (profile production).\n"


@pytest.mark.parametrize(("threshold", "code"), [("error", 0), ("warning", 0), ("info", 1), ("never", 0)])
def test_the_threshold_of_failure_can_be_set(producer: Path, threshold: str, code: int) -> None:
    done = run("validate", producer, "--select=DUR001", "--severity=DUR001=info", f"--fail-on={threshold}")
    assert done.returncode == code
    assert "DUR001" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["none.properties"], "cannot read none.properties"),
        (["producer.properties", "--role", "brocker"], "unknown role 'brocker'"),
        (["producer.properties", "--kafka-version", "7.0"], "7.0"),
        (["producer.properties", "--profile", "prod"], "unknown profile 'prod'"),
        (["producer.properties", "--severity", "DUR001=bad"], "expected CODE=error"),
        (["producer.properties", "--from", "3.9"], "requires both --from VERSION and --to VERSION"),
        (["producer.properties", "-"], "pass it alone"),
        (["producer.properties", "--baseline", "none.json"], "cannot read the baseline"),
        ([], "Missing argument"),
    ],
)
def test_wrong_usage_is_exit_code_2(producer: Path, arguments: list[str], said: str) -> None:
    done = run("validate", *arguments, cwd=producer.parent)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stdout == ""


def test_json_is_a_document(producer: Path) -> None:
    done = run("validate", producer, "--select", "DUR001", "--format", "json")
    document = json.loads(done.stdout)
    assert document["findings"][0]["code"] == "DUR001"
    assert document["summary"]["profile"] == "production"


@pytest.mark.parametrize("form", ["json", "sarif", "junit", "github", "markdown", "text"])
def test_every_format_can_be_written_to_a_file(producer: Path, form: str) -> None:
    target = producer.parent / "report"
    done = run("validate", producer, "--select=DUR001", f"--format={form}", "--output", target)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "DUR001" in target.read_text(encoding="utf-8")


def test_diff_shows_and_writes_nothing(producer: Path) -> None:
    done = run("validate", producer.name, "--select=DUR001", "--unsafe-fixes", "--diff", cwd=producer.parent)
    assert done.returncode == 1
    assert "-acks=1\n+acks=all\n" in done.stdout
    assert producer.read_text() == LEADER_ONLY


def test_a_diff_can_be_applied_with_patch(producer: Path) -> None:
    diff = run("validate", producer.name, "--select=DUR001", "--unsafe-fixes", "--diff", cwd=producer.parent)
    subprocess.run(["git", "apply"], input=diff.stdout, text=True, check=True, cwd=producer.parent)
    assert producer.read_text() == LEADER_ONLY.replace("acks=1", "acks=all")


def test_fix_mends_in_place_and_keeps_the_mode(producer: Path) -> None:
    producer.chmod(0o640)
    done = run("validate", producer, "--select=DUR001", "--fix", "--unsafe-fixes")
    assert done.returncode == 0
    assert "Fixed 1 issue in 1 file." in done.stderr
    assert producer.read_text() == LEADER_ONLY.replace("acks=1", "acks=all")
    assert stat.S_IMODE(producer.stat().st_mode) == 0o640
    assert sorted(path.name for path in producer.parent.iterdir()) == ["producer.properties"]


def test_fix_alone_leaves_what_changes_behaviour(producer: Path) -> None:
    done = run("validate", producer, "--select=DUR001", "--fix")
    assert done.returncode == 1
    assert producer.read_text() == LEADER_ONLY


def test_standard_input(tmp_path: Path) -> None:
    arguments = ["validate", "-", "--stdin-name", "producer.properties", "--select", "DUR001"]
    done = run(*arguments, text=LEADER_ONLY, cwd=tmp_path)
    assert done.stdout.splitlines()[1].startswith("producer.properties:2:1: error DUR001")
    mended = run(*arguments, "--fix", "--unsafe-fixes", text=LEADER_ONLY, cwd=tmp_path)
    assert mended.stdout == LEADER_ONLY.replace("acks=1", "acks=all")
    assert "No findings" in mended.stderr


def test_settings_of_the_repository_and_what_wins_over_them(producer: Path) -> None:
    (producer.parent / "kafka-architect.toml").write_text(
        'select = ["DUR001"]\n[severity]\nDUR001 = "info"\n'
    )
    done = run("validate", producer.name, cwd=producer.parent)
    assert done.returncode == 0
    assert ": info DUR001" in done.stdout
    done = run("validate", producer.name, "--severity", "DUR001=error", cwd=producer.parent)
    assert done.returncode == 1
    isolated = run("validate", producer.name, "--isolated", "--select=DUR001", cwd=producer.parent)
    assert isolated.returncode == 1


def test_a_baseline_is_written_and_then_hides(producer: Path) -> None:
    known = producer.parent / "known.json"
    done = run("validate", producer, "--write-baseline", known, "--select=DUR001")
    assert done.returncode == 0
    assert "1 finding is known" in done.stderr
    assert run("validate", producer, "--baseline", known, "--select=DUR001").returncode == 0


def test_rules_lists_and_explains() -> None:
    listed = run("rules")
    assert listed.returncode == 0
    assert "DUR001" in listed.stdout
    explained = run("rules", "DUR001")
    for part in ("acks-not-all", "KIP-679", "acks=1", "acks=all", "advice"):
        assert part in explained.stdout
    assert run("rules", "acks-not-all").stdout == explained.stdout
    assert json.loads(run("rules", "DUR001", "--format", "json").stdout)["code"] == "DUR001"
    assert {
        rule["subject"] for rule in json.loads(run("rules", "DUR", "--format", "json").stdout)["rules"]
    } == {"durability"}


def test_a_rule_that_does_not_exist_is_exit_code_2() -> None:
    done = run("rules", "DUR999")
    assert done.returncode == 2
    assert "unknown rule 'DUR999'" in done.stderr


def test_a_rule_that_fails_has_an_exit_code_of_its_own(
    producer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In this process: no configuration is known that makes a rule fail."""
    from dataclasses import replace

    from click.testing import CliRunner

    from kafka_architect.cli.validate import command
    from kafka_architect.validation import selection
    from kafka_architect.validation.rules import rules

    def broken(_config: object) -> Iterator[Problem]:
        raise LookupError("oops")

    patched = {**rules(), "DUR001": replace(rules()["DUR001"], check_config=broken)}
    monkeypatch.setattr(selection, "rules", lambda: patched)
    done = CliRunner().invoke(command, [str(producer), "--select", "DUR001"])
    assert done.exit_code == 3
    assert "RUN001" in done.output
    assert "LookupError: oops" in done.output

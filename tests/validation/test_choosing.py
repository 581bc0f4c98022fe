"""Profiles, selections, severities, ignore comments, settings files and baselines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import kafka_architect as ka
from kafka_architect.validation.baseline import Baseline, baseline_document
from kafka_architect.validation.finding import Severity
from kafka_architect.validation.profiles import PROFILES, included, profile_chain
from kafka_architect.validation.rules import rules
from kafka_architect.validation.settings_file import find_settings, read_settings

if TYPE_CHECKING:
    from pathlib import Path

LEADER_ONLY = {"producer.properties": "acks=1\nenable.idempotence=false\n"}


def codes(result: ka.ValidationResult) -> list[str]:
    return [finding.rule.code for finding in result.findings]


def test_every_profile_has_what_it_extends_and_more() -> None:
    sizes = {}
    for name in PROFILES:
        chain = profile_chain(name)
        own = {code for code, rule in rules().items() if included(rule, chain)}
        for wider in chain[1:]:
            assert own >= {
                code for code, rule in rules().items() if included(rule, profile_chain(wider.name))
            }
        sizes[name] = len(own)
    assert sizes["dev"] < sizes["production"]


def test_a_rule_of_production_is_silent_in_dev() -> None:
    assert "DUR001" in codes(ka.ConfigValidator(profile="production").validate(LEADER_ONLY))
    assert "DUR001" not in codes(ka.ConfigValidator(profile="dev").validate(LEADER_ONLY))
    assert "DUR001" in codes(
        ka.ConfigValidator(profile="dev", extend_select=["DUR001"]).validate(LEADER_ONLY)
    )


def test_ignore_wins() -> None:
    for ignored in ("DUR001", "DUR", "acks-not-all"):
        validator = ka.ConfigValidator(select=["DUR001"], ignore=[ignored])
        assert codes(validator.validate(LEADER_ONLY)) == []


def test_severities_can_be_changed_by_code_and_by_letters() -> None:
    for name in ("DUR001", "DUR"):
        validator = ka.ConfigValidator(select=["DUR001"], severities={name: Severity.INFO})
        [finding] = validator.validate(LEADER_ONLY).findings
        assert finding.severity == "info"


def test_files_may_have_a_profile_of_their_own() -> None:
    text = "process.roles=broker\nnode.id=1\nlog.cleaner.enable=false\nnum.io.threads=eight\n"
    own = {"dev/**": "dev", "dev/shared/*": "durability"}
    validator = ka.ConfigValidator("4.1", per_file_profiles=own)
    files = [f"{folder}/server.properties" for folder in ("live", "dev", "a/dev/x", "dev/shared")]
    found = validator.validate(dict.fromkeys(files, text)).findings
    by_file = {file: {one.rule.code for one in found if one.file.path == file} for file in files}
    assert by_file["dev/server.properties"] == by_file["a/dev/x/server.properties"]
    assert "VAL001" in by_file["dev/server.properties"] < by_file["live/server.properties"]
    assert by_file["live/server.properties"] <= by_file["dev/shared/server.properties"]
    severities = {one.file.path: one.severity for one in found if one.rule.code == "DUR004"}
    assert severities == {"live/server.properties": "error", "dev/shared/server.properties": "error"}


def test_what_a_file_s_profile_leaves_out_covers_nothing_in_it() -> None:
    """acks-not-all says more than idempotence-silently-off, where it is asked."""
    text = "acks=1\n"
    validator = ka.ConfigValidator("4.1", select=["DUR001", "DUR003"])
    assert codes(validator.validate({"producer.properties": text})) == ["DUR001"]
    of_dev = ka.ConfigValidator("4.1", per_file_profiles={"dev/*": "dev"})
    assert "DUR003" in codes(of_dev.validate({"dev/producer.properties": text}))
    without = ka.ConfigValidator("4.1", per_file_ignores={"dev/*": ["DUR001"]})
    assert "DUR003" in codes(without.validate({"dev/producer.properties": text}))


def test_ignores_for_some_files_only() -> None:
    validator = ka.ConfigValidator(select=["DUR001"], per_file_ignores={"test/*": ("DUR",)})
    text = LEADER_ONLY["producer.properties"]
    result = validator.validate({"test/producer.properties": text, "live/producer.properties": text})
    assert [finding.file.path for finding in result.findings] == ["live/producer.properties"]


@pytest.mark.parametrize(
    "text",
    [
        "# kafka-architect: ignore[DUR001] a batch job that can run again\nacks=1\n",
        "# kafka-architect: ignore[DUR]\n\n# another comment\nacks=1\n",
        "# kafka-architect: ignore-file[DUR001]\nclient.id=a\nacks=1\n",
        "# Kafka-Architect: ignore[ dur001 , SEC001 ]\nacks=1\n",
    ],
)
def test_a_comment_ignores(text: str) -> None:
    result = ka.ConfigValidator(select=["DUR001"]).validate({"producer.properties": text})
    assert "DUR001" not in codes(result)
    assert result.ignored == 1


def test_a_comment_is_about_the_next_setting_only() -> None:
    text = "# kafka-architect: ignore[DUR001]\nclient.id=a\nacks=1\n"
    result = ka.ConfigValidator(select=["DUR001"]).validate({"producer.properties": text})
    assert codes(result) == ["SYN003", "DUR001"]


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("ignore[DUR001]", "finds nothing here"),
        ("ignore[DUR01]", "unknown rule 'DUR01'; did you mean DUR0"),
        ("ignore DUR001", "names no rule: write ignore[DUR001]"),
        ("disable[DUR001]", "names no rule"),
        ("ignore[]", "names no rule"),
    ],
)
def test_an_ignore_that_ignores_nothing_is_reported(comment: str, said: str) -> None:
    text = f"# kafka-architect: {comment}\nacks=all\n"
    [finding] = ka.ConfigValidator(select=["DUR001"]).validate({"producer.properties": text}).findings
    assert finding.rule.code == "SYN003"
    assert said in finding.message


@pytest.mark.parametrize("code", ["acks-not-all", "dur001", "DUR", "ALL", "DUR001,PRD001"])
def test_an_ignore_names_rules_as_the_settings_do(code: str) -> None:
    text = f"# kafka-architect: ignore[{code}] reason\nacks=1\n"
    result = ka.ConfigValidator(select=["DUR001"]).validate({"producer.properties": text})
    assert codes(result) == []


def test_nothing_behind_a_value_of_properties_is_a_comment() -> None:
    text = "acks=1 # kafka-architect: ignore[DUR001]\n"
    result = ka.ConfigValidator(select=["VAL003"]).validate({"producer.properties": text})
    assert codes(result) == ["VAL003", "SYN003"]
    assert "the line above" in result.findings[1].message


def test_an_ignore_at_the_start_is_about_what_a_file_lacks() -> None:
    text = "# ours\n# kafka-architect: ignore[PRD001] small records\n\nacks=all\n"
    result = ka.ConfigValidator(select=["PRD001"]).validate({"producer.properties": text})
    assert (codes(result), result.ignored) == ([], 1)


def test_an_ignore_in_a_block_comment_of_terraform() -> None:
    text = 'resource "kafka_topic" "a" {\n  replication_factor = 1 /* kafka-architect: ignore[DUR004] */\n}\n'
    result = ka.ConfigValidator(select=["DUR004"]).validate({"a.tf": text})
    assert (codes(result), result.ignored) == ([], 1)


def test_an_ignore_of_a_rule_that_is_not_asked_is_not_unused() -> None:
    text = "# kafka-architect: ignore[DUR001]\nacks=1\n"
    result = ka.ConfigValidator(ignore=["DUR001"]).validate({"producer.properties": text})
    assert "SYN003" not in codes(result)


def test_a_baseline_hides_what_it_knows_and_no_more(tmp_path: Path) -> None:
    validator = ka.ConfigValidator(select=["DUR001"])
    known = tmp_path / "baseline.json"
    known.write_text(json.dumps(baseline_document(validator.validate(LEADER_ONLY).findings)))
    with_baseline = ka.ConfigValidator(select=["DUR001"], baseline=Baseline.read(known))
    moved = {"producer.properties": "\n\n" + LEADER_ONLY["producer.properties"]}
    for _ in range(2):  # a validator can be used again
        assert codes(with_baseline.validate(moved)) == []
    assert codes(with_baseline.validate({"other.properties": "acks=0\n"}, role="producer")) == ["DUR001"]


def test_a_baseline_is_right_from_every_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "conf").mkdir()
    (tmp_path / "conf" / "producer.properties").write_text("acks=1\n")
    monkeypatch.chdir(tmp_path)
    found = ka.ConfigValidator(select=["DUR001"]).validate("conf").findings
    known = tmp_path / "baseline.json"
    known.write_text(json.dumps(baseline_document(found, str(tmp_path))))
    for folder, path in ((".", "./conf"), ("conf", "producer.properties"), ("/", str(tmp_path / "conf"))):
        monkeypatch.chdir(tmp_path / folder)
        result = ka.ConfigValidator(select=["DUR001"], baseline=Baseline.read(known)).validate(path)
        assert (codes(result), result.known, result.gone) == ([], 1, 0)


def test_what_a_baseline_holds_for_nothing_is_counted(tmp_path: Path) -> None:
    document = baseline_document(ka.ConfigValidator(select=["DUR001"]).validate(LEADER_ONLY).findings)
    known = tmp_path / "baseline.json"
    known.write_text(json.dumps(document))
    mended = {"producer.properties": "acks=all\n"}
    result = ka.ConfigValidator(select=["DUR001"], baseline=Baseline.read(known)).validate(mended)
    assert result.gone == 1
    assert "Resolved since the baseline: 1" in str(result)
    unasked = ka.ConfigValidator(select=["PRD001"], baseline=Baseline.read(known)).validate(mended)
    assert unasked.gone == 0


@pytest.mark.parametrize(
    "findings", ["3", "[3]", '{"a": 1}', '[{"file": "a", "code": "b", "key": "c", "count": 1e400}]']
)
def test_a_baseline_with_damaged_entries_is_refused(tmp_path: Path, findings: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(f'{{"format": "kafka-architect-baseline", "version": 1, "findings": {findings}}}')
    with pytest.raises(ka.MalformedSourceError, match="expected findings with file, code, key"):
        Baseline.read(path)


def test_a_baseline_holds_no_values() -> None:
    result = ka.ConfigValidator(select=["DUR001"]).validate({"producer.properties": "acks=1\n"})
    assert "acks=1" not in json.dumps(baseline_document(result.findings))


@pytest.mark.parametrize("content", ["", "[]", '{"format": "x"}', '{"format": "kafka-architect-baseline"}'])
def test_what_is_no_baseline_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(content)
    with pytest.raises(ka.MalformedSourceError, match="baseline"):
        Baseline.read(path)


def test_settings_of_the_nearest_folder(tmp_path: Path) -> None:
    (tmp_path / "deploy" / "kafka").mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text("[tool.kafka-architect]\nprofile = 'latency'\n")
    assert find_settings(tmp_path / "deploy" / "kafka").profile == "latency"
    (tmp_path / "deploy" / "kafka-architect.toml").write_text(
        'profile = "durability"\nkafka-version = "3.9"\nignore = ["COST"]\nbaseline = "known.json"\n'
        '[severity]\nDUR001 = "info"\n[per-file-ignores]\n"dev/*" = ["SEC"]\n'
    )
    settings = find_settings(tmp_path / "deploy" / "kafka")
    assert settings.profile == "durability"
    assert settings.kafka_version == "3.9"
    assert settings.severities == {"DUR001": Severity.INFO}
    assert settings.baseline == tmp_path / "deploy" / "known.json"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("profiles = 'dev'", "unknown setting 'profiles'; .*did you mean profile?"),
        ("profile = 'prod'", "unknown profile 'prod'"),
        ("select = 'DUR'", "must be a list"),
        ("profile = 1", "must be a quoted string"),
        ("severity = 'high'", "must be a table"),
        ("[severity]\nDUR001 = 'high'", "unknown severity"),
        ("a = = 1", "is not TOML"),
        ("kafka_version = '4.3'", "did you mean kafka-version?"),
        ("kafka-version = 4.3", "must be a quoted string"),
        ("kafka-version = '9'", "kafka-architect.toml: expected a Kafka version"),
        ("x=" + "[" * 5000, "kafka-architect.toml is not valid TOML: it is nested too deeply"),
        ("x=[[[[", "kafka-architect.toml is not TOML: "),
        ("x=" + "[" * 50 + "]" * 50, "kafka-architect.toml: unknown setting 'x'; expected one of"),
        ("x=" + "9" * 5000, "kafka-architect.toml is not TOML: "),
        ("profile = 2026-01-01", "kafka-architect.toml: profile must be a quoted string"),
        ("[severity]\nDUR001 = {a = [1]}", "kafka-architect.toml: severity.DUR001"),
        ("[per-file-profiles]\n'*' = 3", "kafka-architect.toml"),
        ('baseline = "a\\u0000b"', "kafka-architect.toml: baseline"),
        ("ignore = ['acks-not-al']", "kafka-architect.toml: .*did you mean acks-not-all?"),
        ("[per-file-profiles]\n'dev/*' = 'devel'", "unknown profile 'devel'"),
        ("[per-file-profiles]\n'dev/*' = ['dev']", "unknown profile"),
        ("profile = 'prodction'", "kafka-architect.toml: .*did you mean production?"),
        ("[per-file-ignores]\n'*' = ['NOPE1']", "kafka-architect.toml: unknown rule 'NOPE1'"),
        ("[tool.kafka-architect]\nprofile = 'dev'", "without .tool.kafka-architect."),
    ],
)
def test_settings_that_mean_nothing_are_refused(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "kafka-architect.toml"
    path.write_text(content)
    with pytest.raises(ka.KafkaArchitectError, match=message):
        read_settings(path)


def test_settings_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "kafka-architect.toml"
    path.write_bytes(b"\xef\xbb\xbfprofile = 'dev'")
    assert read_settings(path).profile == "dev"


@pytest.mark.parametrize("content", ["tool = 3", "[tool]\nx = 1", "[[tool]]\nkafka-architect = 1"])
def test_a_project_that_says_nothing_of_us_is_passed_over(tmp_path: Path, content: str) -> None:
    (tmp_path / "pyproject.toml").write_text(content)
    assert find_settings(tmp_path).path is None


def test_a_project_whose_settings_are_no_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool]\nkafka-architect = 3")
    with pytest.raises(ka.InputError, match="must be a table, not 3"):
        find_settings(tmp_path)

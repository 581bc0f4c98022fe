"""ConfigValidator as a library: what it takes, what it answers, what it refuses."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import kafka_architect as ka

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kafka_architect.validation.finding import Problem

LEADER_ONLY = "acks=1\nenable.idempotence=false\n"


def codes(result: ka.ValidationResult) -> list[str]:
    return [finding.rule.code for finding in result.findings]


def test_a_path(tmp_path: Path) -> None:
    path = tmp_path / "producer.properties"
    path.write_text(LEADER_ONLY)
    result = ka.ConfigValidator(select=["DUR001"]).validate(path)
    assert codes(result) == ["DUR001"]
    [finding] = result.findings
    assert (finding.file.path, finding.place, finding.key, finding.value) == (str(path), (1, 1), "acks", "1")


def test_a_folder_is_searched_and_other_files_are_no_faults(tmp_path: Path) -> None:
    (tmp_path / "kafka").mkdir()
    (tmp_path / "kafka" / "producer.properties").write_text(LEADER_ONLY)
    (tmp_path / "kafka" / "messages.properties").write_text("greeting=Hello\n")
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "node_modules" / "producer.properties").write_text(LEADER_ONLY)
    result = ka.ConfigValidator(select=["DUR001"]).validate(tmp_path)
    assert codes(result) == ["DUR001"]
    assert result.summary["configurations"] == 1


def test_a_file_that_is_named_and_holds_nothing_of_kafka_is_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "messages.properties"
    path.write_text("greeting=Hello\n")
    assert codes(ka.ConfigValidator().validate(path)) == ["SYN001"]


def test_several_paths_are_one_system_and_each_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "producer.properties"
    path.write_text(LEADER_ONLY)
    result = ka.ConfigValidator(select=["DUR001"]).validate([tmp_path, path, str(path)])
    assert codes(result) == ["DUR001"]
    assert result.summary["files"] == 1


def test_texts_by_name() -> None:
    result = ka.ConfigValidator(select=["DUR001"]).validate({"producer.properties": LEADER_ONLY})
    assert codes(result) == ["DUR001"]


def test_the_role_can_be_said() -> None:
    validator = ka.ConfigValidator(select=["DUR001"])
    assert codes(validator.validate({"x.properties": "acks=0\n"}, role="producer")) == ["DUR001"]
    assert codes(validator.validate({"x.properties": "acks=0\n"}, role="consumer")) == []


def test_librdkafka_can_be_said_as_a_role() -> None:
    result = ka.ConfigValidator().validate({"x.properties": "acks=0\n"}, role="librdkafka-producer")
    [configuration] = result.configurations
    assert (configuration.role, configuration.client) == ("producer", "librdkafka")


def test_the_document_is_what_the_issue_tracker_of_a_team_can_read() -> None:
    document = ka.ConfigValidator(select=["DUR001"]).validate({"producer.properties": LEADER_ONLY}).to_dict()
    assert json.loads(json.dumps(document)) == document
    [finding] = document["findings"]
    assert set(finding) >= {
        "code", "name", "severity", "verdict", "message", "file", "line", "column", "key", "value", "source",
        "fix",
    }  # fmt: skip
    assert finding["fix"]["applicability"] == "unsafe"
    assert finding["fix"]["edits"][0]["text"] == "all"
    assert document["summary"]["by_severity"] == {"error": 1, "warning": 0, "info": 0}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"profile": "prod"}, "unknown profile 'prod'"),
        ({"kafka_version": "2.8"}, "2.8"),
        ({"select": ["DUR999"]}, "unknown rule 'DUR999'"),
        ({"ignore": ["acks-not-al"]}, "unknown rule 'acks-not-al'"),
    ],
)
def test_what_does_not_exist_is_refused(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(ka.InputError, match=message):
        ka.ConfigValidator(**arguments)  # type: ignore[arg-type]


def test_a_role_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ka.InputError, match="unknown role 'brocker'"):
        ka.ConfigValidator().validate({"a.properties": "acks=1"}, role="brocker")


def test_a_path_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ka.SourceError, match="cannot read"):
        ka.ConfigValidator().validate(tmp_path / "none.properties")
    with pytest.raises(ka.SourceError, match="cannot read"):
        ka.ConfigValidator().validate("a\0b")


def test_bytes_that_are_not_utf_8_are_named_and_the_rest_is_checked(tmp_path: Path) -> None:
    path = tmp_path / "producer.properties"
    path.write_bytes(b"# caf\xe9\n" + LEADER_ONLY.encode())
    result = ka.ConfigValidator(select=["DUR001"]).validate(path)
    assert codes(result) == ["SYN001", "DUR001"]
    assert "0xe9 at offset 5" in result.findings[0].message


def test_it_works_without_the_compiled_core_and_numpy() -> None:
    code = (
        "import sys; sys.modules['kafka_architect._core'] = sys.modules['numpy'] = None\n"
        "import kafka_architect as ka\n"
        "print([f.rule.code for f in ka.ConfigValidator(select=['DUR001']).validate({'producer.properties': "
        "'acks=0'}).findings])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "['DUR001']\n"


def test_a_result_shows_itself_as_text_and_in_notebooks() -> None:
    result = ka.ConfigValidator(select=["DUR001"]).validate({"producer.properties": "acks=1\n# <b>\n"})
    assert "producer.properties:1:1: error DUR001" in str(result)
    assert "# <b>" not in result._repr_html_()
    assert "# &lt;b&gt;" in result._repr_html_()


def test_a_rule_that_fails_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from kafka_architect.validation import selection
    from kafka_architect.validation.rules import rules

    def broken(_config: object) -> Iterator[Problem]:
        raise LookupError("oops")

    patched = {**rules(), "DUR001": replace(rules()["DUR001"], check_config=broken)}
    monkeypatch.setattr(selection, "rules", lambda: patched)
    result = ka.ConfigValidator(select=["DUR001"]).validate({"producer.properties": LEADER_ONLY})
    assert codes(result) == ["RUN001"]
    assert "DUR001" in result.findings[0].message
    assert result.failures == 1

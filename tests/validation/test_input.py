"""What is no input is refused with what was expected, and never shown where it may hold a secret."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

import pytest

import kafka_architect as ka
from kafka_architect.validation.source_file import SourceFile


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (3, "found int"),
        (None, "found NoneType"),
        (b"/etc", "found bytes"),
        ([3], "found int"),
        ([None], "found NoneType"),
        ("", "an empty one"),
        (io.StringIO("acks=1"), "an open file"),
        (
            {"producer.properties": {"acks": 1}},
            "producer.properties: expected the text of a file, found dict",
        ),
        ({"producer.properties": b"acks=1"}, "found bytes"),
        ({"acks": "1", "producer.properties": "acks=1"}, "found both: 'acks' is a setting"),
        ({"producer": "acks=1\nlinger.ms=5\n", "x": 3}, "found both: 'x' is a setting"),
        ({"ackz": "1"}, "cannot tell what 'ackz' configure; specify a role"),
        ({3: "1"}, "setting names, found int 3"),
        ({}, "no files given"),
        ([], "no files given"),
        ("a\0b", "cannot read"),
        ("a" * 5000, "cannot read"),
    ],
)
def test_what_is_neither_path_nor_text_is_refused(source: Any, said: str) -> None:
    for ask in (ka.ConfigValidator().validate, ka.ConfigValidator().fix):
        with pytest.raises(ka.KafkaArchitectError, match=said):
            ask(source)


def test_a_text_that_was_given_as_a_path_is_not_shown() -> None:
    with pytest.raises(ka.InputError, match="found multi-line text") as refused:
        ka.ConfigValidator().validate("acks=1\nssl.key.password=hunter2\n")
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"select": "DUR001"}, "select: expected a list of rule codes"),
        ({"ignore": None}, "ignore: expected a list of rule codes"),
        ({"select": [3]}, "found 3"),
        ({"select": ["acks-not-al"]}, "did you mean acks-not-all?"),
        ({"per_file_ignores": {"*": "DUR"}}, "per_file_ignores of \\*: expected a list of rule codes"),
        ({"severities": {"DUR001": "eror"}}, "DUR001: unknown severity 'eror'; .*did you mean error?"),
        ({"profile": "prodction"}, "did you mean production?"),
        ({"profile": None}, "unknown profile None"),
        ({"kafka_version": (4, 3)}, "expected a Kafka version"),
        ({"kafka_version": "3.9", "upgrade_from": "4.3"}, "from an older version to a newer one"),
        ({"kafka_version": "4.3", "upgrade_from": "4.3"}, "from an older version to a newer one"),
        ({"baseline": "known.json"}, "expected Baseline.read"),
    ],
)
def test_arguments_that_mean_nothing_are_refused(arguments: dict[str, Any], said: str) -> None:
    with pytest.raises(ka.InputError, match=said):
        ka.ConfigValidator(**arguments)


def test_the_role_that_was_meant_is_named() -> None:
    with pytest.raises(ka.InputError, match=r"did you mean producer\?"):
        ka.ConfigValidator().validate({"a.properties": "acks=1"}, "Producer")


def test_severities_may_be_text_and_codes_in_any_case() -> None:
    validator = ka.ConfigValidator(select=["DUR001"], severities={"dur001": "info"})
    [finding] = validator.validate({"producer.properties": "acks=1"}).findings
    assert str(finding.severity) == "info"


def test_a_file_is_read_once_whatever_leads_to_it(tmp_path: Path) -> None:
    file = tmp_path / "producer.properties"
    file.write_text("acks=1\n")
    (tmp_path / "links").mkdir()
    (tmp_path / "links" / "link.properties").symlink_to(file)
    (tmp_path / "links" / "up").symlink_to(tmp_path)
    validator = ka.ConfigValidator(select=["DUR001"])
    paths: list[str | Path] = [
        file,
        tmp_path,
        f"{tmp_path}/links/../producer.properties",
        tmp_path / "links" / "up",
    ]
    result = validator.validate(paths)
    assert (result.summary["files"], len(result.findings)) == (1, 1)


def test_what_a_search_cannot_read_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "closed").mkdir()
    for file in ("producer.properties", "secret.properties"):
        (tmp_path / file).write_text("acks=1\n")
    _close(monkeypatch)
    result = ka.ConfigValidator(select=["DUR001"]).validate(tmp_path)
    found = [(finding.rule.code, Path(finding.file.path).name) for finding in result.findings]
    assert found == [
        ("DUR001", "producer.properties"),
        ("SYN001", "secret.properties"),
        ("SYN001", "closed"),
    ]
    assert "Permission denied; exclude it (--exclude)" in result.findings[1].message


def _close(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse a file and a folder, as the system does to everybody but root."""
    scandir = os.scandir

    def refuse(path: object) -> None:
        if Path(str(path)).name in ("closed", "secret.properties"):
            raise PermissionError(13, "Permission denied", str(path))

    def closed_scandir(path: Any) -> Any:
        refuse(path)
        return scandir(path)

    read = SourceFile.read

    def closed_read(path: str | Path) -> SourceFile:
        try:
            refuse(path)
        except PermissionError as error:
            raise ka.SourceError(13, f"cannot read {path}: {error.strerror}") from error
        return read(path)

    monkeypatch.setattr(os, "scandir", closed_scandir)
    monkeypatch.setattr(SourceFile, "read", closed_read)


def test_a_name_that_says_nothing_is_read_as_the_role_says() -> None:
    [finding] = ka.ConfigValidator(select=["DUR001"]).validate({"/dev/stdin": "acks=1"}, "producer").findings
    assert finding.rule.code == "DUR001"


@pytest.mark.parametrize("pattern", ["deep", "sub/deep", "./sub/deep", "sub/deep/", "**/deep"])
def test_patterns_of_folders_to_leave_out(tmp_path: Path, pattern: str) -> None:
    (tmp_path / "sub" / "deep").mkdir(parents=True)
    (tmp_path / "sub" / "deep" / "producer.properties").write_text("acks=1\n")
    assert ka.ConfigValidator().validate(tmp_path, exclude=[pattern], allow_empty=True).files == 0


def test_a_text_may_begin_with_a_byte_order_mark() -> None:
    text = (
        "\ufeffservices:\r\n  a:\r\n    image: apache/kafka\r\n    environment:\r\n      KAFKA_NODE_ID: x\r\n"
    )
    result = ka.ConfigValidator(select=["VAL001"]).validate({"docker-compose.yml": text})
    assert [finding.key for finding in result.findings] == ["node.id"]

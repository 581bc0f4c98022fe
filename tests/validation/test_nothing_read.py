"""Nothing read at all is no success: a wrong path must not look like a good configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

import kafka_architect as ka
from kafka_architect.cli.validate import command

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: str, text: str | None = None) -> tuple[int, str]:
    done = CliRunner().invoke(command, [*arguments, "--isolated"], input=text)
    return done.exit_code, done.output + (str(done.exception) if done.exception else "")


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Kafka\n")
    (tmp_path / "docs" / "mkdocs.yml").write_text("site_name: Kafka\n")
    return tmp_path / "docs"


def test_a_folder_without_a_configuration_is_an_error(docs: Path) -> None:
    with pytest.raises(ka.InputError, match=r"no Kafka configuration in .*docs \(1 file checked\)"):
        ka.ConfigValidator().validate(docs)
    assert ka.ConfigValidator().validate(docs, allow_empty=True).ok


@pytest.mark.parametrize("source", [{}, []])
def test_no_files_are_an_error(source: Any) -> None:
    for ask in (ka.ConfigValidator().validate, ka.ConfigValidator().fix):
        with pytest.raises(ka.InputError, match="no files given"):
            ask(source)
    assert ka.ConfigValidator().validate(source, allow_empty=True).files == 0


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("index.md", "# Kafka\n"),
        ("mkdocs.yml", "site_name: Kafka\n"),
        ("log4j.properties", "log4j.rootLogger=INFO\n"),
        ("docker-compose.yml", "services:\n  a:\n    image: kafka-ui\n"),
        ("main.tf", 'resource "aws_vpc" "kafka" {\n}\n'),
        ("client.py", "import kafka\n"),
        ("empty.properties", ""),
        ("LICENSE", "Apache License\n"),
    ],
)
def test_a_named_file_without_a_configuration_is_an_error(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    path = str(tmp_path / name)
    code, said = run(path)
    assert code == 2
    assert name in said
    assert "no Kafka configuration recognized in this file" in said
    assert run(path, "--fail-on", "never")[0] == 2
    assert run(path, "--fix")[0] == 2
    assert run(path, "--allow-empty")[0] == 0
    assert (tmp_path / name).read_text() == text
    (tmp_path / "producer.properties").write_text("acks=all\ncompression.type=lz4\nlinger.ms=5\n")
    assert run(path, str(tmp_path / "producer.properties"), "--fail-on", "error")[0] == 1


def test_the_command_line_says_what_to_do(docs: Path) -> None:
    for option in ((), ("--fix",), ("--diff",), ("--fail-on", "never"), ("--format", "json")):
        code, said = run(str(docs), *option)
        assert (code, "--allow-empty" in said) == (1, True) or code == 2, said
    assert run(str(docs), "--allow-empty")[0] == 0
    assert run(str(docs / "nowhere"), "--allow-empty")[0] != 0


def test_files_of_one_application_count_together() -> None:
    texts = {
        "application.yml": "spring.kafka.producer.acks: 1\n",
        "application-dev.yml": "logging.level.x: a\n",
    }
    result = ka.ConfigValidator(select=["DUR001"]).validate(texts)
    assert [finding.rule.code for finding in result.findings] == ["DUR001"]

"""What a run did not read is said: in text, in JSON, and where nothing was read at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import kafka_architect as ka
from kafka_architect.validation import coverage
from kafka_architect.validation.dialects.source import csharp, dotted, go, grammars, javascript, jvm

from .source_samples import SOURCES

if TYPE_CHECKING:
    from pathlib import Path

VALIDATOR = ka.ConfigValidator(select=["DUR001"])
PRODUCER = "bootstrap.servers=b:9092\nacks=all\n"


@pytest.fixture
def without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (grammars, coverage, jvm, javascript, go, csharp, dotted):
        monkeypatch.setattr(module, "installed", lambda _: False)


@pytest.mark.usefixtures("without_the_extra")
def test_sources_without_the_extra_are_counted(tmp_path: Path) -> None:
    (tmp_path / "producer.properties").write_text(PRODUCER)
    for name, text in SOURCES.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "Other.java").write_text("class KafkaThing { }\n")
    result = VALIDATOR.validate(tmp_path)
    assert result.summary["unread"][".java"] == {"files": 1, "install": "kafka-architect[source]"}
    assert "Not read: 1 .java file that mentions Kafka; install kafka-architect[source]." in str(result)


@pytest.mark.usefixtures("without_the_extra")
def test_nothing_else_to_read_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "Client.java").write_text(SOURCES["Client.java"])
    with pytest.raises(
        ka.InputError, match=r"1 of them are read once kafka-architect\[source\] is installed"
    ):
        VALIDATOR.validate(tmp_path)
    named = VALIDATOR.validate(tmp_path / "Client.java")
    assert "install kafka-architect[source]" in named.findings[0].message


def test_files_that_mention_kafka_and_hold_nothing_known(tmp_path: Path) -> None:
    (tmp_path / "producer.properties").write_text(PRODUCER)
    (tmp_path / "workflow.yml").write_text("on: push\nname: kafka\n")
    result = VALIDATOR.validate(tmp_path)
    assert result.summary["unread"] == {".yml": {"files": 1, "install": None}}
    assert "1 .yml file that mentions Kafka and contains no recognized configuration" in str(result)


def test_what_is_read_is_not_counted(tmp_path: Path) -> None:
    for name, text in SOURCES.items():
        (tmp_path / name).write_text(text)
    assert VALIDATOR.validate(tmp_path).summary["unread"] == {}


def test_grammars_are_imported_only_for_sources() -> None:
    """In an interpreter of its own: what this one has imported says nothing."""
    import subprocess
    import sys

    program = (
        "import sys, kafka_architect as ka\n"
        f"ka.ConfigValidator().validate({{'producer.properties': {PRODUCER!r}}})\n"
        "print([one for one in sys.modules if one.startswith('tree_sitter')])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

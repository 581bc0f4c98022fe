"""Which kafka-python a program runs with: its own word, a lock file, a requirement."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kafka_architect.validation.dialects.python.requirements import NEWEST, kafka_python_of, newest_allowed
from kafka_architect.validation.role import Role
from kafka_architect.validation.source_file import SourceFile

from .application_reading import framework, one, read

if TYPE_CHECKING:
    from pathlib import Path

    from kafka_architect.validation.configuration import Configuration


@pytest.mark.parametrize(
    ("bounds", "minor"),
    [
        ("==2.0.2", (2, 0)),
        ("===2.2.15", (2, 2)),
        ("==2.*", (2, 3)),
        ("==2.1.*", (2, 1)),
        ("==1.4.7", (2, 0)),
        ("<3", (2, 3)),
        ("<2.2.5", (2, 2)),
        ("<2.2", (2, 1)),
        ("<2", (2, 0)),
        ("<=2.1", (2, 1)),
        (">=2.0,<2.3", (2, 2)),
        ("~=2.0", (2, 3)),
        ("~=2.0.2", (2, 0)),
        ("^2.0.2", (2, 3)),
        ("~2.1", (2, 1)),
        (" >= 2.0.2 ", (3, 0)),
        ("!=2.0.3", (3, 0)),
        ("", None),
        ("*", None),
        ("==9", None),
    ],
)
def test_the_newest_that_a_requirement_allows(bounds: str, minor: tuple[int, int] | None) -> None:
    assert newest_allowed(bounds) == minor


@pytest.mark.parametrize(
    ("name", "text", "minor"),
    [
        ("requirements.txt", "flask\nkafka-python==2.0.2  # old\n", (2, 0)),
        ("requirements-prod.txt", "kafka_python[crc32c]<3; python_version>'3.8'\n", (2, 3)),
        ("requirements.txt", "kafka-python-ng==2.2.3\n", (2, 0)),
        ("requirements.txt", "kafka-pythonic==1.0\n", NEWEST),
        ("requirements.txt", "kafka-python\n", NEWEST),
        ("pyproject.toml", '[project]\ndependencies = [\n  "kafka-python>=2.0,<2.2",\n]\n', (2, 1)),
        ("pyproject.toml", 'dependencies = ["kafka-python==2.1.6"]\n', (2, 1)),
        ("pyproject.toml", '[tool.poetry.dependencies]\nkafka-python = "^2.0.2"\n', (2, 3)),
        ("pyproject.toml", 'kafka-python = {version = "2.0.2", extras = ["lz4"]}\n', (2, 0)),
        ("Pipfile", '[packages]\nkafka-python = "==2.0.2"\n', (2, 0)),
        ("setup.cfg", "install_requires =\n    kafka-python~=2.2.0\n", (2, 2)),
        ("poetry.lock", '[[package]]\nname = "kafka-python"\nversion = "2.3.0"\n', (2, 3)),
        ("uv.lock", '[[package]]\nname = "kafka-python"\nversion = "3.0.12"\n', NEWEST),
        ("uv.lock", '[[package]]\nname = "other"\nversion = "2.0.2"\n', NEWEST),
    ],
)
def test_the_files_of_the_folder_or_one_above_tell(
    tmp_path: Path, name: str, text: str, minor: tuple[int, int]
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / name).write_text(text, "utf-8")
    program = tmp_path / "src" / "shop" / "app.py"
    program.parent.mkdir(parents=True)
    program.write_text("import kafka\n", "utf-8")
    assert kafka_python_of(SourceFile.read(program)) == minor


def test_the_nearest_folder_and_a_lock_file_come_first(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("kafka-python==2.0.2\n", "utf-8")
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "app.py").write_text("import kafka\n", "utf-8")
    (tmp_path / "inner" / "pyproject.toml").write_text('dependencies = ["kafka-python<3"]\n', "utf-8")
    (tmp_path / "inner" / "uv.lock").write_text('name = "kafka-python"\nversion = "2.1.6"\n', "utf-8")
    assert kafka_python_of(SourceFile.read(tmp_path / "inner" / "app.py")) == (2, 1)


def test_a_repository_ends_the_search(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("kafka-python==2.0.2\n", "utf-8")
    (tmp_path / "inner" / ".git").mkdir(parents=True)
    (tmp_path / "inner" / "app.py").write_text("import kafka\n", "utf-8")
    assert kafka_python_of(SourceFile.read(tmp_path / "inner" / "app.py")) == NEWEST


def test_a_script_tells_by_itself() -> None:
    text = '# /// script\n# dependencies = [\n#   "kafka-python==2.0.2",\n# ]\n# ///\nimport kafka\n'
    assert kafka_python_of(SourceFile("app.py", text)) == (2, 0)
    assert kafka_python_of(SourceFile("app.py", text.replace("# /// script", "# script"))) == NEWEST
    assert kafka_python_of(SourceFile("a\0.py", "import kafka\n")) == NEWEST


def made(requirement: str, call: str, role: Role) -> Configuration:
    script = f'# /// script\n# dependencies = ["{requirement}"]\n# ///\n'
    return one(read("python.source", "app.py", f"{script}import kafka\nkafka.{call}\n"), role)


@pytest.mark.parametrize(
    ("requirement", "acks", "idempotence", "retries"),
    [
        ("kafka-python==2.0.2", "1", None, "0"),
        ("kafka-python-ng", "1", None, "0"),
        ("kafka-python<3", "1", "false", None),
        ("kafka-python", None, None, None),
    ],
)
def test_a_producer_has_the_defaults_of_its_version(
    requirement: str, acks: str | None, idempotence: str | None, retries: str | None
) -> None:
    defaults = framework(made(requirement, "KafkaProducer()", Role.PRODUCER))
    assert [defaults.get(key) for key in ("acks", "enable.idempotence", "retries")] == [
        acks,
        idempotence,
        retries,
    ]


def test_a_consumer_has_the_defaults_of_its_version() -> None:
    keys = ("request.timeout.ms", "session.timeout.ms")
    old = framework(made("kafka-python~=2.2", "KafkaConsumer()", Role.CONSUMER))
    assert [old.get(key) for key in keys] == ["305000", "10000"]
    new = framework(made("kafka-python>=3", "KafkaConsumer()", Role.CONSUMER))
    assert [new.get(key) for key in keys] == [None, None]


@pytest.mark.parametrize(
    ("requirement", "argument", "lost"),
    [
        ("kafka-python==2.0.2", "enable_idempotence", ["enable_idempotence"]),
        ("kafka-python==2.2.0", "enable_idempotence", []),
        ("kafka-python==2.0.2", "buffer_memory", []),
        ("kafka-python>=3", "buffer_memory", ["buffer_memory"]),
        ("kafka-python<3", "client_dns_lookup", ["client_dns_lookup"]),
    ],
)
def test_an_argument_that_the_version_lacks_is_a_loss(
    requirement: str, argument: str, lost: list[str]
) -> None:
    producer = made(requirement, f"KafkaProducer({argument}=1)", Role.PRODUCER)
    unknown = [loss for loss in producer.losses if "no such argument" in loss.reason]
    assert [loss.setting.written for loss in unknown] == lost


def test_no_fix_adds_an_argument_that_the_version_lacks() -> None:
    old = made("kafka-python==2.0.2", "KafkaProducer(acks=1)", Role.PRODUCER)
    assert old.writer.add("enable.idempotence", "true") is None
    assert old.writer.add("linger.ms", "5") is not None

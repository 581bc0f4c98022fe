"""Whatever names a design has, every output is text of its format."""

from __future__ import annotations

import ast
import json
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from kafka_architect.designs.emitters import EMITTERS, emit
from kafka_architect.designs.writing.shell import word
from kafka_architect.validation.dialects.formats.hcl_tree import HclFile
from kafka_architect.validation.source_file import SourceFile
from tests.designs.emitters.moving import moving
from tests.designs.specifications import designed

if TYPE_CHECKING:
    from kafka_architect.designs.model.design import Design

_CLIENTS = ("java", "spring", "rust-rdkafka", "confluent-kafka-python", "kafka-python", "aiokafka")
_HOSTILE = r"""x'\"; ${a} %{b} {{c}} </d> \"\"\" \\ # é \u202e"""


@pytest.fixture
def hostile(tmp_path: Path) -> Design:
    """Each kind of client with a name that would leave its quotes in some format."""
    services = "".join(
        f'  "{client} {_HOSTILE}": {{client: {client}, receives: ["yes"], sends: [a.b], instances: 1,'
        f' principal: "User:{client} {_HOSTILE}", owner: "{_HOSTILE}", description: "{_HOSTILE}"}}\n'
        for client in _CLIENTS
    )
    return designed(
        tmp_path,
        f'name: "{_HOSTILE}"\n'
        f'description: "{_HOSTILE}"\n'
        "platform: {brokers: 3}\n"
        "defaults: {size: 1 kB, promises: {lag_objective: 1 min}}\n"
        "topics:\n"
        f'  "yes": {{key: id, rate: 5/s, description: "{_HOSTILE}", messages: ["{_HOSTILE}"]}}\n'
        f'  a.b: {{key: "{_HOSTILE}", rate: 5/s}}\n'
        f"services:\n{services}"
        "patterns: [{pattern: retry-dlq, attempts: 1}]\n",
    )


def _check(path: str, text: str) -> None:
    match Path(path).suffix:
        case ".yaml" | ".yml":
            list(yaml.load_all(text, Loader=yaml.CSafeLoader))
        case ".json" | ".avsc":
            json.loads(text)
        case ".py":
            ast.parse(text)
        case ".tf":
            assert list(HclFile(SourceFile(path, text)).faults()) == []
        case ".sh":
            subprocess.run(["sh", "-n"], input=text.encode(), check=True)
        case ".mdx":
            yaml.load(text.split("---\n")[1], Loader=yaml.CSafeLoader)
        case ending:
            assert ending in {".md", ".properties", ".conf", ".proto"}


def test_hostile_names_stay_names(hostile: Design) -> None:
    texts = emit(hostile)
    for path, text in texts.items():
        _check(path, text)
        assert text.replace("\n", "").isprintable(), path
    assert {path.split("/")[0] for path in texts} >= {"clients", "spring", "terraform", "jikkou", "strimzi"}


@pytest.mark.parametrize("name", ["orders", "x'; rm -rf /", "a\\b\u202e'c\x1b[31m\\0101", "$(id) `id`"])
def test_a_word_of_the_shell_is_the_name(name: str) -> None:
    said = subprocess.run(["sh", "-c", f"printf %s {word(name)}"], check=True, capture_output=True).stdout
    assert said.decode() == name
    assert word(name).isprintable()


def test_every_output_is_text_of_its_format() -> None:
    made = moving()
    cloud = replace(made, platform=replace(made.platform, kind="confluent-cloud"))
    for path, text in (emit(made) | emit(cloud)).items():
        _check(path, text)


def test_the_page_of_outputs_names_them_all() -> None:
    page = (Path(__file__).resolve().parents[3] / "docs" / "outputs.md").read_text(encoding="utf-8")
    assert [line.split("|")[1].strip() for line in page.splitlines() if line.startswith("| ")][1:] == list(
        EMITTERS
    )

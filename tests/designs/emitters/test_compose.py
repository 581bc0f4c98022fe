"""Docker Compose for development: read back by the project's own reader, quiet in every profile."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
import yaml
from compose_spec import PyCompose

import kafka_architect as ka
from kafka_architect.designs.design import design
from tests.designs.specifications import EXAMPLES

if TYPE_CHECKING:
    from pathlib import Path


def test_it_is_sound_for_development_alone() -> None:
    text = design(EXAMPLES / "shop.yaml").emit("compose")["development/compose.yaml"]
    production = ka.ConfigValidator("4.3", profile="production").validate({"compose.yaml": text})
    assert not production.findings
    assert production.ignored
    without = "".join(line for line in text.splitlines(keepends=True) if "ignore-file" not in line)
    development = ka.ConfigValidator("4.3", profile="dev").validate({"compose.yaml": without})
    assert [(one.rule.code, one.message) for one in development.findings] == []


def test_topics_fit_on_one_broker(tmp_path: Path) -> None:
    made = design(EXAMPLES / "shop.yaml")
    script = made.emit("compose")["development/create-topics.sh"]
    heard = tmp_path / "heard"
    # The tools lie at a fixed place in the image: here they only write down what they are asked.
    replaced = script.replace('"/opt/kafka/bin/$@"', f'printf "%s\\n" "$@" >> {heard}; :')
    assert replaced != script
    subprocess.run(["sh", "-c", replaced], check=True, env={"BOOTSTRAP_SERVERS": "kafka:9093"})
    words = heard.read_text().splitlines()
    after = [words[index + 1] for index, word in enumerate(words) if word == "--replication-factor"]
    assert after == ["1"] * len(made.topics)
    assert "min.insync.replicas=2" not in words
    compose = yaml.safe_load(made.emit("compose")["development/compose.yaml"])
    assert compose["services"]["kafka"]["ports"] == ["127.0.0.1:9092:9092"]


def test_it_is_a_compose_file_by_the_specification() -> None:
    for path in EXAMPLES.glob("*.yaml"):
        text = design(path).emit("compose")["development/compose.yaml"]
        read = PyCompose.from_yaml(text)
        read.validate()
        assert set(read.service_names()) == {"kafka", "topics"}
    broken = text.replace("condition: service_healthy", "condition: service_well")
    with pytest.raises(ValueError, match="service_well"):
        PyCompose.from_yaml(broken)

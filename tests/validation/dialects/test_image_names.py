"""Names of variables beside the class that the apache/kafka image runs."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from kafka_architect.validation.dialects.containers import image_names as names
from kafka_architect.validation.dialects.containers.images import image_of
from kafka_architect.validation.dialects.formats.properties_text import read_properties

if TYPE_CHECKING:
    from pathlib import Path

KEYS = ["log.dirs", "min.insync.replicas", "listener.name.sasl_ssl.x", "a-b.c", "x_y-z.q"]


@pytest.mark.parametrize("key", KEYS)
def test_apache_and_confluent_images_can_write_every_key(key: str) -> None:
    assert names.apache_key(names.runs_name(key)) == key
    assert names.confluent_key(names.runs_name(key)) == key


def test_images_that_know_only_dots_cannot_write_hyphens() -> None:
    image, _ = image_of("wurstmeister/kafka", frozenset())
    assert image is not None
    assert image.variable("log.dirs") == "KAFKA_LOG_DIRS"
    assert image.variable("a-b") is None
    assert image.variable("A.B") is None


@pytest.mark.java
@pytest.mark.parametrize("version", ["3.9.2", "4.3.1"])
def test_names_become_keys_as_kafkas_own_class_makes_them(version: str, tmp_path: Path) -> None:
    """The setup fails later, at logging or formatting: the file of keys is written by then."""
    from tools.kafka.jars import class_path

    program = shutil.which("java")
    if program is None:
        pytest.skip("no java on the path")
    rng = random.Random(7)
    inner = [] if version.startswith("3.") else ["KAFKA_"]
    variables = {
        "KAFKA_"
        + "".join(
            rng.choice(["A", "b", "_", "__", "___", "9", *inner]) for _ in range(rng.randrange(1, 9))
        ): str(at)
        for at in range(300)
    }
    excluded = ["KAFKA_VERSION", "KAFKA_HEAP_OPTS", "KAFKA_OPTS", "KAFKA_JMX_OPTS", "KAFKA_GC_LOG_OPTS"]
    for folder in ("default", "mounted", "final"):
        (tmp_path / folder).mkdir()
    (tmp_path / "default" / "server.properties").write_text("node.id=1\n")
    environment = {"PATH": os.environ["PATH"], **variables, **dict.fromkeys(excluded, "x")}
    folders = [f"--{name}-configs-dir={tmp_path / name}" for name in ("default", "mounted", "final")]
    subprocess.run(
        [program, "-cp", class_path(version), "kafka.docker.KafkaDockerWrapper", "setup", *folders],
        env=environment, capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    written = {
        one.key: one.value for one in read_properties((tmp_path / "final" / "server.properties").read_text())
    }
    image, _ = image_of("apache/kafka:4.3.1", frozenset())
    assert image is not None
    ours = {
        image.key(name): {value for other, value in variables.items() if image.key(other) == image.key(name)}
        for name in variables
    }
    assert written.keys() == ours.keys() - {None}
    assert all(value in ours[key] for key, value in written.items())

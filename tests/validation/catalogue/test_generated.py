"""The committed catalogue is what Kafka's classes and librdkafka say now."""

from __future__ import annotations

import shutil

import pytest


@pytest.mark.java
@pytest.mark.skipif(
    not (shutil.which("javac") and shutil.which("mvn")), reason="needs a JDK and Maven on PATH"
)
def test_the_catalogue_is_what_kafka_says() -> None:
    pytest.importorskip("confluent_kafka", reason="needs confluent-kafka (dependency group bench)")
    from tools.kafka.catalogue.generate import differences

    assert differences() == []

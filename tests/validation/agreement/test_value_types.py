"""VAL013 says of a value's type what ConfigDef.parseType of the real Kafka says."""

from __future__ import annotations

import shutil

import pytest

from kafka_architect.validation.catalogue import DEFAULT_VERSION
from kafka_architect.validation.dialects.source.refused_types import REFUSED
from tools.kafka.jars import COMPLETE_VERSIONS


@pytest.mark.java
@pytest.mark.skipif(
    not (shutil.which("javac") and shutil.which("mvn")), reason="needs a JDK and Maven on PATH"
)
def test_the_types_of_values_that_kafka_refuses() -> None:
    from tools.kafka.catalogue.kafka_classes import value_types

    newest = next(one for one in COMPLETE_VERSIONS if one.startswith(DEFAULT_VERSION[:3]))
    assert value_types(newest) == {(str(key), kind) for key, kinds in REFUSED.items() for kind in kinds}

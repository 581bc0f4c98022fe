"""A value is refused exactly where Kafka's own ConfigDef and validators throw.

Per version thousands of values over all sections, judged by the real classes in one JVM: once with a fixed
seed, once with a seed drawn in each run (printed when a test fails).
"""

from __future__ import annotations

import logging
import random
import re
import shutil
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from kafka_architect.validation.catalogue import key_catalogue, known_versions, section_catalogue
from kafka_architect.validation.catalogue.storage import sections
from kafka_architect.validation.role import Client, Role
from tests.validation.catalogue.single_values import values_for

if TYPE_CHECKING:
    from kafka_architect.validation.catalogue import KeyDefinition

FIXED_SEED = 20_261_124
DRAWN_SEED = random.SystemRandom().randrange(10**9)
FEWEST = 5_000
AGREEMENT = 0.995  # of a drawn seed; the fixed one must agree throughout

needs_java = pytest.mark.skipif(
    not (shutil.which("javac") and shutil.which("mvn")), reason="needs a JDK and Maven on PATH"
)


def pairs(version: str, seed: int) -> list[tuple[KeyDefinition, str]]:
    """Keys of every section, each with values to try."""
    draw = random.Random(f"{seed} {version}")
    definitions = [
        definition
        for name in sections(version)
        for key in section_catalogue(version, name).keys()  # noqa: SIM118
        if (definition := section_catalogue(version, name).get(key)) and not definition.reader
    ]
    others = sorted({definition.default for definition in definitions if definition.default is not None})
    return [
        (definition, value) for definition in definitions for value in values_for(definition, draw, others)
    ]


@pytest.mark.java
@needs_java
@pytest.mark.parametrize("version", known_versions())
def test_single_values_are_refused_exactly_where_kafka_throws(version: str) -> None:
    from tools.kafka.catalogue.kafka_classes import refusals

    tried = [(seed, *pair) for seed in (FIXED_SEED, DRAWN_SEED) for pair in pairs(version, seed)]
    answers = refusals(version, [(key.section, key.name, value) for _, key, value in tried])

    compare(f"Kafka {version}", tried, answers)


@pytest.mark.java  # for the place where everything is installed, as confluent-kafka is there
def test_single_values_are_refused_exactly_where_librdkafka_refuses_them() -> None:
    pytest.importorskip("confluent_kafka", reason="needs confluent-kafka (dependency group bench)")
    from tools.kafka.catalogue.librdkafka_table import refusals, version

    keys = librdkafka_keys()
    others = sorted({key.default for key in keys if key.default is not None})
    tried = []
    for seed in (FIXED_SEED, DRAWN_SEED):
        draw = random.Random(seed)
        tried += [
            (seed, key, value) for _ in range(4) for key in keys for value in values_for(key, draw, others)
        ]
    answers = refusals([(key.name, value) for _, key, value in tried])

    compare(f"librdkafka {version()}", tried, answers)


# Setting these starts a cluster, prints, or raises a signal.
NOT_CONSTRUCTED = {"debug", "internal.termination.signal", "log_level", "test.mock.num.brokers"}
# What librdkafka says of a single value, as distinct from what does not go together or cannot be opened.
SAID_OF_A_VALUE = re.compile(
    r"Invalid value|Expected bool|No such configuration|outside allowed range|cannot be set to empty"
)


@pytest.mark.java
def test_what_is_refused_keeps_confluent_kafka_from_making_a_producer() -> None:
    confluent_kafka = pytest.importorskip(
        "confluent_kafka", reason="needs confluent-kafka (dependency group bench)"
    )
    draw = random.Random(DRAWN_SEED)
    keys = [key for key in librdkafka_keys() if key.name not in NOT_CONSTRUCTED and key.type != "pointer"]
    pairs_tried = [(key, value) for key in keys for value in values_for(key, draw, ["5"])]
    wrong = []
    for key, value in draw.sample(pairs_tried, 400):
        try:
            confluent_kafka.Producer({key.name: value}, logger=logging.getLogger("silent"))
            thrown = None
        except (confluent_kafka.KafkaException, TypeError, ValueError) as error:
            thrown = str(error)
        said = key.refusal(value)
        refused = thrown is not None and (said is not None or SAID_OF_A_VALUE.search(thrown) is not None)
        if (said is not None) != refused:
            wrong.append(f"{key.name}={value!r}: here {said}; there {thrown}")
    assert not wrong, f"seed {DRAWN_SEED}\n" + "\n".join(wrong)


def librdkafka_keys() -> list[KeyDefinition]:
    """The keys of the installed librdkafka whose values can be judged; skips where it is another version."""
    from tools.kafka.catalogue.librdkafka_table import NOT_PROBED, version

    catalogue = key_catalogue("4.3", Role.ADMIN, Client.LIBRDKAFKA)
    if catalogue.version != version():
        pytest.skip(f"the catalogue is of librdkafka {catalogue.version}, installed is {version()}")
    keys = [found for key in catalogue.keys() if (found := catalogue.get(key)) and key not in NOT_PROBED]  # noqa: SIM118
    return [key for key in keys if key.section != "librdkafka-python"]


def compare(judge: str, tried: list[tuple[int, KeyDefinition, str]], answers: list[str | None]) -> None:
    """Fail, with a list by key, where our verdicts and the judge's differ."""
    wrong: dict[int, list[str]] = defaultdict(list)
    count: dict[int, int] = defaultdict(int)
    for (seed, key, value), thrown in zip(tried, answers, strict=True):
        said = key.refusal(value)
        count[seed] += 1
        if (said is None) != (thrown is None):
            wrong[seed].append(f"{key.section} {key.name}={value!r}: here {said}; there {thrown}")

    report = f"{judge}, seeds {FIXED_SEED} and {DRAWN_SEED}, {dict(count)} values\n"
    for seed, differences in wrong.items():
        report += "\n".join(sorted(set(differences))) + "\n"
        report += f"seed {seed}: {len(differences)} of {count[seed]} differ\n"
    assert all(number >= FEWEST for number in count.values()), report
    assert not wrong[FIXED_SEED], report
    assert len(wrong[DRAWN_SEED]) <= (1 - AGREEMENT) * count[DRAWN_SEED], report

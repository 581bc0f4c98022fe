"""Values that clients log when they start: what really arrived."""

from __future__ import annotations

import pytest

import kafka_architect as ka
from kafka_architect.validation.role import Role
from kafka_architect.validation.source_file import SourceFile

from .application_reading import dialect_of, mutations, one, read, survives, values

DIALECT, NAME = "logged", "app.log"
VALUES = (
    "\tacks = 1\n\tbatch.size = 16384\n\tbootstrap.servers = [a:9092, b:9092]\n\tclient.id = p-1\n"
    "\tkey.serializer = class org.x.StringSerializer\n\tlinger.ms = 0\n\tsasl.jaas.config = [hidden]\n"
    "\tclient.rack =\n\tinterceptor.classes = []\n\ttransactional.id = null\n"
)
LOG = (
    f"2026-01-01 INFO o.a.k.c.p.ProducerConfig - ProducerConfig values: \n{VALUES}\n"
    "2026-01-01 INFO o.a.k.c.u.AppInfoParser - Kafka version: 3.9.1\n2026-01-01 INFO done\n"
)


def test_what_somebody_set_is_the_configuration() -> None:
    """linger.ms=0 was the default of 3.9; what is null nobody set; a password is not told."""
    producer = one(read(DIALECT, NAME, LOG), Role.PRODUCER)
    found = values(producer)
    assert found["acks"] == "1"
    assert found["bootstrap.servers"] == "a:9092,b:9092"
    assert found["key.serializer"] == "org.x.StringSerializer"
    assert not {"linger.ms", "batch.size", "transactional.id"} & found.keys()
    assert not producer.settings["sasl.jaas.config"].resolved
    assert producer.kafka_version == "3.9.1"


def test_findings_have_the_line_and_no_fix() -> None:
    validator = ka.ConfigValidator(select=["DUR001"])
    assert [each.place for each in validator.validate({NAME: LOG}).findings] == [(2, 2)]
    assert validator.fix({NAME: LOG}, unsafe=True)[1] == []


def test_a_client_that_starts_again_counts_once() -> None:
    other = LOG.replace("p-1", "p-2").replace("ProducerConfig", "ConsumerConfig")
    reading = read(DIALECT, NAME, LOG + LOG + other)
    assert [each.role for each in reading.configurations] == [Role.PRODUCER, Role.CONSUMER]


def test_behind_the_names_of_containers() -> None:
    text = "".join(f"app-1  | {line}\n" for line in LOG.splitlines())
    assert one(read(DIALECT, NAME, text), Role.PRODUCER).settings["acks"].value == "1"


@pytest.mark.parametrize("text", ["", "ProducerConfig values:\n", "Config values: kafka\n\tacks = 1\n"])
def test_other_logs_are_left_alone(text: str) -> None:
    assert not dialect_of(DIALECT).recognises(SourceFile(NAME, text))


def test_other_logs_are_not_counted_as_missed() -> None:
    files = {NAME: "INFO kafka is here\n", "other.conf": "kafka here\n"}
    summary = ka.ConfigValidator().validate(files, allow_empty=True).summary
    assert list(summary["unread"]) == [".conf"]


@pytest.mark.parametrize("seed", range(2))
def test_a_mutilated_log_never_raises(seed: int) -> None:
    for text in mutations(LOG, seed, 150):
        survives(DIALECT, NAME, text)

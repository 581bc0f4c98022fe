"""What another program fills in is not judged; a default that stands with it is."""

from __future__ import annotations

import pytest

from kafka_architect import ConfigValidator
from kafka_architect.validation.configuration import Setting
from kafka_architect.validation.dialects.formats.placeholders import has_placeholder, with_default
from kafka_architect.validation.finding import Verdict


@pytest.mark.parametrize(
    "value",
    [
        "{broker_id}", "PLAINTEXT://{host}:9092", "${KAFKA_ID}", "{{ broker_id }}", "{{- .Values.id }}",
        "<%= @id %>", "%{id}", "#{BrokerId}", "@broker.id@", "%BROKER_ID%", "%(broker_id)s", "__BROKER_ID__",
        "$BROKER_ID", "$broker_id", ":BROKER_ID:", "<BROKER_ID>", "<bootstrap servers>:9092",
        "{$IMAGE}", "$(BROKER_ID)",
    ],
)  # fmt: skip
def test_a_template_is_a_placeholder(value: str) -> None:
    assert has_placeholder(value)
    text = f"process.roles=broker\nnode.id={value}\ncontroller.quorum.bootstrap.servers=c:9093\n"
    found = ConfigValidator().validate({"server.properties": text}).findings
    assert not [one for one in found if one.key == "node.id" and one.rule.verdict is Verdict.REFUSES]


@pytest.mark.parametrize(
    "value",
    [
        "1",
        "lz4",
        "a{2}",
        "RULE:^CN=(.*?),OU=.*$/$1/",
        "a_b",
        "orders-\\d+",
        "x < y",
        '{"a": 1}',
        "50%",
        "pa$$word",
    ],
)
def test_a_value_is_none(value: str) -> None:
    assert not has_placeholder(value)


@pytest.mark.parametrize(
    "line", ["{sasl_config}", "${SASL_CONFIG}", "{{ sasl_config }}", "<%= sasl %>", "@sasl@"]
)
def test_a_line_that_is_filled_in_may_hold_what_is_missing(line: str) -> None:
    text = f"bootstrap.servers=kafka:9092\nsecurity.protocol=SASL_SSL\nacks=all\n{line}\n"
    found = ConfigValidator().validate({"producer.properties": text}).findings
    assert not [one for one in found if one.rule.verdict is not Verdict.ADVICE]


@pytest.mark.parametrize(
    ("value", "default"),
    [
        ("${KAFKA_ACKS:1}", "1"),
        ("${KAFKA_ACKS:-1}", "1"),
        ("${kafka.acks:1}", "1"),
        ("${OUTER:${INNER:1}}", "1"),
        ("${HOST:kafka}:9092", "kafka:9092"),
        ("${file:/etc/kafka/secrets:acks}", None),  # config providers
        ("${env:ACKS}", None),
        ("${ACKS}", None),
        ("${ACKS:}", None),
    ],
)
def test_a_default_is_the_value(value: str, default: str | None) -> None:
    setting = with_default(Setting("acks", value, resolved=False))
    assert setting.resolved is (default is not None)
    assert setting.value == (default or value)
    assert bool(setting.default_of) is (default is not None)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("producer.properties", "bootstrap.servers=kafka:9092\nacks=${KAFKA_ACKS:most}\n"),
        ("app.yaml", "kafka:\n  acks: ${KAFKA_ACKS:most}\n  linger.ms: 5\n  batch.size: 16384\n"),
    ],
)
def test_a_default_is_judged_and_says_that_it_is_one(name: str, text: str) -> None:
    found = ConfigValidator().validate({name: text}).findings
    [refused] = [one for one in found if one.key == "acks"]
    assert refused.rule.verdict is Verdict.REFUSES
    assert "KAFKA_ACKS may override" in refused.message

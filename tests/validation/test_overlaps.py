"""Of one fault one finding: the rule that says more speaks, where it is asked and not ignored."""

from __future__ import annotations

import pytest

import kafka_architect as ka
from kafka_architect.validation.overlaps import _OF_THE_FIGURE, _OTHER_UNIT, _SAYS_MORE, _SAYS_MORE_OF_A_KEY
from kafka_architect.validation.rules import rules


def _codes(text: str, name: str = "producer.properties", **choice: object) -> set[str]:
    found = ka.ConfigValidator(**choice).validate({name: text}).findings  # type: ignore[arg-type]
    return {finding.rule.code for finding in found}


@pytest.mark.parametrize(
    ("name", "text", "told", "covered"),
    [
        ("producer.properties", "acks=1\ncompression.type=lz4", "DUR001", "DUR003"),
        ("producer.properties", "enable.idempotence=false\ncompression.type=lz4", "DUR002", "ORD001"),
        ("consumer.properties", "group.id=a\nmax.poll.records=10000", "CON002", "CON001"),
        ("consumer.properties", "group.id=a\nsession.timeout.ms=3000", "RBL013", "RBL003"),
        ("consumer.properties", "group.id=a\nsession.timeout.ms=30", "VAL007", "RBL013"),
        ("topic.properties", "retention.ms=604800", "VAL007", "TOP007"),
        ("producer.properties", "retries=0\nacks=all", "DUR012", "DUR003"),
        ("producer.properties", "transactional.id=a\nacks=1", "EOS002", "DUR001"),
        ("server.properties", "node.id=1\nlog.cleaner.enable=false", "BRK013", "UPG011"),
        ("producer.properties", "batch.size=64\ncompression.type=lz4", "VAL008", "PRD018"),
    ],
)
def test_the_rule_that_says_more_speaks(name: str, text: str, told: str, covered: str) -> None:
    found = _codes(text, name)
    assert told in found
    assert covered not in found


def test_what_is_not_asked_covers_nothing() -> None:
    assert "DUR003" in _codes("acks=1", profile="dev")
    assert "DUR003" in _codes("acks=1", ignore=("DUR001",))


def test_what_a_comment_ignores_covers_nothing() -> None:
    found = _codes(
        "acks=1  \n# kafka-architect: ignore[VAL007] half a minute is meant\nrequest.timeout.ms=30"
    )
    assert "PRD026" in found
    assert "SYN003" not in found


def test_an_ignore_of_a_covered_finding_is_no_unused_one() -> None:
    found = _codes(
        "# kafka-architect: ignore[DUR001, DUR003] metrics may be lost\nacks=1\ncompression.type=lz4"
    )
    assert not found & {"DUR001", "DUR003", "SYN003"}


def test_overlaps_name_rules_that_exist() -> None:
    codes = {code for table in (_SAYS_MORE, _SAYS_MORE_OF_A_KEY) for code in table}
    codes |= {code for table in (_SAYS_MORE, _SAYS_MORE_OF_A_KEY) for some in table.values() for code in some}
    assert codes | _OTHER_UNIT | _OF_THE_FIGURE <= set(rules())


def test_no_rule_covers_one_that_covers_it() -> None:
    for table in (_SAYS_MORE, _SAYS_MORE_OF_A_KEY):
        for code, covered in table.items():
            assert not any(code in table.get(other, ()) for other in covered)


@pytest.mark.parametrize(
    ("name", "text", "key"),
    [
        ("producer.properties", "bootstrap.servers=k:9092\nacks=2\n", "acks"),
        ("producer.properties", "bootstrap.servers=k:9092\nacks=all\nretries=-1\n", "retries"),
        ("producer.properties", "bootstrap.servers=k:9092\ncompression.type=brotli\n", "compression.type"),
        (
            "consumer.properties",
            "bootstrap.servers=k:9092\ngroup.id=g\nmax.poll.records=0\n",
            "max.poll.records",
        ),
        ("topic.properties", "cleanup.policy=delete\nretention.ms=-5\n", "retention.ms"),
        ("topic.properties", "min.insync.replicas=0\ncleanup.policy=delete\n", "min.insync.replicas"),
    ],
)
def test_of_a_value_that_kafka_refuses_nothing_else_is_said(name: str, text: str, key: str) -> None:
    found = ka.ConfigValidator(select=["ALL"]).validate({name: text}).findings
    assert [str(one.rule.verdict) for one in found if one.key == key] == ["refuses"]


def test_a_secret_in_a_login_that_is_refused_is_still_one() -> None:
    text = (
        "bootstrap.servers=k:9092\nsecurity.protocol=SASL_SSL\nsasl.mechanism=PLAIN\n"
        "sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required "
        'username="u" password="correct-horse-battery"\n'
    )
    codes = {one.rule.code for one in ka.ConfigValidator().validate({"producer.properties": text}).findings}
    assert {"CST011", "SEC004"} <= codes

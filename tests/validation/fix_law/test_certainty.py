"""What a safe fix writes is certain: another spelling of the same word, and nothing that only looks alike."""

from __future__ import annotations

import pytest

import kafka_architect as ka
from kafka_architect.validation.catalogue.nearest import certain_word, like_words, same_word

from ..rules.case_files import cases
from ..rules.direct import problems
from .reasons import REASONS

CERTAIN = [
    ("producer", "compression.type=LZ4", "compression.type=lz4"),
    ("producer", "compression.type=snapy", "compression.type=snappy"),
    ("producer", "acks=ALL", "acks=all"),
    ("producer", 'acks="all"', "acks=all"),
    ("producer", "security.protocol=SASL-SSL", "security.protocol=SASL_SSL"),
    ("producer", "security.protocol=sasl_plaintxt", "security.protocol=sasl_plaintext"),
    ("producer", "enable.idempotence=yes", "enable.idempotence=true"),
    ("producer", "linger.ms=5ms", "linger.ms=5"),
    ("producer", "buffer.memory=64MiB", "buffer.memory=67108864"),
    ("consumer", "auto.offset.reset=earlist", "auto.offset.reset=earliest"),
    ("consumer", "auto.offset.reset=Latest", "auto.offset.reset=latest"),
    ("consumer", "isolation.level=read-committed", "isolation.level=read_committed"),
    ("consumer", "session.timeout.ms=45s", "session.timeout.ms=45000"),
    ("consumer", "max.poll.interval.ms=300_000", "max.poll.interval.ms=300000"),
    ("topic", "cleanup.policy=compact,delte", "cleanup.policy=compact,delete"),
    ("topic", "retention.ms=7d", "retention.ms=604800000"),
    ("topic", "log.retention.ms=5", "retention.ms=5"),
    ("topic", "retention.byte=5", "retention.bytes=5"),
    ("topic", "segment.ms=9007199254740993L", "segment.ms=9007199254740993"),
    ("librdkafka-producer", "mesage.timeout.ms=5000", "message.timeout.ms=5000"),
]
UNCERTAIN = [
    ("producer", "acks=2"),
    ("producer", "acks=3"),
    ("producer", "acks=10"),
    ("producer", "acks=any"),
    ("producer", "acks=leader"),
    ("producer", "security.protocol=SASL"),
    ("producer", "security.protocol=TLS"),
    ("producer", "security.protocol=SSLL"),
    ("producer", "compression.type=lz5"),
    ("producer", "compression.type=zst"),
    ("producer", "compression.type=false"),
    ("producer", "enable.idempotence=ture"),
    ("producer", "enable.idempotence=1"),
    ("producer", "enable.idempotence=disabled"),
    ("producer", "buffer.memory=64MB"),
    ("producer", "batch.size=64k"),
    ("producer", "linger.ms=5m"),
    ("producer", "compression.type=lz4 # fast"),
    ("producer", "delivery.timeout.ms=1000\nlinger.ms=0\nrequest.timeout.ms=30000"),
    ("producer", "enable.idempotence=true\nacks=1"),
    ("producer", "batch.size=5242880"),
    ("consumer", "auto.offset.reset=least"),
    ("consumer", "auto.offset.reset=non"),
    ("consumer", "isolation.level=committed"),
    ("consumer", "isolation.level=read_ncommitted"),
    ("consumer", "enable.auto.commit=true"),
    ("consumer", "group.id=a\nheartbeat.interval.ms=60000\nsession.timeout.ms=45000"),
    ("topic", "cleanup.policy=compact,archive"),
    ("topic", "retention.ms=1,000"),
    ("topic", "mx.compaction.lag.ms=5"),
    ("topic", "retention.s=5"),
    ("topic", "retentoin.ms=5\nretention.ms=6"),
    ("topic", "cleanup.policy=archive"),
    ("broker", "inter.broker.protocol.version=2.9"),
    ("broker", "ssl.enabled.protocols=TLSv1.4"),
    ("broker", "process.roles=broker\nnode.id=1\nbroker.id=2"),
    ("broker", "process.roles=broker\nnode.id=1\nzookeeper.session.timeout.ms=6000"),
    ("broker", "sasl.enabled.mechanisms=SCRAM-SHA-512\nsasl.mechanism.inter.broker.protocol=PLAIN\n"
               "security.inter.broker.protocol=SASL_SSL"),
    ("streams", "processing.guarantee=exactly_once_v3"),
    ("streams", "processing.guarantee=exactly_once"),
    ("librdkafka-producer", "buffer.memory=5"),
    ("librdkafka-producer", "max.poll.records=5"),
]  # fmt: skip


def fixed(role: str, text: str, *, unsafe: bool = False, version: str | None = None) -> str:
    name = f"{role.rpartition('-')[2]}.properties"
    validator = ka.ConfigValidator(kafka_version=version, profile="dev")
    _, changed = validator.fix({name: text}, role, unsafe=unsafe)
    return changed[0].text if changed else text


@pytest.mark.parametrize(("role", "before", "after"), CERTAIN)
def test_the_same_thing_in_other_letters_is_mended(role: str, before: str, after: str) -> None:
    assert fixed(role, before) == after


@pytest.mark.parametrize(("role", "text"), UNCERTAIN)
def test_what_may_mean_something_else_is_left_alone(role: str, text: str) -> None:
    assert fixed(role, text) == text


@pytest.mark.parametrize(
    ("role", "text", "offered"),
    [
        ("producer", "security.protocol=SASL", "SASL_PLAINTEXT or SASL_SSL"),
        ("producer", "enable.idempotence=ture", "true"),
        ("producer", "buffer.memory=64MB", "67108864 or 64000000"),
        ("consumer", "isolation.level=read_ncommitted", "read_committed or read_uncommitted"),
        ("consumer", "isolation.level=committed", "read_committed"),
        ("topic", "mix.compaction.lag.ms=5", "max.compaction.lag.ms or min.compaction.lag.ms"),
    ],
)
def test_several_values_are_offered_in_the_message(role: str, text: str, offered: str) -> None:
    findings = ka.ConfigValidator(profile="dev").validate({f"{role}.properties": text}, role).findings
    assert any(offered in one.message and one.fix is None for one in findings), [
        (one.message, one.fix) for one in findings
    ]


def test_a_key_of_an_old_version_is_taken_out_where_the_version_is_told() -> None:
    text = "process.roles=broker\nnode.id=1\nzookeeper.session.timeout.ms=6000\n"
    assert fixed("broker", text) == text
    assert fixed("broker", text, version="4.3") == "process.roles=broker\nnode.id=1\n"
    assert fixed("broker", text, unsafe=True).find("zookeeper") == -1


@pytest.mark.parametrize("role", ["topic", "librdkafka-producer", "producer"])
def test_of_two_slips_of_one_key_none_is_renamed(role: str) -> None:
    key = "retention.bytes" if role == "topic" else "compression.type"
    text = f"{key[:-1]}=5\n{key[:3]}{key[4:]}=6\n"
    assert fixed(role, text, unsafe=True) == text


def test_a_level_is_kept_beside_a_codec_that_is_misspelt() -> None:
    text = "compression.type=GZIP\ncompression.gzip.level=9\n"
    assert fixed("producer", text) == text.replace("GZIP", "gzip")


def test_every_rule_with_a_safe_fix_has_a_reason() -> None:
    safe = {
        case.rule
        for case in cases()
        if case.kind in ("fails", "fixes") and case.configurations
        for problem in problems(case)
        if problem.fix is not None and problem.fix.applicability == "safe"
    }
    assert safe <= set(REASONS)
    assert set(REASONS) - safe <= {"SYN002", "CST021", "VAL011"} | safe


@pytest.mark.parametrize(
    ("found", "meant"),
    [
        ("READ_COMMITTED", "read_committed"), ("read-committed", "read_committed"),
        ("read_comitted", "read_committed"), ("read_ncommitted", None), ("2.9", None), ("29", None),
        ("exactly_once_v3", None), ("none", None), ("", None),
    ],
)  # fmt: skip
def test_words(found: str, meant: str | None) -> None:
    choices = ("read_committed", "read_uncommitted", "2.8", "2.9-IV0", "exactly_once_v2", "nine")
    assert certain_word(found, choices) == meant


def test_words_of_the_same_letters_are_ambiguous() -> None:
    assert same_word("ab", ("a.b", "a_b")) is None
    assert like_words("7", ("1", "2")) == ()


COMPOSE = "services:\n  kafka:\n    image: apache/kafka:4.1.0\n    environment:\n      KAFKA_NODE_ID: 1\n"


def test_of_a_repeated_key_that_compose_refuses_no_value_is_chosen() -> None:
    validator = ka.ConfigValidator(select=["SYN002"])
    for first, second in (("/a", "/b"), ("/a", "/a")):
        text = f"{COMPOSE}      KAFKA_LOG_DIRS: {first}\n      KAFKA_LOG_DIRS: {second}\n"
        _, changed = validator.fix({"docker-compose.yml": text})
        assert bool(changed) == (first == second)


def test_of_a_repeated_key_in_a_properties_file_the_last_stays() -> None:
    assert fixed("producer", "acks=all\nacks=1\n") == "acks=1\n"

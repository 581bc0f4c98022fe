"""Statements about values that Kafka and librdkafka refuse; tests/validation/agreement asks the real ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kafka_architect.validation.catalogue import key_catalogue, section_catalogue
from kafka_architect.validation.catalogue.java_regex import fault
from kafka_architect.validation.catalogue.librdkafka_values import c_integer
from kafka_architect.validation.catalogue.nearest import distance
from kafka_architect.validation.catalogue.storage import sections
from kafka_architect.validation.role import Client, Role


def refusal(
    role: Role, key: str, value: str, version: str = "4.3", client: Client = Client.JAVA
) -> str | None:
    definition = key_catalogue(version, role, client).get(key)
    assert definition is not None, key
    return definition.refusal(value)


@pytest.mark.parametrize(
    ("role", "key", "value", "words"),
    [
        (Role.BROKER, "num.network.threads", "0", "a number of at least 1, found '0'"),
        (Role.BROKER, "log.segment.bytes", "14", "at least 1048576 (bytes), found '14'"),
        (Role.BROKER, "log.retention.hours", "7 days", "a whole number (hours), found '7 days'"),
        (Role.BROKER, "log.retention.hours", "3000000000", "to 2147483647 (hours)"),
        (Role.BROKER, "log.cleaner.enable", "yes", "true or false, found 'yes'"),
        (Role.BROKER, "compression.gzip.level", "0", "from 1 to 9 or -1"),
        (Role.BROKER, "controller.quorum.voters", "localhost:9093", "a list of id@host:port"),
        (Role.BROKER, "num.partitions", "", "found nothing"),
        (Role.BROKER, "num.partitions", "  ", "found only blanks"),
        (Role.TOPIC, "cleanup.policy", "delete,compress", "a list of compact, delete"),
        (Role.PRODUCER, "compression.type", "brotli", "one of none, gzip, snappy, lz4, zstd"),
        (Role.PRODUCER, "security.protocol", "TLS", "one of PLAINTEXT, SASL_PLAINTEXT, SASL_SSL, SSL"),
        (Role.CONSUMER, "auto.offset.reset", "smallest", "earliest, latest, none or by_duration"),
        (Role.CONSUMER, "isolation.level", "READ_COMMITTED", "read_committed"),
        (Role.CONSUMER, "group.instance.id", "", "non-empty"),
        (Role.PRODUCER, "key.serializer", "", "a fully qualified class name"),
        (Role.CONNECT_SINK, "topics.regex", "orders-(", "unclosed group"),
        (Role.CONNECT_SOURCE, "key.converter", "java.lang.String", "connect.storage.Converter"),
    ],
)
def test_kafka_refuses(role: Role, key: str, value: str, words: str) -> None:
    said = refusal(role, key, value)
    assert said is not None and words in said
    assert said.startswith("expected ")


@pytest.mark.parametrize(
    ("role", "key", "value"),
    [
        (Role.BROKER, "log.cleaner.enable", " TRUE "),
        (Role.TOPIC, "cleanup.policy", "compact,compact"),  # KIP-1161: logged, and the second is dropped
        (Role.PRODUCER, "bootstrap.servers", "kafka:9092,kafka:9092"),
        (Role.BROKER, "num.partitions", "+3"),
        (Role.BROKER, "num.partitions", "٣"),  # Integer.parseInt reads digits of any script
        (Role.BROKER, "log.cleaner.min.cleanable.ratio", "0x1p-1"),
        (Role.BROKER, "log.cleaner.min.cleanable.ratio", "NaN"),  # compares false with every bound
        (Role.BROKER, "log.retention.ms", "-1"),
        (Role.PRODUCER, "security.protocol", "sasl_ssl"),
        (Role.PRODUCER, "key.serializer", "com.example.Mine"),  # may be on the class path of the program
        (Role.CONSUMER, "auto.offset.reset", "by_duration:PT1H"),
        (Role.TOPIC, "cleanup.policy", "compact , delete"),
        (Role.BROKER, "super.users", "User:admin"),
    ],
)
def test_kafka_accepts(role: Role, key: str, value: str) -> None:
    assert refusal(role, key, value) is None


def test_what_is_refused_depends_on_the_version() -> None:
    assert refusal(Role.BROKER, "log.segment.bytes", "14", "3.9") is None
    assert refusal(Role.TOPIC, "cleanup.policy", "delete,delete", "4.1") is None
    assert refusal(Role.CONSUMER, "auto.offset.reset", "by_duration:PT1H", "3.9") is not None


@pytest.mark.parametrize(
    ("key", "value", "accepted"),
    [
        ("batch.size", "12abc", True),  # ends where the digits end
        ("batch.size", "0x10", True),
        ("batch.size", "08", False),  # octal, so 0
        ("batch.size", "2147483648", False),  # wraps around
        ("acks", "all", True),
        ("acks", "some", False),
        ("enable.idempotence", "t", True),
        ("enable.idempotence", " true", False),
        ("security.protocol", " ssl", True),
        ("security.protocol", "ssl ", False),
        ("debug", "broker, -topic", True),
        ("debug", "everything", False),
        ("partitioner", "murmur2_random", True),
        ("partitioner", "murmur3", False),
        ("error_cb", "print", False),
    ],
)
def test_librdkafka_reads_values_as_c_does(key: str, value: str, accepted: bool) -> None:
    said = refusal(Role.PRODUCER, key, value, client=Client.LIBRDKAFKA)
    assert (said is None) == accepted, said


def test_a_secret_value_is_never_repeated() -> None:
    for client in (Client.JAVA, Client.LIBRDKAFKA):
        catalogue = key_catalogue("4.3", Role.PRODUCER, client)
        secrets = [found for key in catalogue.keys() if (found := catalogue.get(key)) and found.secret]  # noqa: SIM118
        assert len(secrets) > 5
        assert all("hunter2" not in (found.refusal("hunter2,\x01") or "") for found in secrets)


@given(st.text(max_size=40))
def test_every_key_has_an_answer_to_every_text(value: str) -> None:
    for name in sections("4.3.1"):
        section = section_catalogue("4.3.1", name)
        for key in section.keys():  # noqa: SIM118
            definition = section.get(key)
            assert definition is not None
            said = definition.refusal(value)
            assert said is None or said.startswith("expected ")
    catalogue = key_catalogue("4.3", Role.ADMIN, Client.LIBRDKAFKA)
    for key in catalogue.keys():  # noqa: SIM118
        found = catalogue.get(key)
        assert found is not None
        found.refusal(value)


@given(st.text("ab[](){}\\*+?|^-,:<>=!.&kQEdpx1u", max_size=12))
def test_no_expression_trips_the_reader_of_regular_expressions(pattern: str) -> None:
    fault(pattern)


@given(st.text("abc", max_size=7), st.text("abc", max_size=7))
def test_the_distance_is_that_of_the_table(one: str, other: str) -> None:
    rows = [[i + j if not i * j else 0 for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            same = one[i - 1] == other[j - 1]
            rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (not same))
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    assert distance(one, other) == rows[-1][-1]


@pytest.mark.parametrize(
    ("text", "number"), [("10", 10), (" -0x1f", -31), ("010", 8), ("0x", 0), ("", None), ("4294967297", 1)]
)
def test_c_reads_integers(text: str, number: int | None) -> None:
    assert c_integer(text) == number

"""Spring Boot: what KafkaProperties binds reaches Kafka, what it does not have is named."""

from __future__ import annotations

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kafka_architect as ka
from kafka_architect.validation import attributes
from kafka_architect.validation.dialects.spring.values import duration_in_ms, size_in_bytes
from kafka_architect.validation.role import Role

from .application_reading import edited, framework, mutations, one, read, survives, values, written_at

DIALECT, NAME = "spring.boot", "application.yml"
APPLICATION = dedent("""\
    spring:
      application:
        name: shop
      kafka:
        bootstrap-servers:
          - a:9092
          - b:9092
        properties:
          security.protocol: SASL_SSL
          linger.ms: 7
        producer:
          acks: 1   # to be discussed
          batch-size: "64KB"
          transaction-id-prefix: ${TX:tx-}
          properties:
            max:
              block.ms: 100
            "[delivery.timeout.ms]": 1000
        consumer:
          groupId: orders
          isolation-level: READ_COMMITTED
          max-poll-interval: PT5M
          auto-offset-reset: ${RESET}
          topic: orders.v1
        listener:
          concurrency: 3
          ackMode: manual-immediate
        streams:
          replication-factor: 3
    ---
    spring.config.activate.on-profile: prod, staging
    spring.kafka.producer:
      acks: all
    """)


def test_typed_properties_become_kafka_keys_with_kafka_values() -> None:
    producer = one(read(DIALECT, NAME, APPLICATION), Role.PRODUCER, "application.yml:")
    assert values(producer) == {
        "bootstrap.servers": "a:9092,b:9092",
        "security.protocol": "SASL_SSL",
        "linger.ms": "7",
        "acks": "1",
        "batch.size": "65536",
        "transactional.id": "tx-",
        "max.block.ms": "100",
        "delivery.timeout.ms": "1000",
    }


def test_places_are_those_of_the_file() -> None:
    producer = one(read(DIALECT, NAME, APPLICATION), Role.PRODUCER, "application.yml:")
    assert written_at(producer, "batch.size") == ("batch-size", '"64KB"')
    assert written_at(producer, "max.block.ms") == ("block.ms", "100")
    assert written_at(producer, "delivery.timeout.ms") == ('"[delivery.timeout.ms]"', "1000")


def test_what_spring_adds_is_told_from_what_is_written() -> None:
    reading = read(DIALECT, NAME, APPLICATION)
    assert framework(one(reading, Role.CONSUMER, "application.yml:"))["enable.auto.commit"] == "false"
    assert framework(one(reading, Role.PRODUCER, "application.yml:"))["enable.idempotence"] == "true"
    assert framework(one(reading, Role.STREAMS, "application.yml:"))["application.id"] == "shop"
    small = read(DIALECT, NAME, "spring.kafka.consumer.group-id: g\n")
    added = framework(one(small, Role.CONSUMER))
    assert added["bootstrap.servers"] == "localhost:9092"
    assert added["isolation.level"] == "read_uncommitted"


def test_the_consumer_and_its_listener_are_read() -> None:
    consumer = one(read(DIALECT, NAME, APPLICATION), Role.CONSUMER, "application.yml:")
    assert consumer.settings["isolation.level"].value == "read_committed"
    assert consumer.settings["max.poll.interval.ms"].value == "300000"
    assert consumer.settings["group.id"].value == "orders"
    assert consumer.attributes[attributes.CONCURRENCY].value == "3"
    assert consumer.attributes[attributes.ACK_MODE].value == "MANUAL_IMMEDIATE"


def test_a_shared_key_of_producers_is_none_of_the_consumer() -> None:
    consumer = one(read(DIALECT, NAME, APPLICATION), Role.CONSUMER, "application.yml:")
    assert "linger.ms" not in consumer.settings
    assert consumer.settings["security.protocol"].value == "SASL_SSL"


def test_a_shared_key_that_nobody_has_is_seen_everywhere() -> None:
    text = "spring.kafka:\n  properties:\n    lingr.ms: 5\n  producer:\n    acks: all\n"
    assert "lingr.ms" in one(read(DIALECT, NAME, text), Role.PRODUCER).settings


def test_placeholders_take_their_default_or_stay_unresolved() -> None:
    reading = read(DIALECT, NAME, APPLICATION)
    reset = one(reading, Role.CONSUMER, "application.yml:").settings["auto.offset.reset"]
    assert (reset.value, reset.resolved) == ("${RESET}", False)
    nested = read(DIALECT, NAME, "spring.kafka.producer.acks: ${A:${B:all}}\n")
    assert values(one(nested, Role.PRODUCER)) == {"acks": "all"}
    without = read(DIALECT, NAME, "spring.kafka.producer.acks: ${A:${B}}\n")
    assert not one(without, Role.PRODUCER).settings["acks"].resolved


@pytest.mark.parametrize("profile", ["prod", "staging"])
def test_a_profile_is_merged_over_the_base(profile: str) -> None:
    producer = one(read(DIALECT, NAME, APPLICATION), Role.PRODUCER, f"[{profile}]")
    assert producer.settings["acks"].value == "all"
    assert producer.settings["batch.size"].value == "65536"
    assert producer.complete


def test_the_base_that_profiles_add_to_is_not_the_whole_truth() -> None:
    assert not one(read(DIALECT, NAME, APPLICATION), Role.PRODUCER, "application.yml:").complete
    assert one(read(DIALECT, NAME, "spring.kafka.producer.acks: all\n"), Role.PRODUCER).complete
    partial = read(DIALECT, "application-prod.yml", "spring.kafka.producer.acks: all\n")
    assert not one(partial, Role.PRODUCER).complete


def test_a_profile_without_kafka_makes_no_configuration() -> None:
    text = "spring.kafka.producer.acks: all\n---\nspring.config.activate.on-profile: dev\nserver.port: 1\n"
    reading = read(DIALECT, NAME, text)
    assert [each.name for each in reading.configurations] == ["application.yml: producer"]
    assert reading.configurations[0].complete


def test_legacy_profiles_are_understood() -> None:
    text = "spring.kafka.producer.acks: 1\n---\nspring:\n  profiles: prod\n  kafka.producer.acks: all\n"
    assert values(one(read(DIALECT, NAME, text), Role.PRODUCER, "[prod]")) == {"acks": "all"}


def test_properties_files_have_documents_and_lists_too() -> None:
    text = dedent("""\
        spring.kafka.bootstrap-servers[0]=a:9092
        spring.kafka.bootstrap-servers[1]=b:9092
        spring.kafka.producer.batchSize=16KB
        spring.kafka.producer.properties.linger.ms=5
        #---
        spring.config.activate.on-profile=prod
        spring.kafka.producer.acks=0
        """)
    reading = read(DIALECT, "application.properties", text)
    assert values(one(reading, Role.PRODUCER, "[prod]")) == {
        "bootstrap.servers": "a:9092,b:9092",
        "batch.size": "16384",
        "linger.ms": "5",
        "acks": "0",
    }
    assert "acks" not in one(reading, Role.PRODUCER, "application.properties:").settings


@pytest.mark.parametrize(
    "written", ["batch-size", "batchSize", "batch_size", "BATCH-SIZE", "BATCHSIZE", "batchsize"]
)
def test_relaxed_binding(written: str) -> None:
    reading = read(DIALECT, NAME, f"spring.kafka.producer.{written}: 1KB\n")
    assert values(one(reading, Role.PRODUCER)) == {"batch.size": "1024"}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("spring.kafka.producer:\n  linger-ms: 20\n", "linger.ms"),
        ("spring.kafka.producer:\n  lingerMs: 20\n", "linger.ms"),
        ("spring.kafka.producer:\n  linger.ms: 20\n", "linger.ms"),
        ("spring.kafka.producer:\n  linger: 20\n", "linger.ms"),
        ("spring.kafka.producer:\n  max-in-flight-requests-per-connection: 1\n",
         "max.in.flight.requests.per.connection"),
        ("spring.kafka.consumer:\n  session-timeout: 20\n", "session.timeout.ms"),
        ("spring.kafka.streams:\n  cache-max-size-buffering: 1MB\n", "statestore.cache.max.bytes"),
        ("spring.kafka.producer:\n  transactional-id-prefix: tx\n", "transactional.id"),
        ("spring.kafka:\n  producer.acks: all\n  linger-ms: 20\n", "linger.ms"),
    ],
)  # fmt: skip
def test_what_spring_drops_is_named(text: str, key: str) -> None:
    reading = read(DIALECT, NAME, text)
    losses = [loss for each in reading.configurations for loss in each.losses]
    assert [loss.kafka_key for loss in losses] == [key]
    assert losses[0].cure
    assert key not in reading.configurations[0].settings


@pytest.mark.parametrize("own", ["topic: a", "ssl.bundle: b", "admin.fail-fast: true", "retry.x: y"])
def test_what_an_application_keeps_beside_is_no_loss(own: str) -> None:
    text = f"spring.kafka.producer.acks: all\nspring.kafka.{own}\nspring.kafka.producer.ssl.bundle: c\n"
    assert not any(each.losses for each in read(DIALECT, NAME, text).configurations)


def test_without_sections_both_clients_are_assumed() -> None:
    reading = read(DIALECT, NAME, "spring.kafka.properties.security.protocol: SSL\n")
    assert [each.role for each in reading.configurations] == [Role.PRODUCER, Role.CONSUMER]
    assert not any(each.complete for each in reading.configurations)


def test_a_login_for_the_whole_jvm_is_each_clients() -> None:
    text = dedent("""\
        spring.kafka:
          producer.acks: all
          jaas:
            enabled: true
            login-module: org.apache.kafka.common.security.plain.PlainLoginModule
            options: {username: me, password: hunter2}
        """)
    jaas = one(read(DIALECT, NAME, text), Role.PRODUCER).settings["sasl.jaas.config"]
    assert jaas.secret
    assert jaas.value is not None
    assert jaas.value.startswith("org.apache.kafka.common.security.plain.PlainLoginModule required ")


@pytest.mark.parametrize(
    ("written", "milliseconds"),
    [("5s", "5000"), ("100", "100"), ("PT5S", "5000"), ("pt1m30.5s", "90500"), ("P1D", "86400000"),
     ("2h", "7200000"), ("500us", "0"), ("PT-6H3M", "-21420000"), ("-PT6H", "-21600000"),
     ("5 s", "5 s"), ("5sec", "5sec"), ("PT", "PT"), ("P1DT", "P1DT"), ("", "")],
)  # fmt: skip
def test_durations(written: str, milliseconds: str) -> None:
    assert duration_in_ms(written) == milliseconds


@pytest.mark.parametrize(
    ("written", "size"),
    [("64KB", "65536"), ("10", "10"), ("5MB", "5242880"), ("1GB", "1073741824"), ("64kb", "64kb"),
     ("64K", "64K"), ("1.5MB", "1.5MB")],
)  # fmt: skip
def test_data_sizes(written: str, size: str) -> None:
    assert size_in_bytes(written) == size


def test_a_value_is_replaced_in_its_quotes_and_beside_its_comment() -> None:
    producer = one(read(DIALECT, NAME, APPLICATION), Role.PRODUCER, "application.yml:")
    text = edited(producer.writer.replace(producer.settings["acks"], "all"))
    assert "      acks: all   # to be discussed\n" in text
    text = edited(producer.writer.replace(producer.settings["batch.size"], "131072"))
    assert '      batch-size: "131072"\n' in text


def test_of_a_placeholder_only_the_default_is_replaced() -> None:
    producer = one(read(DIALECT, NAME, APPLICATION), Role.PRODUCER, "application.yml:")
    text = edited(producer.writer.replace(producer.settings["transactional.id"], "orders"))
    assert "transaction-id-prefix: ${TX:orders}\n" in text


@pytest.mark.parametrize(
    ("key", "value", "line"),
    [
        ("compression.type", "lz4", "      compression-type: lz4\n"),
        ("request.timeout.ms", "5", "        request.timeout.ms: 5\n"),
    ],
)
def test_a_new_key_goes_where_spring_takes_it(key: str, value: str, line: str) -> None:
    producer = one(read(DIALECT, NAME, APPLICATION), Role.PRODUCER, "application.yml:")
    text = edited(producer.writer.add(key, value))
    assert line in text
    again = one(read(DIALECT, NAME, text), Role.PRODUCER, "[prod]")
    assert values(again)[key] == value


def test_a_new_key_goes_into_the_innermost_mapping() -> None:
    text = "spring:\n  kafka:\n    producer:\n      acks: all\n      properties:\n        a.b: c\n    x: y\n"
    producer = one(read(DIALECT, NAME, text), Role.PRODUCER)
    assert edited(producer.writer.add("linger.ms", "5")) == text.replace(
        "        a.b: c\n", "        a.b: c\n        linger.ms: 5\n"
    )
    assert edited(producer.writer.add("batch.size", "5")) == text.replace(
        "      acks: all\n", "      acks: all\n      batch-size: 5\n"
    )


def test_new_keys_of_several_depths_do_not_meet() -> None:
    """Two fixes of one round put lines at places of their own, so that no order of them breaks the file."""
    text = "spring:\n  kafka:\n    consumer:\n      properties:\n        a.b: c\n"
    reading = read(DIALECT, NAME, text + "    producer:\n      properties:\n        d.e: f\n")
    consumer, producer = one(reading, Role.CONSUMER), one(reading, Role.PRODUCER)
    edits = [consumer.writer.add("group.id", "g"), consumer.writer.add("client.rack", "r"),
             producer.writer.add("acks", "all"), producer.writer.add("linger.ms", "5")]  # fmt: skip
    assert len({edit.span for edit in edits if edit is not None}) == len(edits)


def test_a_file_with_every_fix_in_it_is_still_read() -> None:
    validator = ka.ConfigValidator(profile="throughput")
    left, mended = validator.fix({NAME: APPLICATION}, unsafe=True)
    assert mended
    assert not [finding for finding in left.findings if finding.rule.code == "SYN001"]
    assert not validator.fix({NAME: mended[0].text}, unsafe=True)[1]


def test_a_new_key_of_a_properties_file_is_a_line() -> None:
    producer = one(read(DIALECT, "application.properties", "spring.kafka.producer.acks=1\n"), Role.PRODUCER)
    text = edited(producer.writer.add("linger.ms", "5"))
    assert text == "spring.kafka.producer.acks=1\nspring.kafka.producer.properties.linger.ms=5\n"


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (NAME, "spring.kafka.producer:\n  linger-ms: 20 # why\n",
         "spring.kafka.producer:\n  properties.linger.ms: 20 # why\n"),
        ("application.properties", "spring.kafka.producer.linger-ms=20\n",
         "spring.kafka.producer.properties.linger.ms=20\n"),
    ],
)  # fmt: skip
def test_a_lost_key_can_be_renamed_to_where_it_counts(name: str, text: str, expected: str) -> None:
    producer = one(read(DIALECT, name, text), Role.PRODUCER)
    mended = edited(producer.writer.rename(producer.losses[0].setting, "linger.ms"))
    assert mended == expected
    again = one(read(DIALECT, name, mended), Role.PRODUCER)
    assert not again.losses
    assert values(again) == {"linger.ms": "20"}


def test_removing_the_last_key_of_a_mapping_removes_the_mapping() -> None:
    text = "spring:\n  kafka:\n    producer:\n      acks: all\n      properties:\n        retries: 0 # no\n"
    producer = one(read(DIALECT, NAME, text), Role.PRODUCER)
    mended = edited(producer.writer.remove(producer.settings["retries"]))
    assert mended == "spring:\n  kafka:\n    producer:\n      acks: all\n"


def test_own_keys_win_over_merged_ones() -> None:
    text = "base: &base\n  acks: 1\n  retries: 5\nspring.kafka.producer:\n  <<: *base\n  acks: all\n"
    producer = one(read(DIALECT, NAME, text), Role.PRODUCER)
    assert values(producer) == {"acks": "all", "retries": "5"}
    assert not producer.repeats


def test_what_follows_a_syntax_error_is_named_and_the_rest_is_read() -> None:
    reading = read(DIALECT, NAME, "spring.kafka.producer.acks: 1\n---\na: [\n")
    assert reading.faults
    assert values(one(reading, Role.PRODUCER)) == {"acks": "1"}


@pytest.mark.parametrize("text", ["", "spring:\n  kafka: x\n", "server.port: 1\n", "{}", "- a\n"])
def test_other_files_are_left_alone(text: str) -> None:
    from kafka_architect.validation.source_file import SourceFile

    from .application_reading import dialect_of

    assert not dialect_of(DIALECT).recognises(SourceFile(NAME, text))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", [NAME, "application.properties"])
def test_a_mutilated_file_never_raises(seed: int, name: str) -> None:
    flat = "".join(f"spring.kafka.producer.{line}\n" for line in ("acks=1", "batch-size=1KB", "linger-ms=1"))
    for text in mutations(APPLICATION if name == NAME else flat, seed):
        survives(DIALECT, name, text)


@given(st.text(alphabet="spring.kafka:producer \n-&*<>{}[]'\"$%#\\=0é\t", max_size=80))
def test_any_text_never_raises(text: str) -> None:
    survives(DIALECT, NAME, "spring.kafka.producer:\n  acks: 1\n  " + text)
    survives(DIALECT, "application.properties", "spring.kafka.producer." + text)


@given(st.text(max_size=30))
def test_any_value_never_raises(text: str) -> None:
    duration_in_ms(text)
    size_in_bytes(text)

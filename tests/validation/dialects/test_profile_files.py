"""application-prod.yml beside application.yml: one application, whose profiles have files of their own."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

import kafka_architect as ka
from kafka_architect.validation.application_files import applications, files_above, files_below
from kafka_architect.validation.file_reading import read
from kafka_architect.validation.source_file import SourceFile

from .reading import broken, edited, values

if TYPE_CHECKING:
    from pathlib import Path

    from kafka_architect.validation.configuration import Configuration

BASE = dedent("""\
    spring:
      application:
        name: shop
      kafka:
        bootstrap-servers: kafka:9092
        security.protocol: SASL_SSL
        producer:
          acks: 1 # to be discussed
          retries: 5
          transaction-id-prefix: shop-
    ---
    spring.config.activate.on-profile: prod
    spring.kafka.producer.batch-size: 64KB
    ---
    spring.config.activate.on-profile: test
    spring.kafka.producer.batch-size: 1
    """)
PROD = dedent("""\
    spring:
      kafka:
        producer:
          acks: all
        streams:
          replication-factor: 3
    """)
FILES = {"src/application.yml": BASE, "src/application-prod.yml": PROD}


def configurations(files: dict[str, str]) -> dict[str, Configuration]:
    """By their names, as a run reads them."""
    sources = [SourceFile(name, text) for name, text in files.items()]
    together = applications(sources)
    found = [one for file in sources for one in read(file, None, None, together.get(file, ())).configurations]
    return {one.name: one for one in found}


def findings(files: dict[str, str], select: tuple[str, ...] = ()) -> list[tuple[str, str, str, int]]:
    found = ka.ConfigValidator("4.3", select=select).validate(files).findings
    return [(one.rule.code, one.key, one.file.path, one.place[0]) for one in found]


def test_which_files_are_one_application() -> None:
    names = [
        "a/application-prod.properties", "a/application.properties", "a/application.yml", "b/application.yml",
        "a/bootstrap.yml", "a/application-prod.yaml", "a/application-dev.yml", "a/server.properties",
    ]  # fmt: skip
    files = {name: SourceFile(name, "") for name in names}
    together = applications(files.values())
    assert {file.path for file in together} == {name for name in names if name.startswith("a/application")}
    group = together[files["a/application.yml"]]
    assert [one.path for one in group[:2]] == ["a/application.yml", "a/application.properties"]
    below = files_below(files["a/application-prod.properties"], group)
    assert [one.path for one in below] == [
        "a/application.yml", "a/application.properties", "a/application-prod.yaml"
    ]  # fmt: skip
    above = files_above(files["a/application.yml"], group)
    assert {one.path for one in above} == {one.path for one in group} - {"a/application.yml"}
    assert not files_above(files["a/application-dev.yml"], group)


def test_a_profile_is_the_base_overridden_and_each_setting_keeps_its_file() -> None:
    found = configurations(FILES)
    producer = found["application-prod.yml: producer"]
    assert values(producer) == {
        "bootstrap.servers": "kafka:9092",
        "security.protocol": "SASL_SSL",
        "acks": "all",
        "retries": "5",
        "transactional.id": "shop-",
        "batch.size": "65536",  # of the base's document for this profile
    }
    files = {key: one.file.path for key, one in producer.settings.items() if one.file is not None}
    assert files["acks"] == "src/application-prod.yml"
    assert files["retries"] == files["batch.size"] == "src/application.yml"
    streams = found["application-prod.yml: streams"]
    assert streams.settings["application.id"].value == "shop"
    assert streams.settings["security.protocol"].value == "SASL_SSL"


def test_a_profile_that_has_a_file_is_read_with_it_alone() -> None:
    found = configurations(FILES)
    assert "application.yml [prod]: producer" not in found
    assert "batch.size" not in found["application.yml: producer"].settings
    assert found["application.yml [test]: producer"].settings["batch.size"].value == "1"


def test_what_is_complete() -> None:
    assert {name: one.complete for name, one in configurations(FILES).items() if "producer" in name} == {
        "application.yml: producer": False,  # profiles add to it
        "application.yml [test]: producer": True,
        "application-prod.yml: producer": True,
    }
    alone = configurations({"application-prod.yml": PROD})
    assert not alone["application-prod.yml: streams"].complete
    plain = configurations(
        {"application.yml": "spring.kafka.producer.acks: all\n", "application-x.yml": "a: 1"}
    )
    assert plain["application.yml: producer"].complete


def test_a_base_that_says_nothing_of_kafka_completes_too() -> None:
    found = configurations(
        {"application.yml": "spring.application.name: shop\n", "application-prod.yml": PROD}
    )
    assert found["application-prod.yml: streams"].complete
    assert found["application-prod.yml: streams"].settings["application.id"].value == "shop"


def test_edits_go_to_the_file_that_holds_the_key() -> None:
    producer = configurations(FILES)["application-prod.yml: producer"]
    edit = producer.writer.replace(producer.settings["retries"], "9")
    assert "      retries: 9\n" in edited(edit)
    assert edit is not None
    assert edit.file.path == "src/application.yml"
    edit = producer.writer.remove(producer.settings["acks"])
    assert edit is not None
    assert edit.file.path == "src/application-prod.yml"
    edit = producer.writer.add("linger.ms", "5")
    assert edit is not None
    assert edit.file.path == "src/application-prod.yml"


@pytest.mark.parametrize(
    "prod",
    ["spring.kafka.producer.acks=0\n", "spring.kafka.producer:\n  acks: 0\n"],
    ids=["properties", "yaml"],
)
def test_edits_across_the_two_ways_to_write(prod: str) -> None:
    name = "application-prod.properties" if "=" in prod else "application-prod.yml"
    base = "spring.kafka.producer.retries=0\nspring.kafka.producer.linger-ms=5\n"
    files = {"application.properties": base, name: prod}
    _, mended = ka.ConfigValidator("4.3").fix(files, unsafe=True)
    texts = {one.file.path: one.text for one in mended}
    assert "spring.kafka.producer.properties.linger.ms=5\n" in texts["application.properties"]
    assert "retries" not in texts["application.properties"]
    assert "acks" not in texts[name] or "all" in texts[name]


def test_findings_of_the_base_are_there_once_and_in_its_file() -> None:
    files = {**FILES, "src/application-dev.yml": "spring.kafka.producer.client-id: dev\n"}
    found = findings(files)
    assert len(found) == len(set(found))
    assert [one for one in found if one[1] == "acks"] == [("CST001", "acks", "src/application.yml", 8)]
    missing = [one for one in found if one[0] == "PRD001"]
    assert missing == [("PRD001", "compression.type", "src/application.yml", 8)]


def test_profiles_do_not_run_side_by_side() -> None:
    """The same transactional.id, or group.instance.id, in base and profile is one client's."""
    member = "spring.kafka.consumer:\n  group-id: a\n  properties.group.instance.id: a-0\n"
    files = {
        "application.yml": BASE + "---\n" + member,
        "application-dev.yml": "spring.kafka.producer.transaction-id-prefix: shop-\n" + member,
        "application-prod.yml": PROD + member,
    }
    assert not findings(files, select=("transactional-id-random-or-shared", "instance-id-shared"))
    other = findings(
        {"a/application.yml": BASE, "b/application.yml": BASE}, select=("transactional-id-random-or-shared",)
    )
    assert other


def test_what_cannot_be_read_is_told_of_its_own_file() -> None:
    found = findings({**FILES, "src/application-prod.yml": PROD + "  broken: [\n"}, select=("SYN001",))
    assert {path for _, _, path, _ in found} == {"src/application-prod.yml"}


def test_a_folder_is_read_like_a_dict_and_a_role_chooses(tmp_path: Path) -> None:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    validator = ka.ConfigValidator("4.3")
    found = validator.validate(tmp_path)
    assert sorted(one.name for one in found.configurations) == sorted(configurations(FILES))
    assert {one.role for one in validator.validate(FILES, "producer").configurations} == {"producer"}
    only = validator.validate(tmp_path / "src/application-prod.yml")
    assert [one.settings for one in only.configurations if one.name == "application-prod.yml: producer"] == [
        4
    ]


def test_properties_over_yaml() -> None:
    files = {"application.yml": BASE, "application.properties": "spring.kafka.producer.acks=all\n"}
    found = configurations(files)
    assert found["application.properties: producer"].settings["acks"].value == "all"
    assert found["application.properties: producer"].settings["retries"].value == "5"
    assert not found["application.yml: producer"].complete


def test_in_quarkus_yaml_wins_over_properties() -> None:
    channel = "mp.messaging.outgoing.orders."
    files = {
        "application.properties": f"{channel}connector=smallrye-kafka\n{channel}acks=1\n{channel}retries=5\n",
        "application.yaml": "mp:\n  messaging:\n    outgoing:\n      orders:\n        acks: all\n",
    }
    found = configurations(files)
    assert found["application.yaml: orders producer"].settings["acks"].value == "all"
    assert found["application.yaml: orders producer"].settings["retries"].value == "5"


def test_the_binder_in_the_base_and_a_client_in_the_profile() -> None:
    base = (
        "spring.cloud.stream:\n  bindings.orders-out-0.destination: orders\n"
        "  kafka.binder.brokers: kafka:9092\n"
    )
    found = configurations(
        {"application.yml": base, "application-prod.yml": "spring.kafka.producer.acks: 0\n"}
    )
    binding = found["application-prod.yml: orders-out-0 producer"]
    assert (binding.settings["acks"].value, binding.settings["bootstrap.servers"].value) == (
        "0",
        "kafka:9092",
    )


def test_quarkus() -> None:
    base = (
        "kafka.bootstrap.servers=kafka:9092\nmp.messaging.outgoing.orders.connector=smallrye-kafka\n"
        "mp.messaging.outgoing.orders.acks=1\n%prod.mp.messaging.outgoing.orders.retries=3\n"
        "%dev.mp.messaging.outgoing.orders.retries=0\nmp.messaging.incoming.bills.group.id=bills\n"
    )
    prod = "mp.messaging.outgoing.orders.acks=all\n"
    found = configurations({"application.properties": base, "application-prod.properties": prod})
    assert list(found) == [
        "application.properties: orders producer",
        "application.properties: bills consumer",
        "application.properties [dev]: orders producer",
        "application-prod.properties: orders producer",
    ]
    producer = found["application-prod.properties: orders producer"]
    assert (producer.settings["acks"].value, producer.settings["retries"].value) == ("all", "3")
    assert producer.complete
    assert not found["application.properties: orders producer"].complete
    added = producer.writer.add("linger.ms", "5")
    assert edited(added) == prod + "mp.messaging.outgoing.orders.linger.ms=5\n"


def test_micronaut() -> None:
    base = "kafka:\n  bootstrap.servers: kafka:9092\n  producers:\n    orders: {acks: 1, retries: 3}\n"
    prod = "kafka:\n  producers:\n    orders:\n      acks: all\n"
    found = configurations({"application.yml": base, "application-prod.yml": prod})
    producer = found["application-prod.yml: orders producer"]
    assert {key: one.value for key, one in producer.settings.items()} == {
        "bootstrap.servers": "kafka:9092",
        "acks": "all",
        "retries": "3",
    }


@pytest.mark.parametrize("which", list(FILES))
def test_nothing_raises(which: str) -> None:
    validator = ka.ConfigValidator("4.3", select=["ALL"])
    for mutated in broken(FILES[which], 5, 60):
        files: dict[str, str] = {**FILES, which: mutated}
        result, mended = validator.fix(files, unsafe=True)
        assert result.failures == 0
        assert all(isinstance(one.text, str) for one in mended)
        for finding in result.findings:
            assert finding.span is None or finding.span.start <= len(finding.file.text)

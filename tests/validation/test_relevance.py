"""A rule that is not asked would have said nothing."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kafka_architect.validation import attributes
from kafka_architect.validation.catalogue import key_catalogue, known_versions, resolve_version
from kafka_architect.validation.configuration import Configuration, Setting
from kafka_architect.validation.effective import EffectiveConfig
from kafka_architect.validation.relevance import Interest, Kind, RelevantRules, interest_of
from kafka_architect.validation.role import Client, Role
from kafka_architect.validation.rules import rule_of, rules
from kafka_architect.validation.setting_relevance import SettingRules
from kafka_architect.validation.source_file import SourceFile

from .rules.case_files import cases
from .rules.direct import configuration_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kafka_architect.validation.finding import Problem

    from .rules.case_files import Case

_interest = cache(interest_of)
_FACTS = [value for name, value in vars(attributes).items() if name.isupper()]
_STRANGE_KEYS = (
    "advertised.listeners",
    "x",
    "acsk",
    "bootstrap.servers",
    "zookeeper.connect",
    "my.password",
    "retries",
    "node.id",
)
_VALUES = [
    "",
    "-1",
    "0",
    "1",
    "3",
    "1000",
    "604800000",
    "true",
    "false",
    "all",
    "none",
    "compact",
    "SSL",
    "x:1",
    "kafka-1.example.org:9092",
    "SASL_SSL://kafka-1.example.org:9092",
    "5ms",
    "${X}",
]


def _kind(config: EffectiveConfig) -> Kind:
    written = config.configuration
    return Kind(
        config.role,
        config.client,
        config.kafka_version,
        config.upgrade_from,
        config.complete,
        written.owned,
    )


def _unasked(config: EffectiveConfig) -> Iterator[tuple[str, list[Problem]]]:
    """What the rules that are not asked about a configuration would have said."""
    kind, met = _kind(config), []
    for rule in rules().values():
        check = rule.check_config
        if check is None or not rule.applies_to(config.role, config.client, config.version):
            continue
        if _interest(check, kind).met_by(config.configuration):
            met.append((rule, check))
        else:
            yield rule.code, list(check(config))
    of_settings = SettingRules(met, config.configuration, kind)
    assert of_settings.of(config.configuration) == met  # the first of its shape
    asked = {rule.code for rule, _ in of_settings.of(config.configuration)}
    for rule, check in met:
        if rule.code not in asked:
            assert rule.each_setting
            yield rule.code, list(check(config))


def _configs(case: Case) -> Iterator[EffectiveConfig]:
    before = None if case.upgrade_from is None else resolve_version(case.upgrade_from)
    for described in case.configurations:
        for complete in (True, False):
            configuration = replace(configuration_of(described), complete=complete)
            yield EffectiveConfig(configuration, resolve_version(case.version), before)


def test_no_case_is_found_by_a_rule_that_is_not_asked() -> None:
    unasked = 0
    for case in cases():
        for config in _configs(case):
            for code, problems in _unasked(config):
                assert problems == [], (case.id, code)
                unasked += 1
    assert unasked > 100_000  # or else nothing was looked at


@settings(max_examples=300)
@given(st.data())
def test_no_combination_is_found_by_a_rule_that_is_not_asked(data: st.DataObject) -> None:
    role = data.draw(st.sampled_from(list(Role)))
    client = data.draw(st.sampled_from([Client.JAVA, Client.JAVA, Client.LIBRDKAFKA]))
    version = data.draw(st.sampled_from(known_versions()))
    keys = st.sampled_from((*key_catalogue(version, role, client).keys(), *_STRANGE_KEYS))
    written = data.draw(st.dictionaries(keys, st.sampled_from(_VALUES), max_size=5))
    facts = data.draw(st.dictionaries(st.sampled_from(_FACTS), st.sampled_from(_VALUES), max_size=2))
    file = SourceFile("some.properties", "")
    configuration = Configuration(
        role,
        "some",
        file,
        "case",
        client,
        settings={
            key: Setting(key, value, written=data.draw(st.sampled_from(["", key, "my.password"])), file=file)
            for key, value in written.items()
        },
        attributes={name: Setting(name, value, file=file) for name, value in facts.items()},
        complete=data.draw(st.booleans()),
    )
    if data.draw(st.booleans()):
        configuration.parent = Configuration(Role.STREAMS, "program", file, "case")
    before = data.draw(st.sampled_from([None, known_versions()[0]]))
    for code, problems in _unasked(EffectiveConfig(configuration, version, before)):
        assert problems == [], code


_KIND = Kind(Role.PRODUCER, Client.JAVA, resolve_version("4.3"), None, complete=True)
_KEY = Interest(settings=frozenset({"acks"}))
_ALL = Interest(everything=True)


@pytest.mark.parametrize(
    ("look", "noted"),
    [
        (lambda config: config.text("acks") is None, _KEY),
        (lambda config: config.explicit("acks"), _KEY),
        (lambda config: "acks" in config.settings, _KEY),
        (lambda config: config.settings.get("acks"), _KEY),
        (lambda config: config.attribute_integer("brokers"), Interest(attributes=frozenset({"brokers"}))),
        (lambda config: config.configuration.parent, Interest(parent=True)),
        (lambda config: config.role is Role.TOPIC, Interest()),
        (lambda config: [key for key in config.settings if key == "x"], _ALL),
        (lambda config: list(config.settings.items()), _ALL),
        (lambda config: list({**config.settings}), _ALL),
        (lambda config: len(config.settings), _ALL),
        (lambda config: bool(config.configuration.attributes), _ALL),
        (lambda config: config.file.path == "x", _ALL),
        (lambda config: config.configuration.losses, Interest(losses=True)),
        (lambda config: config.configuration.repeats, Interest(repeats=True)),
        (lambda config: config.explicit("acks") is None, _ALL),  # it speaks of what is missing
        (lambda config: config.settings["acks"], _ALL),  # it fails
    ],
)
def test_what_a_rule_looks_at_is_noted(look: Callable[[EffectiveConfig], object], noted: Interest) -> None:
    def check(config: EffectiveConfig) -> Iterator[Problem]:
        if look(config):
            yield config.problem(None, "found")

    assert interest_of(check, _KIND) == noted


def test_a_rule_is_asked_where_one_of_its_keys_is_written() -> None:
    file = SourceFile("producer.properties", "")
    quiet, loud = (
        EffectiveConfig(
            Configuration(Role.PRODUCER, "some", file, "case", settings={key: Setting(key, "1", file=file)}),
            resolve_version("4.3"),
        )
        for key in ("linger.ms", "acks")
    )
    relevant = RelevantRules([rule_of("DUR001")])
    assert [rule.code for rule, _ in relevant.of(quiet)] == ["DUR001"]  # the first of its kind
    assert [rule.code for rule, _ in relevant.of(quiet)] == []
    assert [rule.code for rule, _ in relevant.of(loud)] == ["DUR001"]


def test_clients_that_repeat_their_lines_are_not_asked_about_them_again() -> None:
    """Servers may have another name in each; a value that a rule speaks of is asked about each time."""
    file = SourceFile("producer.properties", "")

    def client(number: int, linger: str) -> EffectiveConfig:
        written = {"bootstrap.servers": f"kafka-{number}:9092", "linger.ms": linger}
        settings = {key: Setting(key, value, file=file) for key, value in written.items()}
        configuration = Configuration(Role.PRODUCER, "some", file, "case", settings=settings)
        return EffectiveConfig(configuration, resolve_version("4.3"))

    relevant = RelevantRules([rule_of("VAL005"), rule_of("UPG003")])
    asked = [
        [rule.code for rule, _ in relevant.of(client(number, linger))]
        for number, linger in enumerate(("5", "5", "5", "5ms", "5ms"))
    ]
    both = ["VAL005", "UPG003"]  # of the first of a kind, and of a shape
    assert asked == [both, both, [], ["VAL005"], ["VAL005"]]

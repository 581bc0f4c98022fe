"""What is told of a configuration that repeats another is what its rules would have said of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kafka_architect as ka
from kafka_architect.validation import attributes, repeated
from kafka_architect.validation.catalogue import key_catalogue, resolve_version
from kafka_architect.validation.configuration import Configuration, Setting
from kafka_architect.validation.dialects.formats.properties_block import PropertiesBlock
from kafka_architect.validation.effective import EffectiveConfig
from kafka_architect.validation.relevance import RelevantRules
from kafka_architect.validation.repeated import Repeated
from kafka_architect.validation.role import Client, Role
from kafka_architect.validation.rules import rule_of, rules
from kafka_architect.validation.source_file import SourceFile, Span

from .growing import GROWING
from .rules.case_files import cases
from .rules.direct import configuration_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.rule import ConfigCheck

    from .rules.case_files import Case

_VERSION = resolve_version("4.3")
_LENGTH = 20_000
_FACTS = [value for name, value in vars(attributes).items() if name.isupper()]
_VALUES = [
    "", "-1", "0", "1", "3", "1000", "604800000", "true", "false", "all", "none", "compact", "SSL", "x:1",
    "kafka-1.example.org:9092", "kafka-2.example.org:9092", "PLAINTEXT://kafka-1:9092",
    "SASL_SSL://kafka-2.example.org:9092", "5ms", "${X}", "a=secret", "org.apache.kafka.common.X",
]  # fmt: skip


def asked_all(configs: Iterable[EffectiveConfig]) -> list[tuple[str, Problem]]:
    """What every rule says of every configuration."""
    return [
        (rule.code, problem)
        for config in configs
        for rule in rules().values()
        if rule.check_config is not None and rule.applies_to(config.role, config.client, config.version)
        for problem in rule.check_config(config)
    ]


def told(configs: Iterable[EffectiveConfig], remembered: Repeated) -> Iterator[tuple[str, Problem]]:
    """The same, where what is known of the like of a configuration is not asked again."""
    relevant = RelevantRules(rules().values())
    for config in configs:
        plan = remembered.plan(config)
        for rule, check in relevant.of(config) if plan is None else plan.asked:
            yield from ((rule.code, problem) for problem in check(config))
        for one in () if plan is None else plan.told:
            problems = one.of(config)
            if problems is None:
                problems = list(one.asked[1](config))
            yield from ((one.rule.code, problem) for problem in problems)


def assert_same(configs: list[EffectiveConfig]) -> int:
    """How many of the configurations were told of what was said of another."""
    remembered = Repeated(RelevantRules(rules().values()))
    found = list(told(configs, remembered))
    expected = asked_all(configs)
    for one in expected:
        assert one in found, one
    assert len(found) == len(expected)
    return len([plan for config in configs if (plan := remembered.plan(config)) is not None])


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Values count as differing as soon as a third configuration has a third one."""
    monkeypatch.setattr(repeated, "_CONTENTS_FIRST", 2)
    monkeypatch.setattr(repeated, "_CONFIGURATIONS_PER_CONTENT", 100)


def _again(case: Case, number: int) -> Iterator[EffectiveConfig]:
    """The configurations of a case at another place, under another name."""
    for described in case.configurations:
        text = "".join(f"{key}={value}\n" for key, value in described.config.items())
        first = configuration_of(described, "# a comment\n" * number + text)
        first.name, first.complete = f"{described.name}-{number}", number % 2 == 0
        before = None if case.upgrade_from is None else resolve_version(case.upgrade_from)
        yield EffectiveConfig(first, resolve_version(case.version), before)


def test_what_is_told_of_cases_that_repeat_themselves_is_what_is_said() -> None:
    planned = 0
    for case in cases()[::8]:
        planned += assert_same([config for number in range(6) for config in _again(case, number)])
    assert planned > 500  # or else nothing was compared


@pytest.mark.parametrize("kind", GROWING)
def test_the_findings_of_a_large_file_are_those_of_rules_that_are_asked_each_time(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = {GROWING[kind].name: GROWING[kind].text(_LENGTH)}
    validator = ka.ConfigValidator("4.3", "durability", select=["ALL"])
    found = validator.validate(file, allow_empty=True).to_dict()
    monkeypatch.setattr(Repeated, "plan", lambda _self, _config: None)
    assert found == validator.validate(file, allow_empty=True).to_dict()


@pytest.mark.usefixtures("few")
@settings(max_examples=200, deadline=None)
@given(st.data())
def test_what_is_told_of_like_configurations_is_what_is_said(data: st.DataObject) -> None:
    """Configurations with the same keys, of which some values repeat and some differ."""
    role = data.draw(st.sampled_from(list(Role)))
    client = data.draw(st.sampled_from([Client.JAVA, Client.JAVA, Client.LIBRDKAFKA]))
    keys = st.sampled_from((
        *key_catalogue(_VERSION, role, client).keys(), "bootstrap.servers", "x", "my.password", "acsk",
        "advertised.listeners", "node.id", "zookeeper.connect",
    ))  # fmt: skip
    shape = data.draw(st.lists(keys, unique=True, max_size=5))
    facts = data.draw(st.lists(st.sampled_from(_FACTS), unique=True, max_size=2))
    complete, owned = data.draw(st.booleans()), data.draw(st.booleans())
    choices = {
        name: data.draw(st.lists(st.sampled_from(_VALUES), min_size=1, max_size=4))
        for name in (*shape, *facts)
    }
    parent = Configuration(Role.STREAMS, "program", SourceFile("p", ""), "case")
    within = data.draw(st.booleans())
    configs = []
    for number in range(data.draw(st.integers(3, 9))):
        values = {name: data.draw(st.sampled_from(choices[name])) for name in choices}
        text = "\n" * number + "".join(f"{key}={values[key]}\n" for key in shape)
        file = SourceFile(f"file-{number}.properties", text)
        block = PropertiesBlock(file)
        own = Configuration(role, f"client {number}", file, "case", client, writer=block, span=Span(0, 0))
        own.settings = {setting.key: setting for setting in block.settings()}
        own.attributes = {name: Setting(name, values[name], written=name, file=file) for name in facts}
        own.complete, own.owned = complete and owned, owned
        own.parent = parent if within else None
        configs.append(EffectiveConfig(own, _VERSION))
    assert_same(configs)


def _clients(count: int, **lines: Any) -> list[EffectiveConfig]:
    """Producers with the same keys; `{}` in a value is the number of each."""
    configs = []
    for number in range(count):
        text = "".join(f"{key.replace('_', '.')}={value}\n" for key, value in lines.items())
        file = SourceFile(f"producer-{number}.properties", text.replace("{}", str(number)))
        block = PropertiesBlock(file)
        settings = {setting.key: setting for setting in block.settings()}
        own = Configuration(Role.PRODUCER, f"client {number}", file, "case", settings=settings, writer=block)
        configs.append(EffectiveConfig(own, _VERSION))
    return configs


def _asked(configs: list[EffectiveConfig]) -> list[int]:
    """How many rules are asked about each configuration."""
    relevant = RelevantRules(rules().values())
    remembered = Repeated(relevant)
    plans = [remembered.plan(config) for config in configs]
    return [-1 if plan is None else len(plan.asked) for plan in plans]


def test_no_rule_is_asked_of_a_client_that_repeats_another() -> None:
    asked = _asked(_clients(50, acks=1, linger_ms="5ms"))
    assert asked == [-1, *[0] * 49]


def test_rules_that_name_servers_are_asked_of_each_that_has_its_own() -> None:
    asked = _asked(_clients(100, bootstrap_servers="kafka-{}:9092", acks=1))
    assert 0 < asked[-1] < 8
    assert asked[40:] == [asked[-1]] * 60


def test_where_nothing_repeats_nothing_is_remembered() -> None:
    asked = _asked(_clients(100, client_id="a{}", transactional_id="b{}", max_block_ms="1{}"))
    assert all(number != 0 for number in asked)


@pytest.mark.parametrize(
    ("reads", "common"),
    [
        (lambda config: config.text("acks"), True),
        (lambda config: config.explicit("linger.ms") is None, True),
        (lambda config: [key for key in config.settings if key == "x"], True),
        (lambda config: [one.key for one in config.settings.values()], True),
        (lambda config: [one.value for one in config.settings.values()], False),
        (lambda config: config.text("client.id"), False),
        (lambda config: config.explicit("client.id").shown, False),
        (lambda config: config.explicit("acks").span, False),
        (lambda config: tuple(config.explicit("acks")), False),
        (lambda config: config.explicit("acks")._replace(key="x"), False),
        (lambda config: {config.explicit("acks")}, False),
        (lambda config: config.explicit("acks") == config.explicit("acks"), False),
        (lambda config: config.file.path, False),
        (lambda config: config.configuration.name, False),
        (lambda config: config.configuration.writer, False),
        (lambda config: 1 // config.settings["acks"].value.count("x"), False),
    ],
)
def test_rules_that_look_at_what_is_each_clients_own_are_asked_each_time(reads: Any, common: bool) -> None:
    """`client.id` differs from one client to the next."""

    def check(config: EffectiveConfig) -> Iterator[Problem]:
        reads(config)
        yield config.problem(config.explicit("acks"), "found", fix=config.fix_set("acks", "all"))

    assert _is_told(check) is common


def test_a_problem_that_no_other_client_can_have_is_not_told_of_it() -> None:
    def of_a_place(config: EffectiveConfig) -> Iterator[Problem]:
        yield config.problem(None, "found", span=Span(0, 1))

    def of_a_made_up_setting(config: EffectiveConfig) -> Iterator[Problem]:
        yield config.problem(Setting("acks", "1"), "found")

    def of_a_default(config: EffectiveConfig) -> Iterator[Problem]:
        yield config.problem(config.get("linger.ms"), "found")

    assert [_is_told(one) for one in (of_a_place, of_a_made_up_setting, of_a_default)] == [False, False, True]


def test_where_a_writer_fails_the_rule_is_asked_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    replace_value = PropertiesBlock.replace

    def failing(block: PropertiesBlock, setting: Setting, value: str) -> Any:
        if len(block.file.text) % 2 == 0:
            raise ValueError(value)
        return replace_value(block, setting, value)

    monkeypatch.setattr(PropertiesBlock, "replace", failing)
    configs = _clients(3, acks=1)
    remembered = Repeated(RelevantRules([rule_of("DUR001")]))
    plan = [remembered.plan(config) for config in configs][1]
    assert plan is not None
    [one] = plan.told
    assert one.of(configs[2]) is not None
    assert one.of(_clients(1, acks="0\n")[0]) is None


def _is_told(check: ConfigCheck) -> bool:
    rule = replace(rule_of("DUR001"), check_config=check)
    remembered = Repeated(RelevantRules([rule]))
    plans = [remembered.plan(config) for config in _clients(60, acks=1, client_id="c{}")]
    last = plans[-1]
    assert last is not None
    assert len(last.asked) + len(last.told) == 1
    return not last.asked

"""A case checked without any dialect: the configuration as data, as a file of key=value lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kafka_architect.validation.catalogue import resolve_version
from kafka_architect.validation.configuration import Configuration, Setting
from kafka_architect.validation.dialects.formats.properties_block import PropertiesBlock
from kafka_architect.validation.dialects.formats.properties_text import escape_key, escape_value
from kafka_architect.validation.effective import EffectiveConfig
from kafka_architect.validation.rules import rule_of
from kafka_architect.validation.source_file import SourceFile, Span
from kafka_architect.validation.system import System

if TYPE_CHECKING:
    from kafka_architect.validation.finding import Problem

    from .case_files import Case, Described


def configuration_of(described: Described, text: str | None = None) -> Configuration:
    """The described configuration, as a .properties file would give it."""
    if text is None:
        lines = (f"{escape_key(key)}={escape_value(value)}\n" for key, value in described.config.items())
        text = "".join(lines)
    file = SourceFile(f"{described.name}.properties", text)
    block = PropertiesBlock(file)
    configuration = Configuration(
        described.role, described.name, file, "case", described.client, writer=block, span=Span(0, 0)
    )
    for setting in block.settings():
        configuration.put(setting)
    for name, value in described.attributes.items():
        configuration.attributes[name] = Setting(name, value, written=name, file=file)
    return configuration


@dataclass(frozen=True)
class Added:
    """What a dialect knows beyond a case, or does not: whether it sees all settings."""

    settings: list[Setting]
    attributes: dict[str, Setting]
    complete: bool = True


def problems(case: Case, texts: dict[str, str] | None = None, plus: Added | None = None) -> list[Problem]:
    """What the case's rule says. `texts` replaces the text of configurations, by name."""
    rule, version = rule_of(case.rule), resolve_version(case.version)
    before = None if case.upgrade_from is None else resolve_version(case.upgrade_from)
    configs = [
        EffectiveConfig(configuration_of(one, (texts or {}).get(one.name)), version, before)
        for one in case.configurations
    ]
    for config in configs:
        if plus is None:
            break
        config.configuration.settings.update({one.key: one for one in plus.settings})
        config.configuration.attributes.update(plus.attributes)
        config.configuration.complete = plus.complete
    found: list[Problem] = []
    if rule.check_config is not None:
        for config in configs:
            if rule.applies_to(config.role, config.client, config.version):
                found.extend(rule.check_config(config))
    if rule.check_system is not None and rule.applies_in(configs[0].version):
        found.extend(rule.check_system(System(tuple(configs))))
    return found

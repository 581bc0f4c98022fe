"""Spring Boot: `spring.kafka.*` in application.yml and application.properties, with profiles.

Typed properties become Kafka keys (spring_fields.py), `properties.*` is handed on as it is, and what is
neither is dropped without a word. Source: KafkaProperties.java of Spring Boot 3.5 and 4.0.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation.configuration import Reading
from kafka_architect.validation.dialects.formats.flat_keys import flat_file, may_begin_with
from kafka_architect.validation.dialects.spring.kafka import spring_configurations
from kafka_architect.validation.dialects.spring.profiles import uniform, variants

if TYPE_CHECKING:
    from kafka_architect.validation.dialects.formats.flat_keys import FlatKey
    from kafka_architect.validation.role import Role
    from kafka_architect.validation.source_file import SourceFile

NAME = "spring-boot"
_MARK = re.compile(r"spring", re.IGNORECASE)
_PREFIX = "spring.kafka."


def recognises(file: SourceFile) -> bool:
    """By a key below spring.kafka."""
    if _MARK.search(file.text) is None or "kafka" not in file.text.lower():
        return False
    return may_begin_with(file, "spring", uniform) and flat_file(file).has(_PREFIX, spelled=uniform)


def read(file: SourceFile, role: Role | None) -> Reading:
    """The clients that the application configures: one set for the base, one for each profile."""
    return read_application(file, role, ())


def read_application(file: SourceFile, role: Role | None, application: tuple[SourceFile, ...]) -> Reading:
    """The same where the base, or profiles, have files of their own."""
    reading = Reading(faults=list(flat_file(file).faults))
    for variant in variants(file, application, _concerns):
        name = file.name + (f" [{variant.profile}]" if variant.profile else "")
        for configuration in spring_configurations(file, variant, name):
            if role is None or configuration.role is role:
                configuration.complete &= variant.complete
                configuration.application = application[0] if application else None
                reading.configurations.append(configuration)
    return reading


def _concerns(key: FlatKey) -> bool:
    return uniform(key.name).startswith(_PREFIX)

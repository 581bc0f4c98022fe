"""Spring Boot's properties as environment variables: SPRING_KAFKA_PRODUCER_ACKS and the like.

A typed property has two names: dots are underscores, and hyphens are left out or, as of old, underscores
too. Below a map (`properties`) every underscore is a dot, and letters are lower case: a key with a hyphen,
an underscore or a capital has no name. Anything else is bound to nothing.
Source: SystemEnvironmentPropertyMapper and MapBinder of Spring Boot 3.5; "Binding From Environment
Variables" in its reference documentation.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from kafka_architect.validation.attributes import ANONYMOUS_GROUP
from kafka_architect.validation.configuration import NoWriter, Origin
from kafka_architect.validation.dialects.formats.flat_keys import FlatDocument, FlatKey
from kafka_architect.validation.dialects.spring.cloud_stream import binding_configurations, is_of_binder
from kafka_architect.validation.dialects.spring.fields import COMMON, OWN, REPLACED, SECTIONS
from kafka_architect.validation.dialects.spring.kafka import (
    ROOT,
    shared_name,
    spring_configurations,
    spring_name,
)
from kafka_architect.validation.dialects.spring.profiles import Variant
from kafka_architect.validation.dialects.spring.values import with_defaults
from kafka_architect.validation.dialects.spring.variables import (
    JSON_VARIABLES,
    STREAM_PREFIXES,
    json_keys,
    stream_property_of,
)
from kafka_architect.validation.source_file import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.configuration import Configuration, Loss, Setting
    from kafka_architect.validation.dialects.containers.container import Container
    from kafka_architect.validation.fix import Edit
    from kafka_architect.validation.role import Role

_PREFIX = "SPRING_KAFKA_"
_DOTTED = ROOT + "."
_APPLICATION_NAME = {"SPRING_APPLICATION_NAME": "spring.application.name"}
# What is read below these beside a client's own properties.
_OTHERS = (
    "listener.concurrency",
    "listener.ack-mode",
    "jaas.enabled",
    "jaas.login-module",
    "jaas.control-flag",
)
_MAPS = ("properties", *(f"{section}.properties" for section, _ in SECTIONS.values()), "jaas.options")
_KEY_OF_MAP = re.compile(r"[a-z0-9]+(\.[a-z0-9]+)*")


def spring_clients(container: Container) -> Iterator[Configuration]:
    """The clients of a container whose variables configure spring.kafka.

    What the application's own files say is not seen here, so that nothing can be said of what is missing.
    """
    document = FlatDocument(container.file, container.span or Span(0, 0), _keys(container))
    variant = Variant(None, (document,), complete=False)
    own = []
    for configuration in spring_configurations(container.file, variant, container.name):
        own.append(configuration)
        configuration.dialect = container.dialect
        configuration.complete = False
        configuration.writer = _VariableWriter(container, configuration.role)
        configuration.losses = [_lost(configuration.role, loss) for loss in configuration.losses]
        yield configuration
    if any(is_of_binder(key.name) for key in document.keys):
        yield from _bindings(container, variant, own)


def _bindings(container: Container, variant: Variant, own: list[Configuration]) -> Iterator[Configuration]:
    """The clients of Spring Cloud Stream. What the binder adds by itself, files that are not seen may set."""
    for configuration in binding_configurations(container.file, variant, container.name, own):
        configuration.dialect = container.dialect
        configuration.complete = False
        configuration.writer = NoWriter()
        configuration.attributes.pop(ANONYMOUS_GROUP, None)
        for key, setting in configuration.settings.items():
            if setting.origin is Origin.FRAMEWORK:
                configuration.settings[key] = setting._replace(resolved=False)
        yield configuration


class _VariableWriter:
    """Writes the variables of a client; one that all clients share stays theirs under its new name."""

    def __init__(self, container: Container, role: Role) -> None:
        self._own = container.writer(lambda key: variable_of(spring_name(role, key)))
        self._shared = container.writer(lambda key: variable_of(shared_name(key)))

    def replace(self, setting: Setting, value: str) -> Edit | None:
        """Put another value in place."""
        return None if setting.span is None else self._own.replace(setting, value)

    def remove(self, setting: Setting) -> Edit | None:
        """Take the variable out; one that holds other properties too is left alone."""
        return None if setting.span is None else self._own.remove(setting)

    def rename(self, setting: Setting, key: str) -> Edit | None:
        """Put another variable in place."""
        if setting.span is None:
            return None
        return (self._shared if _is_shared(setting.written) else self._own).rename(setting, key)

    def add(self, key: str, value: str) -> Edit | None:
        """Add a variable."""
        return self._own.add(key, value)


def _lost(role: Role, loss: Loss) -> Loss:
    """The loss with a cure that names the variable."""
    key = loss.kafka_key
    if key is None:
        return loss
    shared = _is_shared(loss.setting.written)
    variable = variable_of(shared_name(key) if shared else spring_name(role, key))
    return replace(loss, cure=None if variable is None else f"write {variable}")


def _is_shared(variable: str) -> bool:
    section = property_of(variable).split(".")[2:3]
    return all(section != [own] for own, _ in SECTIONS.values())


def is_spring(variable: str) -> bool:
    """Whether a variable is a property below spring.kafka."""
    return variable.startswith((_PREFIX, _DOTTED))


def variable_of(name: str) -> str | None:
    """The variable for a property by its whole name, None where no variable leads to it."""
    below = name.removeprefix(_DOTTED)
    for section in _MAPS:
        if below.startswith(section + "."):
            if not _KEY_OF_MAP.fullmatch(below[len(section) + 1 :]):
                return None
            return _PREFIX + below.replace(".", "_").upper()
    return _PREFIX + _legacy(below)


def property_of(variable: str) -> str:
    """The whole name of the property that a variable stands for."""
    if variable.startswith(_DOTTED):
        return variable
    rest = variable.removeprefix(_PREFIX)
    for section in _MAPS:
        start = _legacy(section) + "_"
        if rest.startswith(start) and len(rest) > len(start):
            return f"{_DOTTED}{section}.{_dotted(rest[len(start) :])}"
    typed = _typed().get(rest)
    return _DOTTED + (typed or _dotted(rest))


def _keys(container: Container) -> list[FlatKey]:
    """The properties, those that win behind the others: of two names the newer, and JSON over all."""
    found: list[tuple[bool, FlatKey]] = []
    last: list[FlatKey] = []
    for variable in container.variables:
        if is_spring(variable.key):
            name = property_of(variable.key)
        elif variable.key.startswith(STREAM_PREFIXES):
            name = stream_property_of(variable.key)
        elif variable.key in _APPLICATION_NAME:
            name = _APPLICATION_NAME[variable.key]
        else:
            if variable.key in JSON_VARIABLES:
                last.extend(json_keys(variable, lambda one: _resolved(container, one)))
            continue
        newer = variable.key == _PREFIX + _uniform(name.removeprefix(_DOTTED))
        found.append((newer, FlatKey(name, _resolved(container, variable._replace(key=name)))))
    return [*(key for _, key in sorted(found, key=lambda one: one[0])), *last]


def _resolved(container: Container, variable: Setting) -> Setting:
    """The value that Spring sees: a `${...}` that docker compose puts in is only known later.

    Kubernetes knows $(NAME) alone and hands `${NAME:default}` on.
    """
    later = container.runtime == "compose" and not variable.resolved
    return variable if later else with_defaults(variable)


@cache
def _typed() -> dict[str, str]:
    """The rest of a variable's name -> the typed property below spring.kafka."""
    names = [*COMMON, *_OTHERS]
    for role, (section, fields) in SECTIONS.items():
        own = (*fields, *OWN[role], *REPLACED.get(role, ()))
        names.extend(f"{section}.{name}" for name in own)
    return {spelled: name for name in names for spelled in (_legacy(name), _uniform(name))}


def _legacy(name: str) -> str:
    return name.replace(".", "_").replace("-", "_").upper()


def _uniform(name: str) -> str:
    return name.replace(".", "_").replace("-", "").upper()


def _dotted(rest: str) -> str:
    """Elements between underscores; empty ones are none."""
    return ".".join(element for element in rest.lower().split("_") if element)

"""Values of a type that ConfigDef.parseType refuses: 16384L for an INT, 1 for a STRING, "true" is taken.

Source: kafka-clients 4.3.1, ConfigDef.parseType; a test holds this to the real constructors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.catalogue import DEFAULT_VERSION, key_catalogue
from kafka_architect.validation.catalogue.key_definition import KeyType
from kafka_architect.validation.configuration import Loss
from kafka_architect.validation.dialects.source.values import Known

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.configuration import Configuration
    from kafka_architect.validation.dialects.source.configurations import Made

_NAMES = {"int": "java.lang.Integer", "long": "java.lang.Long", "double": "java.lang.Double",
          "boolean": "java.lang.Boolean"}  # fmt: skip
_TAKES: dict[KeyType, frozenset[str]] = {
    KeyType.BOOLEAN: frozenset({"boolean"}),
    KeyType.INT: frozenset({"int"}),
    KeyType.SHORT: frozenset(),
    KeyType.LONG: frozenset({"int", "long"}),
    KeyType.DOUBLE: frozenset({"int", "long", "double"}),
    KeyType.STRING: frozenset(),
    KeyType.PASSWORD: frozenset(),
    KeyType.LIST: frozenset(),
    KeyType.CLASS: frozenset(),
}
# Of every type of key the types of values that are refused, as a test asks Kafka for them.
REFUSED = {key: frozenset(_NAMES) - taken for key, taken in _TAKES.items()}


def refused_types(configuration: Configuration, made: Made) -> Iterator[Loss]:
    """The settings for whose values the constructor throws, whatever the value is."""
    catalogue = key_catalogue(DEFAULT_VERSION, configuration.role)
    for entry in made.entries:
        value, definition = entry.value, catalogue.get(entry.key)
        if not isinstance(value, Known) or value.kind not in _NAMES or definition is None:
            continue
        takes = _TAKES.get(definition.type)
        setting = configuration.settings.get(entry.key)
        if takes is None or value.kind in takes or setting is None or not setting.resolved:
            continue
        wanted = f"{definition.type.upper()} or a string"
        reason = f"Kafka expects a value of type {wanted}, and {_NAMES[value.kind]} is a ConfigException"
        yield Loss(setting, reason, raised=True)

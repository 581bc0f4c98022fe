"""The configuration keys of Apache Kafka by version and role, and the judgement of single values.

Generated from Kafka's own classes (tools/kafka/catalogue); the data are in data/configdefs.
"""

from __future__ import annotations

from kafka_architect.validation.catalogue.history import (
    ChangeKind,
    KeyChange,
    Replacement,
    added_in,
    changes,
    removed_in,
    replacement,
)
from kafka_architect.validation.catalogue.key_catalogue import (
    KeyCatalogue,
    KeyMatch,
    Section,
    key_catalogue,
    section_catalogue,
    where_known,
)
from kafka_architect.validation.catalogue.key_definition import KeyDefinition, KeyType, UpdateMode
from kafka_architect.validation.catalogue.versions import (
    DEFAULT_VERSION,
    PARTIAL_VERSIONS,
    VersionMatch,
    known_versions,
    match_version,
    nearest_version,
    resolve_version,
)

__all__ = [
    "DEFAULT_VERSION",
    "PARTIAL_VERSIONS",
    "ChangeKind",
    "KeyCatalogue",
    "KeyChange",
    "KeyDefinition",
    "KeyMatch",
    "KeyType",
    "Replacement",
    "Section",
    "UpdateMode",
    "VersionMatch",
    "added_in",
    "changes",
    "key_catalogue",
    "known_versions",
    "match_version",
    "nearest_version",
    "removed_in",
    "replacement",
    "resolve_version",
    "section_catalogue",
    "where_known",
]

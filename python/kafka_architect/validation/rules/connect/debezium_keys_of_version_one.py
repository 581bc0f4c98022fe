"""CNT022: a Debezium connector that is written for Debezium 1, whose keys later releases do not read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

# Old name or beginning, and what took its place.
_SERVER_NAME, _PREFIX = "database.server.name", "topic.prefix"
_HISTORY, _SCHEMA_HISTORY = "database.history.", "schema.history.internal."


@rule(
    "CNT022",
    "debezium-keys-of-version-one",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.CONNECT_SOURCE],
    summary="A Debezium connector uses keys of Debezium 1, which later releases ignore.",
    why=(
        "Debezium 2.0 renamed database.server.name to topic.prefix, without which no connector starts, and "
        "database.history.* to schema.history.internal.*. Debezium 1 had its last release in 2022; a "
        "configuration written for it fails as soon as the image is updated."
    ),
    sources=[
        "https://debezium.io/releases/2.0/release-notes (breaking changes of 2.0)",
        "https://docs.confluent.io/cloud/current/connectors/cc-postgresql-cdc-source-v2-debezium/"
        "cc-debezium-v2-backward-incompatible-changes-postgres.html",
    ],
    bad=(
        "name=inventory\nconnector.class=io.debezium.connector.mysql.MySqlConnector\n"
        "database.server.name=shop\ndatabase.history.kafka.topic=schema-changes"
    ),
    good=(
        "name=inventory\nconnector.class=io.debezium.connector.mysql.MySqlConnector\n"
        "topic.prefix=shop\nschema.history.internal.kafka.topic=schema-changes"
    ),
)
def debezium_keys_of_version_one(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at Debezium's own connectors, for old names whose new ones are not set as well."""
    if not (config.text("connector.class") or "").startswith("io.debezium.connector."):
        return
    for key in list(config.configuration.settings):
        new = _new_name(key)
        if new is None or config.explicit(new) is not None:
            continue
        setting = config.explicit(key)
        if setting is None:
            continue
        stops = " and does not start without it" if new == _PREFIX else ""
        yield config.problem(
            setting,
            f"{key} is a key of Debezium 1, last released in 2022; since 2.0 Debezium requires "
            f"{new}{stops}: rename the key when you update",
            fix=config.fix_rename(setting, new),
        )


def _new_name(key: str) -> str | None:
    if key == _SERVER_NAME:
        return _PREFIX
    if key.startswith(_HISTORY):
        return _SCHEMA_HISTORY + key.removeprefix(_HISTORY)
    return None

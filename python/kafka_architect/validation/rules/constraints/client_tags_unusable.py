"""CST041: the client tags of a Streams application cannot be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_PREFIX = "client.tag."
_MOST = 5
_LONGEST_NAME = 20
_LONGEST_VALUE = 30


@rule(
    "CST041",
    "client-tags-unusable",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.STREAMS],
    profile="dev",
    summary="The client tags of a Streams application are invalid.",
    why=(
        "rack.aware.assignment.tags spreads standby tasks over the values of tags, and each tag in it "
        "requires a client.tag.<name>. At most five tags are allowed, with names of 20 characters and "
        "values of 30; since 4.3 empty values are rejected, too."
    ),
    sources=["KIP-708", "org.apache.kafka.streams.StreamsConfig.validateRackAwarenessConfiguration"],
    bad="application.id=app\nbootstrap.servers=kafka-1:9092\nrack.aware.assignment.tags=zone",
    good=(
        "application.id=app\n"
        "bootstrap.servers=kafka-1:9092\n"
        "rack.aware.assignment.tags=zone\n"
        "client.tag.zone=eu-1a"
    ),
)
def client_tags_unusable(config: EffectiveConfig) -> Iterator[Problem]:
    """Tags that the assignment does not use are judged as well."""
    tags = {key.removeprefix(_PREFIX): one for key, one in config.settings.items() if key.startswith(_PREFIX)}
    if len(tags) > _MOST:
        last = list(tags.values())[_MOST]
        yield config.problem(
            last,
            (
                f"{len(tags)} client tags are set, but at most {_MOST} are allowed: the application fails "
                "to start"
            ),
        )
    for name in config.items("rack.aware.assignment.tags") or ():
        if name not in tags and config.complete:
            yield config.problem(
                "rack.aware.assignment.tags",
                f"rack.aware.assignment.tags has {name}, but {_PREFIX}{name} is not set: the application "
                "fails to start",
            )
    for name, setting in tags.items():
        value = setting.value if setting.resolved else None
        if not name.strip() or len(name) > _LONGEST_NAME:
            yield config.problem(
                setting,
                f"{setting.key}: a tag's name must have 1 to {_LONGEST_NAME} characters: the application "
                "fails to start",
            )
        elif value is not None and (
            len(value) > _LONGEST_VALUE or (config.version >= (4, 3) and not value.strip())
        ):
            yield config.problem(
                setting,
                f"{setting.key}: a tag's value must have 1 to {_LONGEST_VALUE} characters: the application "
                "fails to start",
            )

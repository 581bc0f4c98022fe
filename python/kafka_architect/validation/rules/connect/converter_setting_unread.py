"""CNT011: a connector sets keys of a converter that it does not name: they are ignored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_CONVERTERS = ("key.converter", "value.converter", "header.converter")


@rule(
    "CNT011",
    "converter-setting-unread",
    severity=Severity.WARNING,
    verdict=Verdict.DIFFERS,
    roles=[Role.CONNECT_SOURCE, Role.CONNECT_SINK],
    profile="dev",
    summary="A connector sets converter options without naming the converter: they are ignored.",
    why=(
        "Connect uses a connector's own converter only if the connector names its class. Otherwise it uses "
        "the worker's converter with the worker's settings, and ignores the connector's value.converter.* "
        "keys. This mostly affects value.converter.schemas.enable=false."
    ),
    sources=[
        "connect-runtime, Plugins.newConverter (answers null where the class property is missing)",
        "connect-runtime, Worker.startTask",
    ],
    bad=(
        "name=s\nconnector.class=FileStreamSinkConnector\ntopics=orders\nvalue.converter.schemas.enable=false"
    ),
    good=(
        "name=s\n"
        "connector.class=FileStreamSinkConnector\n"
        "topics=orders\n"
        "value.converter=org.apache.kafka.connect.json.JsonConverter\n"
        "value.converter.schemas.enable=false"
    ),
)
def converter_setting_unread(config: EffectiveConfig) -> Iterator[Problem]:
    """A connector sets keys of a converter without naming the converter: they are ignored."""
    if not config.complete:
        return
    for key, setting in config.settings.items():
        for converter in _CONVERTERS:
            if key.startswith(f"{converter}.") and config.explicit(converter) is None:
                yield config.problem(
                    setting,
                    f"{key} is ignored: this connector does not set {converter}, so the worker's "
                    "converter is "
                    f"used with the worker's settings; set {converter} here too",
                )

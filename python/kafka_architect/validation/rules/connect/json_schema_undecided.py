"""CNT010: JsonConverter without schemas.enable: every record must carry its schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CNT010",
    "json-schema-undecided",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.CONNECT_WORKER, Role.CONNECT_SOURCE, Role.CONNECT_SINK],
    summary=("JsonConverter is used without schemas.enable: its default requires a schema in every record."),
    why=(
        'The default is schemas.enable=true: a source writes {"schema": ..., "payload": ...} around '
        "every record, often several times as large as the data, and a sink fails on plain JSON with "
        '"JsonConverter with schemas.enable requires \\"schema\\" and \\"payload\\" fields". Set it '
        "explicitly."
    ),
    sources=[
        "connect-json, JsonConverterConfig (schemas.enable, default true)",
        "connect-json, JsonConverter.toConnectData",
    ],
    bad=(
        "name=s\n"
        "connector.class=FileStreamSinkConnector\n"
        "topics=orders\n"
        "value.converter=org.apache.kafka.connect.json.JsonConverter"
    ),
    good=(
        "name=s\n"
        "connector.class=FileStreamSinkConnector\n"
        "topics=orders\n"
        "value.converter=org.apache.kafka.connect.json.JsonConverter\n"
        "value.converter.schemas.enable=false"
    ),
)
def json_schema_undecided(config: EffectiveConfig) -> Iterator[Problem]:
    """JsonConverter without schemas.enable: every record must carry its schema."""
    if not config.complete:
        return
    for part in ("key", "value"):
        converter = config.explicit(f"{part}.converter")
        if converter is None or not (converter.value or "").strip().endswith("JsonConverter"):
            continue
        if config.explicit(f"{part}.converter.schemas.enable") is None:
            yield config.problem(
                converter,
                f"{part}.converter.schemas.enable is not set and defaults to true: every {part} must carry "
                "its schema; set false for plain JSON, or true to keep the schema in every record",
            )

"""schemas: skeleton schemas, what a registry takes for each subject, and a script that registers them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from kafka_architect.designs.emitters import Emitter
from kafka_architect.designs.writing.markdown_text import one_line
from kafka_architect.designs.writing.schema_texts import skeletons
from kafka_architect.designs.writing.shell import word
from kafka_architect.report.json_text import json_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kafka_architect.designs.model.design import Design
    from kafka_architect.designs.writing.schema_texts import Skeleton

_HEAD: Final = """\
#!/bin/sh
# Sets the compatibility of each subject, then registers its schema; already registered schemas stay.
# SCHEMA_REGISTRY_URL: https://host:port. SCHEMA_REGISTRY_LOGIN: name:password, if the registry requires one.
set -eu
: "${SCHEMA_REGISTRY_URL:?set SCHEMA_REGISTRY_URL to https://host:port of the schema registry}"
cd "$(dirname "$0")"
call() {
  curl --silent --show-error --fail-with-body ${SCHEMA_REGISTRY_LOGIN:+--user "$SCHEMA_REGISTRY_LOGIN"} \\
    --header 'Content-Type: application/vnd.schemaregistry.v1+json' \\
    --request "$1" --data "$3" "$SCHEMA_REGISTRY_URL/$2"
  echo
}
"""


def _emit(design: Design) -> dict[str, str]:
    found = skeletons(design)
    if not found:
        return {}
    bodies = {one.path: _body(one) for one in found}
    return {
        **{f"schemas/{one.path}": one.text for one in found},
        **{f"schemas/registry/{path}.json": text for path, text in bodies.items()},
        "schemas/subjects.json": json_text([_described(one) for one in found]) + "\n",
        "schemas/register.sh": _HEAD + "".join(f"\n{one}\n" for one in _calls(found)),
    }


def _body(skeleton: Skeleton) -> str:
    """What POST /subjects/SUBJECT/versions takes."""
    return json_text({"schemaType": skeleton.kind, "schema": skeleton.text}) + "\n"


def _described(skeleton: Skeleton) -> dict[str, Any]:
    one = skeleton.subject
    return {
        "subject": one.subject,
        "topic": one.topic,
        "part": one.part,
        "schemaType": skeleton.kind,
        "schemaFile": skeleton.path,
        "record": one.record,
        "strategy": one.strategy,
        "strategyBecause": one.strategy_because,
        "compatibility": one.compatibility,
        "because": one.because,
        "upgradeFirst": one.upgrade_first,
        "readOnly": one.hashes_schema_id,
    }


def _calls(found: Sequence[Skeleton]) -> Iterator[str]:
    for skeleton in found:
        one = skeleton.subject
        name = quote(one.subject, safe="")
        level = json.dumps({"compatibility": one.compatibility})
        yield "\n".join(
            [
                f"# {one_line(f'{one.subject}: {one.because}')}",
                f"call PUT {word(f'config/{name}')} {word(level)}",
                f"call POST {word(f'subjects/{name}/versions')} {word(f'@registry/{skeleton.path}.json')}",
                *(
                    [f"call PUT {word(f'mode/{name}')} {word(json.dumps({'mode': 'READONLY'}))}"]
                    if one.hashes_schema_id
                    else []
                ),
            ]
        )


EMITTER = Emitter(
    "schemas",
    "Skeleton schemas (Avro, Protobuf, JSON Schema), registry JSON for each subject, and register.sh.",
    _emit,
    needs="the format of the messages: defaults.schema.format",
)

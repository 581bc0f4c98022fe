"""connect: a JSON file for each connector, as the REST interface of Kafka Connect takes it (PUT config)."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from kafka_architect.designs.emitters import Emitter
from kafka_architect.report.json_text import escaped_json

if TYPE_CHECKING:
    from kafka_architect.designs.model.design import Design
    from kafka_architect.designs.model.moving import Connector


def _emit(design: Design) -> dict[str, str]:
    return {f"connect/{_file(one.name)}.json": _text(one) for one in design.connectors}


def _text(connector: Connector) -> str:
    document = {
        "name": connector.name,
        "config": {
            "connector.class": connector.plugin,
            "tasks.max": str(connector.tasks_max),
            **{one.key: one.value for one in connector.settings},
        },
    }
    return escaped_json(json.dumps(document, indent=2, ensure_ascii=False)) + "\n"


def _file(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]", "_", name).lstrip(".") or "_"


EMITTER = Emitter("connect", "A JSON file for each connector of Kafka Connect.", _emit)

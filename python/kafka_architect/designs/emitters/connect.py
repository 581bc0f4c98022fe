"""connect: a JSON file for each connector (POST /connectors), and the workers' .properties."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from kafka_architect.designs.emitters import Emitter
from kafka_architect.designs.writing.connectors import (
    PROVIDERS,
    connector_config,
    of_connect,
    worker_converters,
)
from kafka_architect.designs.writing.paths import file_name
from kafka_architect.report.json_text import escaped_json
from kafka_architect.validation.dialects.formats.properties_text import escape_key, escape_value

if TYPE_CHECKING:
    from kafka_architect.designs.model.design import Design
    from kafka_architect.designs.model.moving import Connector

_STORAGE: Final = {"config": "configs", "offset": "offsets", "status": "status"}
# Whoever reaches the REST port may create connectors: it asks for a name and a password.
_LOGIN: Final = "org.apache.kafka.connect.rest.basic.auth.extension.BasicAuthSecurityRestExtension"
_HEAD: Final = """\
# A worker of Kafka Connect (connect-distributed.sh); every worker has this file.
# KAFKA_BOOTSTRAP_SERVERS and what the connectors name are environment variables of the worker. Names and
# passwords for the REST port: the JAAS login KafkaConnect, java.security.auth.login.config in KAFKA_OPTS.
"""


def _emit(design: Design) -> dict[str, str]:
    connectors = of_connect(design)
    if not connectors:
        return {}
    texts = {f"connect/{file_name(one.name)}.json": _text(one, design) for one in connectors}
    return {**texts, "connect/worker.properties": _worker(design)}


def _text(connector: Connector, design: Design) -> str:
    document = {
        "name": connector.name,
        "config": {
            "connector.class": connector.plugin,
            "tasks.max": str(connector.tasks_max),
            **connector_config(connector, design),
        },
    }
    return escaped_json(json.dumps(document, indent=2, ensure_ascii=False)) + "\n"


def _worker(design: Design) -> str:
    name = f"{design.name}-connect"
    replicas = str(min(3, design.platform.brokers or 3))
    settings = {
        "bootstrap.servers": "${env:KAFKA_BOOTSTRAP_SERVERS}",
        "group.id": name,
        **{f"{one}.storage.topic": f"{name}-{ending}" for one, ending in _STORAGE.items()},
        **{f"{one}.storage.replication.factor": replicas for one in _STORAGE},
        **worker_converters(design),
        **PROVIDERS,
        "exactly.once.source.support": "enabled",
        "plugin.path": "/opt/kafka/connectors",
        "rest.extension.classes": _LOGIN,
    }
    return _HEAD + "".join(f"{escape_key(key)}={escape_value(value)}\n" for key, value in settings.items())


EMITTER = Emitter(
    "connect",
    "A JSON file for each connector of Kafka Connect, and its workers' .properties.",
    _emit,
    needs="a pattern with a connector: change-data-capture, outbox, data-pipeline",
)

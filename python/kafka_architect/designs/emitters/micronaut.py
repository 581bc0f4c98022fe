"""micronaut: an application.yml for each service on Micronaut; a section for its producers, one per group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kafka_architect.designs.emitters import Emitter
from kafka_architect.designs.writing.paths import file_name
from kafka_architect.designs.writing.yaml_text import typed, yaml_text

if TYPE_CHECKING:
    from kafka_architect.designs.model.client import ClientSettings
    from kafka_architect.designs.model.design import Design

_MICRONAUT: Final = "micronaut"
_BOOTSTRAP: Final = "${KAFKA_BOOTSTRAP_SERVERS}"
_HEAD: Final = """\
# Micronaut Kafka. @KafkaListener(groupId = GROUP, offsetStrategy = OffsetStrategy.SYNC) reads the section of
# its group; @KafkaClient reads `default`.
"""


def _emit(design: Design) -> dict[str, str]:
    services: dict[str, list[ClientSettings]] = {}
    for one in design.clients.values():
        if one.client == _MICRONAUT and one.role in {"producer", "consumer"}:
            services.setdefault(one.service, []).append(one)
    return {
        f"micronaut/{file_name(name)}/application.yml": _HEAD + yaml_text(_application(name, clients))
        for name, clients in services.items()
    }


def _application(service: str, clients: list[ClientSettings]) -> dict[str, Any]:
    kafka: dict[str, Any] = {"bootstrap": {"servers": _BOOTSTRAP}}
    for client in clients:
        section = {one.key: typed(one.key, one.value) for one in client.settings}
        if client.role == "producer":
            kafka.setdefault("producers", {})["default"] = section
        else:
            kafka.setdefault("consumers", {})[client.group] = section
    return {"micronaut": {"application": {"name": service}}, "kafka": kafka}


EMITTER = Emitter(
    "micronaut",
    "An application.yml for each service on Micronaut.",
    _emit,
    needs="a service whose client is micronaut",
)

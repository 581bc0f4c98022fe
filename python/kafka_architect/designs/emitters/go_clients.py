"""go: a file with the settings of each service that uses Sarama, kafka-go or franz-go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.emitters import Emitter
from kafka_architect.designs.writing.go import GO, go_file
from kafka_architect.designs.writing.paths import file_name

if TYPE_CHECKING:
    from kafka_architect.designs.model.client import ClientSettings
    from kafka_architect.designs.model.design import Design


def _emit(design: Design) -> dict[str, str]:
    services: dict[str, list[ClientSettings]] = {}
    for one in design.clients.values():
        if one.client in GO and one.role in {"producer", "consumer"}:
            services.setdefault(one.service, []).append(one)
    return {
        f"clients/{file_name(name)}/kafka_clients.go": go_file(clients) for name, clients in services.items()
    }


EMITTER = Emitter(
    "go",
    "A Go file with the clients of each service that uses Sarama, kafka-go or franz-go.",
    _emit,
    needs="a service whose client is sarama-hash, kafka-go-hash or franz-go",
)

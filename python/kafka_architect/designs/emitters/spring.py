"""spring: an application.yml for each service on Spring Boot; further groups of a service are profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kafka_architect.designs.emitters import Emitter
from kafka_architect.designs.writing.client_names import SPRING, role_of
from kafka_architect.designs.writing.paths import file_name
from kafka_architect.designs.writing.yaml_text import Commented, typed, yaml_text
from kafka_architect.validation.dialects.spring.fields import SECTIONS

if TYPE_CHECKING:
    from kafka_architect.designs.model.client import ClientSettings
    from kafka_architect.designs.model.design import Design
    from kafka_architect.designs.model.topic import Setting

_BOOTSTRAP: Final = "${KAFKA_BOOTSTRAP_SERVERS:localhost:9092}"


def _emit(design: Design) -> dict[str, str]:
    services: dict[str, list[ClientSettings]] = {}
    for one in design.clients.values():
        if one.client == SPRING and one.role in {"producer", "consumer"}:
            services.setdefault(one.service, []).append(one)
    texts = {}
    for name, clients in services.items():
        producers = [one for one in clients if one.role == "producer"]
        consumers = [one for one in clients if one.role == "consumer"]
        first = consumers[0] if consumers else None
        folder = f"spring/{file_name(name)}"
        texts[f"{folder}/application.yml"] = yaml_text(_application(name, producers, first))
        for other in consumers[1:]:
            profile = file_name(other.name.removeprefix(f"{name}."))
            texts[f"{folder}/application-{profile}.yml"] = yaml_text(_application("", [], other))
    return texts


def _application(
    name: str, producers: list[ClientSettings], consumer: ClientSettings | None
) -> dict[str, Any]:
    kafka: dict[str, Any] = {"bootstrap-servers": _BOOTSTRAP}
    for producer in producers:
        kafka["producer"] = _section(producer)
    if consumer is not None:
        kafka["consumer"] = _section(consumer)
        if consumer.setting("enable.auto.commit") == "false":
            # Spring commits for the listener: after each batch that poll() returned.
            kafka["listener"] = {"ack-mode": Commented("batch", "offsets are committed after the listener")}
    spring: dict[str, Any] = {"application": {"name": name}} if name else {}
    return {"spring": {**spring, "kafka": kafka}}


def _section(client: ClientSettings) -> dict[str, Any]:
    """Typed properties where Spring Boot has them, else the map that goes to the client as it is."""
    _, fields = SECTIONS[role_of(client)]
    names = {key: (name, conversion) for name, (key, conversion) in fields.items()}
    found: dict[str, Any] = {}
    others: dict[str, Any] = {}
    for setting in client.settings:
        if setting.key in names:
            name, conversion = names[setting.key]
            found[name] = _converted(setting, conversion)
        else:
            others[setting.key] = typed(setting.key, setting.value)
    if others:
        found["properties"] = others
    return found


def _converted(setting: Setting, conversion: str) -> Commented:
    value = typed(setting.key, setting.value)
    if conversion == "duration" and isinstance(value.value, int):
        return Commented(f"{value.value}ms", value.comment)
    if conversion == "size" and isinstance(value.value, int):
        return Commented(f"{value.value}B", value.comment)
    if conversion == "isolation":
        return Commented(setting.value.replace("_", "-"), value.comment)
    return value


EMITTER = Emitter(
    "spring",
    "An application.yml for each service on Spring Boot.",
    _emit,
    needs="a service whose client is spring",
)

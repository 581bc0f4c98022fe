"""asyncapi: documents of AsyncAPI 2.x and 3.x, one per service or one for all, with Kafka bindings.

A document describes one application: version 3 says `send` and `receive` of it; in version 2 `publish` is
what others may publish to it (it receives) and `subscribe` what they may subscribe to (it sends). Operations
with `x-service`, which this project and others write, belong to the service that they name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from kafka_architect.designs.importing.asyncapi_messages import message_of
from kafka_architect.designs.importing.collecting import Found
from kafka_architect.designs.importing.references import References
from kafka_architect.designs.importing.source import text_of

if TYPE_CHECKING:
    from kafka_architect.designs.importing.imported import Imported
    from kafka_architect.designs.importing.references import Place
    from kafka_architect.designs.importing.source import Source
    from kafka_architect.documents import Document

NAME = "asyncapi"
_DIRECTIONS: Final = {"send": "sends", "receive": "receives"}
_DIRECTIONS_OF_2: Final = {"publish": "receives", "subscribe": "sends"}
_VISIBILITIES: Final = ("public", "protected", "private")
_PARAMETER = re.compile(r"\{[^{}]*\}")
_KAFKA: Final = ("kafka", "kafka-secure")


def recognises(source: Source) -> bool:
    """By the field `asyncapi`."""
    return "asyncapi" in source.text and source.has("asyncapi")


def read(sources: list[Source]) -> Imported:
    """All documents as one specification; each is an application of its own.

    Raises:
        InputError: A document is wrong, of another version, or a reference loops or leaves its folder.
    """
    found = Found(format=NAME)
    for source in sources:
        for document in source.mappings:
            if "asyncapi" in document.value:
                _Contract(found, document).read()
    return found.imported()


class _Contract:
    """One document while it is read."""

    def __init__(self, found: Found, document: Document) -> None:
        self._found = found
        self._document = document
        self._references = References(document)
        self._topics: dict[int, str | None] = {}  # id of a channel's value -> its topic
        info = document.value.get("info")
        self._info: dict[str, Any] = info if isinstance(info, dict) else {}

    def read(self) -> None:
        """Channels, then operations."""
        written = text_of(self._document.value.get("asyncapi")) or ""
        major = written.partition(".")[0]
        if major not in {"2", "3"}:
            self._document.refuse(f"AsyncAPI {written!r:.20}; expected version 2.x or 3.x", "asyncapi")
        title = text_of(self._info.get("title")) or ""
        self._found.name = self._found.name or _slug(title)
        description = text_of(self._info.get("description"))
        if description and not self._found.description:
            self._found.description = description[:10_000]
        channels = self._mapping(self._document.value.get("channels"), "channels")
        for key, value in channels.items():
            place = self._resolved(value, ("channels", key))
            if place is not None:
                self._channel(str(key), *place, version=major)
        if major == "3":
            operations = self._mapping(self._document.value.get("operations"), "operations")
            for key, value in operations.items():
                place = self._resolved(value, ("operations", key))
                if place is not None:
                    self._operation(*place)

    def _resolved(
        self, value: Any, path: tuple[str | int, ...], document: Document | None = None
    ) -> Place | None:
        document = document or self._document
        place = self._references.resolved(value, document, path)
        if place is None:
            self._found.left_out.append(f"{document.where(*path)}: a $ref to the network is not followed")
            return None
        if not isinstance(place[0], dict):
            place[1].refuse("expected a mapping", *place[2])
        return place

    def _mapping(self, value: Any, key: str) -> dict[str, Any]:
        if value is None:
            return {}
        if not isinstance(value, dict):
            self._document.refuse(f"{key}: expected a mapping", key)
        return value

    def _channel(
        self, key: str, value: dict[str, Any], document: Document, path: Any, *, version: str
    ) -> None:
        where = document.where(*path)
        binding = self._binding(value, document, path)
        address = (
            text_of(binding.get("topic")) or (text_of(value.get("address")) if version == "3" else key) or ""
        )
        name = self._name(address, key, where) if self._is_kafka(value, binding, document) else None
        self._topics[id(value)] = name
        if name is None:
            return
        topic = self._found.topic(name, where)
        description = text_of(value.get("description") or value.get("summary"))
        if description:
            topic.setdefault("description", description[:10_000])
        visibility = value.get("x-visibility")
        if visibility in _VISIBILITIES:
            topic.setdefault("visibility", visibility)
        owner = text_of(value.get("x-owner"))
        if owner:
            topic.setdefault("owner", owner)
        self._take_binding(name, binding, where)
        for one in self._error_topics(value):
            self._found.ask(one, f"Is it a retry or dead-letter topic of {name}?", "patterns: retry-dlq")
        for message, body in (
            self._mapping(value.get("messages"), "messages").items() if version == "3" else ()
        ):
            self._message(name, message, body, document, (*path, "messages", message))
        if version == "2":
            for word, direction in _DIRECTIONS_OF_2.items():
                operation = self._resolved(value[word], (*path, word), document) if word in value else None
                if operation is not None:
                    self._operation_of_2(name, direction, *operation)

    def _name(self, address: str, key: str, where: str) -> str | None:
        """The topic; None where the address is only known when the service runs."""
        if not address:
            self._found.ask(key, "The address of the channel is null: what is the topic?", f"topics.{key}")
            return None
        if _PARAMETER.search(address):
            self._found.ask(key, f"The address {address} has parameters: what are the topics?", "topics")
            return None
        if "/" in address:
            self._found.left_out.append(f"{where}: {address} cannot be a topic of Kafka")
            return None
        return address

    def _is_kafka(self, value: dict[str, Any], binding: dict[str, Any], document: Document) -> bool:
        """Whether one of the channel's servers, or of all, speaks Kafka's protocol."""
        if binding:
            return True
        servers = self._document.value.get("servers")
        if not isinstance(servers, dict) or not servers:
            bindings = value.get("bindings")
            return not isinstance(bindings, dict) or not bindings or "kafka" in bindings
        named = value.get("servers")
        of_channel: list[Any] = named if isinstance(named, list) and named else list(servers.values())
        protocols = []
        for one in of_channel:
            body = servers.get(one) if isinstance(one, str) else one
            place = self._references.resolved(body, document, ("servers",))
            if place is not None and isinstance(place[0], dict):
                protocols.append(place[0].get("protocol"))
        return not protocols or any(one in _KAFKA for one in protocols)

    def _binding(self, value: dict[str, Any], document: Document, path: Any) -> dict[str, Any]:
        """The Kafka binding of a channel, operation or message; empty without one."""
        bindings = value.get("bindings")
        if bindings is None:
            return {}
        place = self._resolved(bindings, (*path, "bindings"), document)
        if place is None or place[0].get("kafka") is None:
            return {}
        inner = self._resolved(place[0]["kafka"], (*place[2], "kafka"), place[1])
        return {} if inner is None else inner[0]

    def _take_binding(self, name: str, binding: dict[str, Any], where: str) -> None:
        self._found.count(name, "partitions", binding.get("partitions"), where)
        self._found.count(name, "replication_factor", binding.get("replicas"), where)
        settings = binding.get("topicConfiguration")
        for key, value in settings.items() if isinstance(settings, dict) else ():
            text = (
                ",".join(str(one) for one in value)
                if isinstance(value, list) and all(isinstance(one, str) for one in value)
                else text_of(value)
            )
            if text is not None:
                self._found.setting(name, str(key), text, where)

    @staticmethod
    def _error_topics(value: dict[str, Any]) -> list[str]:
        written = value.get("x-error-topics")
        return [one for one in written if isinstance(one, str)] if isinstance(written, list) else []

    def _message(self, topic: str, key: str, value: Any, document: Document, path: Any) -> None:
        place = self._resolved(value, path, document)
        if place is None:
            self._found.topic(topic, "").setdefault("messages", {}).setdefault(key, {})
            return
        body, document, path = place
        name, message, fields_of_key = message_of(
            key, body, self._binding(body, document, path), self._references, document
        )
        values = self._found.topic(topic, document.where(*path))
        values.setdefault("messages", {}).setdefault(name, message)
        if fields_of_key and "key" not in values:
            values["key"] = fields_of_key

    def _operation(self, value: dict[str, Any], document: Document, path: Any) -> None:
        direction = _DIRECTIONS.get(str(value.get("action")))
        if direction is None:
            document.refuse(f"action {value.get('action')!r:.40}; expected send or receive", *path, "action")
        name = self._topic(value.get("channel"), (*path, "channel"), document)
        if name is not None:
            self._used(name, direction, value, document, path)
        reply = value.get("reply")
        if isinstance(reply, dict) and "channel" in reply:
            topic = self._topic(reply["channel"], (*path, "reply", "channel"), document)
            if topic is not None:
                other = "receives" if direction == "sends" else "sends"
                self._found.uses(self._service(value), other, topic)

    def _topic(self, reference: Any, path: Any, document: Document) -> str | None:
        """The topic of the channel that an operation names; the channel may be in another file."""
        place = self._resolved(reference, path, document)
        if place is None:
            return None
        if id(place[0]) not in self._topics:
            self._channel(str(place[2][-1]) if place[2] else "channel", *place, version="3")
        return self._topics[id(place[0])]

    def _operation_of_2(
        self, topic: str, direction: str, value: dict[str, Any], document: Document, path: Any
    ) -> None:
        self._used(topic, direction, value, document, path)
        message = value.get("message")
        several = message.get("oneOf") if isinstance(message, dict) else None
        for index, one in enumerate(several if isinstance(several, list) else [message]):
            if isinstance(one, dict):
                reference = one.get("$ref")
                key = reference.rsplit("/", 1)[-1] if isinstance(reference, str) else f"{topic}.{index + 1}"
                self._message(topic, key, one, document, (*path, "message"))

    def _used(self, topic: str, direction: str, value: dict[str, Any], document: Document, path: Any) -> None:
        service = self._service(value)
        self._found.uses(service, direction, topic)
        known = self._found.service(service)
        principal = text_of(value.get("x-principal")) or text_of(self._info.get("x-principal"))
        if principal:
            known.setdefault("principal", principal if ":" in principal else f"User:{principal}")
        group = self._binding(value, document, path).get("groupId")
        names = _constants(group)
        name = next((one for one in names if isinstance(one, str) and one), None)
        if direction != "receives" or name is None or name == service:
            return
        if known.setdefault("group", name) != name:
            self._found.left_out.append(
                f"{document.where(*path)}: {service} has the group {name} beside {known['group']}"
            )

    def _service(self, value: dict[str, Any]) -> str:
        named = text_of(value.get("x-service"))
        return named or _slug(text_of(self._info.get("title")) or "") or "application"


def _constants(schema: Any) -> list[Any]:
    """The values that a schema allows, where it lists them; or the value that stands in its place."""
    if not isinstance(schema, dict):
        return [schema]
    listed = schema.get("enum")
    return listed if isinstance(listed, list) else [schema.get("const", schema.get("default"))]


def _slug(title: str) -> str:
    """A title as the name of a service: "Order service" is order-service."""
    return re.sub(r"[^a-z0-9._]+", "-", title.lower()).strip("-")[:100]

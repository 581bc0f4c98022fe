"""Collecting: topics and services found in files, put together without losing or inventing anything."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from kafka_architect.designs.importing.imported import Asked, Imported
from kafka_architect.errors import InputError

_MOST_PARTITIONS: Final = 1_000_000
_LONGEST_NAME: Final = 249
_LEGAL = re.compile(r"[A-Za-z0-9._-]+")


@dataclass(slots=True)
class Found:
    """What one format's files hold, gathered piece by piece."""

    format: str
    name: str = ""
    description: str = ""
    topics: dict[str, dict[str, Any]] = field(default_factory=dict)
    services: dict[str, dict[str, Any]] = field(default_factory=dict)
    complete: set[str] = field(default_factory=set)
    asked: dict[Asked, None] = field(default_factory=dict)  # in order, each once
    left_out: list[str] = field(default_factory=list)
    _places: dict[str, str] = field(default_factory=dict)

    def topic(self, name: str, where: str) -> dict[str, Any]:
        """The topic of that name, made where it is new.

        Raises:
            InputError: No topic can have that name.
        """
        if not _LEGAL.fullmatch(name) or len(name) > _LONGEST_NAME or name in {".", ".."}:
            raise InputError(
                f"{where}: {name[:80]!r} cannot be a topic: expected at most {_LONGEST_NAME} letters, "
                "digits, '.', '_' and '-'"
            )
        self._places.setdefault(name, where)
        return self.topics.setdefault(name, {})

    def put(self, name: str, key: str, value: Any, where: str) -> None:
        """Set a field of a topic; raises InputError where two files contradict each other."""
        topic = self.topic(name, where)
        if key in topic and topic[key] != value:
            raise InputError(
                f"{where}: the topic {name!r} has {key} {value!r:.80}, and {topic[key]!r:.80} at "
                f"{self._places[name]}; remove one"
            )
        topic[key] = value

    def count(self, name: str, key: str, value: Any, where: str) -> None:
        """Pin partitions or replication_factor; None and -1 (the broker's default) are not known."""
        text = str(value)
        if value is None or text == "-1":
            return
        if (
            isinstance(value, (bool, float))
            or not text.isdecimal()
            or not 0 < int(text[:8]) <= _MOST_PARTITIONS
        ):
            raise InputError(
                f"{where}: {key} of {name!r}: expected a whole number from 1 to {_MOST_PARTITIONS:,}, "
                f"found {value!r:.60}"
            )
        self.put(name, key, {"exactly": int(text), "because": f"imported from {self.format}"}, where)

    def setting(self, name: str, key: str, value: str, where: str) -> None:
        """Set a configuration of a topic."""
        config = self.topic(name, where).setdefault("config", {})
        if config.get(key, value) != value:
            raise InputError(
                f"{where}: {key} of the topic {name!r} is {value!r:.60}, and {config[key]!r:.60} at "
                f"{self._places[name]}; remove one"
            )
        config[key] = value

    def service(self, name: str) -> dict[str, Any]:
        """The service of that name, made where it is new."""
        return self.services.setdefault(name, {})

    def uses(self, service: str, direction: str, topic: str) -> None:
        """A service sends or receives a topic."""
        names = self.service(service).setdefault(direction, [])
        if topic not in names:
            names.append(topic)

    def ask(self, about: str, question: str, answer_with: str) -> None:
        """Note what is not known, once."""
        self.asked[Asked(about=about, question=question, answer_with=answer_with)] = None

    def imported(self) -> Imported:
        """Everything that was found."""
        specification: dict[str, Any] = {"name": self.name}
        if self.description:
            specification["description"] = self.description
        specification["topics"] = self.topics
        if self.services:
            specification["services"] = self.services
        return Imported(
            specification=specification,
            formats=(self.format,),
            complete=frozenset(self.complete),
            asked=list(self.asked),
            left_out=self.left_out,
        )


def merged(parts: list[Imported], *, name: str = "") -> Imported:
    """Several formats as one specification; a later format adds what an earlier one does not say.

    Raises:
        InputError: Two files say different things of one topic.
    """
    found = Found(format=", ".join(one for part in parts for one in part.formats))
    for part in parts:
        specification = part.specification
        found.name = found.name or specification["name"]
        found.description = found.description or specification.get("description", "")
        for topic, values in specification["topics"].items():
            _add_topic(found, topic, values, part.formats[0])
        for service, values in specification.get("services", {}).items():
            known = found.service(service)
            for key, value in values.items():
                if isinstance(value, list):
                    known[key] = list(dict.fromkeys([*known.get(key, []), *value]))
                else:
                    known.setdefault(key, value)
        found.complete |= part.complete
        found.asked |= dict.fromkeys(part.asked)
        found.left_out += part.left_out
    found.name = name or found.name or "imported"
    _ask_for_loads(found)
    result = found.imported()
    result.formats = tuple(one for part in parts for one in part.formats)
    return result


def _add_topic(found: Found, name: str, values: dict[str, Any], format_name: str) -> None:
    for key, value in values.items():
        if key == "config":
            for setting, text in value.items():
                found.setting(name, setting, text, format_name)
        elif key in {"partitions", "replication_factor"}:
            topic = found.topic(name, format_name)
            if key in topic and topic[key]["exactly"] != value["exactly"]:
                found.put(name, key, value, format_name)
            topic.setdefault(key, value)
        elif key == "messages":
            messages = found.topic(name, format_name).setdefault("messages", {})
            for message, fields in value.items():
                messages.setdefault(message, fields)
        else:
            found.topic(name, format_name).setdefault(key, value)
    found.topic(name, format_name)


def _ask_for_loads(found: Found) -> None:
    for name, topic in found.topics.items():
        for key, question in (
            ("rate", "How many messages per second are sent, on average and at peak?"),
            ("size", "How large is a message?"),
            ("key", "Which field is the key, or do records have none?"),
        ):
            if key not in topic:
                found.ask(name, question, f"topics.{name}.{key}")
    for name, service in found.services.items():
        if service.get("receives") and "instances" not in service:
            found.ask(name, "How many instances run at the same time?", f"services.{name}.instances")
    receiving = {one for service in found.services.values() for one in service.get("receives", [])}
    for name in found.topics:
        if found.services and name not in receiving:
            found.ask(name, "Which services receive it?", f"services.SERVICE.receives: [{name}]")
    if not found.services:
        found.ask(found.name, "Which services send and receive these topics?", "services")

"""Topics and permissions that a reader of `validation/dialects` found in a file."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from kafka_architect.errors import InputError
from kafka_architect.validation import attributes
from kafka_architect.validation.role import Role

if TYPE_CHECKING:
    from kafka_architect.designs.importing.collecting import Found
    from kafka_architect.designs.importing.source import Source
    from kafka_architect.validation.configuration import Configuration, Reading, Setting

_SENDS = frozenset({"write", "all"})
_RECEIVES = frozenset({"read", "all"})


def take_reading(found: Found, source: Source, reading: Reading) -> None:
    """Add everything that was read; raises InputError where the file could not be read whole."""
    for fault in reading.faults:
        raise InputError(f"{_where(source, fault.offset)}: {fault.message}")
    for one in reading.configurations:
        if one.role is Role.TOPIC:
            _take_topic(found, source, one)
    groups: dict[str, str] = {}
    for one in reading.configurations:
        if one.role is Role.ADMIN and attributes.ACL_RESOURCE in one.attributes:
            _take_permission(found, one, groups)
    for service, group in groups.items():
        if service in found.services and group != service:
            found.services[service].setdefault("group", group)


def _take_topic(found: Found, source: Source, topic: Configuration) -> None:
    where = source.name if topic.span is None else _where(source, topic.span.start)
    if attributes.TOPIC_NAME not in topic.attributes:
        return  # facts about a subject of the registry
    named = topic.attributes[attributes.TOPIC_NAME]
    if not named.resolved or not named.value:
        found.left_out.append(f"{where}: {topic.name}: its name is an expression: {named.shown}")
        return
    name = named.value
    found.topic(name, where)
    for key, field in (
        (attributes.PARTITIONS, "partitions"),
        (attributes.REPLICATION_FACTOR, "replication_factor"),
    ):
        fact = topic.attributes.get(key)
        if fact is None:
            continue
        if fact.resolved:
            found.count(name, field, fact.value, where)
        else:
            found.ask(name, f"What is {fact.shown}?", f"topics.{name}.{field}")
    complete = topic.complete
    for setting in topic.settings.values():
        complete = _take_setting(found, name, setting, where) and complete
    if complete:
        found.complete.add(name)


def _take_setting(found: Found, name: str, setting: Setting, where: str) -> bool:
    if setting.value is None or not setting.resolved:
        found.ask(name, f"What is {setting.key}: {setting.shown}?", f"topics.{name}.config")
        return False
    found.setting(name, setting.key, setting.value, where)
    return True


def _take_permission(found: Found, rule: Configuration, groups: dict[str, str]) -> None:
    """Who may write or read a topic sends or receives it."""
    resource = rule.attributes[attributes.ACL_RESOURCE]
    principal = rule.attributes.get(attributes.ACL_PRINCIPAL)
    kind, _, rest = (resource.value or "").partition(":")
    name, _, pattern = rest.rpartition(":")
    if principal is None or not principal.resolved or not principal.value or not resource.resolved:
        found.left_out.append(f"{rule.name}: a permission with an expression: {resource.shown}")
        return
    service = principal.value.removeprefix("User:")
    operations = rule.attributes.get(attributes.ACL_OPERATIONS)
    words = {one.strip().lower() for one in (operations.value or "").split(",")} if operations else set()
    if pattern in {"prefix", "prefixed"} or name == "*":
        found.left_out.append(f"{principal.value}: a permission for every {kind} {name}*")
    elif kind == "group" and words & _RECEIVES:
        groups.setdefault(service, name)
    elif kind == "topic":
        if words & _SENDS and name in found.topics:
            found.uses(service, "sends", name)
        if words & _RECEIVES and name in found.topics:
            found.uses(service, "receives", name)
        if name not in found.topics:
            found.left_out.append(f"{principal.value}: a permission for the topic {name}, which no file has")
            return
        found.service(service).setdefault("principal", principal.value)


def _where(source: Source, offset: int) -> str:
    return f"{source.name}:{bisect_right(source.file.line_starts, offset)}"

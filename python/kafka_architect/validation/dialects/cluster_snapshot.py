"""A running cluster, or the snapshot that one made: `kafka-architect snapshot`.

A configuration for each broker and topic with what somebody set, and one for the cluster's state, which has
no keys. What brokers set for all topics is the default of each topic; a sensitive value is only known to be
there. Access rules become configurations too, so that those are judged as they are in files.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

from kafka_architect.errors import InputError
from kafka_architect.snapshot import FORMAT, parse_snapshot
from kafka_architect.validation import attributes
from kafka_architect.validation.configuration import Configuration, Fault, Origin, Reading, Setting
from kafka_architect.validation.role import Role
from kafka_architect.validation.source_file import SourceFile, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.snapshot.model import Snapshot, Value

NAME = "cluster-snapshot"
_MARK = re.compile(rf'"format"\s*:\s*"{FORMAT}"')
_START = 500  # the format is the first key of what this program writes
_SECTION = re.compile(
    r'"(brokers|topics|groups|quotas|acls|reassignments|transactions|samples)"\s*:\s*\[\s*\{'
)
_NAMES = {
    "brokers": re.compile(r'\{\s*"id"\s*:\s*(\d+)'),
    "topics": re.compile(r'\{\s*"name"\s*:\s*("(?:[^"\\]|\\.)*+")'),
    "groups": re.compile(r'\{\s*"name"\s*:\s*("(?:[^"\\]|\\.)*+")'),
}
# Kafka takes node.id from broker.id where that alone is written, and tells both.
_TOLD_TWICE = "broker.id"
_ALLOW = "allow"


class _Place(NamedTuple):
    """The file that findings about a part name, and where in it."""

    file: SourceFile
    span: Span | None


def recognises(file: SourceFile) -> bool:
    """By the name of its format, at the beginning."""
    return _MARK.search(file.text, 0, _START) is not None


def read(file: SourceFile, role: Role | None) -> Reading:
    """The configurations of a snapshot that a file holds, whose roles it tells itself."""
    del role
    try:
        snapshot = parse_snapshot(file.text, name=file.path)
    except InputError as error:
        line = re.match(r":(\d+): ", str(error).removeprefix(file.path))
        message = str(error).removeprefix(file.path).removeprefix(":" + line[1] if line else "").lstrip(": ")
        start = file.line_starts[int(line[1]) - 1] if line and int(line[1]) <= len(file.line_starts) else 0
        return Reading(faults=[Fault(message, start)])
    return Reading(list(_configurations(snapshot, file, live=False)))


def cluster_reading(snapshot: Snapshot) -> tuple[SourceFile, Reading]:
    """The configurations of a cluster that no file holds; places are host:port/topics/NAME."""
    file = SourceFile(snapshot.bootstrap.partition(",")[0] or "cluster", "")
    return file, Reading(list(_configurations(snapshot, file, live=True)))


def _configurations(snapshot: Snapshot, file: SourceFile, *, live: bool) -> Iterator[Configuration]:
    spans = {} if live else _spans(file.text)

    def make(role: Role, section: str, name: str, shown: str) -> Configuration:
        own = file
        if live and section:
            own = SourceFile(f"{file.path}/{section}/{name}", "")
        return Configuration(
            role, shown, own, NAME, span=spans.get((section, name)), application=file,
            kafka_version=snapshot.kafka_version, complete=True, cluster=snapshot.cluster_id or file.path,
        )  # fmt: skip

    cluster = make(Role.CLUSTER, "", "", f"cluster {snapshot.cluster_id or ''}".rstrip())
    cluster.state = snapshot
    yield cluster
    for broker in snapshot.brokers:
        one = make(Role.BROKER, "brokers", str(broker.id), f"broker {broker.id}")
        one.complete = bool(broker.config)  # else they were not read
        _fill(one, broker.config, ("static", "dynamic", "dynamic-default"))
        one.settings.pop(_TOLD_TWICE, None)
        one.attributes[attributes.BROKERS] = _fact(attributes.BROKERS, str(len(snapshot.brokers)))
        if broker is snapshot.brokers[0] and snapshot.metadata_version is not None:  # it is the cluster's
            version = _fact(attributes.METADATA_VERSION, snapshot.metadata_version)
            one.attributes[attributes.METADATA_VERSION] = version
        yield one
    known = not snapshot.lacks("topic configurations")
    for topic in snapshot.topics:
        one = make(Role.TOPIC, "topics", topic.name, f"topic {topic.name}")
        one.complete = known
        _fill(one, topic.config, ("dynamic",))
        one.inherited = tuple(
            (key, value.value)
            for key, value in sorted(topic.config.items())
            if value.source in ("static", "dynamic-default") and value.value is not None
        )
        one.attributes[attributes.TOPIC_NAME] = _fact(attributes.TOPIC_NAME, topic.name)
        one.attributes[attributes.PARTITIONS] = _fact(attributes.PARTITIONS, str(len(topic.partitions)))
        if topic.partitions:
            replicas = str(len(topic.partitions[0].replicas))
            one.attributes[attributes.REPLICATION_FACTOR] = _fact(attributes.REPLICATION_FACTOR, replicas)
        yield one
    for group in snapshot.groups:
        yield make(Role.CLUSTER, "groups", group.name, f"group {group.name}")
    for acl in snapshot.acls:
        if acl.permission != _ALLOW:
            continue
        one = make(Role.CLUSTER, "acls", acl.principal, f"ACL of {acl.principal}")
        one.attributes[attributes.ACL_PRINCIPAL] = _fact(attributes.ACL_PRINCIPAL, acl.principal)
        one.attributes[attributes.ACL_OPERATIONS] = _fact(attributes.ACL_OPERATIONS, acl.operation)
        resource = f"{acl.resource_type}:{acl.resource}:{acl.pattern}"
        one.attributes[attributes.ACL_RESOURCE] = _fact(attributes.ACL_RESOURCE, resource)
        yield one


def _fill(configuration: Configuration, config: dict[str, Value], sources: tuple[str, ...]) -> None:
    for key, value in config.items():
        if value.source in sources:
            known = value.value is not None and not value.sensitive
            configuration.put(Setting(key, value.value if known else "", written=key, resolved=known))


def _fact(name: str, value: str) -> Setting:
    return Setting(name, value, Origin.FILE, written=name)


def _spans(text: str) -> dict[tuple[str, str], Span]:
    """Where each broker, topic and group begins in a document that this program or jq has written."""
    found: dict[tuple[str, str], Span] = {}
    sections = list(_SECTION.finditer(text))
    ends = [*(one.start() for one in sections[1:]), len(text)]
    for section, end in zip(sections, ends, strict=False):
        kind = section[1]
        names = _NAMES.get(kind)
        if names is None:
            continue
        for match in names.finditer(text, section.start(), end):
            name = match[1] if kind == "brokers" else str(json.loads(match[1]))
            found.setdefault((kind, name), Span(match.start(), match.end()))
    return found

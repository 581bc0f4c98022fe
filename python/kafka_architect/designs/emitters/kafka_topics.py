"""kafka-topics: a shell script that creates topics and permissions with Kafka's own tools."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from kafka_architect.designs.emitters import Emitter
from kafka_architect.designs.writing.markdown_text import one_line
from kafka_architect.designs.writing.words import comment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.design import Design
    from kafka_architect.designs.model.topic import Topic

_HEAD = """\
#!/bin/sh
# Creates what is missing; topics that exist are left as they are.
# BOOTSTRAP_SERVERS: host:port of a broker. COMMAND_CONFIG: .properties with an administrator's login.
set -eu
: "${BOOTSTRAP_SERVERS:?set BOOTSTRAP_SERVERS to host:port of a broker}"
PATH="${KAFKA_HOME:-/opt/kafka}/bin:$PATH"
ADMIN=${COMMAND_CONFIG:+--command-config $COMMAND_CONFIG}
"""


def _emit(design: Design) -> dict[str, str]:
    texts = {"kafka/create-topics.sh": _HEAD + "".join(_topic(one) for one in design.topics.values())}
    if design.acls:
        texts["kafka/create-acls.sh"] = _HEAD + "\n" + "".join(f"{line}\n" for line in _acls(design))
    return texts


def _topic(topic: Topic) -> str:
    settings = list(topic.settings)
    lines = [
        'kafka-topics.sh --bootstrap-server "$BOOTSTRAP_SERVERS" $ADMIN --create --if-not-exists \\',
        f"  --topic {shlex.quote(topic.name)} --partitions {topic.partitions.value:.0f} "
        f"--replication-factor {topic.replication_factor.value:.0f}",
    ]
    for setting in settings:
        lines[-1] += " \\"
        lines.append(f"  --config {shlex.quote(f'{setting.key}={_value(setting.value)}')}")
    notes = [
        f"#   {one.key}={one.value}: {words}" for one in settings if (words := comment(one.key, one.value))
    ]
    about = topic.description or f"{topic.kind}, key: {' + '.join(topic.key) or 'none'}"
    return "\n" + "\n".join([f"# {one_line(about)}", *notes, *lines]) + "\n"


def _value(value: str) -> str:
    """kafka-topics.sh takes a list of values in brackets."""
    return f"[{value}]" if "," in value else value


def _acls(design: Design) -> Iterator[str]:
    """One call per principal and set of operations: each starts a JVM."""
    operations: dict[tuple[str, str, str, bool], list[str]] = {}
    for acl in design.acls:
        operations.setdefault((acl.principal, acl.resource, acl.name, acl.prefixed), []).append(acl.operation)
    calls: dict[tuple[str, str, bool, tuple[str, ...]], list[str]] = {}
    for (principal, resource, name, prefixed), allowed in operations.items():
        calls.setdefault((principal, resource, prefixed, tuple(allowed)), []).append(name)
    for (principal, resource, prefixed, together), names in calls.items():
        words = [f"--operation {one}" for one in together]
        words += (
            ["--cluster"] if resource == "cluster" else [f"--{resource} {shlex.quote(one)}" for one in names]
        )
        words += ["--resource-pattern-type prefixed"] if prefixed else []
        head = 'kafka-acls.sh --bootstrap-server "$BOOTSTRAP_SERVERS" $ADMIN --add --force'
        lines = [head, f"  --allow-principal {shlex.quote(principal)}", *(f"  {one}" for one in words)]
        yield " \\\n".join(lines)


EMITTER = Emitter("kafka-topics", "Shell scripts for kafka-topics.sh and kafka-acls.sh.", _emit)

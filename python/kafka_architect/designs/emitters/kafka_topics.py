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
# BOOTSTRAP: host:port of a broker. COMMAND_CONFIG: a .properties file with the login of an administrator.
set -eu
: "${BOOTSTRAP:?set BOOTSTRAP to host:port of a broker}"
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
        'kafka-topics.sh --bootstrap-server "$BOOTSTRAP" $ADMIN --create --if-not-exists \\',
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
    for acl in design.acls:
        kind = {"transactional-id": "--transactional-id"}.get(acl.resource, f"--{acl.resource}")
        where = "" if acl.resource == "cluster" else f" {shlex.quote(acl.name)}"
        prefixed = " --resource-pattern-type prefixed" if acl.prefixed else ""
        yield (
            f'kafka-acls.sh --bootstrap-server "$BOOTSTRAP" $ADMIN --add --allow-principal '
            f"{shlex.quote(acl.principal)} --operation {acl.operation} {kind}{where}{prefixed}"
        )


EMITTER = Emitter("kafka-topics", "Shell scripts for kafka-topics.sh and kafka-acls.sh.", _emit)

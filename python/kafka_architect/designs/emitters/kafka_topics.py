"""kafka-topics: shell scripts for topics, permissions and quotas, with Kafka's own tools."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kafka_architect.designs.emitters import Emitter
from kafka_architect.designs.platforms import PLATFORMS_WITHOUT_QUOTAS
from kafka_architect.designs.writing.kafka_tools import bracketed, created
from kafka_architect.designs.writing.markdown_text import one_line
from kafka_architect.designs.writing.shell import word
from kafka_architect.designs.writing.words import stored

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.client import Group
    from kafka_architect.designs.model.design import Design
    from kafka_architect.designs.model.topic import Topic

_HEAD: Final = """\
#!/bin/sh
# {what}
# BOOTSTRAP_SERVERS: host:port of a broker. COMMAND_CONFIG: .properties with an administrator's login.
set -eu
: "${{BOOTSTRAP_SERVERS:?set BOOTSTRAP_SERVERS to host:port of a broker}}"
PATH="${{KAFKA_HOME:-/opt/kafka}}/bin:$PATH"
run() {{
  "$@" --bootstrap-server "$BOOTSTRAP_SERVERS" ${{COMMAND_CONFIG:+--command-config "$COMMAND_CONFIG"}}
}}
"""
_CREATES: Final = "Creates what is missing; topics that exist are left as they are: see alter-topics.sh."
_ALTERS: Final = (
    "Gives topics that exist the settings of the design. Partitions are left: more of them move keys."
)
_CONFIGURES: Final = "Gives groups the settings that brokers keep of them; before their first member starts."
_GRANTS: Final = "Allows each principal what its services do; what is allowed already stays."
_LIMITS: Final = "Sets what each principal may send and receive per broker."


def _emit(design: Design) -> dict[str, str]:
    topics = design.topics.values()
    texts = {
        "kafka/create-topics.sh": _script(_CREATES, (created(one) for one in topics)),
        "kafka/alter-topics.sh": _script(_ALTERS, (_altered(one) for one in topics if one.settings)),
        "kafka/configure-groups.sh": _script(
            _CONFIGURES, (_configured(one) for one in design.groups.values() if one.settings)
        ),
        "kafka/create-acls.sh": _script(_GRANTS, _acls(design)),
    }
    if design.platform.kind not in PLATFORMS_WITHOUT_QUOTAS:
        texts["kafka/set-quotas.sh"] = _script(_LIMITS, _quotas(design))
    bare = {path for path, text in texts.items() if "\nrun kafka-" not in text}
    return {path: text for path, text in texts.items() if path not in bare}


def _script(what: str, calls: Iterator[str]) -> str:
    return _HEAD.format(what=what) + "".join(f"\n{one}\n" for one in calls)


def _altered(topic: Topic) -> str:
    settings = ",".join(f"{one.key}={bracketed(one.value)}" for one in topic.settings)
    return (
        f"run kafka-configs.sh --alter --entity-type topics --entity-name {word(topic.name)} \\\n"
        f"  --add-config {word(settings)}"
    )


def _configured(group: Group) -> str:
    settings = ",".join(f"{one.key}={bracketed(one.value)}" for one in group.settings)
    return (
        f"run kafka-configs.sh --alter --entity-type groups --entity-name {word(group.name)} \\\n"
        f"  --add-config {word(settings)}"
    )


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
        words += ["--cluster"] if resource == "cluster" else [f"--{resource} {word(one)}" for one in names]
        words += ["--resource-pattern-type prefixed"] if prefixed else []
        head = "run kafka-acls.sh --add --force"
        lines = [head, f"  --allow-principal {word(principal)}", *(f"  {one}" for one in words)]
        yield " \\\n".join(lines)


def _quotas(design: Design) -> Iterator[str]:
    for quota in design.quotas:
        rates = [
            (name, figure)
            for name, figure in (
                ("producer_byte_rate", quota.producer_bytes_per_s),
                ("consumer_byte_rate", quota.consumer_bytes_per_s),
            )
            if figure is not None
        ]
        words = ", ".join(f"{name} {stored(figure.value)}/s" for name, figure in rates)
        user = word(quota.principal.removeprefix("User:"))
        together = ",".join(f"{name}={int(figure)}" for name, figure in rates)
        yield (
            f"# {one_line(quota.principal)}: {words}\n"
            f"run kafka-configs.sh --alter --entity-type users --entity-name {user} \\\n"
            f"  --add-config {together}"
        )


EMITTER = Emitter(
    "kafka-topics", "Shell scripts for kafka-topics.sh, kafka-configs.sh and kafka-acls.sh.", _emit
)

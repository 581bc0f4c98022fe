"""terraform: topics, permissions and quotas as resources of the provider Mongey/kafka."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kafka_architect.designs.emitters import Emitter
from kafka_architect.designs.writing.group_settings import settings_left_out
from kafka_architect.designs.writing.hcl_text import Block, Expression, Noted, hcl_text, label
from kafka_architect.designs.writing.markdown_text import one_line
from kafka_architect.designs.writing.words import comment, stored

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.design import Design
    from kafka_architect.designs.model.topic import Topic

# kafka_acl takes the names of sarama's constants.
_RESOURCES: Final = {
    "topic": "Topic",
    "group": "Group",
    "cluster": "Cluster",
    "transactional-id": "TransactionalID",
}
_PROVIDER: Final = "login: KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD and such in the environment"


def _emit(design: Design) -> dict[str, str]:
    if design.platform.kind == "confluent-cloud":
        return {}
    taken: set[str] = set()
    topics = [_topic(one, taken) for one in design.topics.values()]
    acls, quotas = list(_acls(design)), list(_quotas(design))
    if not topics:
        return {}
    texts = {
        "terraform/kafka/main.tf": hcl_text(_head()),
        "terraform/kafka/topics.tf": settings_left_out(design) + hcl_text(topics),
        "terraform/kafka/acls.tf": hcl_text(acls),
        "terraform/kafka/quotas.tf": hcl_text(quotas),
    }
    return {path: text for path, text in texts.items() if text}


def _head() -> list[Block]:
    return [
        Block(
            "terraform",
            (),
            {
                "required_providers": Block(
                    "required_providers", (), {"kafka": {"source": "Mongey/kafka", "version": ">= 0.7"}}
                )
            },
        ),
        Block(
            "variable",
            ("bootstrap_servers",),
            {"type": Expression("list(string)"), "description": "host:port of brokers"},
        ),
        Block("provider", ("kafka",), {"bootstrap_servers": Expression("var.bootstrap_servers")}, _PROVIDER),
    ]


def _topic(topic: Topic, taken: set[str]) -> Block:
    return Block(
        "resource",
        ("kafka_topic", label(topic.name, taken)),
        {
            "name": topic.name,
            "partitions": int(topic.partitions),
            "replication_factor": int(topic.replication_factor),
            **({"config": settings} if (settings := _config(topic)) else {}),
            # Another name or replication factor would recreate the topic, empty.
            "lifecycle": Block("lifecycle", (), {"prevent_destroy": True}),
        },
        one_line(topic.description),
    )


def _config(topic: Topic) -> dict[str, Noted]:
    return {one.key: Noted(one.value, comment(one.key, one.value)) for one in topic.settings}


def _acls(design: Design) -> Iterator[Block]:
    taken: set[str] = set()
    for acl in design.acls:
        name = "kafka-cluster" if acl.resource == "cluster" else acl.name
        user = acl.principal.removeprefix("User:")
        yield Block(
            "resource",
            ("kafka_acl", label(f"{user}_{acl.operation}_{acl.resource}_{name}", taken)),
            {
                "resource_type": _RESOURCES[acl.resource],
                "resource_name": name,
                "resource_pattern_type_filter": "Prefixed" if acl.prefixed else "Literal",
                "acl_principal": acl.principal,
                "acl_host": "*",
                "acl_operation": acl.operation,
                "acl_permission_type": "Allow",
            },
            one_line(acl.because),
        )


def _quotas(design: Design) -> Iterator[Block]:
    taken: set[str] = set()
    for quota in design.quotas:
        rates = {
            name: Noted(str(int(figure)), f"{stored(figure.value)}/s per broker")
            for name, figure in (
                ("producer_byte_rate", quota.producer_bytes_per_s),
                ("consumer_byte_rate", quota.consumer_bytes_per_s),
            )
            if figure is not None
        }
        user = quota.principal.removeprefix("User:")
        yield Block(
            "resource",
            ("kafka_quota", label(user, taken)),
            {"entity_name": user, "entity_type": "user", "config": rates},
        )


EMITTER = Emitter(
    "terraform",
    "Terraform for the provider Mongey/kafka: topics, ACLs, quotas.",
    _emit,
    needs="another platform.kind than confluent-cloud (there: terraform-confluent)",
)

"""terraform-confluent: topics, accounts, permissions and quotas for Confluent Cloud.

Of the provider confluentinc/confluent. Written where the platform is confluent-cloud.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kafka_architect.designs.emitters import Emitter
from kafka_architect.designs.writing.hcl_text import Block, Expression, Noted, hcl_text, label
from kafka_architect.designs.writing.markdown_text import one_line
from kafka_architect.designs.writing.words import comment, stored

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.design import Design
    from kafka_architect.designs.model.topic import Topic

# https://docs.confluent.io/cloud/current/topics/manage.html: "Terraform Provider Support: Yes".
_SETTABLE: Final = frozenset(
    {
        "cleanup.policy",
        "delete.retention.ms",
        "max.compaction.lag.ms",
        "max.message.bytes",
        "message.timestamp.after.max.ms",
        "message.timestamp.before.max.ms",
        "message.timestamp.difference.max.ms",
        "message.timestamp.type",
        "min.compaction.lag.ms",
        "min.insync.replicas",
        "retention.bytes",
        "retention.ms",
        "segment.bytes",
        "segment.ms",
    }
)
_VARIABLES: Final = {
    "cluster_id": "lkc-...: the Kafka cluster",
    "environment_id": "env-...: its environment",
    "rest_endpoint": "https://pkc-...: the REST endpoint of the cluster",
}
_SECRETS: Final = {
    "kafka_api_key": "an API key that may administer the cluster",
    "kafka_api_secret": "its secret",
}
_PROVIDER: Final = "login: CONFLUENT_CLOUD_API_KEY and CONFLUENT_CLOUD_API_SECRET in the environment"


def _emit(design: Design) -> dict[str, str]:
    if design.platform.kind != "confluent-cloud" or not design.topics:
        return {}
    principals = dict.fromkeys(
        [*(one.principal for one in design.acls), *(one.principal for one in design.quotas)]
    )
    taken: set[str] = set()
    accounts = {one: label(one.removeprefix("User:"), taken) for one in principals}
    names: set[str] = set()
    texts = {
        "terraform/confluent/main.tf": hcl_text(list(_head())),
        "terraform/confluent/topics.tf": hcl_text([_topic(one, names) for one in design.topics.values()]),
        "terraform/confluent/accounts.tf": hcl_text(list(_accounts(accounts, design))),
        "terraform/confluent/acls.tf": hcl_text(list(_acls(design, accounts))),
        "terraform/confluent/quotas.tf": hcl_text(list(_quotas(design, accounts))),
    }
    return {path: text for path, text in texts.items() if text}


def _head() -> Iterator[Block]:
    provider = {"confluent": {"source": "confluentinc/confluent", "version": "~> 2.0"}}
    yield Block("terraform", (), {"required_providers": Block("required_providers", (), provider)})
    for name, what in _VARIABLES.items():
        yield Block("variable", (name,), {"type": Expression("string"), "description": what})
    for name, what in _SECRETS.items():
        body = {"type": Expression("string"), "description": what, "sensitive": True}
        yield Block("variable", (name,), body)
    kafka = {
        "kafka_id": Expression("var.cluster_id"),
        "kafka_rest_endpoint": Expression("var.rest_endpoint"),
        "kafka_api_key": Expression("var.kafka_api_key"),
        "kafka_api_secret": Expression("var.kafka_api_secret"),
    }
    yield Block("provider", ("confluent",), kafka, _PROVIDER)


def _topic(topic: Topic, taken: set[str]) -> Block:
    settable = {
        one.key: Noted(one.value, comment(one.key, one.value))
        for one in topic.settings
        if one.key in _SETTABLE
    }
    left = [f"{one.key}={one.value}" for one in topic.settings if one.key not in _SETTABLE]
    note = f" Not settable there: {', '.join(left)}." if left else ""
    body: dict[str, Any] = {"topic_name": topic.name, "partitions_count": int(topic.partitions)}
    if settable:
        body["config"] = settable
    body["lifecycle"] = Block("lifecycle", (), {"prevent_destroy": True})
    return Block(
        "resource",
        ("confluent_kafka_topic", label(topic.name, taken)),
        body,
        one_line(f"{topic.description}{note}"),
    )


def _accounts(accounts: dict[str, str], design: Design) -> Iterator[Block]:
    services = {one.principal: one.name for one in design.services.values()}
    for principal, name in accounts.items():
        yield Block(
            "resource",
            ("confluent_service_account", name),
            {
                "display_name": principal.removeprefix("User:"),
                "description": f"Principal of {services.get(principal, design.name)}.",
            },
        )


def _acls(design: Design, accounts: dict[str, str]) -> Iterator[Block]:
    taken: set[str] = set()
    for acl in design.acls:
        name = "kafka-cluster" if acl.resource == "cluster" else acl.name
        account = accounts[acl.principal]
        yield Block(
            "resource",
            ("confluent_kafka_acl", label(f"{account}_{acl.operation}_{acl.resource}_{name}", taken)),
            {
                "resource_type": acl.resource.replace("-", "_").upper(),
                "resource_name": name,
                "pattern_type": "PREFIXED" if acl.prefixed else "LITERAL",
                "principal": Expression(f'"User:${{confluent_service_account.{account}.id}}"'),
                "host": "*",
                "operation": _screaming(acl.operation),
                "permission": "ALLOW",
            },
            one_line(acl.because),
        )


def _quotas(design: Design, accounts: dict[str, str]) -> Iterator[Block]:
    taken: set[str] = set()
    for quota in design.quotas:
        rates = {
            name: Noted(str(int(figure)), f"{stored(figure.value)}/s")
            for name, figure in (
                ("ingress_byte_rate", quota.producer_bytes_per_s),
                ("egress_byte_rate", quota.consumer_bytes_per_s),
            )
            if figure is not None
        }
        account = accounts[quota.principal]
        yield Block(
            "resource",
            ("confluent_kafka_client_quota", label(account, taken)),
            {
                "display_name": f"{quota.principal.removeprefix('User:')} quota",
                "description": "The whole peak with growth: stops runaways, not the service.",
                "principals": [Expression(f"confluent_service_account.{account}.id")],
                "throughput": Block("throughput", (), rates),
                "kafka_cluster": Block("kafka_cluster", (), {"id": Expression("var.cluster_id")}),
                "environment": Block("environment", (), {"id": Expression("var.environment_id")}),
            },
        )


def _screaming(operation: str) -> str:
    """IdempotentWrite as IDEMPOTENT_WRITE."""
    return "".join(f"_{one}" if one.isupper() else one for one in operation).lstrip("_").upper()


EMITTER = Emitter(
    "terraform-confluent",
    "Terraform for confluentinc/confluent, where the platform is Confluent Cloud.",
    _emit,
    needs="platform.kind confluent-cloud (elsewhere: terraform)",
)

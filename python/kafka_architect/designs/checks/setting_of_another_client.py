"""DSN008: a client setting that this kind of client does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.check import Problem, Severity, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.client import ClientSettings
    from kafka_architect.designs.model.design import Design


@check(
    "DSN008",
    "setting-of-another-client",
    severity=Severity.ERROR,
    summary="A producer setting on a consumer, the reverse, or a setting that Kafka does not have.",
    why=(
        "Clients ignore unknown settings, with a warning in the log. enable.idempotence on a consumer is the "
        "most frequent: it makes a producer's retries safe but has no effect on a consumer, which may still "
        "process a record twice after a crash or rebalance. Solve that in the application: with an inbox, "
        "upserts, or transactions with isolation.level=read_committed."
    ),
    sources=(
        "https://kafka.apache.org/documentation/#producerconfigs_enable.idempotence",
        "https://kafka.apache.org/documentation/#semantics",
    ),
    bad="""\
name: shop
entities:
  orders: {key: orderId, events: [OrderCreated]}
services:
  payment: {receives: [orders.events], settings: {consumer: {enable.idempotence: true}}}
""",
    good="""\
name: shop
entities:
  orders: {key: orderId, events: [OrderCreated]}
services:
  payment: {receives: [orders.events], settings: {consumer: {isolation.level: read_committed}}}
""",
)
def setting_of_another_client(design: Design) -> Iterator[Problem]:
    """Look every setting up in the catalogue of the role."""
    for client in design.clients.values():
        yield from _unknown(client, design.platform.kafka)


def _unknown(client: ClientSettings, version: str) -> Iterator[Problem]:
    from kafka_architect.validation.catalogue import key_catalogue, nearest_version, where_known
    from kafka_architect.validation.role import Role

    if client.role not in {"producer", "consumer"}:
        return
    release = nearest_version(version)
    known = key_catalogue(release, Role(client.role))
    for setting in client.settings:
        # The application's own keys (serializers of a registry) have prefixes that Kafka leaves alone.
        if setting.key == "partitioner" or setting.key in known:
            continue
        others = [str(one) for one in where_known(setting.key, release)]
        near = known.nearest(setting.key)
        if others:
            yield Problem(
                client.name,
                f"{setting.key} is a setting of {', '.join(others)}; a {client.role} ignores it"
                f"{_idempotence(setting.key, client.role)}",
                f"remove {setting.key} from the {client.role}",
            )
        elif near is not None:
            yield Problem(
                client.name,
                f"Kafka {version} has no setting {setting.key}; the nearest is {near}",
                f"use {near}, or remove the setting",
            )


def _idempotence(key: str, role: str) -> str:
    if key != "enable.idempotence" or role != "consumer":
        return ""
    return "; a consumer that must not process a record twice needs an inbox or upserts in its database"

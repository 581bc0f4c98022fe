"""DSN030: a setting of the specification that Kafka does not accept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.check import Problem, Severity, check

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kafka_architect.designs.model.design import Design
    from kafka_architect.designs.model.topic import Setting


@check(
    "DSN030",
    "setting-kafka-rejects",
    severity=Severity.ERROR,
    summary="The specification contains an unknown setting, or a value that Kafka rejects.",
    why=(
        "Settings in the specification (config, settings, plans) override derived ones and are written "
        "unchanged. Brokers reject a topic with an unknown setting or an invalid value "
        "(InvalidConfigurationException), and clients with an invalid value fail to start (ConfigException), "
        "after the deployment has begun."
    ),
    sources=("https://kafka.apache.org/documentation/#topicconfigs",),
    bad="""\
name: shop
entities:
  shop.orders: {key: orderId, events: {config: {max.message.bytes: large}}}
""",
    good="""\
name: shop
entities:
  shop.orders: {key: orderId, events: {config: {max.message.bytes: 2097152}}}
""",
)
def setting_kafka_rejects(design: Design) -> Iterator[Problem]:
    """Ask the validator about the settings that the specification states."""
    for topic in design.topics.values():
        yield from _rejected(topic.name, topic.settings, "topic", design)
    for client in design.clients.values():
        if client.role in {"producer", "consumer"}:
            yield from _rejected(client.name, client.settings, client.role, design)


def _rejected(subject: str, settings: Sequence[Setting], role: str, design: Design) -> Iterator[Problem]:
    stated = {one.key for one in settings if one.stated}
    if not stated:
        return
    from kafka_architect.validation.catalogue import nearest_version
    from kafka_architect.validation.validator import ConfigValidator

    validator = ConfigValidator(nearest_version(design.platform.kafka), profile="dev")
    for finding in validator.validate({one.key: one.value for one in settings}, role=role).findings:
        if str(finding.severity) == "error" and finding.key in stated:
            yield Problem(
                subject, finding.message, f"correct {finding.key}, or remove it from the specification"
            )

"""DSN029: a producer's topics have different subject name strategies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.check import Problem, Severity, check
from kafka_architect.designs.model.subject_strategy import KEY, SubjectsOfTopics

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.design import Design


@check(
    "DSN029",
    "subject-strategies-differ",
    severity=Severity.WARNING,
    summary="One producer writes topics with different subject name strategies.",
    why=(
        "A serializer reads one value.subject.name.strategy from its producer's configuration, for every "
        "topic. With two strategies in the schema plan it looks up the schemas of some topics under subjects "
        "that do not exist: it registers them there without the planned compatibility, or fails if "
        "auto.register.schemas=false."
    ),
    sources=(
        "https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/"
        "index.html#subject-name-strategy",
    ),
    bad="""\
name: shop
defaults: {schema: {format: avro}}
topics:
  shop.orders: {key: orderId, messages: [OrderCreated, OrderPaid]}
  shop.audit: {key: orderId, messages: [Audited], schema: {format: avro, strategy: TopicNameStrategy}}
services:
  order-service: {sends: [shop.orders, shop.audit]}
""",
    good="""\
name: shop
defaults: {schema: {format: avro}}
topics:
  shop.orders: {key: orderId, messages: [OrderCreated, OrderPaid]}
  shop.audit: {key: orderId, messages: [Audited]}
services:
  order-service: {sends: [shop.orders, shop.audit]}
""",
)
def subject_strategies_differ(design: Design) -> Iterator[Problem]:
    """Compare the strategies of what each producer sends."""
    subjects = SubjectsOfTopics(design.schemas)
    for client in design.clients.values():
        if client.role != "producer":
            continue
        found = subjects.strategies(client.topics)
        if len(found) > 1:
            words = "; ".join(f"{one} for {', '.join(topics)}" for one, topics in found.items())
            yield Problem(
                client.name,
                f"its serializer has one {KEY}, and its topics have {len(found)} strategies: {words}",
                "give its topics the same schema.strategy, or configure a second producer or serializer",
            )

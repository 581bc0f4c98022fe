"""Configurations of brokers, topics and groups with who set each value; secrets are not taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kafka_architect.cluster.snapshot.asking import batches, check
from kafka_architect.secret_names import names_secret
from kafka_architect.snapshot.model import Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kafka_architect.cluster.snapshot.asking import Asking
    from kafka_architect.snapshot.model import Source

TOPIC, BROKER, GROUP = 2, 4, 32  # ConfigResource.Type
# DescribeConfigsResponse's ConfigSource. Of a topic, what brokers set is static or dynamic-default.
_SOURCES: dict[int, Source] = {
    1: "dynamic", 2: "dynamic", 3: "dynamic-default", 4: "static", 5: "default", 8: "dynamic",
}  # fmt: skip
_AT_ONCE = 250  # a topic has some 35 configurations, all of which a broker sends


def broker_config(asking: Asking, broker: int) -> dict[str, Value]:
    """All configurations of a broker that have a value; it must be asked for them itself."""
    return _configs(asking, BROKER, [str(broker)], broker, defaults=True)[str(broker)]


def topic_configs(asking: Asking, topics: Sequence[str]) -> dict[str, dict[str, Value]]:
    """What is not Kafka's default, by topic."""
    return _configs(asking, TOPIC, topics)


def group_configs(asking: Asking, groups: Sequence[str]) -> dict[str, dict[str, Value]]:
    """What is not Kafka's default, by group (Kafka 4.0 and later)."""
    return _configs(asking, GROUP, groups)


def _configs(
    asking: Asking, kind: int, names: Sequence[str], node_id: int | None = None, *, defaults: bool = False
) -> dict[str, dict[str, Value]]:
    from kafka.protocol.admin import DescribeConfigsRequest

    found: dict[str, dict[str, Value]] = {}
    for batch in batches(names, _AT_ONCE):
        request = DescribeConfigsRequest(
            resources=[(kind, name, None) for name in batch], include_synonyms=False, min_version=1
        )
        for result in asking.send(request, node_id).results:
            check(result.error_code, result.error_message)
            found[result.resource_name] = {
                one.name: _value(one)
                for one in result.configs
                if _SOURCES.get(one.config_source) != "default" or (defaults and one.value is not None)
            }
    return found


def _value(config: Any) -> Value:
    """A value; null where the broker or the name of the key says that it is secret."""
    source = _SOURCES.get(config.config_source, "unknown")
    if config.is_sensitive or names_secret(config.name):
        return Value(source=source, sensitive=True)
    return Value(value=config.value, source=source)

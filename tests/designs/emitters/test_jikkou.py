"""jikkou's resources hold what the design says."""

from __future__ import annotations

from typing import Any

import yaml

from kafka_architect.designs.design import design
from tests.designs.specifications import EXAMPLES


def _resources(text: str) -> list[Any]:
    return list(yaml.load_all(text, Loader=yaml.CSafeLoader))


def test_resources_hold_what_the_design_says() -> None:
    made = design(EXAMPLES / "shop.yaml")
    texts = made.emit("jikkou")
    topics = _resources(texts["jikkou/topics.yaml"])
    assert {one["kind"] for one in topics} == {"KafkaTopic"}
    for topic, resource in zip(made.topics.values(), topics, strict=True):
        spec = resource["spec"]
        assert resource["metadata"]["name"] == topic.name
        assert (spec["partitions"], spec["replicas"]) == (
            topic.partitions.value,
            topic.replication_factor.value,
        )
        assert {key: str(value) for key, value in spec["configs"].items()} == {
            one.key: one.value for one in topic.settings
        }
    granted = {
        (one["metadata"]["name"], operation, acl["resource"]["type"], acl["resource"]["pattern"])
        for one in _resources(texts["jikkou/acls.yaml"])
        for acl in one["spec"]["acls"]
        for operation in acl["operations"]
    }
    assert granted == {(one.principal, one.operation.upper(), one.resource, one.name) for one in made.acls}
    quotas = {
        one["spec"]["entity"]["user"]: one["spec"]["configs"]
        for one in _resources(texts["jikkou/quotas.yaml"])
    }
    assert quotas.keys() == {one.principal.removeprefix("User:") for one in made.quotas}

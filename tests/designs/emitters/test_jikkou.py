"""jikkou's resources hold what the design says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator
from kafka.admin import ACLOperation, ACLResourcePatternType, ResourceType

import kafka_architect as ka
from kafka_architect.designs.design import design
from tests.designs.specifications import EXAMPLES, designed
from tests.designs.test_outputs import _SHAPES as SHAPES

CASES = Path(ka.__file__).parent / "data" / "pattern_specifications"


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


def test_resources_are_what_jikkou_s_models_have(tmp_path: Path) -> None:
    """jikkou is not published where its jars could be run; so its models' fields, types and words are asked.

    jikkou 1.1.0: providers/*/src/main/json/V1*.json, KafkaClientQuotaConfigs, KafkaClientQuotaType,
    CompatibilityLevels, SchemaType; words of enumerations in any case (Jackson.java). v1beta2 is the version
    of 0.30 to 0.36, and is read as v1 since.
    """
    made = [design(path) for path in (*EXAMPLES.glob("*.yaml"), *CASES.glob("*.yaml"))]
    made += [designed(tmp_path, text) for text in SHAPES.values()]
    seen = set()
    for one in made:
        for text in one.emit("jikkou").values():
            for resource in _resources(text):
                seen.add(resource["kind"])
                Draft202012Validator(MODELS[resource["kind"]]).validate(resource)
    assert seen == MODELS.keys()


def _closed(required: tuple[str, ...] = (), **fields: Any) -> dict[str, Any]:
    return {"type": "object", "properties": fields, "required": list(required), "additionalProperties": False}


def _resource(group: str, *versions: str, **spec: Any) -> dict[str, Any]:
    return _closed(
        ("apiVersion", "kind", "metadata", "spec"),
        apiVersion={"enum": [f"{group}.jikkou.io/{version}" for version in versions]},
        kind={"type": "string"},
        metadata=_closed(
            ("name",), name={"type": "string"}, labels={"additionalProperties": {"type": "string"}}
        ),
        spec=_closed(tuple(spec), **spec),
    )


_CONFIGS = {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean"]}}
_OLD_AND_NEW = ("v1beta2", "v1")
MODELS = {
    "KafkaTopic": _resource(
        "kafka", *_OLD_AND_NEW, partitions={"type": "integer"},
        replicas={"type": "integer", "maximum": 32767}, configs=_CONFIGS,
    ),
    "KafkaPrincipalAuthorization": _resource(
        "kafka", *_OLD_AND_NEW,
        acls={
            "type": "array",
            "items": _closed(
                ("resource", "operations", "type", "host"),
                resource=_closed(
                    ("type", "pattern", "patternType"),
                    type={"enum": [one.name.lower() for one in ResourceType]},
                    pattern={"type": "string"},
                    patternType={"enum": [one.name for one in ACLResourcePatternType]},
                ),
                operations={"type": "array", "items": {"enum": [one.name for one in ACLOperation]}},
                type={"enum": ["ALLOW", "DENY"]},
                host={"type": "string"},
            ),
        },
    ),
    "KafkaClientQuota": _resource(
        "kafka", *_OLD_AND_NEW, type={"const": "USER"}, entity=_closed(("user",), user={"type": "string"}),
        configs=_closed(
            producerByteRate={"type": "number"},
            consumerByteRate={"type": "number"},
            requestPercentage={"type": "number"},
        ),
    ),
    "KafkaShareGroup": _resource("kafka", "v1", configs=_CONFIGS),
    "SchemaRegistrySubject": _resource(
        "schemaregistry", *_OLD_AND_NEW,
        compatibilityLevel={"enum": [
            "BACKWARD", "BACKWARD_TRANSITIVE", "FORWARD", "FORWARD_TRANSITIVE", "FULL", "FULL_TRANSITIVE",
            "NONE",
        ]},
        schemaType={"enum": ["AVRO", "PROTOBUF", "JSON"]},
        schema={"type": "string"},
    ),
}  # fmt: skip

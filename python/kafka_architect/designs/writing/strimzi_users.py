"""KafkaUser resources: permissions by resource, as the User Operator takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

API: Final = "kafka.strimzi.io/v1"
_TYPES: Final = {"transactional-id": "transactionalId"}

# resource, name, prefixed: what an Acl of the design is about
Resource = tuple[str, str, bool]


def kafka_user(
    name: str, cluster: str, rules: Mapping[Resource, Iterable[str]], quotas: dict[str, Any] | None = None
) -> dict[str, Any]:
    """A user with SCRAM-SHA-512, whose password the operator puts into a Secret of the same name."""
    return {
        "apiVersion": API,
        "kind": "KafkaUser",
        "metadata": {"name": name, "labels": {"strimzi.io/cluster": cluster}},
        "spec": {
            "authentication": {"type": "scram-sha-512"},
            "authorization": {
                "type": "simple",
                "acls": [
                    {"resource": _resource(*resource), "operations": list(dict.fromkeys(operations))}
                    for resource, operations in rules.items()
                ],
            },
            **({"quotas": quotas} if quotas is not None else {}),
        },
    }


def _resource(kind: str, name: str, prefixed: bool) -> dict[str, Any]:
    if kind == "cluster":
        return {"type": "cluster"}
    return {
        "type": _TYPES.get(kind, kind),
        "name": name,
        "patternType": "prefix" if prefixed else "literal",
    }

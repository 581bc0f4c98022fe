"""Client quotas, ACLs and reassignments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.cluster.snapshot.asking import check
from kafka_architect.snapshot.model import Acl, Quota, Reassignment

if TYPE_CHECKING:
    from kafka_architect.cluster.snapshot.asking import Asking

_ANY = 1


def quotas(asking: Asking) -> list[Quota]:
    """Limits of users, client ids and addresses."""
    from kafka.protocol.admin import DescribeClientQuotasRequest

    found: list[Quota] = []
    with asking.attempt("quotas"):
        response = asking.send(DescribeClientQuotasRequest(components=[], strict=False))
        check(response.error_code, response.error_message)
        found = [
            Quota(
                entity={one.entity_type: one.entity_name for one in entry.entity},
                values={
                    one.key: float(one.value) for one in sorted(entry.values, key=lambda one: str(one.key))
                },
            )
            for entry in response.entries or []
        ]
    return sorted(found, key=lambda one: sorted((kind, name or "") for kind, name in one.entity.items()))


def acls(asking: Asking, principal: str | None = None) -> list[Acl]:
    """All access control entries, or a principal's; a cluster without an authorizer refuses to say."""
    from kafka.admin import ACLOperation, ACLPermissionType, ACLResourcePatternType, ResourceType
    from kafka.protocol.admin import DescribeAclsRequest

    found: list[Acl] = []
    with asking.attempt("acls"):
        response = asking.send(
            DescribeAclsRequest(
                resource_type_filter=_ANY, resource_name_filter=None, pattern_type_filter=_ANY,
                principal_filter=principal, host_filter=None, operation=_ANY, permission_type=_ANY,
            )
        )  # fmt: skip
        check(response.error_code, response.error_message)
        found = [
            Acl(
                principal=acl.principal,
                host=acl.host,
                operation=_word(ACLOperation(acl.operation).name),
                permission=_word(ACLPermissionType(acl.permission_type).name),
                resource_type=_word(ResourceType(resource.resource_type).name),
                resource=resource.resource_name,
                pattern=_word(ACLResourcePatternType(resource.pattern_type).name),
            )
            for resource in response.resources
            for acl in resource.acls
        ]
    return sorted(
        found, key=lambda one: (one.resource_type, one.resource, one.principal, one.operation, one.host)
    )


def _word(name: str) -> str:
    return name.lower().replace("_", "-")


def reassignments(asking: Asking) -> list[Reassignment]:
    """Partitions that are being moved."""
    found: list[Reassignment] = []
    with asking.attempt("reassignments"):
        found = [
            Reassignment(
                topic=where.topic, partition=where.partition,
                adding=sorted(one["adding_replicas"]), removing=sorted(one["removing_replicas"]),
            )
            for where, one in asking.admin.list_partition_reassignments().items()
        ]  # fmt: skip
    return sorted(found, key=lambda one: (one.topic, one.partition))

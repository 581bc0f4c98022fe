"""An action as a request of the Admin API, and what a broker's refusal means for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kafka_architect.cluster.faults import principal
from kafka_architect.cluster.snapshot.asking import error_name
from kafka_architect.cluster.snapshot.configs import GROUP, TOPIC
from kafka_architect.designs.applying.step import AddAcls, AddPartitions, Configure, CreateTopic, SetQuotas

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.cluster.client_settings import ClientSettings
    from kafka_architect.designs.applying.step import Action

# Codes of org.apache.kafka.common.protocol.Errors.
NOT_CONTROLLER: Final = 41
_TIMED_OUT, _EXISTS, _UNSUPPORTED, _SECURITY_DISABLED, _POLICY = 7, 36, 35, 54, 44
_NOT_AUTHORIZED: Final = frozenset({29, 30, 31})
_SET: Final = 0  # AlterConfigOp.OpType
# A broker answers before the client gives up on it.
_SHARE_OF_TIMEOUT: Final = 0.8

# What an action needs: kafka-acls.sh's operation and resource.
_NEEDS: Final[dict[str, tuple[str, str]]] = {
    "create-topic": ("Create", "--topic {subject} or --cluster"),
    "add-partitions": ("Alter", "--topic {subject}"),
    "configure-topic": ("AlterConfigs", "--topic {subject}"),
    "configure-group": ("AlterConfigs", "--group {subject}"),
    "set-quotas": ("AlterConfigs", "--cluster"),
    "add-acls": ("Alter", "--cluster"),
}
# Managed services forbid these; what else there is to do goes on without them.
OPTIONAL: Final = frozenset({"configure-group", "set-quotas", "add-acls"})


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a broker said against an action.

    Attributes:
        code: of Kafka's Errors.
        message: the broker's own.
        of: which part of the action; "" for all of it.
    """

    code: int
    message: str | None = None
    of: str = ""

    @property
    def forbids_the_request(self) -> bool:
        """Whether it is not about the values: the client may not, or the cluster does not offer it."""
        return self.code in {_UNSUPPORTED, _SECURITY_DISABLED, *_NOT_AUTHORIZED}

    @property
    def leaves_it_open(self) -> bool:
        """Whether the action may be made all the same: nobody waited for its end."""
        return self.code == _TIMED_OUT


def can_be_validated(action: Action) -> bool:
    """Whether brokers check an action without making it; ACLs they do not."""
    return not isinstance(action, AddAcls)


def request(action: Action, *, validate_only: bool, timeout_s: float) -> Any:
    """The request of kafka-python that makes an action, or has the broker check it."""
    from kafka.protocol import admin

    timeout_ms = max(1, int(timeout_s * 1000 * _SHARE_OF_TIMEOUT))
    match action:
        case CreateTopic():
            kind = admin.CreateTopicsRequest.CreatableTopic
            topic = kind(
                name=action.topic,
                num_partitions=action.partitions,
                replication_factor=action.replication_factor,
                assignments=[],
                configs=[
                    kind.CreatableTopicConfig(name=key, value=value) for key, value in action.settings.items()
                ],
            )
            return admin.CreateTopicsRequest(
                topics=[topic], timeout_ms=timeout_ms, validate_only=validate_only, min_version=1
            )
        case AddPartitions():
            kind = admin.CreatePartitionsRequest.CreatePartitionsTopic
            topic = kind(name=action.topic, count=action.partitions, assignments=None)
            return admin.CreatePartitionsRequest(
                topics=[topic], timeout_ms=timeout_ms, validate_only=validate_only
            )
        case Configure():
            kind = admin.IncrementalAlterConfigsRequest.AlterConfigsResource
            resource = kind(
                resource_type=TOPIC if action.resource == "topic" else GROUP,
                resource_name=action.name,
                configs=[
                    kind.AlterableConfig(name=key, config_operation=_SET, value=value)
                    for key, value in action.settings.items()
                ],
            )
            return admin.IncrementalAlterConfigsRequest(resources=[resource], validate_only=validate_only)
        case SetQuotas():
            kind = admin.AlterClientQuotasRequest.EntryData
            entry = kind(
                entity=[kind.EntityData(entity_type="user", entity_name=action.user)],
                ops=[kind.OpData(key=key, value=value, remove=False) for key, value in action.values.items()],
            )
            return admin.AlterClientQuotasRequest(entries=[entry], validate_only=validate_only)
        case AddAcls():
            return _acls(action)


def _acls(action: AddAcls) -> Any:
    from kafka.admin import ACLOperation, ACLPermissionType, ACLResourcePatternType, ResourceType
    from kafka.protocol.admin import CreateAclsRequest

    return CreateAclsRequest(
        creations=[
            CreateAclsRequest.AclCreation(
                resource_type=ResourceType[_name(one.resource_type)].value,
                resource_name=one.resource,
                resource_pattern_type=ACLResourcePatternType[_name(one.pattern)].value,
                principal=one.principal,
                host=one.host,
                operation=ACLOperation[_name(one.operation)].value,
                permission_type=ACLPermissionType[_name(one.permission)].value,
            )
            for one in action.acls
        ],
        min_version=1,
    )


def _name(word: str) -> str:
    return word.upper().replace("-", "_")


def refusals(action: Action, response: Any) -> Iterator[Refusal]:
    """What a response says against an action; nothing where it was made."""
    if isinstance(action, AddAcls):
        for acl, one in zip(action.acls, response.results, strict=True):
            if one.error_code:
                where = f"{acl.operation} on {acl.resource_type} {acl.resource}"
                yield Refusal(one.error_code, one.error_message, where)
        return
    match action:
        case CreateTopic():
            results = response.topics
        case AddPartitions():
            results = response.results
        case Configure():
            results = response.responses
        case SetQuotas():
            results = response.entries
    for one in results:
        if one.error_code:
            yield Refusal(one.error_code, one.error_message)


def told(refusal: Refusal, kind: str, subject: str, settings: ClientSettings) -> str:
    """A refusal of a step in a sentence, with what to do."""
    name = error_name(refusal.code)
    where = f"{refusal.of}: " if refusal.of else ""
    if refusal.code in _NOT_AUTHORIZED:
        operation, resource = _NEEDS[kind]
        who = principal(settings)
        return (
            f"{where}{who} is not authorized ({name}): grant {operation} with kafka-acls.sh --add "
            f"--allow-principal {who} --operation {operation} {resource.format(subject=subject)}"
        )
    if refusal.code == _EXISTS:
        return (
            f"{where}the topic exists ({name}): it was created after the plan was made, or "
            f"{principal(settings)} may not see it (Describe). Plan again."
        )
    if refusal.code == _SECURITY_DISABLED:
        return f"{where}the cluster has no authorizer, so that it stores no ACLs ({name})"
    if refusal.code == _UNSUPPORTED:
        return f"{where}these brokers do not support the request ({name})"
    said = " ".join((refusal.message or "").split())[:500]
    policy = "the cluster's policy refuses it: " if refusal.code == _POLICY else ""
    return f"{where}{policy}{name}{f': {said}' if said else ''}"

"""What a plan has to know of a cluster: a part of a snapshot, of what the design names and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from kafka_architect.cluster.snapshot import access, topics
from kafka_architect.cluster.snapshot.asking import reason
from kafka_architect.cluster.snapshot.configs import broker_config, group_configs
from kafka_architect.designs.applying.step import AddAcls, AddPartitions, Configure, CreateTopic, SetQuotas
from kafka_architect.documents.head import head
from kafka_architect.errors import ClusterError
from kafka_architect.snapshot.model import Broker, Group, Snapshot

if TYPE_CHECKING:
    from kafka_architect.cluster.snapshot.asking import Asking
    from kafka_architect.designs.applying.step import Action
    from kafka_architect.designs.model.design import Design
    from kafka_architect.snapshot.model import Acl, Topic

_UNKNOWN_TOPIC = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is read.

    Attributes:
        topics, groups: their names.
        quotas: whether quotas are read.
        acls: whose: "" for everybody's, None for nobody's.
    """

    topics: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    quotas: bool = False
    acls: str | None = None

    @classmethod
    def of(cls, design: Design) -> Self:
        """What a plan for the design needs."""
        return cls(
            topics=tuple(design.topics),
            groups=tuple(name for name, one in design.groups.items() if one.settings),
            quotas=bool(design.quotas),
            acls="" if design.acls else None,
        )

    @classmethod
    def to_verify(cls, action: Action) -> Self:
        """What shows whether an action was made."""
        match action:
            case CreateTopic(topic=name) | AddPartitions(topic=name) | Configure(resource="topic", name=name):
                return cls(topics=(name,))
            case Configure(name=name):
                return cls(groups=(name,))
            case SetQuotas():
                return cls(quotas=True)
            case AddAcls(principal=principal):
                return cls(acls=principal)


def read_cluster(asking: Asking, wanted: Wanted, *, bootstrap: str) -> Snapshot:
    """What a plan needs, read only; what is refused is told in `unavailable`.

    Raises:
        ClusterError: The cluster does not even tell its brokers.
    """
    from kafka.errors import KafkaError

    try:
        found = topics.metadata(asking, wanted.topics)
    except KafkaError as error:
        raise ClusterError(f"{bootstrap}: cannot read its topics: {reason(error)}") from error
    led = topics.leaders(found)
    latest = topics.offsets(asking, led, topics.LATEST) if led else {}
    all_brokers = _brokers(asking, found)
    return Snapshot(
        **head("cluster"),
        bootstrap=bootstrap,
        cluster_id=found.cluster_id or None,
        kafka_version=_version(asking, found),
        brokers=all_brokers,
        topics=_existing(asking, found, latest),
        groups=_groups(asking, wanted.groups),
        quotas=access.quotas(asking) if wanted.quotas else [],
        acls=_acls(asking, wanted.acls),
        unavailable=asking.unavailable,
    )


def verified(asking: Asking, action: Action, *, bootstrap: str) -> Snapshot:
    """What shows whether an action was made."""
    wanted = Wanted.to_verify(action)
    found = topics.metadata(asking, wanted.topics) if wanted.topics else None
    return Snapshot(
        **head("cluster"),
        bootstrap=bootstrap,
        kafka_version=None if found is None else _version(asking, found),
        topics=[] if found is None else _existing(asking, found, {}),
        groups=_groups(asking, wanted.groups),
        quotas=access.quotas(asking) if wanted.quotas else [],
        acls=_acls(asking, wanted.acls),
        unavailable=asking.unavailable,
    )


def _existing(asking: Asking, found: Any, latest: dict[tuple[str, int], int]) -> list[Topic]:
    """The topics that there are; that a topic is not there is no refusal."""
    found.topics = [one for one in found.topics if one.error_code != _UNKNOWN_TOPIC]
    return topics.topics(asking, found, {}, latest, {})


def _brokers(asking: Asking, found: Any) -> list[Broker]:
    """All brokers, one of them with its configurations: an authorizer's hold for all."""
    made = []
    for number, one in enumerate(sorted(found.brokers, key=lambda one: int(one.node_id))):
        config: dict[str, Any] = {}
        if number == 0:
            try:
                config = broker_config(asking, one.node_id)
            except _refusals():
                config = {}  # only a warning depends on it
        made.append(
            Broker(id=one.node_id, host=one.host, port=one.port, rack=one.rack or None, config=config)
        )
    return made


def _version(asking: Asking, found: Any) -> str | None:
    """The oldest version of the brokers, by what their APIs tell: the defaults that surely hold."""
    versions = []
    for one in found.brokers:
        try:
            versions.append(asking.admin.get_broker_version_data(one.node_id).broker_version[:2])
        except _refusals():
            continue  # another broker tells, or the newest known version is taken
    return ".".join(map(str, min(versions))) if versions else None


def _groups(asking: Asking, names: tuple[str, ...]) -> list[Group]:
    if not names:
        return []
    with asking.attempt("group configurations"):
        return [Group(name=name, config=config) for name, config in group_configs(asking, names).items()]
    return []


def _acls(asking: Asking, whose: str | None) -> list[Acl]:
    return [] if whose is None else access.acls(asking, whose or None)


def _refusals() -> tuple[type[Exception], ...]:
    from kafka.errors import KafkaError

    from kafka_architect.cluster.snapshot.asking import RefusedError

    return KafkaError, RefusedError

"""EOS004: a transactional.id that does not name one producer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import surely_share_cluster
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System

_KEY = "transactional.id"
_RANDOM = re.compile(r"random|uuid|timestamp", re.IGNORECASE)
# In these one file holds the same client several times: once per profile.
_WITH_PROFILES = ("spring", "quarkus", "micronaut")


@system_rule(
    "EOS004",
    "transactional-id-random-or-shared",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.PRODUCER],
    summary="transactional.id changes at each start, or two producers share it.",
    why=(
        "The coordinator uses the id to recognize a restarted producer: it aborts the transaction that the "
        "previous instance left open. A random id never returns, so an open transaction blocks "
        "read_committed consumers until it times out, and the coordinator keeps each id for a week. Two "
        "producers with the same id fence each other (ProducerFencedException)."
    ),
    sources=[
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-98+-+Exactly+Once+Delivery+and+Transactional+Messaging",
        "https://kafka.apache.org/documentation/#producerconfigs_transactional.id",
    ],
    bad="--- producer.properties\ntransactional.id=orders-${random.uuid}\n",
    good="--- producer.properties\ntransactional.id=orders-${HOSTNAME}\n",
    dialect="producer.properties",
)
def transactional_id_random_or_shared(system: System) -> Iterator[Problem]:
    """Random by its placeholder; shared where both surely are on one cluster."""
    seen: list[EffectiveConfig] = []
    for producer in system.producers:
        setting, value = producer.explicit(_KEY), producer.text(_KEY)
        if setting is None:
            continue
        if not setting.resolved and _RANDOM.search(setting.value or ""):
            yield producer.problem(
                setting,
                f"{_KEY} changes at each start: a transaction left open by a crash is aborted only by its "
                "timeout, and blocks read_committed consumers until then; use a stable name, such as the "
                "pod's ordinal",
            )
        twin = next((one for one in seen if value and _same(one, producer)), None)
        if twin is not None:
            yield producer.problem(
                setting,
                f"{twin.configuration.name} has the same {_KEY}: the producer that starts second fences the "
                "other (ProducerFencedException); give each producer its own id",
            )
        seen.append(producer)


def _same(one: EffectiveConfig, other: EffectiveConfig) -> bool:
    if one.application is other.application and one.configuration.dialect.startswith(_WITH_PROFILES):
        return False
    names = one.configuration.name != other.configuration.name or one.file is not other.file
    return names and one.text(_KEY) == other.text(_KEY) and surely_share_cluster(one, other)

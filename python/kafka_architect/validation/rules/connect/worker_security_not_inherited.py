"""CNT024: the worker logs in, and the clients of its connectors do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.configuration import Origin
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_CLIENTS = {
    "producer.": "source connectors' producers",
    "consumer.": "sink connectors' consumers",
}


@rule(
    "CNT024",
    "worker-security-not-inherited",
    severity=Severity.WARNING,
    verdict=Verdict.DIFFERS,
    roles=[Role.CONNECT_WORKER],
    profile="dev",
    summary=(
        "The worker has security settings, but the producers or consumers of its connectors do not inherit "
        "them."
    ),
    why=(
        "A worker passes its bootstrap.servers to the clients of its connectors, but neither "
        "security.protocol nor ssl.* and sasl.* keys: those must be repeated with the prefixes producer. "
        "and consumer. Without them the worker starts and joins its group, but connectors use PLAINTEXT on "
        "a port that requires TLS or a login: their tasks wait for metadata until they time out. The admin "
        "client of connectors does use the worker's settings."
    ),
    sources=[
        "connect-runtime, Worker.baseProducerConfigs, baseConsumerConfigs and adminConfigs",
        "https://kafka.apache.org/documentation/#connect_running",
    ],
    bad=(
        "group.id=connect\n"
        "offset.storage.topic=connect-offsets\n"
        "security.protocol=SSL\n"
        "producer.security.protocol=SSL"
    ),
    good=(
        "group.id=connect\n"
        "offset.storage.topic=connect-offsets\n"
        "security.protocol=SSL\n"
        "producer.security.protocol=SSL\n"
        "consumer.security.protocol=SSL"
    ),
    dialect="connect-distributed.properties",
)
def worker_security_not_inherited(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at what people wrote: operators write the other lines themselves."""
    setting = config.explicit("security.protocol")
    protocol = (config.text("security.protocol") or "").upper()
    if setting is None or setting.origin not in (Origin.FILE, Origin.ENVIRONMENT) or not config.complete:
        return
    missing = [prefix for prefix in _CLIENTS if config.explicit(f"{prefix}security.protocol") is None]
    if protocol in ("", "PLAINTEXT") or not missing:
        return
    yield config.problem(
        setting,
        f"security.protocol={protocol} applies to the worker only: "
        f"{' and '.join(_CLIENTS[one] for one in missing)} use PLAINTEXT; set "
        f"{' and '.join(f'{one}security.protocol' for one in missing)}, with the ssl.* and sasl.* keys, "
        "unless every connector overrides them",
    )

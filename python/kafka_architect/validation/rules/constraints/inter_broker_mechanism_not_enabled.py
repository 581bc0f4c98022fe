"""CST025: brokers use a SASL mechanism among themselves that the listener does not offer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.constraints.server_reading import server_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CST025",
    "inter-broker-mechanism-not-enabled",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.BROKER, Role.CONTROLLER],
    profile="dev",
    summary="The inter-broker SASL mechanism is not enabled on its listener.",
    why=(
        "With SASL on the inter-broker listener, sasl.mechanism.inter.broker.protocol (GSSAPI by default) "
        "must be one of sasl.enabled.mechanisms, of the listener or in general (GSSAPI by default). "
        "Otherwise the server does not start."
    ),
    sources=["kafka.server.KafkaConfig.validateValues"],
    bad=(
        "process.roles=broker\n"
        "node.id=2\n"
        "controller.quorum.bootstrap.servers=c:9093\n"
        "controller.listener.names=CONTROLLER\n"
        "listener.security.protocol.map=CONTROLLER:PLAINTEXT,SASL_SSL:SASL_SSL\n"
        "listeners=SASL_SSL://:9092\n"
        "security.inter.broker.protocol=SASL_SSL\n"
        "sasl.enabled.mechanisms=SCRAM-SHA-512"
    ),
    good=(
        "process.roles=broker\n"
        "node.id=2\n"
        "controller.quorum.bootstrap.servers=c:9093\n"
        "controller.listener.names=CONTROLLER\n"
        "listener.security.protocol.map=CONTROLLER:PLAINTEXT,SASL_SSL:SASL_SSL\n"
        "listeners=SASL_SSL://:9092\n"
        "security.inter.broker.protocol=SASL_SSL\n"
        "sasl.enabled.mechanisms=SCRAM-SHA-512\n"
        "sasl.mechanism.inter.broker.protocol=SCRAM-SHA-512"
    ),
)
def inter_broker_mechanism_not_enabled(config: EffectiveConfig) -> Iterator[Problem]:
    """The defaults of both keys are GSSAPI, so that naming one of them is not enough."""
    server = server_of(config)
    if server is None:
        return
    written = config.text("inter.broker.listener.name")
    name = (written or config.text("security.inter.broker.protocol") or "").upper()
    protocol = server.protocols.get(name) if written is not None else name
    mechanism = config.text("sasl.mechanism.inter.broker.protocol")
    own = f"listener.name.{name.lower()}.sasl.enabled.mechanisms"
    key = own if config.explicit(own) is not None else "sasl.enabled.mechanisms"
    enabled = config.items(key)
    if protocol not in ("SASL_PLAINTEXT", "SASL_SSL") or mechanism is None or enabled is None:
        return
    if not config.complete and (config.explicit(key) is None or not _written(config)):
        return
    if mechanism not in enabled:
        yield config.problem(
            "sasl.mechanism.inter.broker.protocol",
            f"sasl.mechanism.inter.broker.protocol={mechanism} is not in {key} ({', '.join(enabled)}): "
            "the server does "
            "not start",
            fix=config.fix_set("sasl.mechanism.inter.broker.protocol", enabled[0])
            if len(enabled) == 1
            else None,
        )


def _written(config: EffectiveConfig) -> bool:
    return config.explicit("sasl.mechanism.inter.broker.protocol") is not None

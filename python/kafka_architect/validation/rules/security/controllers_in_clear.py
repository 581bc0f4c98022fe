"""SEC035: controllers on other hosts that are reached without encryption and login."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.listeners import PROTOCOLS, is_loopback, protocol_map
from kafka_architect.validation.knowledge.servers import runs_broker, runs_controller
from kafka_architect.validation.role import SERVERS
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_NAMES, _MAP = "controller.listener.names", "listener.security.protocol.map"
_QUORUM = ("controller.quorum.bootstrap.servers", "controller.quorum.voters")


@rule(
    "SEC035",
    "controllers-in-clear",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=sorted(SERVERS),
    summary="Controllers in other processes are reached unencrypted and unauthenticated (PLAINTEXT).",
    why=(
        "Brokers fetch all metadata from the controllers, including ACLs and SCRAM credentials, and change "
        "it there. A controller listener of protocol PLAINTEXT shows them to the network, and any host "
        "that reaches its port may register as a broker or change topics, however well the brokers' own "
        "listeners are protected. Where one process is broker and the only controller nothing leaves it."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#listener_configuration",
        "https://docs.confluent.io/platform/current/kafka-metadata/config-kraft.html",
    ],
    bad=(
        "process.roles=broker\nnode.id=4\ncontroller.quorum.bootstrap.servers=c1:9093,c2:9093,c3:9093\n"
        "listeners=CLIENTS://:9092\ncontroller.listener.names=CONTROLLER\n"
        "inter.broker.listener.name=CLIENTS\n"
        "listener.security.protocol.map=CLIENTS:SASL_SSL,CONTROLLER:PLAINTEXT"
    ),
    good=(
        "process.roles=broker\nnode.id=4\ncontroller.quorum.bootstrap.servers=c1:9093,c2:9093,c3:9093\n"
        "listeners=CLIENTS://:9092\ncontroller.listener.names=CONTROLLER\n"
        "inter.broker.listener.name=CLIENTS\n"
        "listener.security.protocol.map=CLIENTS:SASL_SSL,CONTROLLER:SSL"
    ),
)
def controllers_in_clear(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at dedicated brokers and controllers whose quorum has members on other hosts."""
    dedicated = bool(config.items("process.roles")) and runs_broker(config) != runs_controller(config)
    names = [name.upper() for name in config.items(_NAMES) or () if name]
    if not dedicated or not names or config.explicit(_NAMES) is None or not _elsewhere(config):
        return
    written = config.explicit(_MAP)
    protocols = protocol_map(config.text(_MAP) or "") if written is not None else {}
    if written is not None and not written.resolved:
        return
    own = names[0] if names[0] in PROTOCOLS else None
    # Without a map of their own other names stand for PLAINTEXT.
    protocol = protocols.get(names[0], own or ("PLAINTEXT" if written is None else None))
    if protocol == "PLAINTEXT":
        yield config.problem(
            written or _NAMES,
            f"the controllers' listener {names[0]} is PLAINTEXT, and the controllers are other processes: "
            "metadata, ACLs and SCRAM credentials are sent in clear text, and any host can register as a "
            f"broker; map {names[0]} to SSL or SASL_SSL",
        )


def _elsewhere(config: EffectiveConfig) -> bool:
    """Whether some member of the quorum is on another host."""
    for key in _QUORUM:
        for member in config.items(key) or ():
            host = member.rpartition("@")[2].rpartition(":")[0]
            if host and not is_loopback(host):
                return True
    return False

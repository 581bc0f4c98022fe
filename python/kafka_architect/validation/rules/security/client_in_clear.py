"""SEC015: the client talks to brokers of other machines in clear (security.protocol=PLAINTEXT)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.authentication import off_host, security_protocol
from kafka_architect.validation.role import EVERY_CLIENT, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "SEC015",
    "client-in-clear",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.PRODUCER, Role.CONSUMER, Role.ADMIN, Role.STREAMS, Role.CONNECT_WORKER],
    clients=EVERY_CLIENT,
    summary=(
        "The client connects to brokers on other hosts unencrypted and unauthenticated "
        "(security.protocol=PLAINTEXT)."
    ),
    why=(
        "PLAINTEXT is the default: records can be read and modified in transit, and the client has no "
        "identity that an ACL could refer to. The protocol also depends on the brokers, so this is only a "
        "hint and SEC001 is the finding."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#producerconfigs_security.protocol",
        "https://kafka.apache.org/documentation/#security_overview",
    ],
    bad="bootstrap.servers=kafka-1.example.org:9092,kafka-2.example.org:9092",
    good=(
        "bootstrap.servers=kafka-1.example.org:9092,kafka-2.example.org:9092\n"
        "security.protocol=SASL_SSL\n"
        "sasl.mechanism=SCRAM-SHA-512"
    ),
)
def client_in_clear(config: EffectiveConfig) -> Iterator[Problem]:
    """Look where brokers of other machines are named, or PLAINTEXT is and brokers are not."""
    written = (
        config.explicit("security.protocol") is not None and config.explicit("bootstrap.servers") is None
    )
    if security_protocol(config) == "PLAINTEXT" and (written or off_host(config)):
        yield config.problem(
            "security.protocol" if config.explicit("security.protocol") else "bootstrap.servers",
            "security.protocol is PLAINTEXT: traffic to these brokers can be read and modified in transit, "
            "and the client has no identity for ACLs",
        )

"""BRK006: the broker has fewer threads for requests than Kafka gives by default."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.servers import runs_broker
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_DEFAULTS = {"num.network.threads": 3, "num.io.threads": 8}


@rule(
    "BRK006",
    "threads-below-default",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.BROKER],
    summary="The broker has fewer request threads than Kafka's defaults.",
    why=(
        "num.network.threads read from and write to sockets (per listener), num.io.threads process "
        "requests. The defaults of 3 and 8 suit small machines; on larger ones they should follow the "
        "number of cores, so that cores are not idle while RequestHandlerAvgIdlePercent falls to 0. Fewer "
        "threads than the default are too few on any server."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#brokerconfigs_num.io.threads",
        "https://kafka.apache.org/documentation/#brokerconfigs_num.network.threads",
        "https://docs.aws.amazon.com/msk/latest/developerguide/msk-default-configuration.html",
    ],
    bad="node.id=1\nnum.io.threads=2",
    good="node.id=1\nnum.io.threads=16",
)
def threads_below_default(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at what is written; the number of cores is not known here."""
    if not runs_broker(config):
        return
    for key, default in _DEFAULTS.items():
        setting, threads = config.explicit(key), config.integer(key)
        if setting is not None and threads is not None and 0 < threads < default:
            yield config.problem(
                setting,
                f"{key}={threads} is less than the default of {default}: requests wait for a thread while "
                "the cores are idle; use the default or the number of cores",
                fix=config.fix_set(key, str(default)),
            )

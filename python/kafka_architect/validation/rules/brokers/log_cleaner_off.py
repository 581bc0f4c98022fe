"""BRK013: the log cleaner is off: no topic is compacted, whatever its policy says."""

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


@rule(
    "BRK013",
    "log-cleaner-off",
    severity=Severity.ERROR,
    verdict=Verdict.DIFFERS,
    roles=[Role.BROKER],
    profile="dev",
    summary="The log cleaner is disabled: topics with cleanup.policy=compact are not compacted.",
    why=(
        "cleanup.policy=compact then has no effect. The offsets of consumer groups and the states of "
        "transactions are kept in compacted topics, so __consumer_offsets grows without limit, and a group "
        "coordinator that starts reads all of it: its consumers do not work for minutes. The setting is "
        "deprecated since 4.1 and removed in 5.0."
    ),
    sources=[
        "KIP-1148",
        "https://kafka.apache.org/documentation/#brokerconfigs_log.cleaner.enable",
    ],
    bad="node.id=1\nlog.cleaner.enable=false",
    good="node.id=1",
)
def log_cleaner_off(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at what is written: the default is true."""
    setting = config.explicit("log.cleaner.enable")
    if setting is not None and config.boolean("log.cleaner.enable") is False and runs_broker(config):
        yield config.problem(
            setting,
            "log.cleaner.enable=false: compacted topics are not compacted, and __consumer_offsets grows "
            "without limit; remove the line",
            fix=config.fix_remove(setting),
        )

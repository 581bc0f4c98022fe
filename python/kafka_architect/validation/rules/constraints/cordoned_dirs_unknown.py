"""CST028: cordoned.log.dirs names a directory that is not in log.dirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CST028",
    "cordoned-dirs-unknown",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.BROKER, Role.CONTROLLER],
    since=(4, 3),
    profile="dev",
    summary="cordoned.log.dirs contains a directory that is not in log.dirs.",
    why=(
        "A cordoned directory accepts no new replicas; it must be one of log.dirs (or log.dir), or a single "
        "* for all of them. Otherwise the broker does not start."
    ),
    sources=["KIP-1066", "kafka.server.KafkaConfig.validateCordonedLogDirs"],
    bad="process.roles=broker\nlog.dirs=/data/a,/data/b\ncordoned.log.dirs=/data/c",
    good="process.roles=broker\nlog.dirs=/data/a,/data/b\ncordoned.log.dirs=/data/b",
)
def cordoned_dirs_unknown(config: EffectiveConfig) -> Iterator[Problem]:
    """Only brokers have logs of topics."""
    key, roles = "cordoned.log.dirs", config.items("process.roles")
    cordoned = config.items(key)
    if not cordoned or (roles and "broker" not in roles):
        return
    if "*" in cordoned:
        if len(cordoned) > 1:
            yield config.problem(
                key,
                (
                    f"{key} combines * with directories: the broker does not start; use * only, for all of "
                    "them"
                ),
            )
        return
    dirs_key = "log.dirs" if config.explicit("log.dirs") is not None else "log.dir"
    known = config.items(dirs_key)
    absent = [one for one in cordoned if known is not None and one not in known]
    if absent and (config.complete or config.explicit(dirs_key) is not None):
        yield config.problem(
            key, f"{key} has {', '.join(absent)}, which is not in {dirs_key}: the broker does not start"
        )

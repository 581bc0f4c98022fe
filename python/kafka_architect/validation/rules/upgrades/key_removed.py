"""UPG003: a key that this version no longer has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import EVERY_ROLE, Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.rules.upgrades.removed_keys import removed_keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.fix import Fix
    from kafka_architect.validation.rules.upgrades.removed_keys import RemovedKey


_OF_OTHER_RULES = frozenset(
    {
        "control.plane.listener.name",
        "broker.id.generation.enable",
        "reserved.broker.max.id",
        "inter.broker.protocol.version",
        "log.message.format.version",
    }
)
# The new key takes the old one's value as it is; others need another format or several keys.
_SAME_VALUE = frozenset(
    {
        "delegation.token.master.key", "topics.blacklist", "groups.blacklist", "config.properties.blacklist",
        "cache.max.bytes.buffering", "default.deserialization.exception.handler",
        "default.production.exception.handler",
    }
)  # fmt: skip


def _fix(config: EffectiveConfig, gone: RemovedKey) -> Fix | None:
    new = gone.replacement.keys if gone.replacement is not None else ()
    name = (
        gone.key.rpartition(".blacklist")[0] + ".blacklist" if gone.key.endswith(".blacklist") else gone.key
    )
    if len(new) == 1 and (name in _SAME_VALUE or gone.key in _SAME_VALUE):
        if config.explicit(new[0]) is not None:
            return config.fix_remove(gone.setting, safe=config.version_told)
        return config.fix_rename(gone.setting, gone.key.removesuffix(name) + new[0])
    return config.fix_remove(gone.setting, safe=config.version_told) if not new else None


@rule(
    "UPG003",
    "key-removed",
    severity=Severity.ERROR,
    verdict=Verdict.DIFFERS,
    each_setting=True,
    roles=[Role.BROKER, *sorted(EVERY_ROLE - {Role.BROKER, Role.TOPIC})],
    profile="dev",
    summary="A key was removed before this version: Kafka ignores it, and its value has no effect.",
    why=(
        "Kafka logs an unknown key and uses the default of its replacement. If only the name changed, the "
        "fix renames the key; if nothing reads it any more, the fix removes it."
    ),
    sources=[
        "ConfigDefs of Apache Kafka 3.9.2, 4.0.0, 4.1.1, 4.2.0, 4.3.1 compared",
        "https://kafka.apache.org/40/documentation.html#upgrade",
    ],
    bad="process.roles=broker,controller\nnode.id=1\ndelegation.token.master.key=changeit",
    good="process.roles=broker,controller\nnode.id=1\ndelegation.token.secret.key=changeit",
)
def key_removed(config: EffectiveConfig) -> Iterator[Problem]:
    """A key was removed before this version: Kafka ignores it, and its value has no effect."""
    for gone in removed_keys(config):
        if gone.key in _OF_OTHER_RULES or gone.key.startswith(("zookeeper.", "password.encoder.")):
            continue
        instead = f"; {gone.replacement}" if gone.replacement is not None else ""
        yield config.problem(
            gone.setting,
            f"{gone.key} was removed {gone.since}: it is ignored{instead}",
            fix=_fix(config, gone),
        )

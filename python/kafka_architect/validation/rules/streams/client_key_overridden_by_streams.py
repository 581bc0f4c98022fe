"""STR008: client keys that Streams replaces by its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


_PREFIXES = ("main.consumer.", "restore.consumer.", "global.consumer.", "consumer.", "producer.")
_ALWAYS = {"enable.auto.commit": "false", "allow.auto.create.topics": "false"}
_EXACTLY_ONCE = {
    "isolation.level": "read_committed",
    "enable.idempotence": "true",
    "transactional.id": "one made from application.id",
}


@rule(
    "STR008",
    "client-key-overridden-by-streams",
    severity=Severity.WARNING,
    verdict=Verdict.DIFFERS,
    roles=[Role.STREAMS],
    profile="dev",
    summary="A client key is set that Streams always overrides.",
    why=(
        "Streams commits offsets and creates its topics itself, so it overrides enable.auto.commit and "
        "allow.auto.create.topics; with exactly-once also isolation.level, enable.idempotence and "
        'transactional.id. It logs "Unexpected user-specified ... config" and continues.'
    ),
    sources=["kafka-streams, StreamsConfig.checkIfUnexpectedUserSpecifiedClientConfig, NON_CONFIGURABLE_*"],
    bad=(
        "application.id=orders-enricher\n"
        "bootstrap.servers=kafka-1:9092,kafka-2:9092\n"
        "state.dir=/var/lib/kafka-streams\n"
        "consumer.enable.auto.commit=true"
    ),
    good=(
        "application.id=orders-enricher\n"
        "bootstrap.servers=kafka-1:9092,kafka-2:9092\n"
        "state.dir=/var/lib/kafka-streams"
    ),
)
def client_key_overridden_by_streams(config: EffectiveConfig) -> Iterator[Problem]:
    """A client key is set that Streams always overrides."""
    guarantee = config.text("processing.guarantee") or ""
    for key, setting in config.settings.items():
        name = key.removeprefix(next((prefix for prefix in _PREFIXES if key.startswith(prefix)), ""))
        wanted = _ALWAYS.get(name)
        if wanted is None and guarantee.startswith("exactly_once"):
            wanted = _EXACTLY_ONCE.get(name)
        if wanted is None or not setting.resolved or (setting.value or "").strip().lower() == wanted:
            continue
        yield config.problem(
            setting,
            f"{key} is ignored: Streams always uses {wanted}",
            fix=config.fix_remove(setting, safe=True),
        )

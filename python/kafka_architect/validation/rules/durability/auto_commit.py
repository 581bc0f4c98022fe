"""DUR017: commits that do not follow the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import known_boolean
from kafka_architect.validation.knowledge.share_consumers import is_share_consumer
from kafka_architect.validation.knowledge.wording import duration
from kafka_architect.validation.role import EVERY_CLIENT, Client, Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


# Without a group these commit nothing, whatever is said (KafkaConsumer and AIOKafkaConsumer, group_id).
_PYTHON = (Client.KAFKA_PYTHON, Client.AIOKAFKA)


@rule(
    "DUR017",
    "auto-commit",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.CONSUMER],
    clients=EVERY_CLIENT,
    summary="Offsets are committed by a timer, not when the records are processed (enable.auto.commit).",
    why=(
        "Every auto.commit.interval.ms the consumer commits the offsets of the records it returned. A "
        "record that failed, or that another thread is still processing, counts as done; after a crash, up "
        "to five seconds of records are read again. With enable.auto.commit=false the application commits "
        "after processing, and controls what a restart repeats."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#consumerconfigs_enable.auto.commit",
        "clients/src/main/java/org/apache/kafka/clients/consumer/KafkaConsumer.java (Offset management)",
    ],
    bad="group.id=billing",
    good="group.id=billing\nenable.auto.commit=false",
)
def auto_commit(config: EffectiveConfig) -> Iterator[Problem]:
    """The default counts, where there is a group to commit for."""
    key = "enable.auto.commit"
    if not known_boolean(config, key) or is_share_consumer(config):
        return
    group = config.explicit("group.id")
    grouped = group is not None and config.text("group.id") != ""
    alone = config.client in _PYTHON or (config.client is Client.LIBRDKAFKA and config.complete)
    if not grouped and (config.explicit(key) is None or alone):
        return  # without a group the default turns false (ConsumerConfig.maybeOverrideEnableAutoCommit)
    if config.client is Client.LIBRDKAFKA and config.boolean("enable.auto.offset.store") is False:
        return  # the application says which offsets are done
    interval = config.integer("auto.commit.interval.ms")
    every = "in the background" if interval is None else f"every {duration(interval)}"
    default = "" if config.explicit(key) else " (the default)"
    yield config.problem(
        key,
        f"{key}=true{default}: offsets are committed {every}, whether or not the records are processed; set "
        "it to false and commit after processing",
        fix=config.fix_set(key, "false"),
    )

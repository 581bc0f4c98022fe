"""CST019: the log cleaner has no more than 1 MiB per thread, or no thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.wording import MIB, count
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CST019",
    "cleaner-buffer-too-small",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.BROKER, Role.CONTROLLER],
    profile="dev",
    summary="The log cleaner has no threads, or at most 1 MiB per thread.",
    why=(
        "log.cleaner.threads share log.cleaner.dedupe.buffer.size; each requires more than 1 MiB (the "
        "default is 128 MiB for one thread) for its map of keys. With less, or without threads, the server "
        "does not start."
    ),
    sources=["kafka.server.KafkaConfig.validateValues"],
    bad="process.roles=broker\nlog.cleaner.threads=200",
    good="process.roles=broker\nlog.cleaner.threads=4",
)
def cleaner_buffer_too_small(config: EffectiveConfig) -> Iterator[Problem]:
    """The division is that of whole numbers."""
    size_key, threads_key = "log.cleaner.dedupe.buffer.size", "log.cleaner.threads"
    size, threads = config.integer(size_key), config.integer(threads_key)
    if size is None or threads is None or threads < 0:
        return
    if threads == 0:
        yield config.problem(
            threads_key,
            f"{threads_key}=0: the server divides the buffer by it and does not start",
            fix=config.fix_set(threads_key, "1"),
        )
    elif size // threads <= MIB:
        yield config.problem(
            size_key if config.explicit(size_key) else threads_key,
            f"{size_key}={size} is {size // threads} bytes for each of {count(threads, 'thread')}, but each "
            f"requires more than {MIB}: the server does not start",
            fix=config.fix_set(size_key, str((MIB + 1) * threads)),
        )

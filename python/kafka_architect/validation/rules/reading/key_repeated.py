"""SYN002: a key is set twice, and one value is silently dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import EVERY_CLIENT, EVERY_ROLE
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.configuration import Repeat
    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_STRICT = (".yml", ".yaml", ".tf")


@rule(
    "SYN002",
    "key-repeated",
    severity=Severity.WARNING,
    verdict=Verdict.DIFFERS,
    roles=sorted(EVERY_ROLE),
    clients=EVERY_CLIENT,
    profile="dev",
    summary="A key is set twice: the last value wins, the other is silently dropped.",
    why=(
        "java.util.Properties, YAML readers and JSON parsers keep the last value. A reader who stops at the "
        "first occurrence sees the wrong one."
    ),
    sources=["java.util.Properties.load", "YAML 1.1, 3.2.1.3 (keys must be unique)"],
    bad="acks=all\nacks=1\nenable.idempotence=false",
    good="acks=all",
)
def key_repeated(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at what the dialect remembered."""
    for repeat in config.configuration.repeats:
        if repeat.dropped.span is None or repeat.kept.span is None:
            continue
        kept_line, _ = config.file.place(repeat.kept.span.start)
        equal = repeat.dropped.value == repeat.kept.value
        said = "the same value" if equal else f"another value, {repeat.kept.shown}, which wins"
        yield config.problem(
            repeat.dropped,
            f"{repeat.dropped.key} is set again on line {kept_line}, to {said}",
            fix=config.fix_remove(repeat.dropped, safe=equal or not _may_be_refused(repeat)),
        )


def _may_be_refused(repeat: Repeat) -> bool:
    """Whether the file's other readers refuse a repeated key, so that neither value is certainly meant.

    The last one wins in .properties, variables, JSON and Python; Compose, kubectl and Terraform refuse.
    """
    file = repeat.kept.file
    return file is not None and file.name.lower().endswith(_STRICT)

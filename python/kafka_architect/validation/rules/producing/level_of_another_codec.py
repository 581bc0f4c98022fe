"""PRD022: the level of a codec that is not used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.client_keys import known_text
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_CODECS = ("gzip", "lz4", "zstd")


@rule(
    "PRD022",
    "level-of-another-codec",
    severity=Severity.WARNING,
    verdict=Verdict.DIFFERS,
    roles=[Role.PRODUCER, Role.TOPIC],
    profile="dev",
    summary="A compression level is set for a codec other than compression.type.",
    why=(
        "compression.gzip.level, compression.lz4.level and compression.zstd.level (KIP-390, since 3.8) each "
        "apply to their own codec only. With another compression.type, or none, the level is accepted but "
        "has no effect. On a topic with compression.type=producer the broker does not recompress, so no "
        "level applies. A broker's levels are the defaults for topics that name a codec, so they are not "
        "reported."
    ),
    sources=[
        "https://cwiki.apache.org/confluence/display/KAFKA/KIP-390%3A+Support+Compression+Level",
        "https://kafka.apache.org/documentation/#producerconfigs_compression.zstd.level",
    ],
    bad="compression.type=lz4\ncompression.zstd.level=6",
    good="compression.type=zstd\ncompression.zstd.level=6",
)
def level_of_another_codec(config: EffectiveConfig) -> Iterator[Problem]:
    """A topic without a codec of its own has the broker's: nothing is said then."""
    if config.role is Role.TOPIC and config.explicit("compression.type") is None:
        return
    used = known_text(config, "compression.type")
    if used is not None and config.catalogue.refusal("compression.type", used) is not None:
        return  # VAL003 speaks of it, and which codec is meant is open
    for codec in _CODECS:
        setting = config.explicit(f"compression.{codec}.level")
        if setting is None or used is None or used == codec:
            continue
        yield config.problem(
            setting,
            f"{setting.key} has no effect: compression.type is {used}; set compression.type={codec}, or "
            "remove the level",
            fix=config.fix_remove(setting, safe=True),
        )

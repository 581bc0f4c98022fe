"""VAL014: a comment that states another duration or size than the value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation.configuration import Origin
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.comments import stated_quantities
from kafka_architect.validation.knowledge.wording import DAY, HOUR, MINUTE, SECOND, duration, size
from kafka_architect.validation.role import EVERY_ROLE, Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.configuration import Setting
    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.knowledge.comments import Quantity
    from kafka_architect.validation.source_file import SourceFile
    from kafka_architect.validation.system import System

_UNITS = {"ms": 1, "seconds": SECOND, "minutes": MINUTE, "hours": HOUR, "days": DAY}
_BYTES = re.compile(r".*\.bytes|batch\.size|buffer\.memory|max\.request\.size")
_WHOLE = re.compile(r"\d{1,18}")
_NEAR = 0.1  # 1000000000 ms are "about 12 days"


@system_rule(
    "VAL014",
    "comment-contradicts-value",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.BROKER, *sorted(EVERY_ROLE - {Role.BROKER, Role.CLUSTER})],
    profile="dev",
    summary="The comment about a setting states another duration or size than its value.",
    why=(
        "One of the two is wrong: a retention of 172800000 below `# keep for 1 day` keeps two days. Values "
        "in milliseconds and bytes are hard to read, so that the comment is believed and the value is not "
        "checked. Only short comments behind the setting or directly above it are compared, and those that "
        "speak of defaults, limits or alternatives are not."
    ),
    sources=["https://kafka.apache.org/documentation/#configuration"],
    bad="process.roles=broker\nnode.id=1\n# keep for 1 day\nlog.retention.ms=172800000",
    good="process.roles=broker\nnode.id=1\n# keep for 2 days\nlog.retention.ms=172800000",
)
def comment_contradicts_value(system: System) -> Iterator[Problem]:
    """Look at each setting once, however many configurations share it."""
    stated: dict[SourceFile, dict[int, Quantity]] = {}
    told: set[tuple[str, int]] = set()
    for config in system.configs:
        for setting in list(config.settings.values()):
            file = setting.file or config.file
            if setting.key_span is None or setting.origin not in (Origin.FILE, Origin.ENVIRONMENT):
                continue
            if file not in stated:
                stated[file] = stated_quantities(file)
            line = file.place(setting.key_span.start)[0] if stated[file] else 0
            quantity = stated[file].get(line)
            if quantity is None or (file.path, line) in told:
                continue
            told.add((file.path, line))
            yield from _compare(config, setting, quantity)


def _compare(config: EffectiveConfig, setting: Setting, quantity: Quantity) -> Iterator[Problem]:
    value = (setting.value or "").strip()
    if not setting.resolved or not _WHOLE.fullmatch(value) or int(value) == 0:
        return
    number, unit = int(value), setting.key.rpartition(".")[2]
    if unit in _UNITS and quantity.milliseconds is not None:
        meant, shown = [quantity.milliseconds], duration(number * _UNITS[unit])
        number *= _UNITS[unit]
    elif _BYTES.fullmatch(setting.key) and quantity.byte_counts:
        meant, shown = list(quantity.byte_counts), size(number)
    else:
        return
    if all(abs(number - one) > _NEAR * one for one in meant):
        yield config.problem(
            setting,
            f"{setting.key}={value} is {shown}, but its comment says {quantity.words}; correct the one that "
            "is wrong",
        )

"""STR003: state under /tmp, which is emptied at restarts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_EMPTIED = ("/tmp", "/var/tmp", "/dev/shm")  # noqa: S108 - what the rule looks for


@rule(
    "STR003",
    "state-in-tmp",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.STREAMS],
    summary="State is kept under /tmp, which does not survive a restart of the machine or container.",
    why=(
        "state.dir is /tmp/kafka-streams unless it is set. When the folder is gone, every store is "
        "restored from its changelog, and with exactly-once also after an unclean stop. Give it a disk "
        "of its own that is there again after a restart."
    ),
    sources=[
        "kafka-streams, StreamsConfig (state.dir, default java.io.tmpdir/kafka-streams)",
        "tmpfiles.d(5)",
    ],
    bad="application.id=orders-enricher\nstate.dir=/tmp/kafka-streams",
    good="application.id=orders-enricher\nstate.dir=/var/lib/kafka-streams",
)
def state_in_tmp(config: EffectiveConfig) -> Iterator[Problem]:
    """State is kept under /tmp, which does not survive a restart of the machine or container."""
    setting = config.explicit("state.dir")
    if setting is None:
        if config.complete:
            yield config.problem(
                "state.dir",
                "state.dir is not set: state lies in /tmp/kafka-streams (java.io.tmpdir) and is restored "
                "from the "
                "changelogs when that is emptied; name a folder on a lasting disk",
            )
    elif (config.text("state.dir") or "").startswith(_EMPTIED):
        yield config.problem(
            setting,
            f"{setting.shown} does not survive a restart: state would be restored from the changelogs "
            "each time",
        )

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
    summary="State is stored under /tmp, which does not survive a restart of the machine or container.",
    why=(
        "state.dir defaults to /tmp/kafka-streams. When the directory is lost, every store is restored from "
        "its changelog, and with exactly-once also after an unclean shutdown. Use a persistent disk that "
        "survives restarts."
    ),
    sources=[
        "kafka-streams, StreamsConfig (state.dir, default java.io.tmpdir/kafka-streams)",
        "tmpfiles.d(5)",
    ],
    bad="application.id=orders-enricher\nstate.dir=/tmp/kafka-streams",
    good="application.id=orders-enricher\nstate.dir=/var/lib/kafka-streams",
)
def state_in_tmp(config: EffectiveConfig) -> Iterator[Problem]:
    """State is stored under /tmp, which does not survive a restart of the machine or container."""
    setting = config.explicit("state.dir")
    if setting is None:
        if config.complete:
            yield config.problem(
                "state.dir",
                "state.dir is not set: state is stored in /tmp/kafka-streams (java.io.tmpdir) and is "
                "restored from the changelogs when that is emptied; use a directory on a persistent disk",
            )
    elif (config.text("state.dir") or "").startswith(_EMPTIED):
        yield config.problem(
            setting,
            f"{setting.shown} does not survive a restart: state is restored from the changelogs each time; "
            "use a directory on a persistent disk",
        )

"""CNT019: a standalone worker that keeps its offsets under /tmp."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_EMPTIED = ("/tmp/", "/var/tmp/", "/dev/shm/")  # noqa: S108 - what the rule looks for


@rule(
    "CNT019",
    "standalone-offsets-in-tmp",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.CONNECT_WORKER],
    summary="The standalone worker stores the positions of its sources under /tmp.",
    why=(
        "offset.storage.file.filename is a standalone worker's only record of its sources' positions. /tmp "
        "is emptied at a reboot and, on many systems, of files older than ten days: the sources then start "
        "again from the beginning."
    ),
    sources=[
        "connect-runtime, StandaloneConfig, FileOffsetBackingStore",
        "config/connect-standalone.properties (the example uses /tmp)",
        "tmpfiles.d(5)",
    ],
    bad="bootstrap.servers=kafka-1:9092\noffset.storage.file.filename=/tmp/connect.offsets",
    good=("bootstrap.servers=kafka-1:9092\noffset.storage.file.filename=/var/lib/connect/connect.offsets"),
)
def standalone_offsets_in_tmp(config: EffectiveConfig) -> Iterator[Problem]:
    """The standalone worker keeps the positions of its sources under /tmp."""
    path = config.text("offset.storage.file.filename")
    if path is not None and path.startswith(_EMPTIED):
        yield config.problem(
            "offset.storage.file.filename",
            f"{path} does not survive a reboot: all source connectors then start from the beginning; use a "
            "folder such as /var/lib/connect",
        )

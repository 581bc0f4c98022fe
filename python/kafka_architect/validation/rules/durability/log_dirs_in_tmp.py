"""DUR010: the log in a folder that the system empties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.servers import certain, known_text
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_FLEETING = ("/tmp", "/var/tmp", "/dev/shm", "/run")  # noqa: S108 - named, not used


@rule(
    "DUR010",
    "log-dirs-in-tmp",
    severity=Severity.ERROR,
    verdict=Verdict.ADVICE,
    roles=[Role.BROKER, Role.CONTROLLER],
    summary="Kafka stores its data under /tmp, or another directory that does not survive a restart.",
    why=(
        "log.dirs in the files that Kafka ships, and the default of log.dir, point below /tmp. Systems "
        "empty it at boot or after ten days (systemd-tmpfiles), /dev/shm is in memory, and in a container "
        "/tmp is removed with the container: all partitions of the broker, and a controller's metadata, are "
        "lost."
    ),
    sources=[
        "config/server.properties of Apache Kafka (log.dirs)",
        "https://kafka.apache.org/documentation/#brokerconfigs_log.dirs",
        "https://www.freedesktop.org/software/systemd/man/latest/tmpfiles.d.html",
    ],
    bad="log.dirs=/tmp/kraft-combined-logs",
    good="log.dirs=/var/lib/kafka/data",
)
def log_dirs_in_tmp(config: EffectiveConfig) -> Iterator[Problem]:
    """log.dirs, or log.dir where that is not set, and metadata.log.dir."""
    key = "log.dirs" if known_text(config, "log.dirs") else "log.dir"
    for name in (key, "metadata.log.dir"):
        if not certain(config, name) or (name == "log.dir" and not certain(config, "log.dirs")):
            continue
        folders = [folder for folder in config.items(name) or () if _fleeting(folder)]
        if folders:
            written = f"{name}={', '.join(folders)}"
            default = "" if config.explicit(name) else " (Kafka's default)"
            yield config.problem(
                name,
                f"{written}{default}: the data do not survive a restart of the machine or container; use a "
                "directory on a dedicated disk, such as /var/lib/kafka/data",
            )


def _fleeting(folder: str) -> bool:
    return any(folder == root or folder.startswith(f"{root}/") for root in _FLEETING)

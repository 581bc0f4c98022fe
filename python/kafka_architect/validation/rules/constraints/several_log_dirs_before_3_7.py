"""KRF007: several log directories, with a metadata version that does not know them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation.attributes import METADATA_VERSION
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule
from kafka_architect.validation.servers import uses_kraft

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "KRF007",
    "several-log-dirs-before-3-7",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.BROKER],
    profile="dev",
    summary="Several log directories, with a metadata version that does not know them.",
    why=(
        "In KRaft mode a broker with several log.dirs (JBOD) needs metadata version 3.7-IV2 or newer, "
        "since which the controllers know on which directory a replica lies (KIP-858). With an older "
        "one the broker does not start."
    ),
    dialect="kafka.yml",
    sources=["KIP-858", "kafka.server.KafkaConfig.validateWithMetadataVersion"],
    bad=(
        "apiVersion: kafka.strimzi.io/v1\n"
        "kind: Kafka\n"
        "metadata:\n"
        "  name: events\n"
        "spec:\n"
        "  kafka:\n"
        "    metadataVersion: 3.6-IV2\n"
        "    config:\n"
        "      log.dirs: /a,/b\n"
        ""
    ),
    good=(
        "apiVersion: kafka.strimzi.io/v1\n"
        "kind: Kafka\n"
        "metadata:\n"
        "  name: events\n"
        "spec:\n"
        "  kafka:\n"
        "    metadataVersion: 4.0-IV3\n"
        "    config:\n"
        "      log.dirs: /a,/b\n"
        ""
    ),
)
def several_log_dirs_before_3_7(config: EffectiveConfig) -> Iterator[Problem]:
    """A version without IV means the last of its release."""
    directories = [one for one in config.items("log.dirs") or () if one]
    found = re.match(r"(\d+)\.(\d+)(?:-IV(\d+))?", config.attribute_text(METADATA_VERSION) or "")
    if found is None or len(directories) < 2 or not uses_kraft(config):
        return
    version = int(found[1]), int(found[2]), int(found[3] or 99)
    if version < (3, 7, 2):
        yield config.problem(
            "log.dirs",
            f"{len(directories)} log.dirs with metadata version {found[0]}: the broker does not start "
            "before 3.7-IV2",
        )

"""KRF009: the metadata version is older than the software: the upgrade is not finished."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import SERVERS
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_VERSION = re.compile(r"(\d{1,9})\.(\d{1,9})")


@rule(
    "KRF009",
    "metadata-version-behind",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=sorted(SERVERS),
    summary="The metadata version is older than the software: the upgrade is not finalized.",
    why=(
        "New software runs with the old metadata version until it is raised, so that the upgrade can be "
        "rolled back. Until then features of the new version are disabled (ELR, KIP-848 groups, dynamic "
        "quorums), and a later release may no longer accept the old version: Kafka 4.0 requires at least "
        "3.3."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#upgrade",
        "https://strimzi.io/docs/operators/latest/deploying (metadataVersion)",
        "KIP-584",
    ],
    bad=(
        "apiVersion: kafka.strimzi.io/v1\n"
        "kind: Kafka\n"
        "metadata:\n"
        "  name: main\n"
        "spec:\n"
        "  kafka:\n"
        "    version: 4.1.0\n"
        "    metadataVersion: 3.9-IV0\n"
        "    listeners:\n"
        "      - name: tls\n"
        "        port: 9093\n"
        "        type: internal\n"
        "        tls: true\n"
        "---\n"
        "apiVersion: kafka.strimzi.io/v1\n"
        "kind: KafkaNodePool\n"
        "metadata:\n"
        "  name: brokers\n"
        "  labels:\n"
        "    strimzi.io/cluster: main\n"
        "spec:\n"
        "  replicas: 3\n"
        "  roles: [broker]\n"
        "  storage:\n"
        "    type: persistent-claim\n"
        "    size: 100Gi\n"
        ""
    ),
    good=(
        "apiVersion: kafka.strimzi.io/v1\n"
        "kind: Kafka\n"
        "metadata:\n"
        "  name: main\n"
        "spec:\n"
        "  kafka:\n"
        "    version: 4.1.0\n"
        "    metadataVersion: 4.1-IV1\n"
        "    listeners:\n"
        "      - name: tls\n"
        "        port: 9093\n"
        "        type: internal\n"
        "        tls: true\n"
        "---\n"
        "apiVersion: kafka.strimzi.io/v1\n"
        "kind: KafkaNodePool\n"
        "metadata:\n"
        "  name: brokers\n"
        "  labels:\n"
        "    strimzi.io/cluster: main\n"
        "spec:\n"
        "  replicas: 3\n"
        "  roles: [broker]\n"
        "  storage:\n"
        "    type: persistent-claim\n"
        "    size: 100Gi\n"
        ""
    ),
    dialect="kafka.yaml",
)
def metadata_version_behind(config: EffectiveConfig) -> Iterator[Problem]:
    """Compare what the file says of both."""
    metadata = _VERSION.match(config.attribute_text(attributes.METADATA_VERSION) or "")
    told = config.configuration.kafka_version
    software = _VERSION.match(told) if told else None
    if metadata is None or software is None:
        return
    running = (int(software[1]), int(software[2]))
    if (int(metadata[1]), int(metadata[2])) < running:
        yield config.problem(
            config.attribute(attributes.METADATA_VERSION),
            f"metadata version {metadata[0]} under Kafka {running[0]}.{running[1]}: the upgrade is not "
            "finalized, and features of the new version stay disabled; raise it once the upgrade has proved "
            "stable",
        )

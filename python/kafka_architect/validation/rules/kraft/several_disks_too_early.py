"""KRF007: several disks under a metadata version that knows one."""

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

_VERSION = re.compile(r"(\d{1,9})\.(\d{1,9})(?:-IV(\d{1,9}))?")
_FIRST = (3, 7, 2)
_FINAL = 99  # 3.7 without -IV is the last of the 3.7 ones


@rule(
    "KRF007",
    "several-disks-too-early",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=sorted(SERVERS),
    profile="dev",
    summary="Several log directories require metadata version 3.7-IV2 or later.",
    why=(
        "Since metadata version 3.7-IV2 KRaft tracks replica directories (KIP-858). Under an older metadata "
        "version a server with several log.dirs stops as soon as it has read the version, whatever the "
        "software version is, and Strimzi's operator rejects the cluster. Upgrade the metadata version "
        "first, then add the disks."
    ),
    sources=[
        "KIP-858",
        "kafka.server.KafkaConfig.validateWithMetadataVersion (before 4.2)",
        "org.apache.kafka.metadata.MetadataVersionConfigValidator",
        "https://github.com/strimzi/strimzi-kafka-operator/pull/11697",
    ],
    bad=(
        "apiVersion: kafka.strimzi.io/v1\n"
        "kind: Kafka\n"
        "metadata:\n"
        "  name: main\n"
        "spec:\n"
        "  kafka:\n"
        "    version: 4.1.0\n"
        "    metadataVersion: 3.6-IV2\n"
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
        "    type: jbod\n"
        "    volumes:\n"
        "      - {id: 0, type: persistent-claim, size: 100Gi}\n"
        "      - {id: 1, type: persistent-claim, size: 100Gi}\n"
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
        "    type: jbod\n"
        "    volumes:\n"
        "      - {id: 0, type: persistent-claim, size: 100Gi}\n"
        "      - {id: 1, type: persistent-claim, size: 100Gi}\n"
    ),
    dialect="kafka.yaml",
)
def several_disks_too_early(config: EffectiveConfig) -> Iterator[Problem]:
    """Only a file that tells the metadata version can be judged."""
    found = _VERSION.fullmatch(config.attribute_text(attributes.METADATA_VERSION) or "")
    directories = config.items("log.dirs") or ()
    if found is None or len(directories) < 2 or config.explicit("zookeeper.connect") is not None:
        return
    version = int(found[1]), int(found[2]), int(found[3]) if found[3] else _FINAL
    if version < _FIRST:
        yield config.problem(
            config.attribute(attributes.METADATA_VERSION),
            f"metadata version {found[0]} with {len(directories)} log directories: several require at least "
            "3.7-IV2: the server stops",
        )

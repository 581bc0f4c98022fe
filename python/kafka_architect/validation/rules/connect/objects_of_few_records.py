"""CNT029: a sink that writes an object or file for every few records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.wording import count
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem

_FLUSH = "flush.size"
_FEW = 1_000
_STORES = (
    "io.confluent.connect.s3.", "io.confluent.connect.gcs.", "io.confluent.connect.azure.blob.",
    "io.confluent.connect.azure.datalake.", "io.confluent.connect.hdfs", "io.confluent.connect.hdfs3.",
)  # fmt: skip


@rule(
    "CNT029",
    "objects-of-few-records",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.CONNECT_SINK],
    summary="flush.size below 1,000: the sink writes an object or file for every few records.",
    why=(
        "flush.size is the number of records in an object of S3, GCS, Azure or HDFS. Quick starts say 3, so "
        "that something appears at once; a topic with a thousand records per second then makes over three "
        "hundred objects each second. Every object is a request that is paid for, and query engines open "
        "each one. Use thousands of records, and rotate.schedule.interval.ms or rotate.interval.ms for "
        "topics with little traffic."
    ),
    sources=[
        "https://docs.confluent.io/kafka-connectors/s3-sink/current/configuration_options.html (flush.size)",
        "https://docs.aws.amazon.com/athena/latest/ug/performance-tuning-data-optimization-techniques.html",
    ],
    bad=("name=orders\nconnector.class=io.confluent.connect.s3.S3SinkConnector\ntopics=orders\nflush.size=3"),
    good=(
        "name=orders\nconnector.class=io.confluent.connect.s3.S3SinkConnector\ntopics=orders\n"
        "flush.size=10000\nrotate.schedule.interval.ms=600000"
    ),
)
def objects_of_few_records(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at the storage sinks that have the key."""
    setting, records = config.explicit(_FLUSH), config.integer(_FLUSH)
    if setting is None or records is None or not 0 < records < _FEW:
        return
    if (config.text("connector.class") or "").startswith(_STORES):
        yield config.problem(
            setting,
            f"flush.size={records}: an object for every {count(records, 'record')} of a partition; use "
            "10,000 or more, and rotate.schedule.interval.ms for topics with little traffic",
        )

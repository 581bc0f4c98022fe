"""CON010: consumer groups, and nothing that watches their lag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import system_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.system import System

_NONE = ("", "none", "false")
_STRIMZI = "strimzi"


@system_rule(
    "CON010",
    "nobody-watches-lag",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.BROKER, Role.CONSUMER],
    summary="The deployment runs brokers and consumer groups without any monitoring of consumer lag.",
    why=(
        "Lag, the number of records that a group has yet to read, is the first sign of a consumer that is "
        "stuck, slow or gone, and the last before retention deletes its unread records. Brokers do not "
        "report it: it requires an exporter (Kafka Exporter, which Strimzi deploys with spec.kafkaExporter, "
        "KMinion, Burrow, kafka-lag-exporter) or a monitoring product, and an alert."
    ),
    sources=[
        "https://kafka.apache.org/documentation/#monitoring",
        "https://strimzi.io/docs/operators/latest/deploying (Kafka Exporter)",
        "https://docs.aws.amazon.com/msk/latest/developerguide/consumer-lag.html",
    ],
    bad=(
        "--- docker-compose.yml\nservices:\n  kafka:\n    image: apache/kafka:4.3.1\n    environment:\n"
        "      KAFKA_NODE_ID: 1\n"
        "--- consumer.properties\ngroup.id=billing\n"
    ),
    good="--- consumer.properties\ngroup.id=billing\n",
    dialect="docker-compose.yml",
)
def nobody_watches_lag(system: System) -> Iterator[Problem]:
    """Only where the run shows a deployment whose exporter would stand beside the brokers.

    Elsewhere (other manifests, files of a client alone) it is installed by means that no file here shows.
    """
    if any(
        (config.attribute_text(attributes.LAG_MONITORING) or "").lower() not in _NONE
        for config in system.configs
    ):
        return
    deployed = any(
        server.configuration.dialect == _STRIMZI or server.attribute_text(attributes.RUNTIME) == "compose"
        for server in system.servers
    )
    groups = [consumer for consumer in system.consumers if consumer.text("group.id")]
    if deployed and groups:
        names = sorted({str(group.text("group.id")) for group in groups})
        yield groups[0].problem(
            "group.id",
            f"nothing in this deployment monitors the lag of {', '.join(names)}: a stuck consumer is "
            "noticed only when its users complain, or after retention has deleted its input; deploy an "
            "exporter and alert on it",
        )

"""CST015: default.api.timeout.ms is shorter than request.timeout.ms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CST015",
    "api-timeout-below-request-timeout",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.ADMIN],
    profile="dev",
    summary="default.api.timeout.ms is shorter than request.timeout.ms.",
    why=(
        "An admin client's call must have time for one request. Kafka rejects an explicit "
        "default.api.timeout.ms below request.timeout.ms (ConfigException); if it is not set, Kafka raises "
        "it."
    ),
    sources=["KIP-533", "org.apache.kafka.clients.admin.KafkaAdminClient.configureDefaultApiTimeoutMs"],
    bad="request.timeout.ms=90000\ndefault.api.timeout.ms=60000",
    good="request.timeout.ms=30000\ndefault.api.timeout.ms=60000",
)
def api_timeout_below_request_timeout(config: EffectiveConfig) -> Iterator[Problem]:
    """The default of request.timeout.ms (30000) counts."""
    key = "default.api.timeout.ms"
    api, request = config.integer(key), config.integer("request.timeout.ms")
    if config.explicit(key) is not None and api is not None and request is not None and api < request:
        yield config.problem(
            key,
            f"{key}={api} is shorter than request.timeout.ms={request}: the admin client fails to start "
            "(ConfigException)",
            fix=config.fix_set(key, str(request)),
        )

"""SEC027: everybody who reaches the worker's REST port may create connectors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.knowledge.listeners import hosts, is_loopback
from kafka_architect.validation.knowledge.servers import known_text, missing
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "SEC027",
    "connect-rest-open",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.CONNECT_WORKER],
    summary="Anyone who can reach the worker's REST port can create connectors.",
    why=(
        "Connect's REST API accepts unauthenticated requests. Anyone who can create a connector can read "
        "every file and topic that the worker can, send them anywhere, and override the worker's client "
        "settings (connector.client.config.override.policy has defaulted to All since 3.0). Bind it to the "
        "loopback address behind an authenticating proxy, or load an authenticating rest.extension.classes."
    ),
    sources=[
        "KIP-285",
        "https://kafka.apache.org/documentation/#connectconfigs_listeners",
        "https://kafka.apache.org/cve-list",
    ],
    bad="group.id=connect\noffset.storage.topic=connect-offsets\nlisteners=http://0.0.0.0:8083",
    good="group.id=connect\noffset.storage.topic=connect-offsets\nlisteners=http://127.0.0.1:8083",
)
def connect_rest_open(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at the listeners; the default is port 8083 on every address."""
    text = known_text(config, "listeners")
    if text is None or not missing(config, "rest.extension.classes"):
        return
    open_ones = [
        item.strip()
        for item in text.split(",")
        if item.strip().lower().startswith("http://") and not all(is_loopback(host) for host in hosts(item))
    ]
    if open_ones:
        yield config.problem(
            "listeners",
            f"{', '.join(open_ones)}: anyone who can reach this port can create connectors without "
            "authentication; bind it to 127.0.0.1 behind a proxy, or load a REST extension that "
            "authenticates",
        )

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
    summary="Everybody who reaches the worker's REST port may create connectors.",
    why=(
        "The REST interface of Connect asks nobody for a name. Who may post a connector may read every file "
        "and topic that the worker may, send them anywhere, and override the settings of its clients "
        "(connector.client.config.override.policy is All since 3.0). Bind it to the loopback address behind "
        "a proxy that authenticates, or load an authenticating rest.extension.classes."
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
            f"{', '.join(open_ones)}: whoever reaches this port may create connectors, without a name; bind "
            "it to 127.0.0.1 behind a proxy, or load a REST extension that authenticates",
        )

"""The source, checkpoint and heartbeat connectors of each flow, where they are configured one by one.

On a Connect cluster each is a connector by itself; Strimzi's KafkaMirrorMaker2 has them below a mirror, whose
source connector is read into the mirror. A dedicated MirrorMaker gives all three the same settings.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kafka_architect.validation.role import Role
from kafka_architect.validation.rules.mirroring.flows import flows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.configuration import Setting
    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.system import System

_CLASSES = {
    "org.apache.kafka.connect.mirror.MirrorSourceConnector": "source",
    "org.apache.kafka.connect.mirror.MirrorCheckpointConnector": "checkpoint",
    "org.apache.kafka.connect.mirror.MirrorHeartbeatConnector": "heartbeat",
}


@dataclass(frozen=True)
class FlowConnector:
    """A connector of a flow; its keys are behind `prefix`."""

    config: EffectiveConfig
    prefix: str = ""

    def written(self, key: str) -> Setting | None:
        """What somebody wrote."""
        return self.config.explicit(self.prefix + key)

    def value(self, key: str, default: str) -> str | None:
        """The value in force; None where it is only known later."""
        setting = self.written(key)
        if setting is None:
            return default
        return setting.value.strip() if setting.value is not None and setting.resolved else None


def flow_connectors(system: System) -> Iterator[tuple[str, dict[str, FlowConnector]]]:
    """Yield flows, A->B, with their connectors by kind; those alone that have a source connector."""
    yield from _on_connect(system)
    yield from _of_strimzi(system)


def _on_connect(system: System) -> Iterator[tuple[str, dict[str, FlowConnector]]]:
    found: dict[str, dict[str, FlowConnector]] = {}
    repeated: set[str] = set()
    for config in system.of(Role.CONNECT_SOURCE):
        kind = _CLASSES.get(config.text("connector.class") or "")
        source, target = config.text("source.cluster.alias"), config.text("target.cluster.alias")
        if kind is None or source is None or target is None or not config.complete:
            continue
        flow = f"{source}->{target}"
        connectors = found.setdefault(flow, {})
        if kind in connectors:
            repeated.add(flow)  # several versions of a flow: which go together is not known
        connectors[kind] = FlowConnector(config)
    for flow, connectors in found.items():
        if "source" in connectors and flow not in repeated:
            yield flow, connectors


def _of_strimzi(system: System) -> Iterator[tuple[str, dict[str, FlowConnector]]]:
    mirrors = [one for one in system.of(Role.MM2) if one.configuration.dialect == "strimzi"]
    by_place = {(one.file.path, one.configuration.name): one for one in mirrors}
    for mirror in mirrors:
        for flow in flows(mirror):
            connectors = {"source": FlowConnector(mirror, flow.prefix)}
            for kind in ("checkpoint", "heartbeat"):
                name = f"{mirror.configuration.name}: {kind} connector of {flow.name}"
                own = by_place.get((mirror.file.path, name))
                if own is not None:
                    connectors[kind] = FlowConnector(own, flow.prefix)
            yield flow.name, connectors

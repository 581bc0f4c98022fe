"""The flows of MirrorMaker: pairs of clusters for which it makes a worker."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kafka_architect.validation.effective import EffectiveConfig

_HEARTBEATS = "emit.heartbeats.enabled"


def flows(config: EffectiveConfig) -> tuple[tuple[str, str], ...]:
    """Source and target of each flow that is enabled or has heartbeats, as MirrorMakerConfig.clusterPairs."""
    clusters = dict.fromkeys(name for name in config.items("clusters") or () if name)
    everywhere = _is_true(config, _HEARTBEATS, default=True)
    return tuple(
        (source, target)
        for source, target in permutations(clusters, 2)
        if _is_true(config, f"{source}->{target}.enabled", default=False)
        or _is_true(config, f"{source}->{target}.{_HEARTBEATS}", default=everywhere)
    )


def _is_true(config: EffectiveConfig, key: str, *, default: bool) -> bool:
    """Boolean.parseBoolean of a value; a value that is only known later counts as true."""
    setting = config.explicit(key)
    if setting is None:
        return default
    return not setting.resolved or (setting.value or "").lower() == "true"

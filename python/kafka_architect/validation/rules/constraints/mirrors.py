"""The flows of MirrorMaker: pairs of clusters for which it makes a worker."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kafka_architect.validation.effective import EffectiveConfig

_MOST_CLUSTERS = 50
_HEARTBEATS = "emit.heartbeats.enabled"


def flows(config: EffectiveConfig) -> tuple[tuple[str, str], ...]:
    """Source and target of each flow that is enabled or has heartbeats, as MirrorMakerConfig.clusterPairs."""
    clusters = dict.fromkeys(name for name in config.items("clusters") or () if name)
    everywhere = _is_true(config, _HEARTBEATS, default=True)
    pairs: Iterable[tuple[str, str]] = permutations(clusters, 2)
    if len(clusters) > _MOST_CLUSTERS:  # each pair is a flow: those that nobody names are left out
        named = (key.split(".")[0].partition("->") for key in config.settings if "->" in key)
        written = dict.fromkeys((source, target) for source, _, target in named)
        pairs = (pair for pair in written if clusters.keys() >= set(pair))
    return tuple(
        (source, target)
        for source, target in pairs
        if _is_true(config, f"{source}->{target}.enabled", default=False)
        or _is_true(config, f"{source}->{target}.{_HEARTBEATS}", default=everywhere)
    )


def _is_true(config: EffectiveConfig, key: str, *, default: bool) -> bool:
    """Boolean.parseBoolean of a value; a value that is only known later counts as true."""
    setting = config.explicit(key)
    if setting is None:
        return default
    return not setting.resolved or (setting.value or "").lower() == "true"

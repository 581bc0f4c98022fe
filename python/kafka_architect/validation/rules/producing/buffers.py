"""buffer.memory beside batch.size: which of the two is at fault."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kafka_architect.validation.knowledge.wording import size

if TYPE_CHECKING:
    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.fix import Fix

FEW_BATCHES = 64
_USUAL_MEMORY = 33_554_432  # Kafka's default


class Cure(NamedTuple):
    """The key at fault, what to do in words, and a fix where there is one way."""

    key: str
    words: str
    fix: Fix | None


def buffer_or_batch(config: EffectiveConfig, memory: int, batch: int) -> Cure:
    """A buffer below the default is at fault where the default would do, else batch.size is.

    Memory for hundreds of huge batches would be gigabytes: what is too large is the batch.
    """
    if memory < _USUAL_MEMORY and _USUAL_MEMORY // batch >= FEW_BATCHES:
        fix = config.fix_set("buffer.memory", str(_USUAL_MEMORY))
        return Cure("buffer.memory", f"the default is {_USUAL_MEMORY} ({size(_USUAL_MEMORY)})", fix)
    most = max(memory, _USUAL_MEMORY) // FEW_BATCHES
    words = f"use a batch.size of at most {most}, or a buffer.memory of {FEW_BATCHES} batches or more"
    return Cure("batch.size" if config.explicit("batch.size") else "buffer.memory", words, None)

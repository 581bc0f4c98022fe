"""How many copies of a topic the brokers can hold that stand beside a client in its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.knowledge.wording import count
from kafka_architect.validation.role import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kafka_architect.validation.configuration import Configuration
    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.fix import Fix

WANTED = 3


def brokers_of(configurations: Iterable[Configuration]) -> int | None:
    """How many brokers the largest cluster of a file has; None where the file does not tell."""
    told = (
        one.attributes[attributes.BROKERS].value
        for one in configurations
        if one.role is Role.BROKER and attributes.BROKERS in one.attributes
    )
    return max(
        (int(number) for number in told if number is not None and number.isdecimal() and len(number) < 10),
        default=None,
    )


def more_copies(config: EffectiveConfig, key: str, replicas: int) -> tuple[str, Fix | None]:
    """What to do about a topic with `replicas` copies, in words and as a fix of `key`.

    More copies than there are brokers would keep the topic from being created at all.
    """
    brokers = config.brokers_beside
    possible = WANTED if brokers is None else min(WANTED, brokers)
    if replicas >= possible:
        return f"{count(brokers or 0, 'broker')} cannot hold {WANTED} copies: add brokers", None
    return f"use {possible}", config.fix_set(key, str(possible))

"""Steps of client quotas: what a principal may send and receive per broker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.applying.step import SetQuotas, Standing, Step
from kafka_architect.designs.difference.change import Change, Risk
from kafka_architect.designs.platforms import PLATFORMS_WITHOUT_QUOTAS
from kafka_architect.designs.writing.words import stored

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.client import Quota
    from kafka_architect.designs.model.design import Design
    from kafka_architect.snapshot.model import Snapshot


def quota_steps(design: Design, snapshot: Snapshot) -> Iterator[Step]:
    """A step for each principal of which a quota differs."""
    if design.platform.kind in PLATFORMS_WITHOUT_QUOTAS:
        return
    running = {_user(one.entity): one.values for one in snapshot.quotas if set(one.entity) == {"user"}}
    unread = next((one.why for one in snapshot.unavailable if one.what == "quotas"), None)
    for quota in design.quotas:
        user = quota.principal.removeprefix("User:")
        now = running.get(user, {})
        wanted = {key: value for key, value in quota_values(quota).items() if now.get(key) != value}
        if wanted:
            yield Step(
                kind="set-quotas",
                subject=quota.principal,
                changes=tuple(_change(quota.principal, key, now.get(key), wanted[key]) for key in wanted),
                action=SetQuotas(user=user, values=wanted),
                standing=Standing.READY if unread is None else Standing.UNAVAILABLE,
                why="" if unread is None else f"Quotas cannot be read: {unread}.",
            )


def quota_values(quota: Quota) -> dict[str, float]:
    """The quotas by Kafka's names, in bytes/s per broker."""
    figures = (
        ("producer_byte_rate", quota.producer_bytes_per_s),
        ("consumer_byte_rate", quota.consumer_bytes_per_s),
    )
    return {key: float(int(figure)) for key, figure in figures if figure is not None}


def _change(principal: str, key: str, before: float | None, after: float) -> Change:
    return Change(
        subject=principal,
        kind="quota",
        risk=Risk.REVERSIBLE,
        what=key,
        before=None if before is None else _text(before),
        after=_text(after),
        because="The broker throttles clients of the principal at the new rate.",
    )


def _text(bytes_per_s: float) -> str:
    return f"{bytes_per_s:.0f} ({stored(bytes_per_s)}/s per broker)"


def _user(entity: dict[str, str | None]) -> str | None:
    """The user; None for the default of all users, which no principal is."""
    return entity["user"]

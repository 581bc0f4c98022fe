"""Steps of groups: the configurations that brokers keep of them (Kafka 4.0 and later)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.applying.step import Configure, Standing, Step
from kafka_architect.designs.difference.change import Change, Risk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.design import Design
    from kafka_architect.snapshot.model import Snapshot


def group_steps(design: Design, snapshot: Snapshot) -> Iterator[Step]:
    """A step for each group of which a value differs; a group need not have members yet."""
    running = {one.name: one.config for one in snapshot.groups}
    unread = next((one.why for one in snapshot.unavailable if one.what == "group configurations"), None)
    for group in design.groups.values():
        now = running.get(group.name, {})
        changes = tuple(
            Change(
                subject=group.name,
                kind="group-setting",
                risk=Risk.REVERSIBLE,
                what=one.key,
                before=now[one.key].value if one.key in now else None,
                after=one.value,
                because="Brokers use it at once; members need no restart.",
            )
            for one in group.settings
            if one.key not in now or now[one.key].value != one.value
        )
        if changes:
            yield Step(
                kind="configure-group",
                subject=group.name,
                changes=changes,
                action=Configure(
                    resource="group",
                    name=group.name,
                    settings={one.what: one.after or "" for one in changes},
                ),
                standing=Standing.READY if unread is None else Standing.UNAVAILABLE,
                why=""
                if unread is None
                else f"Configurations of groups cannot be read "
                f"({unread.split(':')[0]}): they require Kafka 4.0, and DescribeConfigs on the group.",
            )

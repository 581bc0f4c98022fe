"""ConsumerGroup: who reads a topic, how much of it, and whether from disk."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from kafka_architect.errors import InputError
from kafka_architect.short_repr import short_repr
from kafka_architect.sizing import inputs
from kafka_architect.sizing.named import known


@short_repr
@dataclass(frozen=True, slots=True, kw_only=True)
class ConsumerGroup:
    """A consumer group of a topic.

    Attributes:
        name: The group's name (group.id).
        share: Share of the topic's bytes that it fetches; 1 for a group that reads everything.
        old_data: Whether it always reads data that has left the page cache, from disk.
        consumers: Members of the group.

    Examples:
        >>> search = ka.ConsumerGroup(name="search", share=0.5)
        >>> ka.TopicLoad(name="orders", rate=500, retention="7d", groups=[search]).groups[0].share
        0.5
    """

    name: str
    share: float = 1.0
    old_data: bool = False
    consumers: float = 4.0

    def __post_init__(self) -> None:
        name: object = self.name
        if not isinstance(name, str) or not name:
            raise InputError(f"group name: expected a string, found {name!r}")
        of = f"group {self.name}"
        share = inputs.at_least(0)(self.share, f"{of}: share")
        object.__setattr__(self, "share", share)
        object.__setattr__(self, "old_data", inputs.yes_or_no(self.old_data, f"{of}: old_data"))
        object.__setattr__(self, "consumers", inputs.at_least(0)(self.consumers, f"{of}: consumers"))

    def to_dict(self) -> dict[str, Any]:
        """The group as JSON-ready values."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


def group_list(value: Any, name: str) -> tuple[ConsumerGroup, ...]:
    """The groups of a topic, as ConsumerGroup or as mappings with its fields."""
    if isinstance(value, (str, bytes)) or not hasattr(value, "__iter__"):
        raise InputError(f"{name}: expected a list of groups, found {value!r}")
    found = []
    for one in value:
        if isinstance(one, dict):
            named = {str(key).replace("-", "_"): item for key, item in one.items()}
            values = known(named, [field.name for field in fields(ConsumerGroup)], "a group")
            if "name" not in values:
                raise InputError(f"{name}: a group requires a name, found {one!r}")
            found.append(ConsumerGroup(**values))
        elif isinstance(one, ConsumerGroup):
            found.append(one)
        else:
            raise InputError(f"{name}: expected a ConsumerGroup or its fields, found {one!r}")
    return tuple(found)

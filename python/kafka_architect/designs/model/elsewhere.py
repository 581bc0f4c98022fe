"""What differs in another environment of the same specification."""

from __future__ import annotations

from dataclasses import dataclass, field

from kafka_architect.short_repr import short_repr


@short_repr
@dataclass(frozen=True, slots=True, kw_only=True)
class TopicElsewhere:
    """A topic in another environment: what differs there; None and nothing is the same.

    Attributes:
        settings: configurations with another value there.
    """

    partitions: int | None = None
    replication_factor: int | None = None
    settings: dict[str, str] = field(default_factory=dict)

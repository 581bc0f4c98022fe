"""Who sends and receives what: topics by application, in the order of the topics."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kafka_architect.designs.model.topic import Topic


class Ends(NamedTuple):
    """Topics by the name of the application that sends or receives them."""

    sent: Mapping[str, list[Topic]]
    received: Mapping[str, list[Topic]]


def ends(topics: Iterable[Topic], applications: Iterable[str]) -> Ends:
    """Both indexes; every application is there, if only with an empty list."""
    names = list(applications)
    sent: dict[str, list[Topic]] = {name: [] for name in names}
    received: dict[str, list[Topic]] = {name: [] for name in names}
    for topic in topics:
        for name in topic.senders:
            sent[name].append(topic)
        for name in topic.receivers:
            received[name].append(topic)
    return Ends(sent, received)

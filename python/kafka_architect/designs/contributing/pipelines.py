"""The ends of a pipeline: connectors as applications, their settings, the dead letters of sinks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from kafka_architect.designs.contributing.contribution import TopicDraft
from kafka_architect.designs.contributing.needs import kept
from kafka_architect.designs.model.moving import Connector
from kafka_architect.designs.model.topic import Header, Kind, Load, Setting
from kafka_architect.designs.specification import model as specification
from kafka_architect.designs.specification.landscape import Application

if TYPE_CHECKING:
    from collections.abc import Mapping

_KEPT_S: Final = 14 * 86_400.0
# errors.deadletterqueue.context.headers.enable
_HEADERS: Final = (
    ("__connect.errors.topic", "the topic of the record"),
    ("__connect.errors.partition", "its partition"),
    ("__connect.errors.offset", "its offset"),
    ("__connect.errors.exception.message", "why it was put aside"),
)


class End(Protocol):
    """What an option says of a connector."""

    @property
    def plugin(self) -> str:
        """Its class."""

    @property
    def settings(self) -> Mapping[str, str | int | float | bool]:
        """What the specification sets."""


class Sink(End, Protocol):
    """A connector that takes records out."""

    @property
    def tasks(self) -> int:
        """How many load at the same time."""


def source_end(name: str, owner: str) -> Application:
    """The application of a source connector."""
    return _application(name, owner, f"Brings records in: the connector {name}.")


def sink_end(name: str, owner: str) -> Application:
    """The application of a sink connector; Connect calls its group connect-NAME."""
    return _application(name, owner, f"Takes records out: the connector {name}.")


def source_of(one: Application, end: End, topics: tuple[str, ...], made_by: str) -> Connector:
    """A source connector; one task, as most sources have one log or one table list."""
    return Connector(
        name=one.name,
        service=one.name,
        plugin=end.plugin,
        direction="source",
        topics=topics,
        tasks_max=1,
        settings=_stated(end),
        made_by=made_by,
    )


def sink_of(one: Application, end: Sink, topics: tuple[str, ...], made_by: str) -> Connector:
    """A sink connector with as many tasks as consumers are wanted."""
    return Connector(
        name=one.name,
        service=one.name,
        plugin=end.plugin,
        direction="sink",
        topics=topics,
        tasks_max=end.tasks,
        settings=_stated(end),
        made_by=made_by,
    )


def dead_letters(one: Application, loaded: TopicDraft, made_by: str, use: str) -> TopicDraft:
    """NAME.dlq, which Connect fills with what the sink could not convert or store."""
    return TopicDraft(
        name=f"{one.name}.dlq",
        kind=Kind.DEAD_LETTER,
        made_by=made_by,
        use=use,
        stream=loaded.stream,
        description=f"Records of {loaded.name} that {one.name} could not load.",
        owner=one.owner,
        key=loaded.key,
        messages=loaded.messages,
        headers=tuple(Header(name=name, because=because) for name, because in _HEADERS),
        load=Load(message_bytes=loaded.load.message_bytes),
        follows=loaded.name,
        retention=(
            kept("dead_letters", _KEPT_S, "time to repair and load them again (this project's choice)"),
        ),
        classification=loaded.classification,
        group=one.group,
        senders=(one.name,),
    )


def _application(name: str, owner: str, description: str) -> Application:
    return Application(
        name=name,
        group=f"connect-{name}",
        principal=f"User:{name}",
        owner=owner,
        client="kafka-connect",
        service=specification.Service(description=description),
        sends=(),
        receives=(),
    )


def _stated(end: End) -> tuple[Setting, ...]:
    return tuple(
        Setting(
            key=key,
            value=str(value).lower() if isinstance(value, bool) else str(value),
            because="the specification",
            stated=True,
        )
        for key, value in end.settings.items()
    )

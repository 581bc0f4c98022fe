"""eventcatalog: a folder of EventCatalog: services, channels, events and commands, who owns them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kafka_architect.designs.emitters import Emitter
from kafka_architect.designs.model.topic import Kind, Message
from kafka_architect.designs.writing.markdown_text import code, plain, table
from kafka_architect.designs.writing.mermaid import sequence
from kafka_architect.designs.writing.paths import file_name
from kafka_architect.designs.writing.words import milliseconds
from kafka_architect.designs.writing.yaml_text import yaml_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kafka_architect.designs.model.client import Service
    from kafka_architect.designs.model.design import Design
    from kafka_architect.designs.model.promise import Decision
    from kafka_architect.designs.model.topic import Topic

_VERSION: Final = "1.0.0"
_QUIET: Final = frozenset({Kind.RETRY, Kind.DEAD_LETTER, Kind.INTERNAL})
# A command asks a service to act; everything else tells what is so.
_FOLDERS: Final = {Kind.COMMANDS: "commands"}


def _emit(design: Design) -> dict[str, str]:
    topics = [one for one in design.topics.values() if one.kind not in _QUIET]
    if not topics:
        return {}
    texts = {_path("domains", design.name): _domain(design)}
    texts |= {_path("services", one.name): _service(one, design) for one in design.services.values()}
    texts |= {_path("channels", one.name): _channel(one) for one in topics}
    for topic in topics:
        for message in _messages(topic):
            texts[_path(_FOLDERS.get(topic.kind, "events"), message.name)] = _message(message, topic)
    texts |= {
        _path("teams", owner, "md"): _page({"id": file_name(owner), "name": owner}, [])
        for owner in dict.fromkeys(
            [*(one.owner for one in topics), *(one.owner for one in design.services.values())]
        )
        if owner
    }
    return texts


def _path(kind: str, name: str, ending: str = "") -> str:
    folder = f"eventcatalog/{kind}/{file_name(name)}"
    return f"{folder}.{ending}" if ending else f"{folder}/index.mdx"


def _page(front: dict[str, Any], body: Iterable[str]) -> str:
    text = "\n".join(body).strip("\n")
    return f"---\n{yaml_text(front)}---\n" + (f"\n{text}\n" if text else "")


def _front(name: str, summary: str, owner: str) -> dict[str, Any]:
    return {
        "id": file_name(name),
        "name": name,
        "version": _VERSION,
        **({"summary": summary} if summary else {}),
        **({"owners": [file_name(owner)]} if owner else {}),
    }


def _messages(topic: Topic) -> tuple[Message, ...]:
    return topic.messages or (Message(name=topic.name),)


def _domain(design: Design) -> str:
    front = _front(design.name, design.description, "")
    front["services"] = [{"id": file_name(one)} for one in design.services]
    return _page(front, ["<NodeGraph />", "", *_flows(design.decisions)])


def _flows(decisions: Iterable[Decision]) -> Iterator[str]:
    for one in decisions:
        if one.steps:
            yield from (f"## {_mdx(one.title)}", "", "```mermaid", sequence(one).rstrip("\n"), "```", "")


def _service(service: Service, design: Design) -> str:
    front = _front(service.name, service.description, service.owner)
    for key, end, names in (("sends", "to", service.sends), ("receives", "from", service.receives)):
        used = [design.topics[one] for one in names if design.topics[one].kind not in _QUIET]
        messages = [
            {"id": file_name(message.name), end: [{"id": file_name(topic.name)}]}
            for topic in used
            for message in _messages(topic)
        ]
        if messages:
            front[key] = messages
    groups = [one for one in design.groups.values() if one.service == service.name]
    rows = [(_name(one.name), ", ".join(_name(topic) for topic in one.topics)) for one in groups]
    return _page(front, ["<NodeGraph />", "", *table(("Consumer group", "Topics"), rows)])


def _channel(topic: Topic) -> str:
    front = _front(topic.name, topic.description, topic.owner)
    front |= {"address": topic.name, "protocols": ["kafka"]}
    kept = "latest of each key" if topic.retention_ms is None else milliseconds(topic.retention_ms.value)
    rows = [
        ("Key", _mdx(" + ".join(topic.key)) or "none"),
        ("Partitions", f"{topic.partitions.value:.0f}"),
        ("Replicas", f"{topic.replication_factor.value:.0f}"),
        ("Retention", kept),
        ("Classification", topic.classification),
    ]
    return _page(front, ["<ChannelInformation />", "", *table(("Kafka", ""), rows)])


def _message(message: Message, topic: Topic) -> str:
    front = _front(message.name, message.description, topic.owner)
    front["channels"] = [{"id": file_name(topic.name)}]
    rows = [(_name(name), _mdx(kind)) for name, kind in (message.fields or {}).items()]
    return _page(front, ["<NodeGraph />", "", *table(("Field", "Type"), rows)])


def _mdx(text: str) -> str:
    """Markdown in which nothing is JSX: braces open an expression there."""
    return plain(text).replace("{", "\\{").replace("}", "\\}")


def _name(text: str) -> str:
    return code(text) if "`" not in text else _mdx(text)


EMITTER = Emitter("eventcatalog", "A folder of EventCatalog: services, channels, messages.", _emit)

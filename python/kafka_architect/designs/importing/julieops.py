"""julieops: JulieOps' topologies (formerly Kafka Topology Builder) and their plans.

Topics are named as its defaults do: context, further fields, project, name and data type, joined by points.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kafka_architect.designs.importing.collecting import Found
from kafka_architect.designs.importing.source import text_of

if TYPE_CHECKING:
    from kafka_architect.designs.importing.imported import Imported
    from kafka_architect.designs.importing.source import Source
    from kafka_architect.documents import Document

NAME = "julieops"
_NO_PREFIX: Final = frozenset({"context", "projects", "platform", "special_topics"})
_COUNTS: Final = {"num.partitions": "partitions", "replication.factor": "replication_factor"}
_USES: Final = (("producers", "sends"), ("consumers", "receives"))
Keys = tuple[str | int, ...]


def recognises(source: Source) -> bool:
    """By context and projects, or a file of plans."""
    return source.has("context", "projects") or any(
        set(one.value) == {"plans"} and isinstance(one.value["plans"], dict) for one in source.mappings
    )


def read(sources: list[Source]) -> Imported:
    """Every topic of every project, with its plan, and who produces and consumes it."""
    found = Found(format=NAME)
    documents = [one for source in sources for one in source.mappings]
    plans: dict[str, dict[str, Any]] = {}
    for one in documents:
        if "plans" in one.value:
            plans |= _mapping(one, one.value["plans"], ("plans",))
    for one in documents:
        if "projects" in one.value:
            _Topology(found, one, plans).read()
    return found.imported()


class _Topology:
    """One topology while it is read."""

    def __init__(self, found: Found, document: Document, plans: dict[str, dict[str, Any]]) -> None:
        self._found, self._document, self._plans = found, document, plans
        value = document.value
        fields = [key for key in value if key not in _NO_PREFIX]
        self._prefix = [text_of(value[key]) or "" for key in ("context", *fields)]
        found.name = found.name or self._prefix[0]

    def read(self) -> None:
        """Every project."""
        for index, project in enumerate(self._list(self._document.value["projects"], ("projects",))):
            path: Keys = ("projects", index)
            values = _mapping(self._document, project, path)
            name = text_of(values.get("name")) or ""
            if not name:
                self._document.refuse("expected a name of the project", *path)
            topics: dict[str, str] = {}
            for place, topic in enumerate(self._list(values.get("topics"), (*path, "topics"))):
                own = (*path, "topics", place)
                full = self._topic(_mapping(self._document, topic, own), [*self._prefix, name], own)
                if full is not None:
                    topics[str(topic["name"])] = full
            self._uses(values, list(topics.values()), path)
            self._streams(values, topics, path)
        for index, topic in enumerate(
            self._list(self._document.value.get("special_topics"), ("special_topics",))
        ):
            path = ("special_topics", index)
            self._topic(_mapping(self._document, topic, path), [], path)

    def _topic(self, topic: dict[str, Any], prefix: list[str], path: Keys) -> str | None:
        name = text_of(topic.get("name"))
        if not name:
            self._document.refuse("expected a name of the topic", *path)
        where = self._document.where(*path)
        kind = text_of(topic.get("dataType"))
        full = ".".join([*prefix, name, *([kind] if kind and prefix else [])])
        self._found.topic(full, where)
        config = _mapping(self._document, topic.get("config") or {}, (*path, "config"))
        plan = text_of(topic.get("plan"))
        complete = plan is None or plan in self._plans
        if plan is not None and not complete:
            self._found.ask(full, f"What is in the plan {plan!r}?", f"topics.{full}.config")
        planned = self._plans.get(plan or "", {})
        # What the topic says itself wins over its plan.
        for key, value in {**_mapping(self._document, planned.get("config") or {}, path), **config}.items():
            text = text_of(value)
            if key in _COUNTS:
                self._found.count(full, _COUNTS[key], text, where)
            elif text is None:
                self._found.ask(full, f"What is {key}?", f"topics.{full}.config")
                complete = False
            else:
                self._found.setting(full, str(key), text, where)
        if complete:
            self._found.complete.add(full)
        self._uses(topic, [full], path)
        return full

    def _uses(self, values: dict[str, Any], topics: list[str], path: Keys) -> None:
        """Producers and consumers of a project use all of its topics, those of a topic that one."""
        for key, direction in _USES:
            for index, one in enumerate(self._list(values.get(key), (*path, key))):
                principal = text_of(_mapping(self._document, one, (*path, key, index)).get("principal"))
                if not principal:
                    continue
                service = principal.removeprefix("User:")
                for topic in topics:
                    self._found.uses(service, direction, topic)
                known = self._found.service(service)
                known.setdefault("principal", principal)
                group = text_of(one.get("group"))
                if direction == "receives" and group and group not in {"*", service}:
                    known.setdefault("group", group)

    def _streams(self, values: dict[str, Any], topics: dict[str, str], path: Keys) -> None:
        """Kafka Streams applications and connectors name what they read and write."""
        for kind in ("streams", "connectors"):
            for index, one in enumerate(self._list(values.get(kind), (*path, kind))):
                here = (*path, kind, index)
                application = _mapping(self._document, one, here)
                principal = text_of(application.get("principal"))
                used = application.get("topics")
                if not principal or not isinstance(used, dict):
                    continue
                service = principal.removeprefix("User:")
                self._found.service(service).setdefault("principal", principal)
                for word, direction in (("read", "receives"), ("write", "sends")):
                    for name in self._list(used.get(word), (*here, "topics", word)):
                        topic = topics.get(str(name), str(name))
                        if topic in self._found.topics:
                            self._found.uses(service, direction, topic)
                        else:
                            where = self._document.where(*here)
                            self._found.left_out.append(
                                f"{where}: {principal} {word}s {name}, which no file has"
                            )

    def _list(self, value: Any, path: Keys) -> list[Any]:
        if value is None:
            return []
        if not isinstance(value, list):
            self._document.refuse("expected a list", *path)
        return value


def _mapping(document: Document, value: Any, path: Keys) -> dict[str, Any]:
    if not isinstance(value, dict):
        document.refuse("expected a mapping", *path)
    return value

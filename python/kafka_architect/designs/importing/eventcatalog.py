"""eventcatalog: a folder of an EventCatalog: channels, services, and the messages between them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kafka_architect.designs.importing.collecting import Found
from kafka_architect.designs.importing.source import read_source, text_of
from kafka_architect.documents import parse_document
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.importing.imported import Imported
    from kafka_architect.designs.importing.source import Source
    from kafka_architect.documents import Document

NAME = "eventcatalog"
_PAGES: Final = ("index.mdx", "index.md")
_MESSAGES: Final = ("events", "commands", "queries")
_SKIPPED: Final = frozenset({"node_modules", "versioned", "dist"})
_MOST_PAGES: Final = 20_000
_DIRECTIONS: Final = (("sends", "to"), ("receives", "from"))


@dataclass(frozen=True, slots=True)
class _Page:
    """The front matter of a page, and the folder of the kind it is in."""

    kind: str
    document: Document

    @property
    def name(self) -> str:
        return text_of(self.document.value.get("id")) or ""


def recognises(source: Source) -> bool:
    """By its configuration, or folders of channels, services or domains."""
    if not source.is_folder:
        return False
    return any(
        (source.path / one).exists()
        for one in ("eventcatalog.config.js", "eventcatalog.config.ts", "channels", "services", "domains")
    )


def read(sources: list[Source]) -> Imported:
    """Every channel of Kafka, with its messages, and who sends and receives them."""
    found = Found(format=NAME)
    for source in sources:
        pages = list(_pages(source.path))
        found.name = found.name or source.path.resolve().name
        channels = dict(_channels(found, pages))
        messages = {one.name: one for one in pages if one.kind in _MESSAGES}
        of_message = {
            key: _ids(one.document, one.document.value.get("channels")) for key, one in messages.items()
        }
        for one in pages:
            if one.kind == "services":
                _service(found, one, channels, messages, of_message)
    return found.imported()


def _pages(folder: Path) -> Iterator[_Page]:
    """The newest version of every page below a folder; links to elsewhere are not followed."""
    count = 0
    for here, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(one for one in folders if one not in _SKIPPED and not one.startswith("."))
        name = next((one for one in _PAGES if one in names), None)
        path = Path(here)
        if name is None or path == folder:
            continue
        count += 1
        if count > _MOST_PAGES:
            raise InputError(f"{folder}: more than {_MOST_PAGES:,} pages; name a part of the catalog")
        document = _front_matter(path / name)
        if document is not None:
            yield _Page(path.parent.name, document)


def _front_matter(path: Path) -> Document | None:
    """The YAML between the first two lines of `---`; None without it."""
    lines = read_source(path).text.split("\n")
    if not lines or lines[0].rstrip() != "---":
        return None
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        raise InputError(f"{path}:1: the front matter has no end: expected a line of ---")
    document = parse_document("\n" + "\n".join(lines[1:end]), name=str(path))
    if not isinstance(document.value, dict):
        document.refuse("expected a mapping as front matter")
    return document


def _channels(found: Found, pages: list[_Page]) -> Iterator[tuple[str, str]]:
    """Id -> topic, of the channels of Kafka; those that name no protocol may be."""
    for one in pages:
        if one.kind != "channels" or not one.name:
            continue
        value, where = one.document.value, one.document.where("id")
        protocols = value.get("protocols") or []
        address = text_of(value.get("address")) or one.name
        if (
            isinstance(protocols, list)
            and protocols
            and not any(str(p).startswith("kafka") for p in protocols)
        ):
            found.left_out.append(f"{where}: the channel {one.name} of {', '.join(map(str, protocols))}")
        elif "{" in address:
            found.ask(one.name, f"The address {address} has parameters: what are the topics?", "topics")
        else:
            topic = found.topic(address, where)
            summary = text_of(value.get("summary"))
            if summary:
                topic["description"] = summary.strip()[:10_000]
            owner = _owner(value)
            if owner:
                topic["owner"] = owner
            yield one.name, address


def _service(
    found: Found,
    page: _Page,
    channels: dict[str, str],
    messages: dict[str, _Page],
    of_message: dict[str, list[str]],
) -> None:
    value = page.document.value
    for direction, field in _DIRECTIONS:
        for index, one in enumerate(_list(page.document, value.get(direction), direction)):
            if not isinstance(one, dict) or not text_of(one.get("id")):
                page.document.refuse("expected an id of a message", direction, index)
            message = str(one["id"])
            ids = _ids(page.document, one.get(field)) or of_message.get(message, [])
            topics = [channels[one] for one in ids if one in channels]
            if not topics and messages.get(message) is not None and messages[message].kind != "queries":
                found.ask(
                    page.name,
                    f"By which channel does it {direction[:-1]} {message}?",
                    f"services.{page.name}.{direction}",
                )
            for topic in topics:
                found.uses(page.name, direction, topic)
                name = text_of(messages[message].document.value.get("name")) if message in messages else None
                of_topic = found.topic(topic, page.document.where(direction, index)).setdefault(
                    "messages", {}
                )
                of_topic.setdefault(name or message, {})
    owner = _owner(value)
    if page.name in found.services and owner:
        found.services[page.name].setdefault("owner", owner)


def _ids(document: Document, value: Any) -> list[str]:
    return [
        str(one["id"]) for one in _list(document, value, "channels") if isinstance(one, dict) and "id" in one
    ]


def _list(document: Document, value: Any, key: str) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list):
        document.refuse(f"{key}: expected a list", key)
    return value


def _owner(value: dict[str, Any]) -> str | None:
    owners = value.get("owners")
    first = owners[0] if isinstance(owners, list) and owners else None
    return text_of(first.get("id")) if isinstance(first, dict) else text_of(first)

"""Resources in the shape of Kubernetes objects: metadata, spec, and the items of lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kafka_architect.designs.importing.source import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.importing.source import Source
    from kafka_architect.documents import Document

Path = tuple[str | int, ...]


class Resource:
    """One object with its place."""

    def __init__(self, value: dict[str, Any], document: Document, path: Path, kind: str) -> None:
        self.value = value
        self.document = document
        self.path = path
        self.kind = kind

    @property
    def where(self) -> str:
        """`file:line` of the object."""
        return self.document.where(*self.path)

    @property
    def name(self) -> str:
        """metadata.name; raises InputError where it is missing."""
        name = text_of(self.mapping("metadata").get("name"))
        if not name:
            self.document.refuse("metadata.name: expected a name", *self.path)
        return name

    def mapping(self, *keys: str) -> dict[str, Any]:
        """The mapping at a path of keys, empty where it is missing; raises InputError for anything else."""
        value: Any = self.value
        for key in keys:
            value = value.get(key)
            if value is None:
                return {}
            if not isinstance(value, dict):
                self.document.refuse(f"{'.'.join(keys)}: expected a mapping", *self.path, *keys)
        found: dict[str, Any] = value
        return found

    def listed(self, *keys: str) -> list[Any]:
        """The list at a path of keys, empty where it is missing; raises InputError for anything else."""
        value = self.mapping(*keys[:-1]).get(keys[-1])
        if value is None:
            return []
        if not isinstance(value, list):
            self.document.refuse(f"{'.'.join(keys)}: expected a list", *self.path, *keys)
        return value


def resources(source: Source, group: str) -> Iterator[Resource]:
    """The objects of an API group (`kafka.jikkou.io/`), those of `...List` objects among them."""
    for document in source.mappings:
        kind = str(document.value.get("kind", ""))
        if not str(document.value.get("apiVersion", "")).startswith(group):
            continue
        items = document.value.get("items")
        if not kind.endswith("List") or not isinstance(items, list):
            yield Resource(document.value, document, (), kind)
            continue
        for index, one in enumerate(items):
            if not isinstance(one, dict):
                document.refuse("expected a mapping", "items", index)
            yield Resource(one, document, ("items", index), kind.removesuffix("List"))

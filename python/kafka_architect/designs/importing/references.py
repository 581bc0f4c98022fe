"""References: `$ref` within a document and to files beside it: they may not leave the folder, nor loop."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from kafka_architect.designs.importing.source import read_source
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from kafka_architect.documents import Document

_MOST_STEPS: Final = 100
_SCHEMES: Final = ("http://", "https://", "urn:")

# A value, the document that holds it, and the path of keys there.
Place = tuple[Any, "Document", tuple[str | int, ...]]


class References:
    """The documents that one root document leads to; each file is read once."""

    def __init__(self, root: Document, root_folder: Path | None = None) -> None:
        """References may reach what is below the folder of the root document, or below `root_folder`."""
        self._folder = (root_folder or Path(root.name).parent).resolve()
        self._read: dict[Path, Document] = {Path(root.name).resolve(): root}

    def resolved(self, value: Any, document: Document, path: tuple[str | int, ...]) -> Place | None:
        """The value that a reference leads to, through any number of them; the value itself without one.

        None for a reference to the network, which is not followed.

        Raises:
            InputError: It loops, leads nowhere or out of the folder; with file and line.
        """
        seen: set[tuple[str, str]] = set()
        while isinstance(value, dict) and isinstance(value.get("$ref"), str):
            reference = value["$ref"]
            here = (document.name, reference)
            if here in seen or len(seen) >= _MOST_STEPS:
                document.refuse(f"$ref {reference!r:.200} leads back to itself", *path, "$ref")
            seen.add(here)
            if reference.startswith(_SCHEMES):
                return None
            value, document, path = self._step(reference, document, path)
        return value, document, path

    def _step(self, reference: str, document: Document, path: tuple[str | int, ...]) -> Place:
        file, _, pointer = reference.partition("#")
        target = self._document(file, document, path) if file else document
        value: Any = target.value
        keys: list[str | int] = []
        for part in pointer.lstrip("/").split("/") if pointer.strip("/") else ():
            key = unquote(part).replace("~1", "/").replace("~0", "~")
            if isinstance(value, dict) and key in value:
                keys.append(key)
                value = value[key]
            elif isinstance(value, list) and key.isdecimal() and int(key[:9]) < len(value):
                keys.append(int(key))
                value = value[int(key)]
            else:
                document.refuse(
                    f"$ref {reference!r:.200}: {target.name} has no {key!r:.80} there", *path, "$ref"
                )
        return value, target, tuple(keys)

    def _document(self, file: str, document: Document, path: tuple[str | int, ...]) -> Document:
        try:
            target = (Path(document.name).parent / unquote(file)).resolve()
        except (OSError, ValueError) as error:
            raise InputError(f"{document.where(*path, '$ref')}: $ref {file!r:.200}: {error}") from error
        if not target.is_relative_to(self._folder):
            document.refuse(
                f"$ref {file!r:.200} leaves the folder {str(self._folder)!r}; copy the file below it",
                *path,
                "$ref",
            )
        if target not in self._read:
            if not target.is_file():
                document.refuse(f"$ref {file!r:.200}: no such file", *path, "$ref")
            documents = read_source(target).documents
            if len(documents) != 1:
                document.refuse(f"$ref {file!r:.200}: expected a file of one document", *path, "$ref")
            self._read[target] = documents[0]
        return self._read[target]

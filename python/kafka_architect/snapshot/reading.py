"""Reading and writing a snapshot: bounded, and with an element a line, so that people can look into it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from kafka_architect.documents import Limits, parse_document, read_document
from kafka_architect.documents.head import read_head
from kafka_architect.documents.kinds import KINDS
from kafka_architect.snapshot.model import FORMAT, Snapshot

if TYPE_CHECKING:
    import os

    from kafka_architect.documents import Document

# 200,000 partitions with three replicas: the most that anybody published of one cluster.
LIMITS = Limits(bytes=512 << 20, depth=20, values=30_000_000)
_LISTS = (
    "unavailable", "brokers", "topics", "groups", "quotas", "acls", "reassignments", "transactions",
    "producers", "samples",
)  # fmt: skip


def read_snapshot(path: str | os.PathLike[str]) -> Snapshot:
    """Read a snapshot from a file.

    Raises:
        SourceError: The file cannot be read.
        InputError: It is not a snapshot of a version that this program knows, or too large.
    """
    return _converted(read_document(path, limits=LIMITS))


def parse_snapshot(text: str | bytes, *, name: str) -> Snapshot:
    """Read a snapshot from a text; raises InputError as `read_snapshot`."""
    return _converted(parse_document(text, name=name, limits=LIMITS))


def is_snapshot(value: object) -> bool:
    """Whether a document's value says that it is a snapshot of any version."""
    return isinstance(value, dict) and value.get("format") == FORMAT


def _converted(document: Document) -> Snapshot:
    value: Any = document.value
    if not is_snapshot(value):
        document.refuse(f'expected a snapshot of a cluster ("format": "{FORMAT}"): kafka-architect snapshot')
    if value.get("version") != KINDS["cluster"].version:  # only then its line is looked for, which takes long
        read_head(value, expected="cluster", name=document.where("version"))
    return document.convert(Snapshot)


def snapshot_text(snapshot: Snapshot) -> str:
    """The document as JSON text: an element of each list a line."""
    encoder = msgspec.json.Encoder()
    head, lists = [], []
    for name in snapshot.__struct_fields__:
        value = getattr(snapshot, name)
        if name in _LISTS:
            items = ",\n".join(f"  {encoder.encode(one).decode()}" for one in value)
            lists.append(f'"{name}": [\n{items}\n ]' if value else f'"{name}": []')
        else:
            head.append(f'"{name}": {encoder.encode(value).decode()}')
    return "{\n " + ",\n ".join([*head, *lists]) + "\n}\n"

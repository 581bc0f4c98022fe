"""The document of findings as JSON, one finding to a line."""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from kafka_architect.report.json_text import escaped_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def as_json(document: Mapping[str, Any], written: Mapping[str, Iterable[str]] = MappingProxyType({})) -> str:
    """The document as text. A finding is a line: it greps and diffs well.

    `written` has lists of the document whose items are written already. An encoder that indents is one in
    Python; without indentation it is the one in C, twice as fast.
    """
    encode = json.JSONEncoder(ensure_ascii=False).encode
    parts = ["{\n"]  # put together once: the findings of a large file are some 40 MB
    for number, (key, value) in enumerate(document.items()):
        rows = written[key] if key in written else map(encode, value) if isinstance(value, list) else ()
        text = ",\n    ".join(rows)
        parts += (",\n" if number else "", f"  {encode(key)}: ")
        parts += ("[\n    ", text, "\n  ]") if text else (encode(value),)
    parts.append("\n}")
    return escaped_json("".join(parts))

"""The document of findings as JSON, one finding to a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kafka_architect.report.json_text import escaped_json

if TYPE_CHECKING:
    from collections.abc import Mapping


def as_json(document: Mapping[str, Any]) -> str:
    """The document as text. A finding is a line: it greps and diffs well.

    An encoder that indents is one in Python; without indentation it is the one in C, twice as fast.
    """
    encode = json.JSONEncoder(ensure_ascii=False).encode
    parts = []
    for key, value in document.items():
        rows = isinstance(value, list) and bool(value)
        text = "[\n    " + ",\n    ".join(map(encode, value)) + "\n  ]" if rows else encode(value)
        parts.append(f"  {encode(key)}: {text}")
    return escaped_json("{\n" + ",\n".join(parts) + "\n}")

"""The generated files in data/configdefs, read when first asked for."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

# A path rather than importlib.resources, whose import costs more than reading a version.
FOLDER = Path(__file__).resolve().parents[2] / "data" / "configdefs"


@cache
def sections(version: str) -> dict[str, dict[str, Any]]:
    """The sections of one Kafka version: {name: {"source": class, "keys": {key: attributes}}}."""
    document = json.loads((FOLDER / f"{version}.json").read_bytes())
    read: dict[str, dict[str, Any]] = document["sections"]
    return read


@cache
def librdkafka() -> tuple[str, dict[str, dict[str, Any]]]:
    """The version of librdkafka, and its sections: global, topic, and the Python client's own."""
    document = json.loads((FOLDER / "librdkafka.json").read_bytes())
    return document["about"]["librdkafka"], document["sections"]


@cache
def docs(file: str) -> dict[str, list[str]]:
    """Descriptions of `docs` or `librdkafka-docs`: key to its different texts."""
    read: dict[str, list[str]] = json.loads((FOLDER / f"{file}.json").read_bytes())["docs"]
    return read


@cache
def replacements() -> list[dict[str, Any]]:
    """What took the place of removed and deprecated keys."""
    read: list[dict[str, Any]] = json.loads((FOLDER / "replacements.json").read_bytes())["replacements"]
    return read

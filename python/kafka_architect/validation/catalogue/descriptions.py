"""Kafka's descriptions of its keys, as plain text."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from kafka_architect.validation.catalogue.storage import docs

if TYPE_CHECKING:
    from kafka_architect.validation.catalogue.key_definition import KeyDefinition

_BREAK = re.compile(r"<(?:p|/p|br|br/|ul|/ul|li|/li)\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:code|b|i|em|strong|a|pre)\b[^<>]*>", re.IGNORECASE)


def description(definition: KeyDefinition) -> str:
    """What Kafka or librdkafka says the key is for; empty where it says nothing."""
    texts = docs("librdkafka-docs" if definition.librdkafka else "docs").get(definition.name, [""])
    text = texts[definition.doc_number] if definition.doc_number < len(texts) else ""
    plain = html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))
    return "\n".join(" ".join(line.split()) for line in plain.splitlines() if line.strip())

"""The one reader of documents that people and programs hand in: YAML and JSON, bounded, with their lines.

Specifications, workloads, prices, hardware, saved plans: all are untrusted text. Reading builds plain values
(dict, list, str, int, float, bool, None) without recursion; what is too large, too deep, too often repeated
through anchors, set twice, or no finite number is refused with file and line. Scalars follow YAML 1.2's core
schema, so that `010` is ten, `1e3` a number and `2026-01-01` text; `yes`, `no`, `on` and `off` stay the
booleans that YAML 1.1 made of them.
"""

from __future__ import annotations

from kafka_architect.documents.document import Document, parse_document, read_document
from kafka_architect.documents.limits import Limits

__all__ = ["Document", "Limits", "parse_document", "read_document"]

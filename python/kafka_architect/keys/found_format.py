"""FoundFormat: what a source of keys looks like when it is not one key per line."""

from __future__ import annotations

import shlex
from dataclasses import dataclass

# Placeholders in advice: the source's name quoted for a shell, and as a literal of Python.
SOURCE = "{source}"
LITERAL = "{literal}"

AS_LINES = "If each line is a key as it stands, add --input-format text (in Python: input_format='text')."

# The name of what keys/formats/log_segment.py reads.
SEGMENTS = "kafka-segment"


@dataclass(frozen=True, slots=True)
class FoundFormat:
    """What the first block of a source looks like.

    Attributes:
        name: A short name, the same for the same format: "gzip", "json-lines".
        title: What it is, as it goes on after "looks like".
        evidence: What tells so: the bytes or the words that were seen, and where.
        advice: How to get at the keys; `SOURCE` and `LITERAL` stand for its name.
        certain: Whether it can be nothing else. Lines that only look like rows of a table may be keys.
    """

    name: str
    title: str
    evidence: str
    advice: str
    certain: bool = True

    def message(self, source: str) -> str:
        """What to tell about a source with that name: what it looks like, and what to do."""
        advice = self.advice.replace(SOURCE, shlex.quote(source)).replace(LITERAL, repr(source))
        return (
            f"{source}: looks like {self.title} ({self.evidence}), not one key per line. {advice} {AS_LINES}"
        )

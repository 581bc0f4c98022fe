"""What tools answer with."""

from __future__ import annotations

from typing import Any

from typing_extensions import TypedDict

from kafka_architect.assistant.capping import capped, capped_text


class Answer(TypedDict):
    """Text to read, and the same as data.

    Attributes:
        text: What the command line would print.
        document: What `--format json` would print.
        truncated: What was left out of either, to be asked for in smaller pieces; empty where nothing was.
    """

    text: str
    document: dict[str, Any]
    truncated: list[str]


def answer(text: str, document: dict[str, Any]) -> Answer:
    """An answer of bounded size."""
    shown, lines_left_out = capped_text(text)
    kept, left_out = capped(document)
    return {"text": shown, "document": kept, "truncated": [*lines_left_out, *left_out]}

"""What was imported as the text of a specification, with the questions that it leaves as comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.writing.yaml_text import yaml_text
from kafka_architect.report.printable import printable

if TYPE_CHECKING:
    from kafka_architect.designs.importing.imported import Imported


def specification_text(imported: Imported) -> str:
    """YAML that `kafka-architect design` reads."""
    lines = [
        f"# Imported from {printable(', '.join(imported.formats))}.\n",
        yaml_text(imported.specification),
    ]
    for head, notes in (
        (
            "Open questions, by field:",
            [f"{one.about}: {one.question} ({one.answer_with})" for one in imported.asked],
        ),
        ("Omitted:", imported.left_out),
    ):
        if notes:
            lines += [f"\n# {head}\n", *(f"#   - {printable(one)}\n" for one in notes)]
    return "".join(lines)

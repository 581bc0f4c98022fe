"""Specifications for tests: from text, and the examples."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

from kafka_architect.designs.design import design

if TYPE_CHECKING:
    from kafka_architect.designs.model.design import Design

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "designs"


def designed(tmp_path: Path, text: str, *, environment: str = "") -> Design:
    """The design of a specification that is written out in a test."""
    file = tmp_path / "spec.yaml"
    file.write_text(textwrap.dedent(text), encoding="utf-8")
    return design(file, environment=environment)

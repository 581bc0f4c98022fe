"""Contracts, diagrams and alert rules as the parsers of their makers read them: all in one process."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

import kafka_architect as ka
from kafka_architect.designs.design import design
from tests.designs.emitters.moving import moving
from tests.designs.specifications import EXAMPLES, designed
from tests.designs.test_outputs import _SHAPES as SHAPES
from tools.designs import official_readers

if TYPE_CHECKING:
    from kafka_architect.designs.model.design import Design

pytestmark = pytest.mark.clients

_CASES = Path(ka.__file__).parent / "data" / "pattern_specifications"


def _designs(tmp_path: Path) -> dict[str, Design]:
    files = [*EXAMPLES.glob("*.yaml"), *_CASES.glob("*.yaml")]
    found = {path.stem: design(path) for path in files}
    return found | {name: designed(tmp_path, text) for name, text in SHAPES.items()} | {"moving": moving()}


def test_contracts_diagrams_and_alerts_are_read_without_an_error(tmp_path: Path) -> None:
    if missing := official_readers.missing_programs():
        pytest.skip(f"needs {' and '.join(missing)}, for @asyncapi/parser and mermaid")
    asked: list[tuple[str, official_readers.Format, str]] = []
    for name, made in _designs(tmp_path).items():
        asked.append((name, "asyncapi", made.emit("asyncapi")["asyncapi.yaml"]))
        for path, text in made.emit("markdown").items():
            diagrams = re.findall(r"^```mermaid\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
            asked += [(f"{name}: {path}", "mermaid", one) for one in diagrams]
        for path, text in made.emit("prometheus").items():
            (group,) = yaml.load(text, Loader=yaml.CSafeLoader)["groups"]
            asked += [(f"{name}: {path}", "promql", one["expr"]) for one in group["rules"]]
    broken: list[tuple[official_readers.Format, str]] = [
        ("asyncapi", "asyncapi: 3.1.0\nchannels: 1\n"),
        ("mermaid", "flowchart LR\n  a[("),
        ("promql", "sum by (topic) lag > "),
    ]
    *answers, first, second, third = official_readers.errors([*(one[1:] for one in asked), *broken])
    assert first and second and third, "the readers see faults"
    assert len(asked) > 60
    assert [(name, said) for (name, _, _), said in zip(asked, answers, strict=True) if said] == []

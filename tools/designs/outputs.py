"""What the emitters make of the examples: examples/designs/NAME.yaml -> examples/designs/NAME/.

Written and compared by tools.designs.generate. The shop has every output but the design as JSON, which holds
the whole cluster plan, whose numbers have tests of their own; the others have the document and what the shop
has not.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from kafka_architect.designs.design import design
from kafka_architect.designs.emitters import EMITTERS, emit

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "designs"
_EVERYTHING = "shop"
_OF_OTHERS = ("markdown", "spring", "librdkafka", "python", "strimzi-connect", "connect", "mirror-maker")


def outputs() -> dict[str, str]:
    """Every file by its path below examples/designs."""
    every = [one for one in EMITTERS if one != "json"]
    return {
        f"{specification.stem}/{path}": text
        for specification in sorted(EXAMPLES.glob("*.yaml"))
        for path, text in emit(
            design(specification), every if specification.stem == _EVERYTHING else _OF_OTHERS
        ).items()
    }


def write_outputs() -> None:
    """Write everything; what is no longer emitted goes."""
    for specification in EXAMPLES.glob("*.yaml"):
        shutil.rmtree(EXAMPLES / specification.stem, ignore_errors=True)
    for name, text in outputs().items():
        (EXAMPLES / name).parent.mkdir(parents=True, exist_ok=True)
        (EXAMPLES / name).write_text(text, encoding="utf-8", newline="\n")


def different_outputs() -> list[str]:
    """The files that are missing, left over, or not what the emitters write."""
    made = outputs()
    there = {
        path.relative_to(EXAMPLES).as_posix()
        for specification in EXAMPLES.glob("*.yaml")
        for path in (EXAMPLES / specification.stem).rglob("*")
        if path.is_file()
    }
    return sorted(
        name
        for name in made.keys() | there
        if name not in there or (EXAMPLES / name).read_text(encoding="utf-8") != made.get(name)
    )

"""json: the whole design, which `explain`, `design diff` and programs read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.emitters import Emitter
from kafka_architect.report.json_text import escaped_json

if TYPE_CHECKING:
    from kafka_architect.designs.model.design import Design


def _emit(design: Design) -> dict[str, str]:
    import msgspec

    # Python's encoder takes ten times as long with indentation.
    text = msgspec.json.format(msgspec.json.encode(design.to_dict()), indent=2)
    return {"design.json": f"{escaped_json(text.decode())}\n"}


EMITTER = Emitter("json", "The whole design as JSON, for explain, diff and programs.", _emit)

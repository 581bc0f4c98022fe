"""json: the whole design, which `explain`, `design diff` and programs read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kafka_architect.designs.emitters import Emitter

if TYPE_CHECKING:
    from kafka_architect.designs.model.design import Design


def _emit(design: Design) -> dict[str, str]:
    text = json.dumps(design.to_dict(), indent=2, ensure_ascii=False, allow_nan=False)
    return {"design.json": f"{text}\n"}


EMITTER = Emitter("json", "The whole design as JSON, for explain, diff and programs.", _emit)

"""mirror-maker: the .properties file of MirrorMaker 2 (connect-mirror-maker.sh)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.designs.emitters import Emitter
from kafka_architect.designs.writing.connectors import PROVIDERS, literal
from kafka_architect.designs.writing.markdown_text import one_line
from kafka_architect.designs.writing.mirroring import mirror_tasks
from kafka_architect.designs.writing.words import comment
from kafka_architect.validation.dialects.formats.properties_text import escape_key, escape_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.design import Design


def _emit(design: Design) -> dict[str, str]:
    if not design.mirrors:
        return {}
    return {"mirror-maker/mm2.properties": "\n".join(_lines(design)) + "\n"}


def _lines(design: Design) -> Iterator[str]:
    clusters = dict.fromkeys(name for one in design.mirrors for name in (one.source, one.target))
    yield "# Give each cluster its bootstrap servers in an environment variable, and its credentials as well."
    yield _pair("clusters", ", ".join(clusters))
    for name in clusters:
        variable = re.sub(r"[^A-Z0-9]", "_", name.upper())
        yield _pair(f"{name}.bootstrap.servers", f"${{env:BOOTSTRAP_SERVERS_{variable}}}")
    for key, value in PROVIDERS.items():
        yield _pair(key, value)
    for one in design.mirrors:
        flow = f"{one.source}->{one.target}"
        yield ""
        yield _pair(f"{flow}.enabled", "true")
        yield _pair(f"{flow}.topics", ", ".join(literal(topic) for topic in one.topics))
        if not any(setting.key == "tasks.max" for setting in one.settings):
            yield "# by default one task copies all partitions"
            yield _pair(f"{flow}.tasks.max", str(mirror_tasks(one, design)))
        for setting in one.settings:
            words = comment(setting.key, setting.value)
            yield f"# {one_line(setting.because)}{f' ({words})' if words else ''}"
            yield _pair(f"{flow}.{setting.key}", setting.value)


def _pair(key: str, value: str) -> str:
    return f"{escape_key(key)} = {escape_value(value)}"


EMITTER = Emitter(
    "mirror-maker",
    "The .properties file of MirrorMaker 2.",
    _emit,
    needs="a pattern with a mirror: active-passive, active-active, dc-prefixed-topics",
)

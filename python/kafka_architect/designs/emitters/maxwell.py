"""maxwell: a config.properties for each daemon of Maxwell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kafka_architect.designs.emitters import Emitter
from kafka_architect.designs.writing.markdown_text import one_line
from kafka_architect.designs.writing.paths import file_name
from kafka_architect.designs.writing.words import comment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.design import Design
    from kafka_architect.designs.model.moving import Connector

# No address and no login is in the file.
_ELSEWHERE: Final = (
    "MAXWELL_HOST, MAXWELL_USER and MAXWELL_PASSWORD in the environment: the database",
    "--kafka.bootstrap.servers=host:port on the command line: the brokers",
)


def _emit(design: Design) -> dict[str, str]:
    return {
        f"maxwell/{file_name(one.name)}.properties": "\n".join(_lines(one)) + "\n"
        for one in design.connectors
        if one.runtime == "maxwell"
    }


def _lines(daemon: Connector) -> Iterator[str]:
    yield f"# {one_line(f'{daemon.name}: config.properties of Maxwell. Also required:')}"
    for one in _ELSEWHERE:
        yield f"#   {one}"
    for setting in daemon.settings:
        words = comment(setting.key, setting.value)
        yield f"# {one_line(setting.because)}{f' ({words})' if words else ''}"
        yield f"{setting.key}={one_line(setting.value)}"


EMITTER = Emitter(
    "maxwell",
    "A config.properties for each daemon of Maxwell.",
    _emit,
    needs="the pattern change-data-capture-maxwell",
)

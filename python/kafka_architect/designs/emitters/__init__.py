"""Emitters: one file each, pure functions of a Design. A newcomer adds its file and its line in the table.

An emitter's module makes one `EMITTER = Emitter(...)`; its function returns path -> text, with `/` in paths.
Nothing is read, written or asked: what is not in the Design is not emitted.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from kafka_architect.errors import InputError
from kafka_architect.suggestion import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kafka_architect.designs.model.design import Design

# name -> module, in the order in which files are listed
EMITTERS: dict[str, str] = {
    "markdown": "markdown",
    "json": "json_document",
    "kafka-topics": "kafka_topics",
    "strimzi": "strimzi",
    "strimzi-cluster": "strimzi_cluster",
    "strimzi-connect": "strimzi_connect",
    "terraform": "terraform_kafka",
    "terraform-confluent": "terraform_confluent",
    "jikkou": "jikkou",
    "schemas": "schemas",
    "terraform-schemas": "terraform_schemas",
    "asyncapi": "asyncapi",
    "client-properties": "client_properties",
    "spring": "spring",
    "quarkus": "quarkus",
    "micronaut": "micronaut",
    "librdkafka": "librdkafka",
    "python": "python_clients",
    "go": "go_clients",
    "connect": "connect",
    "maxwell": "maxwell",
    "mirror-maker": "mirror_maker",
    "prometheus": "prometheus",
    "compose": "compose",
    "eventcatalog": "eventcatalog",
}


@dataclass(frozen=True, slots=True)
class Emitter:
    """One kind of output.

    Attributes:
        name: what `--only` takes.
        summary: one line: what is written, and for which tool.
        function: the design as path -> text.
        needs: what must be there, for the message where nothing is written.
    """

    name: str
    summary: str
    function: Callable[[Design], dict[str, str]]
    needs: str = "a topic"


@cache
def emitter(name: str) -> Emitter:
    """The emitter of that name.

    Raises:
        InputError: There is none; the nearest is offered.
    """
    if name not in EMITTERS:
        raise InputError(f"unknown output {name!r}{did_you_mean(name, EMITTERS)}")
    made: Emitter = import_module(f"{__name__}.{EMITTERS[name]}").EMITTER
    return made


def emit(design: Design, names: Iterable[str] | None = None) -> dict[str, str]:
    """What the emitters of these names, or all, make of a design: path -> text.

    Raises:
        InputError: A name is unknown.
    """
    texts: dict[str, str] = {}
    for name in EMITTERS if names is None else dict.fromkeys(names):
        for path, text in emitter(name).function(design).items():
            if path in texts:
                raise LookupError(f"two emitters write {path}")
            texts[path] = text
    return texts

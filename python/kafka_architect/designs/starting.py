"""A specification to start from: it designs at once, and its comments say what to fill in."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from kafka_architect.designs.patterns import pattern
from kafka_architect.designs.writing.yaml_text import scalar
from kafka_architect.errors import InputError
from kafka_architect.suggestion import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.resources.abc import Traversable

_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,62}")
_MOST: Final = 500


def archetypes() -> list[str]:
    """The names of the systems that a specification may start from."""
    return sorted(path.name.removesuffix(".yaml") for path in _data("archetypes").iterdir())


def archetype(name: str) -> str:
    """The specification of a kind of system: ecommerce, iot, payments ...

    Raises:
        InputError: There is none of that name; the nearest is offered.
    """
    if name not in archetypes():
        raise InputError(f"unknown archetype {name!r}{did_you_mean(name, archetypes())}")
    return _data("archetypes").joinpath(f"{name}.yaml").read_text(encoding="utf-8")


def pattern_specification(name: str) -> str:
    """A small specification that uses a pattern.

    Raises:
        InputError: There is no such pattern; the nearest is offered.
    """
    known = pattern(name).name
    return _data("pattern_specifications").joinpath(f"{known}.yaml").read_text(encoding="utf-8")


def _data(folder: str) -> Traversable:
    return files("kafka_architect").joinpath("data", folder)


def starting_specification(services: Sequence[str], *, name: str = "") -> str:
    """A commented specification: each service owns an entity, sends its events, receives those before it.

    Raises:
        InputError: A name is not letters, digits and hyphens, or is there twice.
    """
    if not 1 <= len(services) <= _MOST:
        raise InputError(f"--services: expected 1 to {_MOST} names, found {len(services)}")
    for one in services:
        if not _NAME.fullmatch(one):
            raise InputError(
                f"--services: {one!r} is not a name; expected letters, digits and hyphens, at most 63, "
                "starting with a letter"
            )
        if services.count(one) > 1:
            raise InputError(f"--services: {one!r} is given twice")
    lines = [
        f"# {name or 'my-system'}: fill in what you know. The design asks for what is omitted.",
        "#   kafka-architect design THIS_FILE",
        f"name: {scalar(name or 'my-system')}",
        "",
        "platform:",
        "  kind: apache              # strimzi, msk, msk-express, confluent-cloud, event-hubs, redpanda ...",
        "  # brokers: 3              # an existing cluster; if omitted, it is sized",
        "",
        "defaults:",
        "  size: 1 kB                # mean size of a message",
        "  retention:",
        "    longest_outage: 3d      # how long a receiving service may be down",
        "  # schema: {format: avro}  # avro, protobuf, json-schema",
        "",
        "entities:",
    ]
    for one in services:
        kind = "".join(part.capitalize() for part in one.split("-"))
        key = kind[:1].lower() + kind[1:]
        lines += [
            f"  {scalar(one)}:",
            f"    key: {key}Id"
            + " " * max(1, 21 - len(key) - 7)
            + " # records with the same key are read in order",
            "    events:",
            f"      messages: [{kind}Created, {kind}Changed]",
            "      # rate: 200..500       # messages per second: average..peak",
        ]
    lines += ["", "services:"]
    for index, one in enumerate(services):
        lines += [f"  {one}-service:", f"    sends: [{one}.events]"]
        if index:
            lines.append(f"    receives: [{services[index - 1]}.events]")
            lines.append("    # instances: 4          # concurrent consumers: they determine partitions")
    lines += [
        "",
        "patterns:",
        "  - pattern: retry-dlq      # kafka-architect design --list-patterns",
    ]
    return "\n".join(lines) + "\n"

"""A specification to start from: it designs at once, and its comments say what to fill in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kafka_architect.designs.writing.yaml_text import scalar
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,62}")
_MOST: Final = 500


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
                f"--services: {one!r} is not a name; expected letters, digits and hyphens, 63 at most, "
                "a letter first"
            )
        if services.count(one) > 1:
            raise InputError(f"--services: {one!r} is named twice")
    lines = [
        f"# {name or 'my-system'}: fill in what you know. What is left out stays unknown: the design asks "
        "for it.",
        "#   kafka-architect design THIS_FILE",
        f"name: {scalar(name or 'my-system')}",
        "",
        "platform:",
        "  kind: apache              # strimzi, msk, msk-express, confluent-cloud, event-hubs, redpanda ...",
        "  # brokers: 3              # a cluster that is there; left out, it is sized",
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
            f"    key: {key}Id" + " " * max(1, 21 - len(key) - 7) + " # records of one key are read in order",
            "    events:",
            f"      messages: [{kind}Created, {kind}Changed]",
            "      # rate: 200..500       # messages per second: average..peak",
        ]
    lines += ["", "services:"]
    for index, one in enumerate(services):
        lines += [f"  {one}-service:", f"    sends: [{one}.events]"]
        if index:
            lines.append(f"    receives: [{services[index - 1]}.events]")
            lines.append("    # instances: 4          # consumers at the same time: they decide partitions")
    lines += [
        "",
        "patterns:",
        "  - pattern: retry-dlq      # kafka-architect design --list-patterns",
    ]
    return "\n".join(lines) + "\n"

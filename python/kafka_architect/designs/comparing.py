"""design_diff: two designs, specifications or imported files -> a Difference."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kafka_architect.designs.difference.compare import compare
from kafka_architect.designs.difference.state import State, TopicState
from kafka_architect.designs.importing import import_files, recognised
from kafka_architect.designs.importing.source import Source as Imports
from kafka_architect.designs.importing.source import read_source
from kafka_architect.designs.model.design import Design
from kafka_architect.documents.head import is_kind
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from kafka_architect.designs.difference.change import Difference
    from kafka_architect.designs.importing.imported import Imported
    from kafka_architect.designs.specification.reading import Source

    Side = Design | Source | Imports


def design_diff(old: Side, new: Side, *, environment: str = "") -> Difference:
    """Each change from `old` to `new` with its risk, migration steps, and what tools would do.

    Args:
        old: A Design, a specification (path, dictionary, Specification), the path of a saved design.json,
            or of any file that `design import` reads: what runs today, for instance a snapshot of the
            cluster or the output of `kafka-topics --describe`; or what of it was read already. Topics of an
            imported file that `new` lacks are not touched.
        new: Likewise.
        environment: A name of the specifications' `environments`.

    Raises:
        SourceError: A file cannot be read.
        InputError: A file is wrong, or in no known format.
    """
    return compare(_state(old, environment), _state(new, environment))


def state_of(imported: Imported, name: str) -> State:
    """What was imported, to be compared: others may own a part of it."""
    topics: dict[str, TopicState] = {}
    for stream, values in imported.specification["topics"].items():
        address = values.get("address", stream)
        topics[address] = _topic(address, values, complete=stream in imported.complete)
    return State(name=name, owns=False, topics=topics)


def _topic(name: str, values: dict[str, Any], *, complete: bool) -> TopicState:
    key = values.get("key")
    return TopicState(
        name=name,
        partitions=_exactly(values.get("partitions")),
        replicas=_exactly(values.get("replication_factor")),
        settings=dict(values.get("config", {})),
        complete=complete,
        key=None if key is None else tuple(key),
    )


def _exactly(pin: dict[str, Any] | None) -> int | None:
    return None if pin is None else pin["exactly"]


def _state(side: Side, environment: str) -> State:
    from kafka_architect.designs.design import design

    if isinstance(side, Design):
        return State.of(side)
    if isinstance(side, Imports):
        return state_of(import_files([side]), side.name)
    if not isinstance(side, (str, os.PathLike)):
        return State.of(design(side, environment=environment))

    source = read_source(side)
    if recognised(source) is not None:
        return state_of(import_files([side]), source.name)
    if Path(source.name).is_dir():
        raise InputError(f"{source.name} is a folder, but not an EventCatalog; specify a file in it")
    saved = next((one for one in source.mappings if is_kind(one.value, "design")), None)
    if saved is not None:
        return State.of(Design.from_dict(saved.value))
    return State.of(design(side, environment=environment))

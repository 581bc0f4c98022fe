"""given_design: a Design, a specification or a saved design.json -> a Design."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from kafka_architect.designs.model.design import Design
from kafka_architect.documents.head import is_kind
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from kafka_architect.designs.specification.reading import Source


def given_design(given: Design | Source, *, environment: str = "") -> Design:
    """The design that is given, or that a specification makes.

    Args:
        given: A Design, the path of a saved design.json, or a specification (path, dictionary,
            Specification).
        environment: A name of the specification's environments.

    Raises:
        SourceError: The file cannot be read.
        InputError: The specification is wrong, or a saved design is of another environment.
    """
    from kafka_architect.designs.design import design
    from kafka_architect.designs.importing.source import read_source

    made = given if isinstance(given, Design) else None
    if made is None and isinstance(given, (str, os.PathLike)):
        source = read_source(given)
        if source.is_folder:
            raise InputError(f"{source.name} is a folder; expected a specification or a saved design.json")
        saved = [one.value for one in source.mappings if is_kind(one.value, "design")]
        made = Design.from_dict(saved[0]) if saved else None
    if made is None:
        return design(given, environment=environment)  # type: ignore[arg-type]
    if environment and made.environment != environment:
        raise InputError(
            f"the saved design is of {made.environment or 'no environment'}, not of {environment}: make it "
            "anew from its specification"
        )
    return made

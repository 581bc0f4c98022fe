"""One module per language: from the tree of its grammar to the statements of `program`."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

from kafka_architect.validation.dialects.source.grammars import GRAMMARS

if TYPE_CHECKING:
    from kafka_architect.validation.dialects.source.lowering import Lowering
    from kafka_architect.validation.dialects.source.program import Program
    from kafka_architect.validation.dialects.source.syntax import SyntaxFile


def lower(source: SyntaxFile) -> Program:
    """The statements of a file, by the module of its language."""
    module = import_module(f"{__name__}.{GRAMMARS[source.ending].lowering}")
    return cast("type[Lowering]", module.LOWERING)(source).program()

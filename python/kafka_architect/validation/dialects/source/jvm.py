"""Java, Kotlin, Scala and Groovy: the clients that programs make of Properties and maps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation.configuration import Configuration, Reading, Setting
from kafka_architect.validation.dialects.source.configurations import configuration_of, known_text, named
from kafka_architect.validation.dialects.source.evaluation import Evaluation
from kafka_architect.validation.dialects.source.grammars import ending_of, installed
from kafka_architect.validation.dialects.source.jvm_library import JvmLibrary
from kafka_architect.validation.dialects.source.languages import lower
from kafka_architect.validation.dialects.source.marks import speaks_of_settings
from kafka_architect.validation.dialects.source.program import (
    Block,
    Class,
    Function,
    Sequence,
)
from kafka_architect.validation.dialects.source.refused_types import refused_types
from kafka_architect.validation.dialects.source.syntax import SyntaxFile
from kafka_architect.validation.dialects.source.unowned import unowned
from kafka_architect.validation.role import Role
from kafka_architect.validation.source_file import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.dialects.source.program import (
        Annotation,
        Statement,
    )
    from kafka_architect.validation.source_file import SourceFile

NAME = "jvm-source"
_OPTION = re.compile(r"\s*([a-z][\w.\-]*)\s*[=:]\s*(.*)", re.DOTALL)
_TYPED = (".java", ".kt", ".kts", ".groovy")


def recognises(file: SourceFile) -> bool:
    """By what says anything about settings, where the grammar is installed."""
    return speaks_of_settings(file.path, file.text) and installed(ending_of(file.path))


def read(file: SourceFile, role: Role | None) -> Reading:
    """One configuration for each client and topic that the file makes, and for each map of nobody."""
    source = SyntaxFile(file)
    program = lower(source)
    library = JvmLibrary(program.everything_of, spark_of=source)
    run = Evaluation(source, program, library)
    run.run()
    reading = Reading()
    nobodys = list(unowned(run.maps, library.made(), library.taken()))
    for one in nobodys if library.tests else ():
        # A stand-in for Streams connects to nobody: its tests write any text.
        one.entries = [each for each in one.entries if each.key != "bootstrap.servers"]
    made = [*library.made(), *(one for one in nobodys if one.entries)]
    for one in named(source, made):
        if role in (None, one.role):
            configuration = configuration_of(source, one, NAME, {})
            if one.owned and source.ending in _TYPED:
                configuration.losses.extend(refused_types(configuration, one))
            reading.configurations.append(configuration)
    if role in (None, Role.CONSUMER):
        reading.configurations.extend(_listeners(source, run, program.statements))
    return reading


def _listeners(source: SyntaxFile, run: Evaluation, statements: list[Statement]) -> Iterator[Configuration]:
    """@KafkaListener(properties = "max.poll.records=10"): what one listener sets over its factory."""
    listeners = [one for one in _annotations(statements) if one.name == "KafkaListener"]
    for index, annotation in enumerate(one for one in listeners if "properties" in one.values):
        number = f" {index + 1}" if index else ""
        said = annotation.values["properties"]
        given = said.values if isinstance(said, Sequence) else [said]
        span = source.span(annotation.node)
        found = Configuration(Role.CONSUMER, f"{source.file.name} listener{number}", source.file, NAME)
        found.complete = found.owned = False  # the factory has the rest
        found.span = Span(span.start, span.start)
        for one in given:
            value = run.value(one)
            pair = _OPTION.fullmatch(known_text(value) or "")
            if pair is None:
                continue
            key, text = pair.groups()
            place = source.span(one.node)
            found.settings[key] = Setting(
                key, text, written=key, span=place, key_span=place, file=source.file,
                resolved=not any(sign in text for sign in ("${", "#{")),
            )  # fmt: skip
        if found.settings:
            yield found


def _annotations(statements: list[Statement]) -> Iterator[Annotation]:
    for one in statements:
        if isinstance(one, (Function, Class)):
            yield from one.annotations
        if isinstance(one, (Class, Block)):
            yield from _annotations(one.statements)

"""Files of `key=value`: server.properties, producer.properties, connect-distributed.properties, ..."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation.catalogue import DEFAULT_VERSION, key_catalogue
from kafka_architect.validation.configuration import Configuration, Loss, Reading
from kafka_architect.validation.dialects.formats.placeholders import with_default
from kafka_architect.validation.dialects.formats.properties_block import PropertiesBlock
from kafka_architect.validation.dialects.formats.properties_fit import fits_properties
from kafka_architect.validation.knowledge.neighbours import neighbour
from kafka_architect.validation.recognise import mostly_of_others, role_of, tells_of_kafka
from kafka_architect.validation.role import Role
from kafka_architect.validation.source_file import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kafka_architect.validation.configuration import Setting
    from kafka_architect.validation.source_file import SourceFile

NAME = "properties"
ENDINGS = (".properties", ".conf", ".cfg", ".config", ".txt", ".template", ".j2", ".tmpl", ".tpl", ".erb")
_UNSET, _FEWEST_OF_A_DUMP = "null", 3
_TEMPLATES = (".template", ".j2", ".tmpl", ".tpl", ".erb")
# Files of the same format that are about something else.
_OTHERS = re.compile(r"log4j|log-?back|logging|gradle|messages|i18n|maven-wrapper|sonar-project|build\.prop")


def recognises(file: SourceFile) -> bool:
    """By the name, where the text can be of the format: it has no mark of its own."""
    name = file.name.lower()
    if _OTHERS.search(name) or not name.endswith(ENDINGS):
        return False
    return (not name.endswith(_TEMPLATES) or ".properties" in name) and fits_properties(file.text, name)


def read(file: SourceFile, role: Role | None) -> Reading:
    """One configuration, of the role that keys and file name tell."""
    block = PropertiesBlock(file)
    settings = [with_default(setting) for setting in block.settings()]
    if role is None:
        program = neighbour({setting.key: setting.value for setting in settings}, file.path)
        if program is not None:
            return Reading(unjudged=program)
    found = role if role is not None else properties_role(settings, file.path)
    if found is None:
        return Reading(faults=block.faults)
    name = file.name
    configuration = Configuration(found, name, file, NAME, writer=block, span=Span(0, 0))
    if _is_dump(settings):
        settings = [setting for setting in settings if not _is_left_alone(setting, found)]
    elif role is None and mostly_of_others(settings, found):
        configuration.complete = configuration.owned = False
    take_properties(configuration, block, settings)
    configuration.losses.extend(_losses(file, settings))
    return Reading([configuration], block.faults)


def _is_dump(settings: Iterable[Setting]) -> bool:
    """Whether it is what a server described of itself: keys that nobody set are null there, in no file."""
    return sum(setting.value == _UNSET for setting in settings) >= _FEWEST_OF_A_DUMP


def _is_left_alone(setting: Setting, role: Role) -> bool:
    """Whether a key of a dump is not set by anybody."""
    definition = key_catalogue(DEFAULT_VERSION, role).get(setting.key)
    return setting.value == _UNSET or (definition is not None and setting.value == definition.default)


def properties_role(settings: Iterable[Setting], path: str) -> Role | None:
    """The role of a block of properties, None where too little of it is Kafka's.

    The name of the file breaks ties, but does not make a file of other keys a configuration.
    """
    values = {setting.key: setting.value for setting in settings}
    if not tells_of_kafka(values, path):
        return None
    found = role_of(values.keys(), path)
    if found is Role.BROKER and (values.get("process.roles") or "").strip() == "controller":
        return Role.CONTROLLER
    return found


def take_properties(
    configuration: Configuration, block: PropertiesBlock, settings: Iterable[Setting]
) -> None:
    """Put a block's settings into a configuration.

    What a template's branches set is neither complete nor set twice: only one branch will be there.
    """
    for setting in settings:
        configuration.put(setting)
    if block.templated:
        configuration.complete = False
        configuration.repeats.clear()


def _losses(file: SourceFile, settings: list[Setting]) -> Iterator[Loss]:
    first = settings[0] if settings else None
    if file.encoding == "utf-8-sig" and first is not None and first.key_span == Span(0, len(first.written)):
        reason = "the file begins with a byte order mark, which Java reads as part of this first key"
        yield Loss(first, reason, first.key, "save the file without it")
    if file.text.isascii() or not file.encoding.startswith("utf-8"):  # ISO-8859-1 is what Kafka reads
        return
    for setting in settings:
        if setting.value and not setting.value.isascii() and not _escaped(file, setting):
            reason = "Kafka reads .properties as ISO-8859-1, so non-ASCII characters are garbled"
            yield Loss(setting, reason, setting.key, "write them as \\uXXXX")


def _escaped(file: SourceFile, setting: Setting) -> bool:
    return setting.span is None or file.text[setting.span.start : setting.span.end].isascii()

"""What the tests of the applications' dialects share: reading a text, editing it, bytes gone wrong."""

from __future__ import annotations

import random
from importlib import import_module
from typing import TYPE_CHECKING, cast

from kafka_architect.validation.source_file import SourceFile

if TYPE_CHECKING:
    from kafka_architect.validation.configuration import Configuration, Reading
    from kafka_architect.validation.dialects import Dialect
    from kafka_architect.validation.fix import Edit
    from kafka_architect.validation.role import Role

_NOISE = (
    "\t",
    "\n",
    " ",
    ":",
    "-",
    "'",
    '"',
    "{",
    "}",
    "[",
    "]",
    "#",
    "\\",
    "&a",
    "*a",
    "${",
    "é",
    "\x00",
    "%",
)


def dialect_of(name: str) -> Dialect:
    return cast("Dialect", import_module(f"kafka_architect.validation.dialects.{name}"))


def read(dialect: str, name: str, text: str, role: Role | None = None) -> Reading:
    """Read a text that the dialect must recognise; every place must lie in it."""
    file = SourceFile(name, text)
    module = dialect_of(dialect)
    assert module.recognises(file), f"{dialect} does not recognise {name}"
    reading = module.read(file, role)
    assert_places(reading, text)
    return reading


def assert_places(reading: Reading, text: str) -> None:
    for fault in reading.faults:
        assert 0 <= fault.offset <= len(text), fault
    for configuration in reading.configurations:
        settings = [*configuration.settings.values(), *configuration.attributes.values()]
        settings += [loss.setting for loss in configuration.losses]
        for setting in settings:
            for span in (setting.span, setting.key_span):
                assert span is None or 0 <= span.start <= span.end <= len(text), setting
        if configuration.span is not None:
            assert 0 <= configuration.span.start <= configuration.span.end <= len(text)


def one(reading: Reading, role: Role, part: str = "") -> Configuration:
    """The only configuration of a role whose name holds `part`."""
    found = [each for each in reading.configurations if each.role is role and part in each.name]
    assert len(found) == 1, [each.name for each in reading.configurations]
    return found[0]


def values(configuration: Configuration) -> dict[str, str | None]:
    """Every setting that somebody wrote."""
    return {key: one.value for key, one in configuration.settings.items() if one.origin == "file"}


def framework(configuration: Configuration) -> dict[str, str | None]:
    """Every setting that the framework adds."""
    return {key: one.value for key, one in configuration.settings.items() if one.origin == "framework"}


def written_at(configuration: Configuration, key: str) -> tuple[str, str]:
    """What the file holds at the places of a setting's key and value."""
    setting = configuration.settings[key]
    assert setting.key_span is not None
    assert setting.span is not None
    text = configuration.file.text
    return (
        text[setting.key_span.start : setting.key_span.end],
        text[setting.span.start : setting.span.end],
    )


def edited(edit: Edit | None) -> str:
    """The file's text with an edit made."""
    assert edit is not None, "the writer offers no edit"
    text = edit.file.text
    return text[: edit.span.start] + edit.text + text[edit.span.end :]


def mutations(text: str, seed: int, count: int = 300) -> list[str]:
    """`text` cut, doubled and strewn with noise, the same for the same seed."""
    draw = random.Random(seed)
    found = []
    for _ in range(count):
        mutated = text
        for _ in range(draw.randint(1, 4)):
            start = draw.randrange(len(mutated) + 1)
            end = min(len(mutated), start + draw.choice((0, 0, 1, 1, 3, 20)))
            mutated = mutated[:start] + draw.choice(("", *_NOISE, mutated[start:end] * 2)) + mutated[end:]
        found.append(mutated)
    return found


def survives(dialect: str, name: str, text: str) -> None:
    """Whatever the text holds, the reader answers, and its places lie in the text."""
    file = SourceFile(name, text)
    module = dialect_of(dialect)
    module.recognises(file)
    assert_places(module.read(file, None), text)

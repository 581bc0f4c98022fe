"""Read texts with the dialect that recognises them, edit them, break them."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from kafka_architect.validation.dialects import find_dialect
from kafka_architect.validation.source_file import SourceFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.configuration import Configuration, Reading, Setting
    from kafka_architect.validation.fix import Edit


def read_text(path: str, text: str, dialect: str | None = None) -> Reading:
    """What the dialect that recognises the file reads; `dialect` is the one that must."""
    file = SourceFile(path, text)
    found = find_dialect(file)
    assert found is not None, f"no dialect recognises {path}"
    assert dialect is None or dialect == found.NAME, f"{path} was taken for {found.NAME}"
    reading = found.read(file, None)
    check_places(reading)
    return reading


def one(path: str, text: str, dialect: str | None = None, name: str | None = None) -> Configuration:
    """The only configuration of a file, or the one of that name."""
    found = read_text(path, text, dialect).configurations
    chosen = [one for one in found if name is None or one.name == name]
    assert len(chosen) == 1, [f"{one.role} {one.name}" for one in found]
    return chosen[0]


def values(configuration: Configuration, *, written: bool = True) -> dict[str, str | None]:
    """Keys and values; `written` leaves out what no file holds."""
    return {
        key: setting.value
        for key, setting in configuration.settings.items()
        if not written or setting.span is not None
    }


def facts(configuration: Configuration) -> dict[str, str | None]:
    """The attributes as text."""
    return {name: setting.value for name, setting in configuration.attributes.items()}


def edited(edit: Edit | None) -> str:
    """The text of the file with an edit in it."""
    assert edit is not None, "the dialect says that it cannot write this"
    text = edit.file.text
    return text[: edit.span.start] + edit.text + text[edit.span.end :]


def every_setting(reading: Reading) -> Iterator[Setting]:
    for configuration in reading.configurations:
        yield from configuration.settings.values()
        yield from configuration.attributes.values()
        for repeat in configuration.repeats:
            yield from (repeat.dropped, repeat.kept)
        for loss in configuration.losses:
            yield loss.setting


def check_places(reading: Reading) -> None:
    """Every place lies inside its file, and its key before its value."""
    for setting in every_setting(reading):
        for span in (setting.span, setting.key_span):
            if span is not None:
                assert setting.file is not None, setting
                assert 0 <= span.start <= span.end <= len(setting.file.text), setting
    for configuration in reading.configurations:
        if configuration.span is not None:
            assert 0 <= configuration.span.start <= len(configuration.file.text)
    for fault in reading.faults:
        assert fault.offset >= 0


def broken(text: str, seed: int, number: int) -> Iterator[str]:
    """The text with characters and lines changed, taken out, doubled; now and then cut short."""
    rng = random.Random(seed)
    pieces = ["\t", "\n", ":", "{", "}", "[", "]", '"', "'", "\\", "#", "&a", "*a", "<<: *a", "|", ">", "-",
              "=", "\x00", "\u2028", "é", "😀", "{{ x }}", "${X}", "%", "@", "!", "EOF", "0"]  # fmt: skip
    for _ in range(number):
        mutated = text
        for _ in range(rng.randrange(1, 4)):
            at = rng.randrange(len(mutated) + 1)
            length = rng.choice((0, 1, 1, 5, 40))
            match rng.randrange(4):
                case 0:
                    mutated = mutated[:at] + rng.choice(pieces) + mutated[at + length :]
                case 1:
                    mutated = mutated[:at] + mutated[at + length :]
                case 2:
                    lines = mutated.splitlines(keepends=True)
                    line = rng.choice(lines) if lines else ""
                    mutated = mutated[:at] + line + mutated[at:]
                case _:
                    mutated = mutated[:at] if rng.random() < 0.2 else mutated.replace("\n", "\r\n")
        yield mutated


def never_raises(path: str, text: str, *, seed: int = 1, number: int = 300) -> None:
    """A reader takes whatever is left of a file: recognised or not, faults or not, it does not raise."""
    for mutated in broken(text, seed, number):
        file = SourceFile(path, mutated)
        dialect = find_dialect(file)
        if dialect is None:
            continue
        reading = dialect.read(file, None)
        check_places(reading)
        for configuration in reading.configurations:
            for setting in configuration.settings.values():
                for edit in (
                    configuration.writer.replace(setting, "7"),
                    configuration.writer.remove(setting),
                    configuration.writer.rename(setting, "acks"),
                ):
                    assert edit is None or 0 <= edit.span.start <= edit.span.end <= len(mutated)
            configuration.writer.add("acks", "all")

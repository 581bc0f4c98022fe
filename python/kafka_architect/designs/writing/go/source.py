"""A Go file of settings: functions whose bodies a library's module writes, in the format of gofmt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kafka_architect.designs.writing.markdown_text import one_line
from kafka_architect.designs.writing.words import comment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from kafka_architect.designs.model.client import ClientSettings
    from kafka_architect.designs.model.topic import Setting


class Statement(NamedTuple):
    """Lines of code, and the comment above them."""

    code: str
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """A Go library and how it is configured.

    Attributes:
        package: the path of what is imported.
        producer, consumer: how their functions are written.
        placed_as_java: what makes producers place keys as the Java clients do; None where they do anyway.
        placed_otherwise: what is set where they may place keys by the library's own hash.
    """

    name: str
    module: str
    version: str
    package: str
    producer: Function
    consumer: Function
    placed_as_java: Statement | None = None
    placed_otherwise: Statement | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """How a function begins and ends, and the statements that a client's settings become.

    `head` may contain {name}. `written` are settings by their key in Kafka, with how the library is told;
    `unknown` those that it has no name for, each with what it does instead. `first` and `last` are statements
    that no single setting becomes.
    """

    head: str
    tail: str
    written: Mapping[str, Written]
    unknown: Mapping[str, str]
    first: Callable[[ClientSettings], Iterator[Statement]] | None = None
    last: Statement | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """How one setting is written.

    Attributes:
        code: lines of Go with {} where the value stands.
        value: the value of the setting as Go; None where the library has none for it, and nothing is written.
        note: follows the reason of the setting.
        only: whether the client's other settings let it be written.
        more: a statement that comes with it.
    """

    code: str
    value: Callable[[Setting], str | None]
    note: str = ""
    only: Callable[[ClientSettings], bool] | None = None
    more: Statement | None = None


def statements(function: Function, client: ClientSettings) -> Iterator[Statement]:
    """The body of a client's function, in the order of its settings."""
    if function.first is not None:
        yield from function.first(client)
    for setting in client.settings:
        written = function.written.get(setting.key)
        if written is None or (written.only is not None and not written.only(client)):
            continue
        value = written.value(setting)
        if value is not None:
            yield Statement(written.code.replace("{}", value), why(setting) + written.note)
            if written.more is not None:
                yield written.more
    if function.last is not None:
        yield function.last


def go_source(library: Library, clients: Sequence[ClientSettings], *, same_placement: bool) -> str:
    """The whole file."""
    service = one_line(clients[0].service)
    text = "\n".join(line for client in clients for line in _function(library, client, same_placement))
    timed = "time.Millisecond" in text
    lines = [
        f"// Package clients has the Kafka settings of {service}, for {library.module} {library.version}.",
        "package clients",
        "",
        "import (",
        *(['\t"time"', ""] if timed else []),
        f'\t"{library.package}"',
        ")",
    ]
    return "\n".join(lines) + "\n" + text + "\n"


def _function(library: Library, client: ClientSettings, same_placement: bool) -> Iterator[str]:
    function = library.producer if client.role == "producer" else library.consumer
    name = _exported(client)
    verb = "sends to" if client.role == "producer" else "receives"
    yield ""
    yield f"// {name} {verb} {one_line(', '.join(client.topics))}. Addresses and logins are yours to add."
    yield f"func {function.head.format(name=name)}"
    placed = library.placed_as_java if same_placement else library.placed_otherwise
    more = [placed] if placed is not None and client.role == "producer" else []
    for statement in (*statements(function, client), *more):
        if statement.because:
            yield f"\t// {one_line(statement.because)}"
        yield from (f"\t{line}" for line in statement.code.splitlines())
    for setting in client.settings:
        if setting.key in function.unknown:
            yield f"\t// {one_line(setting.key)}: {function.unknown[setting.key]}"
        elif setting.key not in KNOWN:
            yield f"\t// {one_line(setting.key)}: {library.name} has no such setting"
    yield from (f"\t{line}" for line in function.tail.splitlines())
    yield "}"


KNOWN = frozenset(
    {
        "acks", "enable.idempotence", "compression.type", "batch.size", "linger.ms", "buffer.memory",
        "max.in.flight.requests.per.connection", "request.timeout.ms", "delivery.timeout.ms",
        "group.id", "auto.offset.reset", "enable.auto.commit", "isolation.level", "fetch.min.bytes",
        "fetch.max.wait.ms", "max.partition.fetch.bytes", "max.poll.records", "max.poll.interval.ms",
        "session.timeout.ms", "heartbeat.interval.ms", "group.protocol",
    }
)  # fmt: skip
"""Settings that every library's module decides about: written, or named in its `unknown`."""


def _exported(client: ClientSettings) -> str:
    words = re.findall(r"[A-Za-z0-9]+", client.name.removeprefix(f"{client.service}."))
    name = "".join(word[:1].upper() + word[1:] for word in words)
    return name if name[:1].isalpha() else f"Client{name}"


def idempotent(client: ClientSettings) -> bool:
    """Whether a producer is told to be idempotent; Kafka's own is where nothing is said."""
    return client.setting("enable.idempotence") == "true"


def among(names: Mapping[str, str]) -> Callable[[Setting], str | None]:
    """One of the library's own words."""
    return lambda setting: names.get(setting.value)


def when(value: str) -> Callable[[Setting], str | None]:
    """Written for this value only; the code says it all."""
    return lambda setting: "" if setting.value == value else None


def time_of(least: int = 0) -> Callable[[Setting], str | None]:
    """A time.Duration, at least so many milliseconds."""
    return lambda setting: duration(setting.value, least)


def number_of(least: int = 0) -> Callable[[Setting], str | None]:
    """A whole number."""
    return lambda setting: whole(setting.value, least)


def string_of(setting: Setting) -> str:
    """A string literal."""
    return go_string(setting.value)


def go_string(text: str) -> str:
    """A string literal of Go in characters that print."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(_escaped(one) for one in escaped) + '"'


def _escaped(character: str) -> str:
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def why(setting: Setting) -> str:
    """The reason of a setting, with its value in words."""
    words = comment(setting.key, setting.value)
    return f"{setting.key}: {setting.because}{f' ({words})' if words else ''}"


def duration(milliseconds: str | float, least: int = 0) -> str:
    """A time.Duration, in whole milliseconds."""
    return f"{max(least, _whole(milliseconds))} * time.Millisecond"


def argument(milliseconds: str | float, least: int = 0) -> str:
    """The same among the arguments of a call, where gofmt wants no spaces."""
    return duration(milliseconds, least).replace(" ", "")


def whole(value: str, least: int = 0) -> str:
    """A number that a field of type int takes."""
    return str(max(least, _whole(value)))


def _whole(value: str | float) -> int:
    return int(float(value))

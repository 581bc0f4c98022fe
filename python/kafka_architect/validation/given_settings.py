"""A mapping of settings, as programs hand them to their client: one configuration, without a file.

Keys are the client's own: Kafka's with dots (Java's clients, confluent-kafka), or the arguments of
kafka-python and aiokafka. Values have any type; what is no text, number, truth value or list of these
(a callback, an object) is only known to the program. Places are `settings[acks]`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kafka_architect.errors import InputError
from kafka_architect.validation.catalogue import DEFAULT_VERSION, key_catalogue
from kafka_architect.validation.configuration import Configuration, NoWriter, Reading, Setting
from kafka_architect.validation.dialects import known_endings
from kafka_architect.validation.dialects.formats.placeholders import has_placeholder
from kafka_architect.validation.knowledge.librdkafka_keys import TELLING, is_librdkafka, librdkafka_roles
from kafka_architect.validation.recognise import role_of
from kafka_architect.validation.role import CLIENTS, Client, Role
from kafka_architect.validation.source_file import SourceFile
from kafka_architect.validation.suggestion import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "settings"
_GIVEN = (Client.JAVA, Client.LIBRDKAFKA, Client.KAFKA_PYTHON, Client.AIOKAFKA)
CLIENT_NAMES = {**{str(client): client for client in _GIVEN}, "confluent-kafka": Client.LIBRDKAFKA}
_PACKAGES = {Client.LIBRDKAFKA: "confluent_kafka", Client.KAFKA_PYTHON: "kafka", Client.AIOKAFKA: "aiokafka"}
_ARGUMENT = re.compile(r"[a-z]++(?:_[a-z0-9]++)++")
_MOST_DIGITS = 4_000  # Python refuses to write longer numbers
_DEEPEST = 4
_UNKNOWN = "only_the_program_knows"  # a name that the source does not define


def client_of(name: Client | str) -> Client:
    """The client library with a name.

    Raises:
        InputError: if there is none.
    """
    if str(name) in CLIENT_NAMES:
        return CLIENT_NAMES[str(name)]
    known = ", ".join(CLIENT_NAMES)
    raise InputError(f"unknown client {name!r}; expected one of {known}{did_you_mean(name, CLIENT_NAMES)}")


def are_settings(source: Mapping[Any, Any]) -> bool:
    """Whether a mapping holds settings; False where it holds texts by the names of their files.

    A text has a name that ends as those of files do (producer.properties), or several lines.

    Raises:
        InputError: if it holds both.
    """
    texts = [name for name, value in source.items() if _is_text(name, value)]
    if texts and len(texts) < len(source):
        setting = next(name for name in source if name not in texts)
        raise InputError(
            f"expected settings, or file contents by file name; found both: {_shown(setting)} is a setting, "
            f"{_shown(texts[0])} a file; validate them one after the other"
        )
    return not texts


def settings_reading(
    settings: Mapping[Any, Any], role: Role | None, client: Client | None
) -> tuple[SourceFile, Reading]:
    """The configuration that a mapping is.

    Raises:
        InputError: if a key is not text, or nothing tells what is configured.
    """
    given: dict[str, object] = {}
    for key, value in settings.items():
        if not isinstance(key, str) or not key:
            raise InputError(f"expected setting names, found {type(key).__name__} {_shown(key)}")
        given[str(key)] = value
    file = SourceFile(NAME, "")
    client = client or _client_by_keys(given)
    role = role or _role_by_keys(given, client)
    if client is Client.JAVA or (client is Client.LIBRDKAFKA and role not in CLIENTS):
        configuration = _of_dotted_keys(given, file, role)
    else:
        configuration = _of_python_client(given, file, role, client)
    return file, Reading([configuration])


def _is_text(name: object, value: object) -> bool:
    if not isinstance(name, str):
        return False
    if "/" in name or "\\" in name:
        return True
    of_a_file = name.lower().endswith(known_endings()) or (isinstance(value, str) and "\n" in value.strip())
    return of_a_file and not _is_key(name)


def _is_key(name: str) -> bool:
    """sasl.jaas.config ends as the name of a file does, and may have several lines."""
    return name in TELLING or any(key_catalogue(DEFAULT_VERSION, role).get(name) is not None for role in Role)


def _client_by_keys(given: Mapping[str, object]) -> Client:
    if is_librdkafka({key: _text(value) for key, value in given.items()}):
        return Client.LIBRDKAFKA
    arguments = sum(_ARGUMENT.fullmatch(key) is not None for key in given)
    dotted = sum("." in key for key in given)
    return Client.KAFKA_PYTHON if arguments > dotted else Client.JAVA


def _role_by_keys(given: Mapping[str, object], client: Client) -> Role:
    keys = set(given)
    found: list[Role] = []
    if client in (Client.KAFKA_PYTHON, Client.AIOKAFKA):
        from kafka_architect.validation.dialects.python.clients import KAFKA_KEYS

        counts = {role: len(keys & KAFKA_KEYS[client, role]) for role in (Role.PRODUCER, Role.CONSUMER)}
        found = [role for role, count in counts.items() if count and count == max(counts.values())]
    elif client is Client.LIBRDKAFKA:
        found = list(librdkafka_roles(keys))
    elif (role := role_of(keys)) is not None:
        found = [role]
    if len(found) != 1:
        names = ", ".join(map(_shown, list(given)[:3]))
        raise InputError(
            f"settings: cannot tell what {names} configure; specify a role: 'producer', 'consumer', "
            "'broker', 'topic', ..."
        )
    return found[0]


def _of_dotted_keys(given: Mapping[str, object], file: SourceFile, role: Role) -> Configuration:
    configuration = Configuration(role, f"{NAME} ({role})", file, NAME)
    for key, value in given.items():
        if value is None:
            continue  # as though it were not there
        text = _text(value)
        known = text is not None and not has_placeholder(text)
        configuration.put(Setting(key, text or "", written=key, file=_place(key), resolved=known))
    return configuration


def _text(value: object) -> str | None:
    """A value as the client's own configuration would read it; None where only the program knows it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int):
        return None if value.bit_length() > _MOST_DIGITS else int.__repr__(value)
    if isinstance(value, float):
        return float.__repr__(value)
    if isinstance(value, (list, tuple)):
        items = [_text(item) for item in value if not isinstance(item, (list, tuple))]
        known = [item for item in items if item is not None]
        return ",".join(known) if len(known) == len(value) else None
    return None


def _of_python_client(
    given: Mapping[str, object], file: SourceFile, role: Role, client: Client
) -> Configuration:
    """The same settings in the source of a program, read as such: one reader knows what clients refuse."""
    from kafka_architect.validation.dialects.python import source
    from kafka_architect.validation.dialects.python.clients import CLASSES

    made = next((name for (owner, name), its in CLASSES.items() if owner is client and its is role), None)
    if made is None:
        raise InputError(f"{client} has no {role}; expected role='producer', 'consumer' or 'admin'")
    items = "".join(f"    {key!r}: {_source(value)},\n" for key, value in given.items())
    stars = "" if client is Client.LIBRDKAFKA else "**"
    text = f"from {_PACKAGES[client]} import {made}\n{made}({stars}{{\n{items}}})\n"
    # No file has such a name: nothing beside it says which version is installed.
    [found] = source.read(SourceFile("settings\0.py", text), role).configurations
    found.file, found.name, found.dialect = file, f"{NAME} ({role})", NAME
    found.writer, found.span = NoWriter(), None
    found.settings = {key: _placed(setting) for key, setting in found.settings.items()}
    found.losses = [replace(loss, setting=_placed(loss.setting)) for loss in found.losses]
    return found


def _source(value: object, depth: int = 0) -> str:
    """A value as Python writes it; a name where it is no literal."""
    if value is None or isinstance(value, bool):
        return repr(value)
    if isinstance(value, (list, tuple)) and depth < _DEEPEST:
        return f"[{', '.join(_source(item, depth + 1) for item in value)}]"
    if isinstance(value, dict) and depth < _DEEPEST and all(isinstance(key, str) for key in value):
        return f"{{{', '.join(f'{key!r}: {_source(item, depth + 1)}' for key, item in value.items())}}}"
    if isinstance(value, str):
        return repr(str.__str__(value))
    text = _text(value)
    return _UNKNOWN if text is None or text in ("inf", "-inf", "nan") else text


def _placed(setting: Setting) -> Setting:
    own = setting.written or setting.key
    file = _place(own) if setting.span is not None or setting.key_span is not None else None
    return setting._replace(span=None, key_span=None, file=file)


def _place(key: str) -> SourceFile:
    return SourceFile(f"{NAME}[{key}]", "")


def _shown(name: object) -> str:
    return repr(name)[:60]

"""The property table of librdkafka, from the library inside the wheel of confluent-kafka.

`rd_kafka_conf_properties_show` prints what becomes CONFIGURATION.md; `rd_kafka_conf_set` judges values. What
the table hides (_RK_HIDDEN in rdkafka_conf.c: mock brokers, the name of the software) is found among the
library's strings and learnt by asking.
"""

from __future__ import annotations

import ctypes
import importlib.metadata
import re
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tools.vectors.kafka_clients_oracle import OracleError

if TYPE_CHECKING:
    from collections.abc import Collection

# Keys that the Python client takes out of the dictionary before librdkafka sees it: its documentation and
# cimpl; the serializing clients. The generator keeps those that the installed package still knows.
PYTHON_KEYS = (
    "default.topic.config",
    "key.deserializer",
    "key.serializer",
    "logger",
    "on_commit",
    "on_delivery",
    "value.deserializer",
    "value.serializer",
)
# What these accept is up to the build: compiled-in features, libraries to load, a store of Windows.
NOT_PROBED = frozenset({"builtin.features", "plugin.library.paths", "ssl.ca.certificate.stores"})

_TYPES = {
    "boolean": "boolean",
    "integer": "int",
    "float": "double",
    "string": "string",
    "enum value": "enum",
    "CSV flags": "flags",
    "pattern list": "pattern",
    "see dedicated API": "pointer",
}
_TRIED = ("1", "1000", "true", "any text")
_HIDDEN = "Not in the documentation of librdkafka: for tests, or for programs that wrap it."
# What the table does not mark, but must never be shown.
_SECRETS = re.compile(r"password|\.key\.pem$|passphrase|client\.secret|^sasl\.oauthbearer\.config$")


@cache
def library() -> ctypes.CDLL:
    """librdkafka, loaded."""
    return ctypes.CDLL(str(library_file()))


@cache
def library_file() -> Path:
    """The shared library of the installed confluent-kafka."""
    try:
        files = importlib.metadata.files("confluent-kafka") or []
        importlib.import_module("confluent_kafka")  # loads what librdkafka itself depends on
    except ImportError as error:
        raise OracleError("confluent-kafka is not installed (dependency group bench)") from error
    for file in files:
        if file.name.startswith("librdkafka") and ".so" in file.name:
            return Path(str(file.locate()))
    raise OracleError("this confluent-kafka holds no shared librdkafka")


def version() -> str:
    """The version of librdkafka."""
    library().rd_kafka_version_str.restype = ctypes.c_char_p
    text: bytes = library().rd_kafka_version_str()
    return text.decode()


def table() -> str:
    """CONFIGURATION.md, as the library prints it."""
    libc = ctypes.CDLL(None)
    libc.fopen.restype = ctypes.c_void_p
    show = library().rd_kafka_conf_properties_show
    show.argtypes = libc.fclose.argtypes = [ctypes.c_void_p]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "CONFIGURATION.md"
        stream = libc.fopen(str(file).encode(), b"w")
        show(stream)
        libc.fclose(stream)
        return file.read_text(encoding="utf-8")


def definitions() -> dict[str, dict[str, Any]]:
    """Sections global, topic and of the Python client: {section: {key: attributes}}."""
    sections: dict[str, dict[str, Any]] = {"librdkafka": {}, "librdkafka-topic": {}, "librdkafka-python": {}}
    section = sections["librdkafka"]
    for line in table().splitlines():
        if line.startswith("## Topic"):
            section = sections["librdkafka-topic"]
        cells = [cell.strip() for cell in line.split("|", maxsplit=5)]
        if len(cells) == 6 and cells[0] not in {"", "Property"} and not cells[0].startswith("---"):
            section[cells[0]] = attributes(cells)
    shown = {**sections["librdkafka-topic"], **sections["librdkafka"]}
    sections["librdkafka"] |= {key: asked(key) for key in hidden(shown)}
    learn_by_asking({**sections["librdkafka-topic"], **sections["librdkafka"]})
    package = importlib.import_module("confluent_kafka")
    files = [file for file in Path(str(package.__file__)).parent.glob("*.*") if file.is_file()]
    code = b"".join(file.read_bytes() for file in files)
    for key in PYTHON_KEYS:
        if key.encode() in code:
            sections["librdkafka-python"][key] = {"type": "pointer", "default": None, "scope": "*"}
    return sections


def learn_by_asking(lines: dict[str, dict[str, Any]]) -> None:
    """Add what the table does not say: names for numbers, texts that are checked or must not be empty."""
    for key, line in lines.items():
        if line["type"] == "int" and accepts(key, "all"):
            line["valid"].append(["all"])
        if line["type"] == "string" and key not in NOT_PROBED:
            if accepts(key, "nothing") and not accepts(key, "no thing"):
                line["valid"] = ["one-word"]
            elif not accepts(key, "nothing"):
                named = re.findall("`([a-z0-9_]+)`", line["doc"])
                line["valid"] = ["in", sorted(name for name in set(named) if accepts(key, name))]
            elif not accepts(key, ""):
                line["valid"] = ["non-empty"]


def hidden(shown: Collection[str]) -> list[str]:
    """The keys that the library takes and the table does not show."""
    names = set(re.findall(rb"(?<=\0)[a-z_]+(?:\.[a-z_]+)+(?=\0)", library_file().read_bytes()))
    others = sorted(name.decode() for name in names if name.decode() not in shown)
    return [name for name in others if any(accepts(name, value) for value in _TRIED)]


def asked(key: str) -> dict[str, Any]:
    """A key that the table does not show: its type and range, by setting it."""
    line: dict[str, Any] = {"default": default_of(key), "importance": "low", "scope": "*", "doc": _HIDDEN}
    if accepts(key, "any text"):
        line["type"] = "string"
    elif accepts(key, "true"):
        line["type"] = "boolean"
    else:
        line["type"] = "int"
        inside = next(int(value) for value in _TRIED if value.isdecimal() and accepts(key, value))
        line["valid"] = ["range", _end(key, inside, -(2**31)), _end(key, inside, 2**31 - 1)]
    return line


def _end(key: str, inside: int, beyond: int) -> int:
    """The accepted number that is nearest to `beyond`, where `inside` is accepted."""
    if accepts(key, str(beyond)):
        return beyond
    while abs(beyond - inside) > 1:
        middle = (inside + beyond) // 2
        inside, beyond = (middle, beyond) if accepts(key, str(middle)) else (inside, middle)
    return inside


def default_of(key: str) -> str | None:
    """What a fresh configuration has."""
    lib, size = library(), ctypes.c_size_t(512)
    lib.rd_kafka_conf_new.restype = ctypes.c_void_p
    lib.rd_kafka_conf_destroy.argtypes = [ctypes.c_void_p]
    lib.rd_kafka_conf_get.argtypes = [
        ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p, ctypes.POINTER(ctypes.c_size_t),
    ]  # fmt: skip
    conf, text = lib.rd_kafka_conf_new(), ctypes.create_string_buffer(size.value)
    unknown = lib.rd_kafka_conf_get(conf, key.encode(), text, ctypes.byref(size))
    lib.rd_kafka_conf_destroy(conf)
    return None if unknown else text.value.decode() or None


def accepts(key: str, value: str) -> bool:
    return refusals([(key, value)])[0] is None


def attributes(cells: list[str]) -> dict[str, Any]:
    """One row of the table."""
    name, scope, allowed, default, importance, text = cells
    description, _, kind = text.partition("<br>*Type: ")
    line: dict[str, Any] = {"type": _TYPES[kind.rstrip("* ")], "default": default or None}
    line |= {"importance": importance, "scope": scope, "doc": description.strip()}
    if _SECRETS.search(name):
        line["type"] = "password"
    if " .. " in allowed:
        least, most = allowed.split(" .. ")
        line["valid"] = ["range", int(least), int(most)]
    elif allowed and line["type"] in {"enum", "flags"}:
        line["valid"] = ["in-any-case", allowed.upper().split(", ")]
    alias = re.match(r"(?:\*\*DEPRECATED\*\* )?Alias for `([^`]+)`", description)
    if alias is not None:
        line["alias"] = alias[1]
    if "**DEPRECATED**" in description:
        line["deprecated"] = True
    return line


def refusals(pairs: list[tuple[str, str]]) -> list[str | None]:
    """What librdkafka answers when a key is set to a value on a fresh configuration; None when it accepts."""
    lib = library()
    lib.rd_kafka_conf_new.restype = ctypes.c_void_p
    lib.rd_kafka_conf_destroy.argtypes = [ctypes.c_void_p]
    text = ctypes.c_char_p
    lib.rd_kafka_conf_set.argtypes = [ctypes.c_void_p, text, text, text, ctypes.c_size_t]
    answers: list[str | None] = []
    for key, value in pairs:
        conf, reason = lib.rd_kafka_conf_new(), ctypes.create_string_buffer(512)
        refused = lib.rd_kafka_conf_set(conf, key.encode(), value.encode(), reason, len(reason))
        lib.rd_kafka_conf_destroy(conf)
        answers.append(reason.value.decode(errors="replace") if refused else None)
    return answers

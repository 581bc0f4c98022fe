"""What the classes of one Kafka version say: definitions, and verdicts about single values."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tools.kafka.jars import class_path, compiled, kafka_jars
from tools.vectors.kafka_clients_oracle import find_program, run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HERE = Path(__file__).resolve().parent
SOURCES = sorted((HERE / "src").rglob("*.java"))

TIMEOUT_S = 120


def definitions(version: str) -> dict[str, Any]:
    """Sections of the version: {section: {"source": class, "keys": {key: attributes}}}."""
    sections: dict[str, Any] = json.loads(ask(version, "catalogue"))["sections"]
    for row in read_elsewhere():
        section = sections.get(row["section"])
        if section and row["key"] not in section["keys"] and holds(version, row["class"], row["key"]):
            section["keys"][row["key"]] = {"type": row["type"], "default": None, "reader": row["class"]}
    return sections


def refusals(version: str, pairs: Iterable[tuple[str, str, str]]) -> list[str | None]:
    """What Kafka throws for each (section, key, value); None where it accepts the value."""
    lines = "".join(json.dumps(pair) + "\n" for pair in pairs)
    answers = ask(version, "singles", stdin=lines.encode())
    return [json.loads(line) for line in answers.split("\n") if line]


def constants(version: str, classes: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Class, constant and text of the public constants of Java classes; of absent classes nothing."""
    names = "".join(f"{name}\n" for name in classes)
    for line in ask(version, "constants", stdin=names.encode()).splitlines():
        parts = line.split("\t")
        if len(parts) == 3:  # a description may have line ends
            yield parts[0], parts[1], parts[2]


def value_types(version: str) -> set[tuple[str, str]]:
    """The types of keys and of values, (int, long), for which ConfigDef.parseType throws."""
    rows = (line.split("\t") for line in ask(version, "types").splitlines())
    return {(row[0], row[1]) for row in rows if row[2:] == ["refuses"]}


def ask(version: str, command: str, *, stdin: bytes = b"") -> str:
    """What the Java program prints."""
    classes = compiled(version, *SOURCES)
    # Some defaults are the JVM's: pin the one that depends on the machine. Loggers stay silent.
    options = [
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xmx512m",
        "-Djava.io.tmpdir=/tmp",
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
        "-Dlog4j.configuration=file:/dev/null",
        "-cp",
        class_path(version, classes),
    ]
    program = "kafkaarchitect.catalogue.Main"
    output = run([find_program("java"), *options, program, command], timeout_s=TIMEOUT_S, stdin=stdin)
    return output.decode()


def read_elsewhere() -> list[dict[str, str]]:
    """Keys without a ConfigDef (read_elsewhere.csv)."""
    lines = (HERE / "read_elsewhere.csv").read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def holds(version: str, class_name: str, constant: str) -> bool:
    """Whether the class file has the text among its constants: tag 1, length, bytes."""
    path = class_name.replace(".", "/") + ".class"
    needle = b"\x01" + len(constant).to_bytes(2, "big") + constant.encode()
    for jar in sorted(kafka_jars(version).glob("*.jar")):
        if "kafka" not in jar.name and "connect" not in jar.name:
            continue
        with zipfile.ZipFile(jar) as classes:
            if path in classes.namelist():
                return needle in classes.read(path)
    return False

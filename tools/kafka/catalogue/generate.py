"""The catalogue of Kafka's configuration keys, from Kafka's own classes.

    python -m tools.kafka.catalogue.generate            write python/kafka_architect/data/configdefs
    python -m tools.kafka.catalogue.generate check      compare with what the classes say now

One file per Kafka version, one line per key: type, default, importance, what its validator demands, the
dynamic mode of broker keys, deprecation. Descriptions are in docs.json, each once; a line says which of a
key's descriptions is meant where there are several. librdkafka.json comes from librdkafka itself.

Exit codes: 0 done; 1 `check` found a difference; 2 the classes could not be asked.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from tools.kafka.catalogue import java_constants, librdkafka_table
from tools.kafka.catalogue.kafka_classes import definitions
from tools.kafka.jars import COMPLETE_VERSIONS, VERSIONS
from tools.vectors.kafka_clients_oracle import OracleError, first_difference

FOLDER = Path(__file__).resolve().parents[3] / "python" / "kafka_architect" / "data" / "configdefs"

COMMAND = "python -m tools.kafka.catalogue.generate"
SOURCE = "the ConfigDefs of Apache Kafka (Apache-2.0), read from its jars on Maven Central"
LIBRDKAFKA_SOURCE = "the property table of librdkafka (BSD-2-Clause), printed by the library itself"

# How Kafka's descriptions mark a key, as distinct from mentioning the deprecation of something else.
DEPRECATED = re.compile(
    r"^\W*deprecated\b(?!.* options)|\bthis config(uration)? (is|has been) deprecated", re.IGNORECASE
)


def fresh_files(*, upgrade: bool) -> dict[str, str]:
    """File name to content, as the classes say now."""
    docs: dict[str, list[str]] = {}
    files = {f"{version}.json": version_file(version, docs) for version in VERSIONS}
    files["docs.json"] = docs_file(docs, SOURCE)
    files["constants.json"] = java_constants.file()
    return files | librdkafka_files(upgrade=upgrade)


def librdkafka_files(*, upgrade: bool) -> dict[str, str]:
    """The table of the installed librdkafka; another version than the committed one counts on `upgrade`.

    confluent-kafka is not pinned, and its next release is no drift.
    """
    about = {"librdkafka": librdkafka_table.version(), "source": LIBRDKAFKA_SOURCE, "regenerate": COMMAND}
    committed = FOLDER / "librdkafka.json"
    if not upgrade and committed.exists():
        known = json.loads(committed.read_text(encoding="utf-8"))["about"]["librdkafka"]
        if known != about["librdkafka"]:
            print(f"librdkafka {known} is not compared: {about['librdkafka']} is installed", file=sys.stderr)
            return {}
    docs: dict[str, list[str]] = {}
    sections = {
        name: {"source": "rd_kafka_conf_properties_show", "keys": keys}
        for name, keys in librdkafka_table.definitions().items()
    }
    return {
        "librdkafka.json": sections_file(about, sections, docs),
        "librdkafka-docs.json": docs_file(docs, LIBRDKAFKA_SOURCE),
    }


def version_file(version: str, docs: dict[str, list[str]]) -> str:
    """One version; `docs` collects the descriptions."""
    about = {
        "kafka": version,
        "complete": version in COMPLETE_VERSIONS,
        "source": SOURCE,
        "regenerate": COMMAND,
    }
    return sections_file(about, definitions(version), docs)


def sections_file(about: dict[str, Any], sections: dict[str, Any], docs: dict[str, list[str]]) -> str:
    """Sections in order of the alphabet, a line per key."""
    parts = []
    for name, section in sorted(sections.items()):
        lines = [
            f"{compact(key)}:{compact(attributes(key, described, docs))}"
            for key, described in sorted(section["keys"].items())
        ]
        keys, source = one_a_line(lines), compact(section["source"])
        parts.append(f'{compact(name)}:{{"source":{source},"keys":{keys}}}')
    return f'{{"about":{compact(about)},\n"sections":{one_a_line(parts)}}}\n'


def attributes(key: str, described: dict[str, Any], docs: dict[str, list[str]]) -> dict[str, Any]:
    """The line of one key; what is usual is left out."""
    line: dict[str, Any] = {"type": described["type"].lower()}
    if "default" in described:
        line["default"] = described["default"]
    if "importance" in described:
        line["importance"] = described["importance"].lower()
    for name in ("valid", "mode", "broker", "reader", "scope", "alias"):
        usual = "read-only" if name == "mode" else None
        if described.get(name) not in (None, usual):
            line[name] = described[name]
    doc = described.get("doc") or ""
    if described.get("internal"):
        line["internal"] = True
    if described.get("deprecated") or DEPRECATED.search(doc):
        line["deprecated"] = True
    texts = docs.setdefault(key, [])
    if doc not in texts:
        texts.append(doc)
    number = texts.index(doc)
    if number:
        line["doc"] = number
    return line


def docs_file(docs: dict[str, list[str]], source: str) -> str:
    about = {"source": source, "regenerate": COMMAND}
    lines = [f"{compact(key)}:{compact(texts)}" for key, texts in sorted(docs.items())]
    return f'{{"about":{compact(about)},\n"docs":{one_a_line(lines)}}}\n'


def one_a_line(members: list[str]) -> str:
    return "{\n" + ",\n".join(members) + "\n}"


def compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def generate() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, content in fresh_files(upgrade=True).items():
        (FOLDER / name).write_text(content, encoding="utf-8")


def differences() -> list[str]:
    """What in the committed files is not what the classes say now; empty when they agree."""
    found = []
    for name, content in fresh_files(upgrade=False).items():
        file = FOLDER / name
        committed = file.read_bytes() if file.exists() else b""
        if committed != content.encode():
            found.append(f"{name} differs: {first_difference(committed, content.encode())}")
    return found


def main(arguments: list[str]) -> int:
    try:
        if arguments[:1] != ["check"]:
            generate()
            return 0
        found = differences()
    except (OracleError, OSError) as error:
        print(f"catalogue: {error}", file=sys.stderr)
        return 2
    for difference in found:
        print(difference, file=sys.stderr)
    if found:
        print(f"If the change is wanted, run `{COMMAND}` and commit.", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

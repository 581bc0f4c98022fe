"""Asks Kafka's other clients what they do with a key, and keeps their test vectors current.

    python -m tools.vectors.client_oracles generate     write the files in tests/vectors
    python -m tools.vectors.client_oracles check        compare them with what the clients say now

Files: client_partitioners.csv.gz, and client_keyless_records.csv for records with a null or an empty
key. Every answer comes from the client's own code at a pinned version: librdkafka through the wheel of
confluent-kafka, the Go clients, the JavaScript clients, kafka-rust and Spring Cloud Stream. Each has a
small program here that is built on first use; needed are go, npm, node, cargo, mvn, java and pip.

A program gets partition counts as its argument and keys on standard input, `null` or hex, one per line.
It prints its versions as `# NAME VERSION`, then IMPLEMENTATION, KEY and ANSWER between tabs, where an
answer is the list of partitions, or `producer` when the same record is placed here or there (it is then
asked 64 times), or `refused`.

Exit codes: 0 done; 1 `check` found a difference; 2 an oracle could not run.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import os
import shutil
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tools.vectors.client_keys import SEED, all_keys
from tools.vectors.kafka_clients_oracle import (
    BUILD_TIMEOUT_S,
    DriftError,
    OracleError,
    build_with_maven,
    built_once,
    first_difference,
    run,
)

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).resolve().parent
VECTORS = HERE.parents[1] / "tests" / "vectors"
PARTITIONERS_FILE = "client_partitioners.csv.gz"
KEYLESS_FILE = "client_keyless_records.csv"
ANSWER_TIMEOUT_S = 120

# Powers of two hide sign mistakes, the others show them.
PARTITION_COUNTS = (1, 2, 3, 7, 12, 48, 100, 1000)

# The first implementation gives the vectors. The others must agree on every key that has bytes.
PARTITIONERS = {
    "murmur2": (
        "librdkafka murmur2",
        "sarama NewMurmur2Partitioner",
        "kafka-go Murmur2Balancer{Consistent: true}",
        "franz-go UniformBytesPartitioner",
        "franz-go StickyKeyPartitioner",
        "kafkajs DefaultPartitioner",
        "kafkajs JavaCompatiblePartitioner",
        "platformatic compatibilityPartitioner",
    ),
    "murmur2_random": ("librdkafka murmur2_random", "kafka-go Murmur2Balancer"),
    "consistent": (
        "librdkafka consistent",
        "kafka-go CRC32Balancer{Consistent: true}",
        "franz-go SaramaHasher(crc32)",
    ),
    "consistent_random": ("librdkafka consistent_random",),
    "fnv1a": ("librdkafka fnv1a",),
    "fnv1a_random": ("librdkafka fnv1a_random",),
    "sarama": (
        "sarama NewHashPartitioner",
        "sarama NewHashPartitioner key ByteEncoder(nil)",
        "kafka-go Hash",
        "franz-go SaramaCompatHasher(fnv1a)",
    ),
    "sarama_reference": ("sarama NewReferenceHashPartitioner", "kafka-go ReferenceHash"),
    "crc32_balancer": ("kafka-go CRC32Balancer",),
    "crc32": ("sarama NewConsistentCRCHashPartitioner",),
    "unsigned_murmur2": ("platformatic default",),
    "kafkajs_legacy": ("kafkajs LegacyPartitioner",),
    "java_hash_code": ("spring-cloud-stream PartitionHandler",),
    "xxhash32": ("kafka-rust Producer",),
}


@dataclass(frozen=True)
class Oracle:
    """A program that knows some clients: what it needs, how it is built and run."""

    programs: tuple[str, ...]
    folder: Path
    build: Callable[[Path, Path], None]  # from the first folder into the second
    command: Callable[[Path], list[str]]
    python_packages: bool = False

    def ask(self, keys: bytes) -> str:
        files = (path for path in sorted(self.folder.rglob("*")) if path.is_file())
        sources = [path for path in files if not ignored(path.relative_to(self.folder))]
        salt = sys.implementation.cache_tag.encode() if self.python_packages else b""
        program = built_once(sources, lambda built: self.build(self.folder, built), salt)
        counts = ",".join(map(str, PARTITION_COUNTS))
        # Python packages lie beside their oracle; to the other programs the variable means nothing.
        environment = {"PYTHONPATH": str(program / "packages")}
        command = [*self.command(program), counts]
        return run(command, timeout_s=ANSWER_TIMEOUT_S, stdin=keys, environment=environment).decode("ascii")


def ignored(path: Path) -> bool:
    """What a build in place or an editor leaves; never part of an oracle."""
    return bool({"node_modules", "target", "__pycache__"} & set(path.parts)) or path.name == "Cargo.lock"


def build_librdkafka(folder: Path, built: Path) -> None:
    shutil.copytree(folder, built, ignore=shutil.ignore_patterns("__pycache__"))
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:"]
    packages = ["--target", str(built / "packages"), "--requirement", str(folder / "requirements.txt")]
    run([sys.executable, "-m", "pip", "install", *options, *packages], timeout_s=BUILD_TIMEOUT_S)


def build_go(folder: Path, built: Path) -> None:
    command = ["go", "build", "-mod=readonly", "-trimpath", "-o", str(built / "oracle"), "."]
    environment = {"GOWORK": "off", "GOFLAGS": "", "CGO_ENABLED": "0"}
    run(command, timeout_s=BUILD_TIMEOUT_S, folder=folder, environment=environment)


def build_node(folder: Path, built: Path) -> None:
    shutil.copytree(folder, built, ignore=shutil.ignore_patterns("node_modules"))
    options = ["--omit=optional", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    run(["npm", "ci", *options], timeout_s=BUILD_TIMEOUT_S, folder=built)


def build_rust(folder: Path, built: Path) -> None:
    shutil.copytree(folder, built, ignore=shutil.ignore_patterns("target", "Cargo.lock"))
    run(["cargo", "build", "--quiet", "--target-dir", "target"], timeout_s=BUILD_TIMEOUT_S, folder=built)


def build_java(folder: Path, built: Path) -> None:
    build_with_maven(folder / "pom.xml", built)


def java_command(program: Path) -> list[str]:
    class_path = os.pathsep.join([str(program / "classes"), str(program / "lib" / "*")])
    return ["java", "-XX:+UseSerialGC", "-cp", class_path, "kafkaarchitect.clients.SpringCloudStream"]


# The slowest builds first: they run side by side.
ORACLES = (
    Oracle(("go",), HERE / "go", build_go, lambda built: [str(built / "oracle")]),
    Oracle(("cargo",), HERE / "rust", build_rust, lambda built: [str(built / "target" / "debug" / "oracle")]),
    Oracle(("java", "mvn"), HERE / "java", build_java, java_command),
    Oracle(("node", "npm"), HERE / "node", build_node, lambda built: ["node", str(built / "oracle.mjs")]),
    Oracle(
        (),
        HERE / "librdkafka",
        build_librdkafka,
        lambda built: [sys.executable, str(built / "oracle.py")],
        python_packages=True,
    ),
)


def missing_programs() -> list[str]:
    """What this machine lacks of the tools that the oracles are built and run with."""
    names = [name for oracle in ORACLES for name in oracle.programs]
    missing = [name for name in names if shutil.which(name) is None]
    return missing if importlib.util.find_spec("pip") else [*missing, f"pip of {sys.executable}"]


class Answers(NamedTuple):
    """By implementation, then by key in the programs' notation: partitions, `producer`, `refused`."""

    versions: list[str]
    said: dict[str, dict[str, str]]


def ask_all(keys: list[str]) -> Answers:
    """Build and run every oracle."""
    if missing := missing_programs():
        raise OracleError(f"needed and not found: {', '.join(missing)}")
    lines = "".join(f"{key}\n" for key in keys).encode("ascii")
    with ThreadPoolExecutor() as pool:
        outputs = list(pool.map(lambda oracle: oracle.ask(lines), ORACLES))

    answers = Answers([], {})
    for line in "".join(outputs).splitlines():
        if line.startswith("# "):
            answers.versions.append(line.removeprefix("# "))
        else:
            implementation, key, answer = line.split("\t")
            answers.said.setdefault(implementation, {})[key] = answer
    for implementations in PARTITIONERS.values():
        for implementation in implementations:
            if list(answers.said.get(implementation, {})) != keys:
                raise OracleError(f"{implementation} did not answer for every key")
    return answers


def fresh_files() -> dict[str, str]:
    """The content of both files as the clients compute it now."""
    keys = ["null", *(key.hex() for key in all_keys())]
    answers = ask_all(keys)
    for implementations in PARTITIONERS.values():
        expect_agreement(implementations, answers)
    return {
        PARTITIONERS_FILE: partitioners_file(answers, [key for key in keys if key != "null"]),
        KEYLESS_FILE: keyless_file(answers),
    }


def expect_agreement(implementations: tuple[str, ...], answers: Answers) -> None:
    first, *others = implementations
    for other in others:
        for key, answer in answers.said[first].items():
            differs = answers.said[other][key]
            if key not in {"", "null"} and differs != answer:
                raise OracleError(
                    f"{first} and {other} disagree on the key {key[:60]}: {answer} and {differs}"
                )


def partitioners_file(answers: Answers, keys: list[str]) -> str:
    header = [
        "# partitions of record keys, computed by Kafka clients other than Apache Kafka's own",
        *(f"# version: {version}" for version in answers.versions),
        f"# keys: tools/vectors client_keys.py, SHAKE-256 seed {SEED}; in hex, the first is empty",
        "# pN: partition in a topic of N partitions; -1: the producer chooses, the key does not matter",
        "# null keys: client_keyless_records.csv",
        "# licence: generated keys and computed facts, no client's code; Apache-2.0 like this repository",
        *(f"# {name}: {'; '.join(implementations)}" for name, implementations in PARTITIONERS.items()),
        ",".join(["partitioner", "key", *(f"p{count}" for count in PARTITION_COUNTS)]),
    ]
    chosen = ",".join("-1" for _ in PARTITION_COUNTS)
    # All partitioners of a key stand together, which packs a third smaller than the other way round.
    rows = [
        f"{name},{key},{chosen if (answer := answers.said[first][key]) == 'producer' else answer}"
        for key in keys
        for name, (first, *_) in PARTITIONERS.items()
    ]
    return "\n".join([*header, *rows]) + "\n"


def keyless_file(answers: Answers) -> str:
    header = [
        "# what becomes of records whose key is null or has no bytes, found by producing such records",
        *(f"# version: {version}" for version in answers.versions),
        "implementation,partitioner,null_key,empty_key",
    ]
    rows = [
        f"{implementation},{name},{null_rule(answers.said[implementation])},"
        f"{empty_rule(answers.said[implementation])}"
        for name, implementations in PARTITIONERS.items()
        for implementation in implementations
    ]
    return "\n".join([*header, *rows]) + "\n"


def null_rule(said: dict[str, str]) -> str:
    null, empty = said["null"], said[""]
    if null == "producer":
        return "producer chooses"
    if null == "refused":
        return "refused"
    if null == empty:
        return "hashed as empty"
    if set(null.split(",")) == {"0"}:
        return "partition 0"
    raise OracleError(f"no name for what becomes of a null key: {null}; an empty key: {empty}")


def empty_rule(said: dict[str, str]) -> str:
    return "producer chooses" if said[""] == "producer" else "hashed"


def generate(folder: Path) -> None:
    """Write both files, with no name or time in a gzip header: a diff means new content."""
    for name, content in fresh_files().items():
        packed = gzip.compress(content.encode("ascii"), compresslevel=9, mtime=0)
        (folder / name).write_bytes(packed if name.endswith(".gz") else content.encode("ascii"))


def check(folder: Path) -> None:
    """Raise DriftError unless the files in `folder` hold what the clients compute now.

    Unpacked bytes are compared, because another zlib may pack the same content differently.
    """
    for name, content in fresh_files().items():
        fresh = content.encode("ascii")
        try:
            read = (folder / name).read_bytes()
            committed = gzip.decompress(read) if name.endswith(".gz") else read
        except (OSError, EOFError, zlib.error) as error:
            raise DriftError(f"{name} cannot be read: {error}") from error
        if committed != fresh:
            raise DriftError(
                f"{name} differs from the clients at {first_difference(committed, fresh)}\n"
                "If the change is wanted (keys or versions), run `generate` and commit."
            )


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tools.vectors.client_oracles", description="Vectors from Kafka's other clients."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for name, text in (("generate", "write the vectors"), ("check", "compare the vectors")):
        command = commands.add_parser(name, help=text)
        command.add_argument("--folder", type=Path, default=VECTORS, help="where the two files are")
    chosen = parser.parse_args(arguments)

    try:
        if chosen.command == "generate":
            generate(chosen.folder)
        else:
            check(chosen.folder)
    except DriftError as error:
        print(error, file=sys.stderr)
        return 1
    except (OracleError, OSError) as error:
        print(f"client_oracles: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())

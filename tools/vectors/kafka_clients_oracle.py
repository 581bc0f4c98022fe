"""Asks Apache Kafka's Java client what it does with a key, and keeps the test vectors current.

    kafka_clients_oracle.py generate            write tests/vectors/murmur2_kafka_clients.csv.gz
    kafka_clients_oracle.py check               compare that file with what kafka-clients says now
    kafka_clients_oracle.py counts FILE P       records per partition, as JSON; one key per line

The answers come from the classes of kafka-clients (version in pom.xml), through the small Java
program in src/, which Maven builds on first use. Needs a JDK (17 or newer) and Maven.

Exit codes: 0 done; 1 `check` found a difference; 2 the oracle could not run.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zlib
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
BUILD = REPOSITORY / "build" / "oracle"
VECTORS = REPOSITORY / "tests" / "vectors" / "murmur2_kafka_clients.csv.gz"

BUILD_TIMEOUT_S = 600  # the first build downloads kafka-clients and Maven's plugins
VECTORS_TIMEOUT_S = 120
COUNTS_TIMEOUT_S = 900


class OracleError(Exception):
    """The oracle could not be built or run."""


class DriftError(Exception):
    """The committed vectors are not what kafka-clients computes."""


def generate(vectors: Path) -> None:
    """Write the vector file, with no name or time in its gzip header: a diff means new content."""
    vectors.write_bytes(gzip.compress(fresh_vectors(), compresslevel=9, mtime=0))


def check(vectors: Path) -> None:
    """Raise DriftError unless `vectors` unpacks to what kafka-clients computes now.

    Unpacked bytes are compared, because another zlib may pack the same content differently.
    """
    fresh = fresh_vectors()
    try:
        committed = gzip.decompress(vectors.read_bytes())
    except (OSError, EOFError, zlib.error) as error:
        raise DriftError(f"{vectors.name} cannot be read: {error}") from error
    if committed != fresh:
        raise DriftError(
            f"{vectors.name} differs from kafka-clients at {first_difference(committed, fresh)}\n"
            "If the change is wanted (keys or Kafka version), run `make vectors` and commit."
        )


def first_difference(committed: bytes, fresh: bytes) -> str:
    """The first line that differs, both ways; only for contents that are not equal."""
    before, after = committed.decode("latin-1").split("\n"), fresh.decode("latin-1").split("\n")
    lines = enumerate(zip_longest(before, after, fillvalue="(end of file)"), start=1)
    number, was, now = next((number, was, now) for number, (was, now) in lines if was != now)
    return f"line {number}\n  committed: {was}\n  now:       {now}"


def fresh_vectors() -> bytes:
    """The content of the vector file as kafka-clients computes it now."""
    return ask_kafka("vectors", timeout_s=VECTORS_TIMEOUT_S)


def counts(keys: Path, partitions: int, limit: int | None = None) -> bytes:
    """One JSON line: {"records":N,"partitions":P,"counts":[...]}."""
    arguments = [str(keys), str(partitions)] + ([] if limit is None else [str(limit)])
    return ask_kafka("counts", *arguments, timeout_s=COUNTS_TIMEOUT_S)


def ask_kafka(*arguments: str, timeout_s: float) -> bytes:
    """What the Java program prints for `arguments`."""
    java = find_program("java")
    program = build()
    class_path = os.pathsep.join([str(program / "classes"), str(program / "lib" / "*")])
    # One thread computes, so a parallel collector would only take CPUs from others.
    options = ["-XX:+UseSerialGC", "-Xmx512m", "-cp", class_path]
    return run([java, *options, "kafkaarchitect.oracle.Oracle", *arguments], timeout_s=timeout_s)


def build() -> Path:
    """Build the Java program unless these very sources are built; return its folder."""
    sources = [HERE / "pom.xml", *sorted((HERE / "src").rglob("*.java"))]
    return built_once(sources, lambda folder: build_with_maven(HERE / "pom.xml", folder))


def build_with_maven(pom: Path, folder: Path) -> None:
    """Leave all that `java -cp` needs in `folder`."""
    options = ["-q", "-B", "-Dstyle.color=never", "-f", str(pom), f"-Doracle.directory={folder}"]
    run([find_program("mvn"), *options, "process-classes"], timeout_s=BUILD_TIMEOUT_S)


def built_once(sources: Iterable[Path], build: Callable[[Path], None], salt: bytes = b"") -> Path:
    """Let `build` fill a folder unless that happened for these very sources and salt; return it.

    The folder is named after the sources and appears by one rename, so that an interrupted build
    is never used and test processes may build side by side.
    """
    digest = hashlib.sha256(salt)
    for source in sources:
        digest.update(source.read_bytes())
    program = BUILD / digest.hexdigest()[:16]
    if program.is_dir():
        return program

    BUILD.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BUILD, prefix="building-") as folder:
        built = Path(folder) / "program"
        build(built)
        try:
            built.rename(program)
        except OSError:
            if not program.is_dir():  # else another process was faster, with the same result
                raise
    return program


def find_program(name: str) -> str:
    """The path of `name`, or OracleError that says what to install."""
    path = shutil.which(name)
    if path is None:
        raise OracleError(f"`{name}` is not on PATH; needed are a JDK (17 or newer) and Maven")
    return path


def run(
    command: list[str],
    *,
    timeout_s: float,
    stdin: bytes = b"",
    folder: Path | None = None,
    environment: dict[str, str] | None = None,
) -> bytes:
    """Standard output of `command`, run in `folder`; silent unless it fails."""
    name = Path(command[0]).name
    try:
        done = subprocess.run(
            command,
            input=stdin,
            cwd=folder,
            env=None if environment is None else {**os.environ, **environment},
            capture_output=True,
            timeout=timeout_s,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise OracleError(f"{name} did not finish within {timeout_s:g} s") from error
    if done.returncode != 0:
        # Maven complains on standard output, Java on standard error; both name the cause first.
        said = (done.stderr + done.stdout).decode(errors="replace").splitlines()[:10]
        raise OracleError("\n  ".join([f"{name} failed with exit code {done.returncode}:", *said]))
    return done.stdout


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Vectors and counts from Kafka's Java client.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, text in (("generate", "write the vectors"), ("check", "compare the vectors")):
        command = commands.add_parser(name, help=text)
        command.add_argument("--vectors", type=Path, default=VECTORS, metavar="FILE")
    command = commands.add_parser("counts", help="records per partition of a file of keys")
    command.add_argument("keys", type=Path, metavar="FILE", help="one key per line, LF, any bytes")
    command.add_argument("partitions", type=int, metavar="P")
    command.add_argument("--limit", type=int, metavar="N", help="read only the first N lines")
    chosen = parser.parse_args(arguments)

    try:
        if chosen.command == "generate":
            generate(chosen.vectors)
        elif chosen.command == "check":
            check(chosen.vectors)
        else:
            sys.stdout.write(counts(chosen.keys, chosen.partitions, chosen.limit).decode("ascii"))
    except DriftError as error:
        print(error, file=sys.stderr)
        return 1
    except (OracleError, OSError) as error:
        print(f"kafka_clients_oracle: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())

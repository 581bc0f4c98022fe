"""The jars of one Apache Kafka version, and Java programs compiled against them.

    python -m tools.kafka.jars 4.3.1        fetch, and print the folder

Maven fetches by coordinates (pom.xml) into build/kafka/<version>/, once. A folder appears by one rename,
so that an interrupted fetch is never used and several processes may ask at the same time.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tools.vectors.kafka_clients_oracle import OracleError, find_program, run

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).resolve().parent
BUILD = HERE.parents[1] / "build" / "kafka"

# Every jar is served.
COMPLETE_VERSIONS = ("3.9.2", "4.0.0", "4.1.1", "4.2.0", "4.3.1")
# Broker and clients are served; kafka-tools, kafka-streams and connect-* are not.
PARTIAL_VERSIONS = ("4.4.0",)
VERSIONS = COMPLETE_VERSIONS + PARTIAL_VERSIONS

FETCH_TIMEOUT_S = 600  # the first time downloads 45 MB and Maven's plugins
COMPILE_TIMEOUT_S = 120


def kafka_jars(version: str) -> Path:
    """The folder that holds all jars of `version`; class path `FOLDER/*`."""
    if version not in VERSIONS:
        raise OracleError(f"no jars are known for Kafka {version}; known are {', '.join(VERSIONS)}")

    def fetch(folder: Path) -> None:
        profile = ["-Pcomplete"] if version in COMPLETE_VERSIONS else []
        options = ["-q", "-B", "-Dstyle.color=never", "-f", str(HERE / "pom.xml")]
        chosen = [f"-Dkafka.version={version}", f"-DoutputDirectory={folder}", *profile]
        command = [find_program("mvn"), *options, *chosen, "dependency:copy-dependencies"]
        run(command, timeout_s=FETCH_TIMEOUT_S)

    return filled_once(BUILD / version / f"jars-{digest(HERE / 'pom.xml')}", fetch)


def storage_test_jar(version: str) -> Path:
    """Kafka's own tests of storage: they have a tier that is a folder (LocalTieredStorage)."""
    artifact = f"org.apache.kafka:kafka-storage:{version}:jar:test"

    def fetch(folder: Path) -> None:
        options = ["-q", "-B", "-Dstyle.color=never", f"-Dartifact={artifact}", f"-DoutputDirectory={folder}"]
        run([find_program("mvn"), *options, "dependency:copy"], timeout_s=FETCH_TIMEOUT_S)

    return filled_once(BUILD / version / "storage-test", fetch) / f"kafka-storage-{version}-test.jar"


def class_path(version: str, *classes: Path) -> str:
    """What `java -cp` needs: `classes` and the jars of `version`."""
    return os.pathsep.join([*map(str, classes), str(kafka_jars(version) / "*")])


def compiled(version: str, *sources: Path) -> Path:
    """The classes of the Java files `sources`, compiled against the jars of `version`, once."""

    def compile_into(folder: Path) -> None:
        folder.mkdir()
        options = ["-nowarn", "-proc:none", "--release", "17", "-d", str(folder)]
        command = [find_program("javac"), *options, "-cp", class_path(version), *map(str, sources)]
        run(command, timeout_s=COMPILE_TIMEOUT_S)

    return filled_once(BUILD / version / f"classes-{digest(*sources)}", compile_into)


def digest(*files: Path) -> str:
    """A short name for the content of `files`."""
    content = hashlib.sha256()
    for file in files:
        content.update(file.read_bytes())
    return content.hexdigest()[:16]


def filled_once(folder: Path, fill: Callable[[Path], None]) -> Path:
    """Let `fill` make `folder` unless it is there; return it."""
    if folder.is_dir():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="filling-") as temporary:
        filled = Path(temporary) / "filled"
        fill(filled)
        try:
            filled.rename(folder)
        except OSError:
            if not folder.is_dir():  # else another process was faster, with the same result
                raise
    return folder


def main(arguments: list[str]) -> int:
    try:
        for version in arguments or VERSIONS:
            print(kafka_jars(version))
    except OracleError as error:
        print(f"kafka jars: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The jar of com.typesafe:config, which defines HOCON; Maven fetches it into build/hocon, once."""

from __future__ import annotations

from pathlib import Path

from tools.kafka.jars import FETCH_TIMEOUT_S, digest, filled_once
from tools.vectors.kafka_clients_oracle import find_program, run

_POM = Path(__file__).resolve().parent / "pom.xml"
_BUILD = Path(__file__).resolve().parents[2] / "build" / "hocon"


def class_path() -> str:
    """What `java -cp` needs."""

    def fetch(folder: Path) -> None:
        options = ["-q", "-B", "-Dstyle.color=never", "-f", str(_POM), f"-DoutputDirectory={folder}"]
        run([find_program("mvn"), *options, "dependency:copy-dependencies"], timeout_s=FETCH_TIMEOUT_S)

    return str(filled_once(_BUILD / f"jar-{digest(_POM)}", fetch) / "*")

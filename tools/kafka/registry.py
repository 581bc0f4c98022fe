"""A real schema registry on this machine: Apicurio Registry, loopback, in memory, from Maven Central.

    with SchemaRegistry() as registry:
        registry.url        # speaks Confluent's API: subjects, config, compatibility

Of the registries with that API it is the one that a Maven repository serves as a program; this version is the
newest that runs on Java 17. It answers `PUT /mode` and keeps no mode: that part of the API is Confluent's.
"""

from __future__ import annotations

import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Self

from tools.kafka.jars import BUILD, FETCH_TIMEOUT_S, filled_once
from tools.vectors.kafka_clients_oracle import OracleError, find_program, run

VERSION = "3.0.9"
START_TIMEOUT_S = 180.0
_STOP_TIMEOUT_S = 20.0
_API = "/apis/ccompat/v7"
_JAVA = ("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")


def registry_program() -> Path:
    """The jar that starts the registry, with all that it needs beside it; fetched once, 109 MB."""

    def fetch(folder: Path) -> None:
        artifact = f"io.apicurio:apicurio-registry-app:{VERSION}:tar.gz:all"
        options = ["-q", "-B", "-Dstyle.color=never", "dependency:unpack"]
        command = [find_program("mvn"), *options, f"-Dartifact={artifact}", f"-DoutputDirectory={folder}"]
        # Maven leaves marks of what it has unpacked where it runs, and does not unpack it again.
        run(command, timeout_s=FETCH_TIMEOUT_S, folder=folder.parent)

    return filled_once(BUILD / f"registry-{VERSION}", fetch) / f"apicurio-registry-app-{VERSION}-runner.jar"


class SchemaRegistry:
    """One registry, empty at first; ended with the block, also after an error."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._folder = tempfile.TemporaryDirectory(prefix="registry-")
        self.url = ""

    def __enter__(self) -> Self:
        program = registry_program()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}{_API}"
        log = Path(self._folder.name) / "log"
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                [
                    find_program("java"), *_JAVA, "-Dquarkus.http.host=127.0.0.1",
                    f"-Dquarkus.http.port={port}", "-jar", str(program),
                ],
                cwd=self._folder.name, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
            )  # fmt: skip
        try:
            self._wait(log)
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def _wait(self, log: Path) -> None:
        assert self._process is not None  # noqa: S101
        end = time.monotonic() + START_TIMEOUT_S
        while time.monotonic() < end:
            if self._process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(f"{self.url}/subjects", timeout=5):  # noqa: S310 - loopback
                    return
            except urllib.error.HTTPError as error:  # it listens, and is not ready
                error.close()
            except OSError:
                pass
            time.sleep(0.2)
        last = log.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise OracleError(f"the schema registry did not start within {START_TIMEOUT_S:g} s:\n{last}")

    def _stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(_STOP_TIMEOUT_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None
        self._folder.cleanup()

"""A real Apache Kafka on this machine: KRaft, loopback, from Maven Central's jars, in seconds.

    python -m tools.kafka.cluster --version 4.3.1 --brokers 3      runs until Ctrl-C; make kafka does the same

    with KafkaCluster(brokers=3) as kafka:
        kafka.bootstrap_servers                     # 127.0.0.1:PORT,...
        kafka.run_script("kafka-topics.sh --list")  # in a shell that finds Kafka's own commands

    with KafkaCluster(secure=True) as kafka:        # with TLS and SASL besides (secure_listeners.py)
        kafka.servers("SASL_SSL")

Brokers are combined with controllers. Ports are the system's, data lies in a temporary folder, processes are
ended by their own ids, also after an error.
"""

from __future__ import annotations

import argparse
import base64
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tools.kafka import secure_listeners
from tools.kafka.certificates import write_certificates
from tools.kafka.commands import command_classes
from tools.kafka.jars import VERSIONS, class_path, kafka_jars
from tools.vectors.kafka_clients_oracle import OracleError, find_program, run

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NEWEST = "4.3.1"  # the newest of which every jar is served
START_TIMEOUT_S = 60.0
STOP_TIMEOUT_S = 20.0
_HEAP_MB = 384
_JAVA = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
_SILENT = ("-Dorg.slf4j.simpleLogger.defaultLogLevel=error", "-Dlog4j.configuration=file:/dev/null")


class KafkaCluster:
    """Brokers of one version; a context manager that starts and stops them.

    Args:
        version: One of `tools.kafka.jars.VERSIONS`.
        brokers: How many; each is in a rack of its own, z1, z2, ...
        authorizer: Whether ACLs are checked; the anonymous user of these listeners may do everything.
        secure: Whether there are listeners with TLS and SASL too.
        settings: More for every broker's server.properties.
        heap_mb: Of each broker; thousands of partitions need more.
    """

    def __init__(
        self,
        version: str = NEWEST,
        *,
        brokers: int = 1,
        authorizer: bool = False,
        secure: bool = False,
        settings: Mapping[str, str] | None = None,
        heap_mb: int = _HEAP_MB,
    ) -> None:
        self.version = version
        self._heap_mb = heap_mb
        self._settings = {**(_AUTHORIZER if authorizer else {}), **(settings or {})}
        self._folder = tempfile.TemporaryDirectory(prefix="kafka-")
        self._processes: list[subprocess.Popen[bytes]] = []
        self._listeners = list(secure_listeners.LISTENERS) if secure else []
        self._ports = _free_ports((2 + len(self._listeners)) * brokers)
        self._count = brokers

    @property
    def bootstrap_servers(self) -> str:
        """host:port of every broker, with commas."""
        return ",".join(f"127.0.0.1:{port}" for port in self._ports[: self._count])

    def servers(self, listener: str) -> str:
        """host:port of every broker at one of the secure listeners."""
        first = (2 + self._listeners.index(listener)) * self._count
        return ",".join(f"127.0.0.1:{port}" for port in self._ports[first : first + self._count])

    @property
    def certificates(self) -> Path:
        """The folder with the certificates of a secure cluster."""
        return Path(self._folder.name) / "certificates"

    def client_files(self) -> list[Path]:
        """A Java client's .properties for each secure listener."""
        servers = {name: self.servers(name) for name in self._listeners}
        return secure_listeners.write_client_files(Path(self._folder.name), servers, self.certificates)

    def __enter__(self) -> Self:
        try:
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes:
            process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + STOP_TIMEOUT_S
        for process in self._processes:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._processes.clear()
        self._folder.cleanup()

    def data_folder(self, broker: int = 0) -> Path:
        """Where a broker keeps its partitions' folders."""
        return Path(self._folder.name) / f"data-{broker + 1}"

    def stop_broker(self, broker: int) -> None:
        """End one of several brokers, as a crash does."""
        self._processes[broker].kill()
        self._processes[broker].wait()

    def start_broker(self, broker: int) -> None:
        """Start one that was stopped, and wait until all are there."""
        self._processes[broker] = self._started(self._properties(broker))
        self._wait()

    def commands(self) -> Path:
        """A folder with Kafka's scripts of this version (kafka-topics.sh ...), for PATH."""
        folder = Path(self._folder.name) / "bin"
        if not folder.is_dir():
            folder.mkdir()
            java = f"exec {find_program('java')} -XX:TieredStopAtLevel=1 {' '.join(_SILENT)}"
            for name, main_class in command_classes(self.version).items():
                script = folder / name
                script.write_text(f"#!/bin/sh\n{java} -cp '{class_path(self.version)}' {main_class} \"$@\"\n")
                script.chmod(0o755)
        return folder

    def run_script(self, script: str, *, timeout_s: float = 300) -> subprocess.CompletedProcess[str]:
        """Run a shell script that calls Kafka's commands; BOOTSTRAP_SERVERS names this cluster."""
        environment = {
            **os.environ,
            "PATH": f"{self.commands()}{os.pathsep}{os.environ['PATH']}",
            "BOOTSTRAP_SERVERS": self.bootstrap_servers,
        }
        return subprocess.run(
            ["/bin/sh", "-c", script],
            env=environment, capture_output=True, text=True, timeout=timeout_s, check=False,
        )  # fmt: skip

    def run_class(
        self, main_class: str, *arguments: str, timeout_s: float = 60
    ) -> subprocess.CompletedProcess[str]:
        """Run one of Kafka's own tools against this cluster."""
        command = [*self._java(main_class), "--bootstrap-server", self.bootstrap_servers, *arguments]
        return subprocess.run(command, capture_output=True, text=True, timeout=timeout_s, check=False)

    def _start(self) -> None:
        kafka_jars(self.version)  # fetched before anything is timed
        # An id that begins with a dash is taken for an option.
        cluster_id = base64.urlsafe_b64encode(b"\x01" + secrets.token_bytes(15)).decode().rstrip("=")
        if self._listeners:
            self.certificates.mkdir()
            write_certificates(self.certificates)
        files = [self._write_properties(broker) for broker in range(self._count)]
        with ThreadPoolExecutor() as pool:
            list(pool.map(lambda file: self._format(file, cluster_id), files))
        for file in files:
            self._processes.append(self._started(file))
        self._wait()

    def _started(self, file: Path) -> subprocess.Popen[bytes]:
        with file.with_suffix(".log").open("ab") as log:
            return subprocess.Popen(self._java("kafka.Kafka", file), stdout=log, stderr=subprocess.STDOUT)

    def _properties(self, broker: int) -> Path:
        return Path(self._folder.name) / f"server-{broker + 1}.properties"

    def _secure_properties(self) -> dict[str, str]:
        """What the secure listeners add to the settings of a broker."""
        if not self._listeners:
            return {}
        protocols = {"PLAINTEXT": "PLAINTEXT", "CONTROLLER": "PLAINTEXT", **secure_listeners.LISTENERS}
        return {
            "inter.broker.listener.name": "PLAINTEXT",
            "listener.security.protocol.map": ",".join(f"{name}:{one}" for name, one in protocols.items()),
            **secure_listeners.listener_settings(self.certificates),
        }

    def _write_properties(self, broker: int) -> Path:
        port, controller_port = self._ports[broker], self._ports[self._count + broker]
        controllers = self._ports[self._count : 2 * self._count]
        voters = ",".join(f"{node + 1}@127.0.0.1:{one}" for node, one in enumerate(controllers))
        addresses = [f"PLAINTEXT://127.0.0.1:{port}", f"CONTROLLER://127.0.0.1:{controller_port}"]
        addresses += [f"{name}://{self.servers(name).split(',')[broker]}" for name in self._listeners]
        copies = str(min(3, self._count))
        in_sync = str(min(2, self._count))
        properties = {
            "process.roles": "broker,controller",
            "node.id": str(broker + 1),
            "broker.rack": f"z{broker + 1}",
            "controller.quorum.voters": voters,
            "listeners": ",".join(addresses),
            "controller.listener.names": "CONTROLLER",
            "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "log.dirs": str(self.data_folder(broker)),
            "group.initial.rebalance.delay.ms": "0",
            "auto.create.topics.enable": "false",
            "offsets.topic.num.partitions": "3",
            "offsets.topic.replication.factor": copies,
            "transaction.state.log.num.partitions": "3",
            "transaction.state.log.replication.factor": copies,
            "transaction.state.log.min.isr": in_sync,
            "share.coordinator.state.topic.num.partitions": "3",
            "share.coordinator.state.topic.replication.factor": copies,
            "share.coordinator.state.topic.min.isr": in_sync,
            **self._secure_properties(),
            **self._settings,
        }
        file = self._properties(broker)
        file.write_text("".join(f"{key}={value}\n" for key, value in properties.items()))
        return file

    def _format(self, file: Path, cluster_id: str) -> None:
        run(
            [*self._java("kafka.tools.StorageTool"), "format", "-t", cluster_id, "-c", str(file)]
            + (secure_listeners.scram_arguments() if self._listeners else []),
            timeout_s=60,
        )

    def _java(self, main_class: str, *arguments: Path) -> Sequence[str]:
        options = [f"-Xmx{self._heap_mb}m", *_JAVA, *_SILENT, "-cp", class_path(self.version), main_class]
        return [find_program("java"), *options, *map(str, arguments)]

    def _wait(self) -> None:
        deadline = time.monotonic() + START_TIMEOUT_S
        for broker, process in enumerate(self._processes):
            while not _accepts(self._ports[broker]):
                if process.poll() is not None or time.monotonic() > deadline:
                    said = self._properties(broker).with_suffix(".log").read_text(errors="replace")[-2000:]
                    raise OracleError(f"Kafka {self.version} did not start: {said or 'it said nothing'}")
                time.sleep(0.05)
        self._wait_for_all(deadline)

    def _wait_for_all(self, deadline: float) -> None:
        from confluent_kafka import KafkaException
        from confluent_kafka.admin import AdminClient

        admin = AdminClient({"bootstrap.servers": self.bootstrap_servers, "log_level": 0})
        while time.monotonic() < deadline:
            try:
                if len(admin.list_topics(timeout=5).brokers) == self._count:
                    return
            except KafkaException:
                continue
            time.sleep(0.05)
        raise OracleError(f"Kafka {self.version}: not all of {self._count} brokers joined")


_AUTHORIZER = {
    "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
    "super.users": "User:ANONYMOUS",
}


def _free_ports(count: int) -> list[int]:
    """Ports that nobody listens on; all are held until all are known, so that they differ."""
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports


def _accepts(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Run a real Apache Kafka on this machine until Ctrl-C.")
    parser.add_argument("--version", default=NEWEST, choices=VERSIONS)
    parser.add_argument("--brokers", type=int, default=1)
    parser.add_argument("--authorizer", action="store_true", help="check ACLs; anonymous is a super user")
    parser.add_argument("--secure", action="store_true", help="listeners with TLS and SASL too")
    asked = parser.parse_args(arguments)
    try:
        with KafkaCluster(
            asked.version, brokers=asked.brokers, authorizer=asked.authorizer, secure=asked.secure
        ) as kafka:
            print(
                f"Kafka {asked.version} at {kafka.bootstrap_servers}; commands in {kafka.commands()}",
                flush=True,
            )
            for file in kafka.client_files() if asked.secure else []:
                print(f"  client settings: {file}", flush=True)
            signal.pause()
    except KeyboardInterrupt:
        return 0
    except OracleError as error:
        print(f"kafka: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

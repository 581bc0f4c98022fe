"""Real producers and consumers at a paced rate, and what they measured of themselves.

    with KafkaCluster() as kafka, TrafficRunner(kafka.bootstrap_servers) as traffic:
        traffic.measure(Combination(records_per_s=5000, message_bytes=500, partitions=12))

Records arrive like the calls of an application: independently of each other, with exponential gaps. A codec
finds a known share of each value random and the rest zeros. Topics have one replica, so that what is measured
is the clients' batching and not the brokers' disks.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tools.kafka.cluster import NEWEST
from tools.kafka.jars import class_path, compiled
from tools.vectors.kafka_clients_oracle import OracleError, find_program

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SOURCES = Path(__file__).resolve().parent / "src" / "kafkaarchitect" / "traffic"
_NAMES = ("Main", "Traffic", "PacedProducer", "Reader", "Pace", "Measures")
AUTOGROUP = Path("/proc/self/autogroup")
_PRIORITY = -15
_JAVA = ("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Combination:
    """What is sent and how; `producer` and `consumer` are settings of the Java clients."""

    records_per_s: float
    message_bytes: int
    partitions: int
    brokers: int = 1
    producers: int = 1
    consumers: int = 1
    keyed: bool = True
    random_share: float = 1.0
    warm_up_ms: int = 2500
    measured_ms: int = 6000
    seed: int = 7
    producer: Mapping[str, str] = field(default_factory=dict)
    consumer: Mapping[str, str] = field(default_factory=dict)


@contextmanager
def first_in_line() -> Iterator[bool]:
    """Let this process and all of its session run before others; False where the system does not allow it.

    Clients that sleep most of the time take little from others, but who wakes up late sends in bursts. Linux
    shares out processors by session first (autogroups), and by nice within a session.
    """
    before = os.getpriority(os.PRIO_PROCESS, 0)
    # "/autogroup-54 nice 0"; nothing where the kernel makes no autogroups, and no file where it cannot.
    words = AUTOGROUP.read_text().split() if AUTOGROUP.exists() else []
    of_session = words[-1] if words else None
    try:
        os.setpriority(os.PRIO_PROCESS, 0, _PRIORITY)
        if of_session is not None:
            AUTOGROUP.write_text(str(_PRIORITY))
    except OSError:
        yield False
        return
    try:
        yield True
    finally:
        os.setpriority(os.PRIO_PROCESS, 0, before)
        if of_session is not None:
            AUTOGROUP.write_text(of_session)


class TrafficRunner:
    """One Java process that runs combinations one after the other; a context manager that ends it."""

    def __init__(self, bootstrap_servers: str, version: str = NEWEST) -> None:
        classes = compiled(version, *(SOURCES / f"{name}.java" for name in _NAMES))
        silent = "-Dorg.slf4j.simpleLogger.defaultLogLevel=error"
        main = ["kafkaarchitect.traffic.Main", bootstrap_servers]
        self._process = subprocess.Popen(
            [find_program("java"), *_JAVA, silent, "-cp", class_path(version, classes), *main],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.communicate()

    def measure(self, combination: Combination) -> dict[str, float]:
        """Run a combination; what its clients measured, by name.

        Raises:
            OracleError: The Java program ended.
        """
        asked = {"topic": f"traffic.{secrets.token_hex(4)}", **asdict(combination)}
        if self._process.stdin is None or self._process.stdout is None:
            raise OracleError("the traffic program has no pipes")
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise OracleError(f"the traffic program ended: {self._process.communicate()[1][-2000:]}")
        found: dict[str, float] = json.loads(answer)
        return found

"""What the classes of one Kafka version do with whole configurations: construct, or refuse and why."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tools.kafka.jars import COMPLETE_VERSIONS, class_path, compiled
from tools.vectors.kafka_clients_oracle import OracleError, find_program, run

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

HERE = Path(__file__).resolve().parent
SOURCES = HERE / "src" / "kafkaarchitect" / "judge"

# The roles that the jars of every version serve, and the files that judge them.
SERVED_BY_ALL = frozenset({"producer", "consumer", "admin", "topic", "broker", "controller"})
ROLES = SERVED_BY_ALL | {"streams", "connect-worker", "connect-source", "connect-sink", "mm2"}
_COMMON = ("Main", "Court", "Refusal", "Closer", "BackgroundThread", "Clients", "Servers", "Topics")
_COMPLETE = ("StreamsApplications", "ConnectWorkers", "Connectors", "Mirrors")

TIMEOUT_S = 300


@dataclass(frozen=True, slots=True)
class Case:
    """A configuration to judge: what it is for, and what its file says."""

    role: str
    properties: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What Kafka did: `exception`, `message` and `place` (class.method:line) are "" where it accepts."""

    refused: bool
    exception: str = ""
    message: str = ""
    place: str = ""


def roles_of(version: str) -> frozenset[str]:
    """The roles that the jars of `version` can judge."""
    return ROLES if version in COMPLETE_VERSIONS else SERVED_BY_ALL


def verdicts(version: str, cases: Iterable[Case]) -> list[Judgement]:
    """Let the real constructors of Kafka `version` judge `cases`, in one JVM; an answer for each, in order.

    Raises:
        OracleError: if a role is not served for the version, or Java does not answer.
    """
    asked = list(cases)
    unserved = {case.role for case in asked} - roles_of(version)
    if unserved:
        raise OracleError(f"the jars of Kafka {version} cannot judge {', '.join(sorted(unserved))}")
    lines = (json.dumps({"role": case.role, "properties": dict(case.properties)}) + "\n" for case in asked)
    answers = _ask(version, "".join(lines).encode()).splitlines()
    if len(answers) != len(asked):
        raise OracleError(f"Kafka {version} judged {len(answers):,} of {len(asked):,} configurations")
    return [_judgement(json.loads(answer)) for answer in answers]


def _judgement(answer: Mapping[str, str | None] | None) -> Judgement:
    if answer is None:
        return Judgement(refused=False)
    return Judgement(True, answer["exception"] or "", answer["message"] or "", answer["place"] or "")


def _ask(version: str, stdin: bytes) -> str:
    names = _COMMON + (_COMPLETE if version in COMPLETE_VERSIONS else ())
    classes = compiled(version, *(SOURCES / f"{name}.java" for name in names))
    # Cases are many and small: compile little, keep loggers silent.
    options = [
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xmx1g",
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
        "-Dlog4j.configuration=file:/dev/null",
        "-cp",
        class_path(version, classes),
    ]
    return run(
        [find_program("java"), *options, "kafkaarchitect.judge.Main"], timeout_s=TIMEOUT_S, stdin=stdin
    ).decode()

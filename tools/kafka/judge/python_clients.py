"""What kafka-python and aiokafka do with keyword arguments: their own constructors, or why they raise.

Nothing is connected to: kafka-python's clients, which ask a broker for its version while they are made, are
given one. A process of its own asks, since producers leave threads behind. Other versions of kafka-python
than the one that is installed are installed into build/ when they are first asked.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
import warnings
from typing import TYPE_CHECKING, Any

from tools.kafka.jars import filled_once
from tools.vectors.kafka_clients_oracle import REPOSITORY, run

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

TIMEOUT_S = 300
_KAFKA_VERSION = (3, 9)
_KAFKA_VERSION_OF_OLD = (2, 6)  # the newest that all of 2.x know
_PACKAGES = REPOSITORY / "build" / "kafka-python"


def refusals(
    library: str, cases: Iterable[tuple[str, Mapping[str, object]]], version: str | None = None
) -> list[str | None]:
    """The error for each (class, keyword arguments); None where the client is made.

    `version` is one of kafka-python other than the one that is installed.

    Raises:
        OracleError: if the process ends before it has answered, or the version cannot be installed.
    """
    stdin = json.dumps([library, [[name, dict(arguments)] for name, arguments in cases]]).encode()
    command = [sys.executable, "-m", "tools.kafka.judge.python_clients"]
    environment = None if version is None else {"PYTHONPATH": str(_installed(version))}
    answer = run(command, timeout_s=TIMEOUT_S, stdin=stdin, folder=REPOSITORY, environment=environment)
    answers: list[str | None] = json.loads(answer)
    return answers


def _installed(version: str) -> Path:
    """The folder of a version of kafka-python, whole or not there at all."""
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", f"kafka-python=={version}"]

    def fill(folder: Path) -> None:
        run([*install, "--target", str(folder)], timeout_s=TIMEOUT_S)

    return filled_once(_PACKAGES / version, fill)


def main() -> None:
    warnings.simplefilter("ignore")
    logging.disable()
    library, cases = json.load(sys.stdin)
    make = _aiokafka
    if library == "kafka":
        import kafka

        make = _kafka_python if int(kafka.__version__.partition(".")[0]) > 2 else _kafka_python_2
    print(json.dumps([_refusal(make, name, arguments) for name, arguments in cases]), flush=True)
    os._exit(0)  # without waiting for the producers' threads


def _refusal(make: Any, name: str, arguments: dict[str, object]) -> str | None:
    try:
        make(name, arguments)
    except Exception as error:  # noqa: BLE001 - the question is whether anything is raised
        return f"{type(error).__name__}: {error}"
    return None


def _kafka_python(name: str, arguments: dict[str, object]) -> None:
    import kafka
    from kafka.net.compat import KafkaNetClient

    class Offline(KafkaNetClient):  # type: ignore[misc]  # kafka-python has no types
        def __init__(self, **configs: Any) -> None:
            super().__init__(**configs)
            self._manager.bootstrap = lambda _: None

    # A version that is given twice stays the caller's; the client's own default is to ask the broker.
    made = getattr(kafka, name)(**{"api_version": _KAFKA_VERSION, **arguments}, kafka_client=Offline)
    made.close(**({"timeout": 0} if name == "KafkaProducer" else {}))


def _kafka_python_2(name: str, arguments: dict[str, object]) -> None:
    import kafka
    from kafka.client_async import KafkaClient
    from kafka.producer.sender import Sender

    # Offline: 2.0.2 makes its own client, later ones take one; both come from this module.
    KafkaClient.poll = lambda *_, **__: []
    KafkaClient.maybe_connect = lambda *_, **__: False
    KafkaClient._init_connect = lambda *_, **__: False
    Sender.start = lambda _: None
    made = getattr(kafka, name)(**{"api_version": _KAFKA_VERSION_OF_OLD, **arguments})
    (made._sender if name == "KafkaProducer" else made)._client.close()


def _aiokafka(name: str, arguments: dict[str, object]) -> None:
    import aiokafka
    import aiokafka.admin

    package = aiokafka.admin if name == "AIOKafkaAdminClient" else aiokafka

    async def make() -> None:
        made = getattr(package, name)(**arguments)
        made._closed = True  # never started: nothing to close

    asyncio.run(make())


if __name__ == "__main__":
    main()

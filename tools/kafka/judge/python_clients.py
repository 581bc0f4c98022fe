"""What kafka-python and aiokafka do with keyword arguments: their own constructors, or why they raise.

Nothing is connected to: kafka-python's clients, which ask a broker for its version while they are made, are
given one. A process of its own asks, since producers leave threads behind.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
import warnings
from typing import TYPE_CHECKING, Any

from tools.vectors.kafka_clients_oracle import REPOSITORY, run

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TIMEOUT_S = 300
_KAFKA_VERSION = (3, 9)


def refusals(library: str, cases: Iterable[tuple[str, Mapping[str, object]]]) -> list[str | None]:
    """The error for each (class, keyword arguments); None where the client is made.

    Raises:
        OracleError: if the process ends before it has answered.
    """
    stdin = json.dumps([library, [[name, dict(arguments)] for name, arguments in cases]]).encode()
    command = [sys.executable, "-m", "tools.kafka.judge.python_clients"]
    answers: list[str | None] = json.loads(run(command, timeout_s=TIMEOUT_S, stdin=stdin, folder=REPOSITORY))
    return answers


def main() -> None:
    warnings.simplefilter("ignore")
    logging.disable()
    library, cases = json.load(sys.stdin)
    make = _kafka_python if library == "kafka" else _aiokafka
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

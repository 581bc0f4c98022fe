"""What librdkafka does with whole configurations: confluent-kafka's own constructors, or why they raise.

A process of its own asks the library, because a consumer that it cannot make may end the process.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from tools.vectors.kafka_clients_oracle import REPOSITORY, run

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TIMEOUT_S = 300


def refusals(cases: Iterable[tuple[str, Mapping[str, str]]]) -> list[str | None]:
    """The error for each (producer | consumer, properties); None where the client is made.

    Raises:
        OracleError: if the process ends before it has answered.
    """
    stdin = json.dumps([[role, dict(properties)] for role, properties in cases]).encode()
    command = [sys.executable, "-m", "tools.kafka.judge.librdkafka"]
    answers: list[str | None] = json.loads(run(command, timeout_s=TIMEOUT_S, stdin=stdin, folder=REPOSITORY))
    return answers


def main() -> None:
    print(json.dumps([_refusal(role, properties) for role, properties in json.load(sys.stdin)]))


def _refusal(role: str, properties: dict[str, str]) -> str | None:
    from confluent_kafka import Consumer, KafkaException, Producer

    quiet = {**properties, "log_level": "0"}
    try:
        if role == "consumer":
            Consumer(quiet).close()
        else:
            Producer(quiet)
    except (KafkaException, ValueError, TypeError) as error:
        return str(error)
    return None


if __name__ == "__main__":
    main()

"""How long a record takes from send() to its reader, and how long a switch to another region takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kafka_architect.designs.model.figure import Figure
from kafka_architect.designs.model.promise import Assumption, Question

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kafka_architect.designs.contributing.contribution import Concession
    from kafka_architect.designs.model.client import ClientSettings
    from kafka_architect.designs.model.promise import Guarantee
    from kafka_architect.designs.model.topic import Topic

_SOURCE: Final = (
    "what waits where: linger.ms in the producer, acknowledgement by replicas in other zones, "
    "fetch.max.wait.ms in the broker while there are fewer bytes than fetch.min.bytes; without queues, and "
    "without the handling"
)
# To the leader, from it to the followers of other zones, to the consumer: each about a millisecond or two,
# with the disks and threads between them at moderate load.
_REPLICATED_MS: Final = 10.0
_REPLICATED: Final = "replicated_ms"
# Kafka 4.0 and later; the designs set it themselves.
_LINGER_DEFAULT: Final = "5"
_WAIT_DEFAULT: Final = "500"


class ClientsOfTopics:
    """Who sends and who reads, by topic: a ledger asks for each of its flows."""

    def __init__(self, clients: Iterable[ClientSettings]) -> None:
        self._producers: dict[str, list[ClientSettings]] = {}
        self._consumers: dict[tuple[str, str], list[ClientSettings]] = {}
        for one in clients:
            for topic in one.topics:
                if one.role == "producer":
                    self._producers.setdefault(topic, []).append(one)
                elif one.role == "consumer":
                    self._consumers.setdefault((topic, one.service), []).append(one)

    def sending(self, topic: str) -> list[ClientSettings]:
        """The producers of a topic."""
        return self._producers.get(topic, [])

    def reading(self, topic: str, service: str) -> list[ClientSettings]:
        """The consumers of a topic that are this service's."""
        return self._consumers.get((topic, service), [])


def latency(
    topic: Topic, service: str, clients: ClientsOfTopics, concessions: Sequence[Concession]
) -> Figure | None:
    """The usual time of a record on its way, in ms; None where no client of ours sends or reads it."""
    sending, reading = clients.sending(topic.name), clients.reading(topic.name, service)
    if not sending or not reading:
        return None
    inputs = {
        "linger_ms": max(_number(one, "linger.ms", _LINGER_DEFAULT) for one in sending),
        _REPLICATED: _REPLICATED_MS,
        "fetch_wait_ms": max(_waits(one) for one in reading),
    }
    details = {
        "linger_ms": f"the longest of {', '.join(one.name for one in sending)}",
        _REPLICATED: "this project's choice for zones of one region at moderate load: measure it",
        "fetch_wait_ms": "fetch.max.wait.ms, where fetch.min.bytes makes the broker wait",
    }
    for one in concessions:
        if one.delay is not None and one.delay.always:
            inputs[one.delay.name] = one.delay.ms
            details[one.delay.name] = one.delay.because
    return Figure.of(
        " + ".join(inputs),
        unit="ms",
        source=_SOURCE,
        inputs=inputs,
        details=details,
        assumed=(_REPLICATED,),
        binding=max(inputs, key=lambda name: inputs[name]),
    )


def _number(client: ClientSettings, key: str, default: str) -> float:
    value = client.setting(key) or default
    return float(value) if value.replace(".", "", 1).isdigit() else float(default)


def _waits(client: ClientSettings) -> float:
    if _number(client, "fetch.min.bytes", "1") <= 1:
        return 0.0
    return _number(client, "fetch.max.wait.ms", _WAIT_DEFAULT)


def promised_but_unknown(ledger: Sequence[Guarantee]) -> tuple[list[Assumption], list[Question]]:
    """What promises of latency and recovery rest on that nobody stated."""
    fast = [one.flow for one in ledger if one.latency_s is not None and one.latency_budget is not None]
    assumed = [
        Assumption(
            about=f"latency: {_listed(fast)}",
            assumed=f"{_REPLICATED_MS:g} ms for the network and replication",
            because="they depend on zones, disks and load; measure them (kafka-e2e-latency.sh), and watch "
            "record-queue-time-avg, request-latency-avg and fetch-latency-avg",
        )
    ]
    return (assumed if fast else []), list(_unknown_recovery(ledger))


def _unknown_recovery(ledger: Sequence[Guarantee]) -> Iterator[Question]:
    flows = [one.flow for one in ledger if one.rto_s is not None and one.recovery is None and one.copied]
    if flows:
        yield Question(
            about=_listed(flows),
            question="How long do detection, decision and switch take when a region is lost (RTO)?",
            matters_because="the RTO is promised, and the time that a switch takes is not known",
            answer_with="patterns: {pattern: disaster-recovery, lost, detection, decision, switch}",
        )


def _listed(flows: Sequence[str]) -> str:
    return ", ".join(flows[:4]) + (f" and {len(flows) - 4} more" if len(flows) > 4 else "")

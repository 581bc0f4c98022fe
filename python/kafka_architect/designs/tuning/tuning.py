"""tune: the client settings of a flow, what they give, and what they cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from kafka_architect.designs.model.client import ClientSettings
from kafka_architect.designs.model.document import read, read_json, written
from kafka_architect.designs.model.figure import Figure
from kafka_architect.designs.model.topic import Setting
from kafka_architect.designs.tuning.batching import batching, ratio, record_bytes
from kafka_architect.designs.tuning.choosing import chosen_waits
from kafka_architect.designs.tuning.consuming import consumer_settings, group_settings, protocol_settings
from kafka_architect.designs.tuning.exchange import exchange
from kafka_architect.designs.tuning.fetching import fetching
from kafka_architect.designs.tuning.load import flow_load
from kafka_architect.designs.tuning.producing import producer_settings
from kafka_architect.designs.tuning.remarks import costs, remarks
from kafka_architect.designs.tuning.waiting import Wait, budget, refuse_impossible, spare, total
from kafka_architect.report.has_page import HasPage
from kafka_architect.report.json_text import json_text
from kafka_architect.short_repr import short_repr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kafka_architect.designs.tuning.load import FlowLoad
    from kafka_architect.designs.tuning.waiting import Spare


@short_repr
@dataclass(frozen=True, slots=True, kw_only=True)
class Tuning(HasPage):
    """Client settings of one flow, with the reason for every number.

    Attributes:
        load: the flow, times in ms.
        assumed: fields of the flow that nobody stated, and where their values come from.
        producer, consumer: settings in the names of the Java client.
        group: what the group has in the brokers, with the consumer protocol (KIP-848); else empty.
        expected: what the clients' metrics will show: batches, requests, fetches, throughput.
        budget: where a record waits, in the order of its way; `latency` is the sum.
        exchange: other lingers and what they would give: linger.ms -> name -> figure.
        costs: what the latency objective costs in throughput, and the reverse, in words.
        remarks: what else the numbers say.
    """

    load: dict[str, Any]
    assumed: dict[str, str]
    producer: ClientSettings
    consumer: ClientSettings
    group: tuple[Setting, ...]
    expected: dict[str, Figure]
    budget: tuple[Wait, ...]
    latency: Figure
    exchange: dict[str, dict[str, Figure]]
    costs: tuple[str, ...]
    remarks: tuple[str, ...] = ()

    def explain(self, name: str) -> dict[str, Any]:
        """Inputs, formula, binding constraint and source of a number: "producer.linger.ms"."""
        from kafka_architect.designs.tuning.explain import explain

        return explain(self.to_dict(), name)

    def emit(self, target: str) -> dict[str, str]:
        """The settings as files of a client library: path -> text.

        Raises:
            InputError: The library is unknown; the nearest is offered.
        """
        from kafka_architect.designs.tuned_files import tuned_files

        return tuned_files(self, target)

    def to_dict(self) -> dict[str, Any]:
        """The tuning as JSON-ready values; `from_dict` reads them back."""
        return written("tuning", self)

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> Self:
        """A tuning from what `to_dict` made.

        Raises:
            InputError: It is no tuning, of another version, or a part of it has the wrong type.
        """
        return read("tuning", document, cls)

    def to_json(self, indent: int | None = 2) -> str:
        """The tuning as JSON text."""
        return json_text(self.to_dict(), indent=indent)

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Read what `to_json` or `--format json` wrote.

        Raises:
            InputError: It is no tuning, of another version, or a part has the wrong type; with its place.
        """
        return read_json("tuning", text, cls)

    def __str__(self) -> str:
        from kafka_architect.report.tuning import as_text

        return as_text(self.to_dict())


def tune(load: FlowLoad | None = None, /, **fields: Any) -> Tuning:
    """Client settings for a flow of records: batches, linger, fetches, time-outs, buffers.

        tuning = ka.tune(rate=5000, message_bytes=500, partitions=12, latency="20ms", consumers=6)
        tuning.producer.setting("linger.ms")
        tuning.explain("producer.batch.size")
        tuning.emit("librdkafka")            # {path: text}

    Args:
        load: A `FlowLoad`.
        **fields: Its fields by name, in place of a `FlowLoad`.

    Raises:
        InputError: A field is unknown or wrong.
        UnmeetableError: No settings meet the latency, or the group cannot keep up; with the way out.
    """
    flow = flow_load(fields) if load is None else load
    refuse_impossible(flow)
    return _tuned(flow, spare(flow))


def _tuned(load: FlowLoad, left: Spare) -> Tuning:
    waits = chosen_waits(load, left)
    linger_ms = waits.linger.value
    sending = producer_settings([load], waits.linger)
    figures = {one.key: one.figure for one in sending if one.figure is not None}
    size = figures["batch.size"].value
    receiving = [*consumer_settings([load], waits, size), *protocol_settings(load)]
    kept = group_settings(load) if load.group_protocol == "consumer" else []
    figures |= {one.key: one.figure for one in (*receiving, *kept) if one.figure is not None}
    made = batching(load, linger_ms, size)
    fetched = fetching(load, made, waits.fetch_min_bytes.value, waits.fetch_max_wait.value)
    places = budget(load, made, fetched, linger_ms, waits.fetch_wait_ms)
    expected = {**dict(made.figures()), **dict(fetched.figures()), **_throughput(load, left)}
    latency = total(places)
    rows = exchange(load, waits)
    return Tuning(
        load=load.to_dict(),
        assumed=load.assumed(),
        producer=ClientSettings(
            name="producer", service="tuned", role="producer", topics=("topic",), settings=tuple(sending)
        ),
        consumer=ClientSettings(
            name="consumer", service="tuned", role="consumer", topics=("topic",), settings=tuple(receiving)
        ),
        group=tuple(kept),
        expected=expected,
        budget=places,
        latency=latency,
        exchange=rows,
        costs=costs(linger_ms, rows),
        remarks=remarks(load, left, {**figures, **expected}, latency),
    )


def _throughput(load: FlowLoad, left: Spare) -> dict[str, Figure]:
    stored = Figure.of(
        "rate * record_bytes / compression_ratio",
        unit="bytes/s",
        source="records in batches of format v2, as they are sent and stored",
        inputs={
            "rate": load.rate,
            "record_bytes": record_bytes(load),
            "compression_ratio": ratio(load),
        },
    )
    return {"throughput": stored, "busy": left.busy}

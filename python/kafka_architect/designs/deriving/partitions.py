"""How many partitions: pinned, following another topic, or recommended from load, consumers and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kafka_architect.designs.model.figure import Figure
from kafka_architect.designs.model.promise import Assumption
from kafka_architect.errors import InputError, SourceError
from kafka_architect.sizing.partitions import recommend_partitions

if TYPE_CHECKING:
    from kafka_architect.designs.contributing.contribution import TopicDraft
    from kafka_architect.designs.contributing.draft import Draft
    from kafka_architect.designs.model.design import Platform
    from kafka_architect.designs.specification.quantities import Pin, Rate
    from kafka_architect.sizing.partitions import PartitionAdvice

_UNIT: Final = "partitions"
_CONSUMERS: Final = 4
_PARALLELISM: Final = 3.0
_GROWTH: Final = 2.5
_SOURCE_PARALLELISM: Final = (
    "this project's choice: two to three partitions per consumer, so that the group can grow"
)
_NO_REASON: Final = "the specification gives no reason"


class PartitionRules:
    """The partitions of every topic of a draft; `assumed` collects what had to be assumed for them."""

    def __init__(self, draft: Draft, platform: Platform) -> None:
        self._draft = draft
        self._multiple = platform.brokers or platform.zones
        self._replicas = min(3, self._multiple)
        self._known: dict[str, Figure] = {}
        self.assumed: list[Assumption] = []

    def partitions(self, topic: TopicDraft) -> Figure:
        """The figure for one topic; topics that it follows come first."""
        if topic.name not in self._known:
            self._known[topic.name] = self._bounded(topic)
        return self._known[topic.name]

    def _bounded(self, topic: TopicDraft) -> Figure:
        pin = None if topic.channel is None else topic.channel.stream.partitions
        if pin is not None and pin.exactly is not None:
            return Figure.given(pin.exactly, unit=_UNIT, because=pin.because or _NO_REASON)
        if topic.exactly is not None:
            return Figure.given(topic.exactly[0], unit=_UNIT, because=topic.exactly[1])
        if topic.follows:
            main = self.partitions(self._draft.topic(topic.follows))
            return Figure.of(
                "partitions_of_main",
                unit=_UNIT,
                source="a record keeps its partition number and its neighbours",
                inputs={"partitions_of_main": main.value},
                details={"partitions_of_main": topic.follows},
                binding="partitions_of_main",
            )
        return _within(self._recommended(topic), pin)

    def _recommended(self, topic: TopicDraft) -> Figure:
        consumers, assumed = self._consumers(topic)
        load = topic.load
        if load.peak_messages_per_s is None or load.message_bytes is None:
            return self._from_consumers(consumers, assumed)
        stream = None if topic.channel is None else topic.channel.stream
        distribution = self._distribution(topic)
        try:
            advice = recommend_partitions(
                rate=load.peak_messages_per_s,
                message_bytes=load.message_bytes,
                consumer_rate=_handled(stream.handling if stream else None, load.message_bytes),
                growth=self._growth(),
                consumers=consumers,
                parallelism=_PARALLELISM,
                brokers=self._multiple,
                replication_factor=self._replicas,
                distribution=distribution,
            )
        except (InputError, SourceError) as error:
            if topic.channel is None:
                raise
            path = (*topic.channel.path, "rate" if distribution is None else "distribution")
            self._draft.landscape.read.refuse([(path, str(error))])
        return _figure(advice, assumed)

    def _from_consumers(self, consumers: int, assumed: tuple[str, ...]) -> Figure:
        """Without a rate the consumers decide alone."""
        return Figure.of(
            "round_up(max(consumers * parallelism, more_than_one), brokers)",
            unit=_UNIT,
            source=_SOURCE_PARALLELISM,
            inputs={
                "consumers": consumers,
                "parallelism": _PARALLELISM,
                "more_than_one": 2,
                "brokers": self._multiple,
            },
            details={"consumers": "the busiest group; the rate of the topic is unknown"},
            assumed=assumed,
        )

    def _consumers(self, topic: TopicDraft) -> tuple[int, tuple[str, ...]]:
        """Instances of the busiest group that reads it."""
        stated = [
            group.instances
            for group in self._draft.groups.values()
            if topic.name in group.topics and group.instances is not None
        ]
        if stated:
            return max(stated), ()
        self.assumed.append(
            Assumption(
                about=f"{topic.name}.partitions",
                assumed=f"{_CONSUMERS} consumers in the busiest group",
                because="the number of instances of the receiving services is not stated",
            )
        )
        return _CONSUMERS, ("consumers",)

    def _growth(self) -> float:
        defaults = self._draft.landscape.specification.defaults
        return _GROWTH if defaults is None or defaults.growth is None else defaults.growth

    def _distribution(self, topic: TopicDraft) -> str | None:
        channel = topic.channel
        if channel is None or channel.stream.distribution is None:
            return None
        return str(self._draft.landscape.read.beside(channel.stream.distribution))


def _handled(handling: Rate | None, message_bytes: float) -> str:
    """What one consumer handles per second, as recommend_partitions takes it."""
    if handling is None:
        return "10 MB/s"
    per_s = handling.average if handling.average is not None else handling.peak or 0.0
    return f"{per_s * (1.0 if handling.in_bytes else message_bytes):.15g} B/s"


def _figure(advice: PartitionAdvice, assumed: tuple[str, ...]) -> Figure:
    """The advice as a figure: its terms are the inputs."""
    needs = {
        one.name: one for one in advice.terms if not one.is_ceiling and one.name != "multiple_of_brokers"
    }
    ceilings = {one.name: one for one in advice.terms if one.is_ceiling}
    inputs: dict[str, float] = {one.name: one.partitions for one in (*needs.values(), *ceilings.values())}
    inputs["brokers"] = advice.brokers
    allowed = f"min({', '.join(ceilings)})" if len(ceilings) > 1 else next(iter(ceilings))
    formula = f"min(round_up(max({', '.join(needs)}), brokers), round_down({allowed}, brokers))"
    return Figure.of(
        formula,
        unit=_UNIT,
        source=next(one.source for one in advice.terms if one.name == advice.binding),
        inputs=inputs,
        details={one.name: one.formula for one in (*needs.values(), *ceilings.values())},
        assumed=("consumer_parallelism",) if assumed else (),
        binding=advice.binding,
    )


def _within(figure: Figure, pin: Pin | None) -> Figure:
    """The figure within the bounds of the specification."""
    if pin is None:
        return figure
    formula, inputs, details = f"({figure.formula})", dict(figure.inputs), dict(figure.details)
    because = pin.because or _NO_REASON
    for name, function in (("at_least", "max"), ("at_most", "min")):
        bound = getattr(pin, name)
        if bound is not None:
            formula = f"{function}({formula}, {name})"
            inputs[name] = bound
            details[name] = because
    bounded = Figure.of(
        formula, unit=_UNIT, source=figure.source, inputs=inputs, details=details, assumed=figure.assumed
    )
    if bounded.value == figure.value:
        return Figure.of(
            formula, unit=_UNIT, source=figure.source, inputs=inputs, details=details,
            assumed=figure.assumed, binding=figure.binding,
        )  # fmt: skip
    return bounded

"""Workload: what a cluster carries, as one load of equal topics or topic by topic, for how long."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from kafka_architect.errors import InputError
from kafka_architect.short_repr import short_repr
from kafka_architect.sizing import inputs, quantities
from kafka_architect.sizing.inputs import Input
from kafka_architect.sizing.load import Load
from kafka_architect.sizing.named import known
from kafka_architect.sizing.policy import LATENCY_CLASSES
from kafka_architect.sizing.topics import TopicLoad

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Number = float | int | str
    NumberOrRange = Number | tuple[Number, Number] | list[Number]
    Topics = Number | Sequence[TopicLoad | Mapping[str, Any]]

_LOAD = frozenset(one.name for one in fields(Load))
_MOST_TOPICS = 1_000_000
_MOST_MONTHS = 1200
# More than this, growth is no plan but a typing error; and figures stay far from overflowing.
_MOST_GROWTH = 1e6


def field_name(name: str) -> str:
    """The field that a name of a file or option means: hyphens are underscores, growth is for a year."""
    name = name.replace("-", "_")
    return "growth_per_year" if name == "growth" else name


def _topics(value: Topics, name: str) -> Any:
    if isinstance(value, (int, float, str)):
        return inputs.whole(value, name)
    if not isinstance(value, (list, tuple)) or not value:
        raise InputError(f"{name}: expected a number of equal topics or a list of TopicLoad, found {value!r}")
    for one in value:
        if not isinstance(one, (TopicLoad, dict)):
            raise InputError(f"{name}: expected TopicLoad or its fields, found {one!r}")
    return tuple(value)


def _latency(value: str, name: str) -> str:
    if value not in LATENCY_CLASSES:
        raise InputError(f"{name}: expected one of {', '.join(LATENCY_CLASSES)}, found {value!r}")
    return value


def _months(value: Number, name: str) -> float:
    months = inputs.at_least(0)(value, name)
    if months > _MOST_MONTHS:
        raise InputError(f"{name}: expected at most {_MOST_MONTHS} (100 years), found {months:g}")
    return months


@short_repr
@dataclass(kw_only=True, unsafe_hash=True)
class Workload(Load):
    """What a cluster carries: `topics` equal topics that share one load, or a list of TopicLoad.

    Quantities may be texts with units: rate="50 MB/s", retention="7d". With a list of topics, each has its
    own load: the fields of one load are not given beside it (in a mapping or file they are the defaults of
    its topics), and read as the sum or the mean over the topics, weighted by bytes.

    Some quantities may be ranges, rate="30000..80000": the field is the end with the greater load, which a
    plan is made for, and `ranges` has what was given (ClusterSizingCalculator.uncertain).
    """

    topics: Input[Topics, int | tuple[TopicLoad, ...]] = Input(
        _topics,
        1,
        about="number of equal topics that share the load, or the individual topics",
        source="one topic carries everything",
    )
    growth_per_year: Input[NumberOrRange, float] = Input(
        inputs.more_than_0(quantities.count),
        1.0,
        about="load after a year over load today",
        source="no growth by default",
        heavier=max,
    )
    horizon_months: Input[Number, float] = Input(
        _months,
        12.0,
        about="months ahead that the cluster is sized for",
        source="this project's choice: a cluster is sized for the load in a year",
    )
    zones: Input[Number, int] = Input(
        inputs.whole,
        3,
        about="availability zones (or racks) that brokers are spread over",
        source="AWS: a region has at least 3 availability zones",
    )
    latency: Input[str, str] = Input(
        _latency,
        "standard",
        about="standard or low",
        source="'low' keeps network and disks below half of their bandwidth",
    )
    tls: Input[bool | str, bool] = Input(
        inputs.yes_or_no, True, about="whether traffic is encrypted",
        source="this project's choice: traffic is encrypted",
    )  # fmt: skip

    def __post_init__(self) -> None:
        if isinstance(self.topics, int):
            self._check()
            total = None if self.partitions is None else self.partitions * self.topics
            if total is not None and self.skew > total:
                raise InputError(
                    f"skew {self.skew:g} exceeds partitions {total}: the hottest partition cannot carry more "
                    "than everything"
                )
        else:
            self._take_topics()
        if self.growth_after(self.horizon_months) > _MOST_GROWTH:
            raise InputError(
                f"growth_per_year {self.growth_per_year:g} over horizon_months {self.horizon_months:g} "
                f"exceeds {_MOST_GROWTH:g} times today's load: shorten the horizon"
            )

    def _take_topics(self) -> None:
        shared = {
            one.name: getattr(self, one.name)
            for one in fields(Load)
            if getattr(self, one.name) != inputs.input_of(Load, one.name).default
        }
        if self.rate is not None:
            raise InputError("rate is given together with a list of topics: set the rate of each topic")
        given = []
        for one in self.topics:
            if isinstance(one, TopicLoad):
                if shared:
                    raise InputError(
                        f"{', '.join(shared)}: given for the workload, but its topics define their own load: "
                        "set them on each TopicLoad"
                    )
                given.append(one)
            else:
                defaults = Load.load_values(self) if shared else {}
                named = {str(key).replace("-", "_"): value for key, value in one.items()}
                own = {name: self.ranges.get(name, defaults[name]) for name in shared}
                given.append(TopicLoad.from_dict({**own, **named}))
        if len(given) > _MOST_TOPICS:
            raise InputError(f"topics: expected at most {_MOST_TOPICS:,}, found {len(given):,}")
        names: set[str] = set()
        for topic in given:
            if topic.name in names:
                raise InputError(f"topics: {topic.name} is given twice; topic names are unique in a cluster")
            names.add(topic.name)
        self.__dict__["topics"] = tuple(given)
        for name in shared:
            # Each topic has its own of them now.
            self.__dict__.get("_ranges", {}).pop(name, None)
        self._summarise(given)

    def _summarise(self, given: Sequence[TopicLoad]) -> None:
        """The whole cluster's load in the fields of one load."""
        written = [one.rate * one.message_bytes / one.compression_ratio for one in given]
        rate, total = sum(one.rate for one in given), sum(written)

        def mean(values: Sequence[float]) -> float:
            return sum(value * weight for value, weight in zip(values, written, strict=True)) / total

        size = sum(one.rate * one.message_bytes for one in given) / rate
        summary = {
            "rate": rate,
            "message_bytes": size,
            "compression_ratio": rate * size / total,
            "peak_to_average": mean([one.peak_to_average for one in given]),
            "fan_out": mean([one.reads_per_write for one in given]),
            "catch_up_groups": mean([one.old_reads_per_write for one in given]),
            "replication_factor": max(one.replication_factor for one in given),
            "producers": sum(one.producers for one in given),
            "batch_bytes": min(one.batch_bytes for one in given),
            "exactly_once_share": mean([one.exactly_once_share for one in given]),
            "retention": mean([one.retention or 0.0 for one in given]),
        }
        for name, value in summary.items():
            self.__dict__[name] = value

    @property
    def ranges(self) -> dict[str, Any]:
        """What was given as a range, as it was given: by field, and those of topics by "topic.field".

        Each field's value is the end that is the greater load; ClusterSizingCalculator.uncertain draws
        from the ranges.
        """
        found = inputs.ranges_of(self)
        if isinstance(self.topics, tuple):
            for one in self.topics:
                if isinstance(one, TopicLoad):
                    found.update({f"{one.name}.{name}": value for name, value in one.ranges.items()})
        return found

    @property
    def by_topic(self) -> bool:
        """Whether the topics were given one by one."""
        return not isinstance(self.topics, int)

    @property
    def named_topics(self) -> tuple[TopicLoad, ...]:
        """The topics that were given one by one; none where equal topics share a load."""
        return () if isinstance(self.topics, int) else self.topics

    @property
    def loads(self) -> tuple[Load, ...]:
        """The topics, or the one load that equal topics share."""
        return self.named_topics or (self,)

    @property
    def tiered(self) -> bool:
        """Whether old data of any topic moves to object storage."""
        return any(one.local_retention is not None for one in self.loads)

    @property
    def topic_count(self) -> int:
        """Topics of the cluster."""
        return self.topics if isinstance(self.topics, int) else len(self.topics)

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> Workload:
        """A workload from a mapping such as a YAML or JSON file holds; hyphens may stand for underscores."""
        named = {field_name(str(key)): value for key, value in document.items()}
        return cls(**known(named, [one.name for one in fields(cls)], "workload"))

    @property
    def growth_factor(self) -> float:
        """Load at the horizon over load today."""
        return self.growth_after(self.horizon_months)

    def growth_after(self, months: float) -> float:
        """Load after some months over load today; a shrinking load is sized as it is today."""
        try:
            return float(max(1.0, self.growth_per_year ** (months / 12)))
        except OverflowError:
            return float("inf")

    def with_partitions(self, partitions: int) -> Workload:
        """The same workload over another number of partitions per topic."""
        return self.changed(partitions=partitions)

    def without_tiers(self) -> Workload:
        """The same workload with all data kept on the brokers.

        Raises:
            InputError: Data is retained forever, which only object storage can provide.
        """
        if not self.by_topic:
            return self.changed(local_retention=None)
        given = self._given()
        topics = [{**one, "local_retention": None} for one in given["topics"]]
        return Workload(**{**given, "topics": topics})

    def changed(self, **values: Any) -> Workload:
        """The same workload with some values changed; quantities may be texts."""
        names = [one.name for one in fields(self)]
        return Workload(**{**self._given(), **self.sizes_for(values), **known(values, names, "workload")})

    def _given(self) -> dict[str, Any]:
        """`to_dict`, with the ranges that `to_dict` has one end of."""
        given = {**self.to_dict(), **inputs.ranges_of(self)}
        if self.by_topic:
            given["topics"] = [{**one.to_dict(), **one.ranges} for one in self.named_topics]
        return given

    def to_dict(self) -> dict[str, Any]:
        """Every value, as a number or text that `from_dict` takes."""
        cluster = {one.name: getattr(self, one.name) for one in fields(self) if one.name not in _LOAD}
        if self.by_topic:
            return {**cluster, "topics": [one.to_dict() for one in self.named_topics]}
        return {**self.load_values(), **cluster}

    def described(self) -> list[dict[str, Any]]:
        """Each value, whether it is the default, and the default's source."""
        if not self.by_topic:
            return inputs.described(self, self.to_dict())
        # The topics' own are in the workload's document; a table of 500 topics would hide what is assumed.
        own = {name: value for name, value in self.to_dict().items() if name != "topics"}
        return inputs.described(self, own)

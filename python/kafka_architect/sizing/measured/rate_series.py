"""Which series of a Prometheus server tell the rates of topics, whatever exporter made them.

Known are, in the order in which they are preferred: counters of BrokerTopicMetrics (JMX exporter and Strimzi:
`kafka_server_brokertopicmetrics_bytesin_total`; MSK open monitoring: `kafka_server_BrokerTopicMetrics_Count`
with `name="BytesInPerSec"`), the meters' own rates, and offsets of kminion and kafka_exporter, which tell
messages only. A name without an ending (`..._bytesinpersec`) is a counter here and a rate there: not known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kafka_architect.short_repr import short_repr

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MESSAGES, BYTES_IN, BYTES_OUT = "messages_per_s", "bytes_in_per_s", "bytes_out_per_s"
METERS = {"messagesin": MESSAGES, "bytesin": BYTES_IN, "bytesout": BYTES_OUT}
LOOKED_FOR = (
    "kafka_server_brokertopicmetrics_{messagesin,bytesin,bytesout}_total, "
    'kafka_server_BrokerTopicMetrics_Count{name="BytesInPerSec"} and the meters\' OneMinuteRate, '
    "FiveMinuteRate, FifteenMinuteRate and MeanRate with a label topic, "
    "kminion_kafka_topic_high_water_mark_sum, kafka_topic_partition_current_offset"
)
_NAME = re.compile(r"[a-zA-Z_:][\w:]*", re.ASCII)  # Prometheus 3 has names of any text: exporters do not
_BROKER_TOPIC = "brokertopicmetrics"
# Minutes' rates are smoothed already; MeanRate is one since the broker started, and tells no peak.
_ENDINGS = ("total", "count", "fiveminuterate", "oneminuterate", "fifteenminuterate", "meanrate")
_COUNTERS = ("total", "count")
_KMINION, _KAFKA_EXPORTER = "kminion_kafka_topic_high_water_mark_sum", "kafka_topic_partition_current_offset"
_CPU = re.compile(r"operatingsystem_?(process|system)cpuload$|(process|system)cpuload$")


@short_repr
@dataclass(frozen=True, slots=True)
class Series:
    """The series of one meter: `labels` select them, `topic` is the label that names the topic."""

    meter: str
    labels: Mapping[str, str]
    counts: bool
    topic: str = "topic"
    copies: bool = False  # every exporter tells the same partitions: the largest, not the sum

    def selector(self, also: str = "") -> str:
        """What selects them in PromQL, `also` further matchers."""
        return _selector({**self.labels}, f'{self.topic}!=""', also)

    def rate(self, seconds: int, also: str = "") -> str:
        """PromQL of the rate by topic, over so many seconds where it is a counter."""
        one = f"rate({self.selector(also)}[{seconds}s])" if self.counts else self.selector(also)
        if not self.copies:
            return f"sum by ({self.topic}) ({one})"
        if self.labels["__name__"] == _KAFKA_EXPORTER:
            return f"sum by ({self.topic}) (max by ({self.topic}, partition) ({one}))"
        return f"max by ({self.topic}) ({one})"


def candidates(names: Iterable[str]) -> list[str]:
    """The names that may tell a topic's rate."""
    return sorted(
        name
        for name in names
        if _NAME.fullmatch(name)
        and (name in (_KMINION, _KAFKA_EXPORTER) or (_BROKER_TOPIC in name.lower() and _may(name)))
    )


def cpu_name(names: Iterable[str]) -> str | None:
    """The name of the brokers' CPU load: of the process, else of the machine."""
    found: dict[str, str] = {}
    for name in sorted(names):
        match = _CPU.search(name.lower().strip("_"))
        if match is not None and _NAME.fullmatch(name):
            found.setdefault(match[1] or match[2], name)
    return found.get("process") or found.get("system")


def chosen(seen: Iterable[Mapping[str, str]]) -> list[Series]:
    """The best series of each meter, by labels __name__, name and attribute that occur together."""
    best: dict[str, tuple[int, str, Series]] = {}
    for labels in seen:
        series, rank = _series(labels)
        if series is None:
            continue
        found = (rank, str(sorted(labels.items())), series)
        if series.meter not in best or found[:2] < best[series.meter][:2]:
            best[series.meter] = found
    return [best[meter][2] for meter in METERS.values() if meter in best]


def matchers(names: Iterable[str]) -> str:
    """A selector of all these names, without braces."""
    return f'__name__=~"{"|".join(names)}"'


def _series(labels: Mapping[str, str]) -> tuple[Series | None, int]:
    name = labels.get("__name__", "")
    if name == _KMINION:
        return Series(MESSAGES, {"__name__": name}, True, "topic_name", copies=True), len(_ENDINGS)
    if name == _KAFKA_EXPORTER:
        return Series(MESSAGES, {"__name__": name}, True, copies=True), len(_ENDINGS) + 1
    plain = _plain("_".join((name, labels.get("name", ""), labels.get("attribute", ""))))
    after = plain.partition(_BROKER_TOPIC)[2]
    meter = next((one for word, one in METERS.items() if word in after), None)
    ending = next((one for one in _ENDINGS if one in after), None)
    if meter is None or ending is None or "replication" in after or "reassignment" in after:
        return None, 0
    return Series(meter, dict(labels), ending in _COUNTERS), _ENDINGS.index(ending)


def _may(name: str) -> bool:
    after = _plain(name).partition(_BROKER_TOPIC)[2]
    return after in ("", *_ENDINGS) or any(after.startswith(word) for word in METERS)


def _plain(words: str) -> str:
    return words.lower().replace("persec", "").replace("_", "")


def _selector(labels: Mapping[str, str], *more: str) -> str:
    name = labels.get("__name__", "")
    own = [f'{label}="{_escaped(value)}"' for label, value in labels.items() if label != "__name__" and value]
    return f"{name}{{{','.join([*own, *(one for one in more if one)])}}}"


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")

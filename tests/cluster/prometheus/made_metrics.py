"""A day of metrics of known rates: what exporters of three kinds would have told of one small cluster.

`orders` is written at 1,000 records and 500,000 bytes a second on two brokers, one of which restarts half
way; `bursts` at 10 records a second but for ten minutes at 1,000; `young` at 20, in the last six hours only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

STEP_S = 60
END_S = 1_796_083_200  # 2026-12-01 00:00 UTC
START_S = END_S - 26 * 3_600
BURST_S = (END_S - 20 * 3_600, END_S - 20 * 3_600 + 600)
YOUNG_S = END_S - 6 * 3_600
RECORD_BYTES = 500
WORDS = {"messagesin": "MessagesInPerSec", "bytesin": "BytesInPerSec", "bytesout": "BytesOutPerSec"}


def openmetrics() -> str:
    """The samples as `promtool tsdb create-blocks-from openmetrics` takes them."""
    families: dict[str, list[str]] = {}
    for name, labels, value, first in _series():
        lines = families.setdefault(name, [])
        lines.extend(
            f"{name}{{{labels}}} {value(at)} {at}" for at in range(max(first, START_S), END_S + 1, STEP_S)
        )
    return "".join("\n".join(lines) + "\n" for lines in families.values()) + "# EOF\n"


def _series() -> Iterator[tuple[str, str, Callable[[int], float], int]]:
    for topic, broker, rate, first in (
        ("orders", "a", 600, START_S), ("orders", "b", 400, START_S),
        ("bursts", "a", 10, START_S), ("young", "b", 20, YOUNG_S),
    ):  # fmt: skip
        for word, factor in (("messagesin", 1), ("bytesin", RECORD_BYTES), ("bytesout", 3 * RECORD_BYTES)):
            labels = f'job="strimzi",instance="{broker}",topic="{topic}"'
            yield (
                f"kafka_server_brokertopicmetrics_{word}_total", labels,
                _counter(topic, rate * factor, restarts=broker == "b"), first,
            )  # fmt: skip
            yield (
                "kafka_server_BrokerTopicMetrics_Count",
                f'job="msk",name="{WORDS[word]}",instance="{broker}",topic="{topic}"',
                _counter(topic, rate * factor, restarts=False), first,
            )  # fmt: skip
            yield (
                "kafka_server_brokertopicmetrics_oneminuterate",
                f'job="rates",name="{WORDS[word]}",instance="{broker}",topic="{topic}"',
                _rate(topic, rate * factor), first,
            )  # fmt: skip
    for word in WORDS:  # another cluster that the same server scrapes
        labels = 'job="second",instance="z",topic="orders"'
        yield f"kafka_server_brokertopicmetrics_{word}_total", labels, _counter("orders", 7), START_S
    for word in WORDS:  # all topics of a broker: would count everything twice
        name = f"kafka_server_brokertopicmetrics_{word}_total"
        yield name, 'job="strimzi",instance="a"', _counter("", 5_000, restarts=False), START_S
    for replica in ("1", "2"):  # every kminion tells all topics
        for topic, rate in (("orders", 1_000), ("bursts", 10)):
            labels = f'job="kminion",instance="{replica}",topic_name="{topic}"'
            yield "kminion_kafka_topic_high_water_mark_sum", labels, _counter(topic, rate), START_S
    for partition in range(2):
        labels = f'job="kafka_exporter",instance="e",topic="orders",partition="{partition}"'
        yield "kafka_topic_partition_current_offset", labels, _counter("orders", 500), START_S
    for broker, used in (("a", 0.2), ("b", 0.4)):
        labels = f'job="strimzi",instance="{broker}"'
        yield "java_lang_OperatingSystem_ProcessCpuLoad", labels, _load(used), START_S
    labels = 'job="strimzi",instance="producer"'  # a JVM that is no broker
    yield "java_lang_OperatingSystem_ProcessCpuLoad", labels, _load(0.9), START_S


def _counter(topic: str, rate: float, *, restarts: bool = False) -> Callable[[int], float]:
    half = (START_S + END_S) // 2

    def value(at: int) -> float:
        since = half if restarts and at >= half else START_S
        extra = 99 * max(0, min(at, BURST_S[1]) - BURST_S[0]) if topic == "bursts" else 0
        return rate * (at - since + extra)

    return value


def _rate(topic: str, rate: float) -> Callable[[int], float]:
    return lambda at: rate * (100 if topic == "bursts" and BURST_S[0] < at <= BURST_S[1] else 1)


def _load(used: float) -> Callable[[int], float]:
    return lambda at: used * (2 if BURST_S[0] < at <= BURST_S[1] else 1)

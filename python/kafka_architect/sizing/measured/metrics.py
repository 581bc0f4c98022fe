"""Rates of brokers' meters in Prometheus' text format: what JMX exporters make of BrokerTopicMetrics.

Exporters are configured freely, so names are read loosely: both
`kafka_server_brokertopicmetrics_bytesin_fifteenminuterate{topic="orders"}` and
`kafka_server_BrokerTopicMetrics_OneMinuteRate{name="BytesInPerSec",topic="orders"}` are known. Only rates
count: a counter (`_total`) tells none at a single time. The longest window wins; brokers are added up.

Source: https://prometheus.io/docs/instrumenting/exposition_formats/
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kafka_architect.errors import InputError, SourceError

if TYPE_CHECKING:
    import os

_MOST_BYTES = 512 << 20
_LINE = re.compile(r"([a-zA-Z_:][\w:]*+)(?:\{([^}]*+)\})?[ \t]++(\S++)")
_LABEL = re.compile(r'([a-zA-Z_]\w*+)="((?:[^"\\]|\\.)*+)"')
_METERS = {"messagesin": "messages_per_s", "bytesin": "bytes_in_per_s", "bytesout": "bytes_out_per_s"}
_WINDOWS = ("meanrate", "oneminuterate", "fiveminuterate", "fifteenminuterate")  # the last is the longest
_CPU = re.compile(r"operatingsystem_?(?:process|system)cpuload$|(?:process|system)cpuload$")


@dataclass(frozen=True, slots=True)
class TopicRates:
    """What a topic receives and gives, all brokers together; means over the window if there is one."""

    messages_per_s: float = 0.0
    bytes_in_per_s: float = 0.0
    bytes_out_per_s: float = 0.0
    peak_to_average: float = 1.0


@dataclass(frozen=True, slots=True)
class Metrics:
    """Rates by topic, and the mean share of the brokers' CPUs that is used (None: not told).

    Of a server also the window, the highest share of the CPUs and the busiest minutes of the cluster in it,
    which series were asked, and what the server warned of.
    """

    topics: dict[str, TopicRates]
    cpu: float | None = None
    cpu_peak: float | None = None
    window_s: float | None = None
    peak_bytes_per_s: float | None = None
    series: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def read_metrics(source: str | os.PathLike[str]) -> Metrics:
    """Read a file in the text format.

    Raises:
        SourceError: It cannot be read.
        InputError: It has no rate of BrokerTopicMetrics.
    """
    name = str(source)
    try:
        with Path(source).open("rb") as opened:
            data = opened.read(_MOST_BYTES + 1)
    except OSError as error:
        raise SourceError(error.errno or 0, f"{name}: cannot read: {error.strerror}") from error
    return parse_metrics(_checked(data, name), name)


def parse_metrics(text: str, name: str) -> Metrics:
    """Read a text; raises InputError as `read_metrics`."""
    found: dict[tuple[str, str], dict[str, float]] = {}  # (topic, meter) -> window -> sum over brokers
    cpu: list[float] = []
    for line in text.splitlines():
        match = _LINE.match(line)
        if match is None:
            continue
        labels = dict(_LABEL.findall(match[2] or ""))
        words = "_".join((match[1], labels.get("name", ""), labels.get("attribute", ""))).lower()
        value = _number(match[3])
        if value is None:
            continue
        if _CPU.search(words.strip("_")) and 0 <= value <= 1:
            cpu.append(value)
        if "brokertopicmetrics" not in words or not labels.get("topic"):
            continue
        plain = words.replace("persec", "").replace("_", "")
        meter = next((field for word, field in _METERS.items() if word in plain), None)
        window = next((one for one in _WINDOWS if one in plain), None)
        if meter is not None and window is not None:
            windows = found.setdefault((labels["topic"], meter), {})
            windows[window] = windows.get(window, 0.0) + value
    if not found:
        raise InputError(
            f"{name}: no rates of BrokerTopicMetrics by topic (bytesin_fifteenminuterate and the like): a "
            "counter (_total) tells no rate; export the meters' OneMinuteRate or FifteenMinuteRate"
        )
    topics: dict[str, dict[str, float]] = {}
    for (topic, meter), windows in found.items():
        topics.setdefault(topic, {})[meter] = windows[max(windows, key=_WINDOWS.index)]
    rates = {topic: TopicRates(**meters) for topic, meters in topics.items()}
    return Metrics(rates, sum(cpu) / len(cpu) if cpu else None)


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and value >= 0 else None


def _checked(data: bytes, name: str) -> str:
    if len(data) > _MOST_BYTES:
        raise InputError(f"{name}: more than {_MOST_BYTES:,} bytes")
    return data.decode("utf-8", "replace")

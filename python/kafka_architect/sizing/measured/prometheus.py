"""Rates of topics over days, from a server that speaks Prometheus' HTTP API (as Thanos and Mimir do).

For each meter the server is asked for the mean and the highest of its rates over five minutes, a day of the
window at a time: an answer has one number per topic, whatever the window, and no query looks at more
samples than a server allows. A topic that is younger than the window has the mean of the time that it has.

Topics do not peak together. Their own peaks are scaled down, all by one factor, so that together they are
what the cluster had in its busiest five minutes.

Source: https://prometheus.io/docs/prometheus/latest/querying/api/
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kafka_architect.errors import InputError, SourceError
from kafka_architect.sizing.measured.http_access import http_access, status_text
from kafka_architect.sizing.measured.load_window import Load, LoadWindow
from kafka_architect.sizing.measured.metrics import Metrics, TopicRates, parse_metrics, read_metrics
from kafka_architect.sizing.measured.rate_series import (
    BYTES_IN,
    LOOKED_FOR,
    MESSAGES,
    candidates,
    chosen,
    cpu_name,
    matchers,
)

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from kafka_architect.sizing.measured.http_access import HttpAccess
    from kafka_architect.sizing.measured.rate_series import Series

DEFAULT_WINDOW_S = 7 * 86_400.0
_PREFIX = "prometheus+"
_DAY_S = 86_400
_RANGE_S = 300  # of a rate: two scrapes at least, and what a peak lasts
_SPARSE_RANGE_S = 1_800  # where scrapes are minutes apart
_LEAST_S, _MOST_S = 2 * _RANGE_S, 92 * _DAY_S
# More than one value of these in one server is likely more than one cluster.
_APART = (
    "job",
    "namespace",
    "cluster",
    "cluster_name",
    "kafka_cluster",
    "strimzi_io_cluster",
    "prometheus_replica",
)


@dataclass(frozen=True)
class MetricsQuery:
    """How a server is asked: window in seconds (None: a week), matchers of labels, HTTP settings."""

    window_s: float | None = None
    match: str | None = None
    http_config: str | os.PathLike[str] | None = None


def read_rates(source: str, query: MetricsQuery | None = None) -> Metrics:
    """Rates of a text file, of an exporter's page, or of a Prometheus server, which is known by its answer.

    Args:
        source: A path, http(s)://exporter:7071/metrics, or http(s)://prometheus:9090, with a prefix if the
            server has one; `prometheus+http://` says that it is a server.
        query: How a server is asked.

    Raises:
        SourceError: It cannot be read; the server refuses.
        InputError: It has no rates of topics, or those of several clusters; settings of a server are given
            and it is none.
    """
    query = query or MetricsQuery()
    told = source.startswith(_PREFIX)
    address = source.removeprefix(_PREFIX)
    if not address.startswith(("http://", "https://")):
        if told:
            raise InputError(f"--metrics: expected {_PREFIX}http://host:9090 or {_PREFIX}https://host")
        _refuse_settings(query, source, "a file")
        return read_metrics(source)
    access = http_access(address, query.http_config)
    if told or not access.address.endswith("/metrics"):
        server = PrometheusServer(access)
        if told or server.answers():
            return server.rates(query)
    _refuse_settings(query, access.address, "an exporter's page", files=False)
    return parse_metrics(access.text(), access.address)


@dataclass(frozen=True)
class PrometheusServer:
    """A server that answers queries; below its address is /api/v1."""

    access: HttpAccess

    def answers(self) -> bool:
        """Whether the API is there; a server that refuses the login has it.

        Raises:
            SourceError: Nothing answers, or it wants another login.
        """
        answer = self.access.get("/api/v1/query", {"query": "1"})
        if answer.status in (401, 403):
            raise SourceError(0, f"{self.access.address}: {status_text(answer.status)}")
        return answer.status == 200 and _success(answer.body) is not None

    def rates(self, query: MetricsQuery, now_s: float | None = None) -> Metrics:
        """Mean and peak of each topic's rates over the window that ends now.

        Raises:
            SourceError: The server cannot be asked, or refuses a query.
            InputError: The window is out of bounds; there are no rates of topics, or several clusters'.
        """
        window = DEFAULT_WINDOW_S if query.window_s is None else query.window_s
        if not _LEAST_S <= window <= _MOST_S:
            raise InputError("--metrics-window: expected 10min to 92d")
        match = (query.match or "").strip().strip("{}").strip().strip(",")
        now = int(time.time() if now_s is None else now_s)
        names = self._names(match, now - window, now)
        found = candidates(names)
        seen = self._seen(found, match, now)
        series = chosen(seen)
        if not series:
            raise InputError(self._nothing(found, match))
        self._refuse_clusters(series[0], match, now)
        for seconds in (_RANGE_S, _SPARSE_RANGE_S):
            asked = LoadWindow(self, match, now - now % seconds + 1, int(window), seconds)
            rates = {one.meter: asked.by_topic(one) for one in series}
            if any(rates.values()):
                return self._metrics(asked, series, rates, cpu_name(names))
        raise InputError(
            f"{self.access.address}: no two samples within half an hour of "
            f"{', '.join(one.selector(match) for one in series)}: is the exporter scraped?"
        )

    def _metrics(
        self,
        asked: LoadWindow,
        series: list[Series],
        rates: Mapping[str, Mapping[str, Load]],
        cpu: str | None,
    ) -> Metrics:
        leading = next(one for one in (BYTES_IN, MESSAGES) if rates.get(one))
        own = rates[leading]
        [series_of_it] = [one for one in series if one.meter == leading]
        whole = asked.whole(f"sum({series_of_it.rate(asked.seconds, asked.match)})")
        share = _share_of_peaks(own, whole.peak)
        topics = {}
        for topic in sorted(set().union(*rates.values())):
            loads = {meter: by_topic.get(topic, Load()).mean for meter, by_topic in rates.items()}
            load = own.get(topic, Load())
            topics[topic] = TopicRates(**loads, peak_to_average=1 + (load.times - 1) * share)
        used = None
        if cpu is not None:
            brokers = f"{cpu}{{{asked.match}}} and on (instance) {series_of_it.selector(asked.match)}"
            used = asked.whole(f"avg({brokers})")
        return Metrics(
            topics,
            None if used is None or not used.count or not 0 <= used.mean <= 1 else used.mean,
            cpu_peak=None if used is None or not used.count or not 0 <= used.peak <= 1 else used.peak,
            window_s=float(asked.window),
            peak_bytes_per_s=whole.peak if leading == BYTES_IN else None,
            series=[one.selector(asked.match) for one in series],
            warnings=sorted(asked.warnings),
        )

    def _names(self, match: str, start: float, end: float) -> list[str]:
        parameters = {"start": str(int(start)), "end": str(int(end))}
        if match:
            parameters["match[]"] = f"{{{match}}}"
        names = self._asked("/api/v1/label/__name__/values", parameters)["data"]
        return [one for one in names if isinstance(one, str)] if isinstance(names, list) else []

    def _seen(self, names: list[str], match: str, now: int) -> list[dict[str, str]]:
        if not names:
            return []
        matching = ",".join(one for one in (matchers(names), match) if one)
        without = f'{{{matching},topic="",topic_name=""}}'
        asked = f"count by (__name__, name, attribute) ({{{matching}}} unless {without})"
        return [labels for labels, _ in self.instant(asked, now)]

    def _refuse_clusters(self, series: Series, match: str, now: int) -> None:
        by = [label for label in _APART if f"{label}=" not in match.replace(" ", "").replace("=~", "=")]
        if not by:
            return
        found = [
            labels
            for labels, _ in self.instant(f"count by ({', '.join(by)}) ({series.selector(match)})", now)
        ]
        for label in by:
            values = sorted({labels.get(label, "") for labels in found})
            if len(values) > 1:
                shown = ", ".join(repr(one) for one in values[:5])
                raise InputError(
                    f"{self.access.address}: topics' rates come with {len(values)} values of {label} "
                    f"({shown}): are these several clusters? Choose one by --metrics-match"
                    f" '{label}=\"{values[-1]}\"', or name all that are of this cluster: "
                    f"'{label}=~\"a|b\"'"
                )

    def _nothing(self, found: list[str], match: str) -> str:
        where = f" where {match}" if match else ""
        near = f"; there is {', '.join(found[:5])}, without a topic or of an unknown meter" if found else ""
        return f"{self.access.address}: no series of topics' rates{where}{near}. Looked for: {LOOKED_FOR}"

    def instant(
        self, query: str, at: int, warnings: set[str] | None = None
    ) -> list[tuple[dict[str, str], float]]:
        """The labels and values of an instant query; values that are no numbers are left out."""
        answer = self._asked("/api/v1/query", {"query": query, "time": str(at)})
        if warnings is not None:
            warnings.update(str(one) for one in answer.get("warnings") or ())
        try:
            rows = [(dict(one["metric"]), float(one["value"][1])) for one in answer["data"]["result"]]
        except (KeyError, TypeError, ValueError, IndexError) as error:
            raise SourceError(0, f"{self.access.address}: unexpected answer to {query}") from error
        return [(labels, value) for labels, value in rows if math.isfinite(value)]

    def _asked(self, path: str, parameters: Mapping[str, str]) -> dict[str, Any]:
        answer = self.access.get(path, parameters)
        name = self.access.address
        if answer.status == 200 and (found := _success(answer.body)) is not None:
            return found
        if answer.status in (401, 403) or 300 <= answer.status < 400:
            raise SourceError(0, f"{name}: {status_text(answer.status)}")
        error = _document(answer.body).get("error")
        if isinstance(error, str):
            hint = ""
            if any(word in error for word in ("too many samples", "timed out", "timeout")):
                hint = "; narrow it by --metrics-match"
            raise SourceError(0, f"{name}: the server refuses a query: {error}{hint}")
        if answer.status in (404, 405):
            raise SourceError(
                0,
                f"{name}: answers {answer.status} for {path}: not a Prometheus server, or its address lacks "
                "the prefix of --web.external-url (http://host:9090/prometheus)",
            )
        told = status_text(answer.status) if answer.status != 200 else f"answers {answer.content_type}"
        raise SourceError(0, f"{name}: {told} for {path}: not a Prometheus server")


def _share_of_peaks(loads: Mapping[str, Load], whole: float) -> float:
    """What of each topic's own peak above its mean belongs to the cluster's: 1 where all peak together."""
    means = sum(one.mean for one in loads.values())
    above = sum(one.mean * (one.times - 1) for one in loads.values())
    return min(1.0, max(0.0, whole - means) / above) if above > 0 else 1.0


def _refuse_settings(query: MetricsQuery, name: str, what: str, *, files: bool = True) -> None:
    given = {
        "--metrics-window": query.window_s,
        "--metrics-match": query.match,
        **({"--metrics-http-config": query.http_config} if files else {}),
    }
    for option, value in given.items():
        if value is not None:
            raise InputError(
                f"{option}: {name} is {what}, not a Prometheus server ({_PREFIX}http://host:9090)"
            )


def _success(body: bytes) -> dict[str, Any] | None:
    document = _document(body)
    return document if document.get("status") == "success" and "data" in document else None


def _document(body: bytes) -> dict[str, Any]:
    import msgspec

    try:
        found = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return {}
    return found if isinstance(found, dict) else {}

"""Rates of topics from a Prometheus server: recorded answers of a real one (prometheus/make_answers.py)."""

from __future__ import annotations

import json
import re
import socket
from typing import TYPE_CHECKING

import pytest

from kafka_architect.errors import InputError, SourceError
from kafka_architect.sizing.measured.http_access import http_access
from kafka_architect.sizing.measured.metrics import TopicRates
from kafka_architect.sizing.measured.prometheus import MetricsQuery, PrometheusServer, read_rates
from kafka_architect.sizing.measured.rate_series import candidates, chosen
from kafka_architect.snapshot import snapshot_text
from tests.integration.command import run

from .prometheus.made_metrics import END_S
from .prometheus.stand_in import stand_in
from .snapshots import brokers, snapshot, topic

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from kafka_architect.sizing.measured.metrics import Metrics

    from .prometheus.stand_in import StandIn

HALF_DAY_S = 43_200.0
EXPORTER = b'kafka_server_brokertopicmetrics_messagesin_oneminuterate{topic="orders"} 7\n'


@pytest.fixture(scope="module")
def server() -> Iterator[StandIn]:
    with stand_in() as running:
        yield running


@pytest.fixture(autouse=True)
def no_login(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PROMETHEUS_BEARER_TOKEN", "PROMETHEUS_USERNAME", "PROMETHEUS_PASSWORD"):
        monkeypatch.delenv(name, raising=False)


def rates(server: StandIn, job: str, window_s: float = HALF_DAY_S) -> Metrics:
    query = MetricsQuery(window_s=window_s, match=f'job="{job}"')
    return PrometheusServer(http_access(server.address)).rates(query, now_s=END_S)


@pytest.mark.parametrize("job", ["strimzi", "msk", "rates"])
def test_brokers_add_up_whatever_the_exporter_calls_their_meters(server: StandIn, job: str) -> None:
    found = rates(server, job).topics
    assert set(found) == {"orders", "bursts", "young"}
    assert found["orders"].messages_per_s == pytest.approx(1_000)
    assert found["orders"].bytes_in_per_s == pytest.approx(500_000)
    assert found["orders"].bytes_out_per_s == pytest.approx(1_500_000)
    # It is six hours old: the other six of the window have no rate, not a rate of 0.
    assert found["young"].messages_per_s == pytest.approx(20)


@pytest.mark.parametrize("job", ["kminion", "kafka_exporter"])
def test_offsets_tell_messages_and_are_not_counted_for_each_exporter(server: StandIn, job: str) -> None:
    found = rates(server, job)
    assert found.topics["orders"] == TopicRates(messages_per_s=pytest.approx(1_000))
    assert found.peak_bytes_per_s is None


def test_a_window_is_asked_day_by_day_and_has_its_mean_and_peak(server: StandIn) -> None:
    """26 hours with ten minutes of 1,000 records a second: the mean is 10 + 990 x 600 / 93,600."""
    first = len(server.asked)
    found = rates(server, "strimzi", 93_600)
    assert found.topics["bursts"].messages_per_s == pytest.approx(10 + 990 * 600 / 93_600, rel=0.01)
    # orders is even: the burst is the cluster's peak, less what `young` writes at another time.
    peak = found.topics["bursts"].bytes_in_per_s * found.topics["bursts"].peak_to_average
    assert peak == pytest.approx(500_000, rel=0.03)
    assert found.peak_bytes_per_s == pytest.approx(1_000_000, rel=0.001)
    together = sum(one.bytes_in_per_s * one.peak_to_average for one in found.topics.values())
    assert together == pytest.approx(found.peak_bytes_per_s, rel=1e-9)
    asked = [its for path, its, _ in server.asked[first:] if path.endswith("/query")]
    days = {
        its["time"]: re.findall(r"\[(\d+)s:300s\]", its["query"]) for its in asked if ":300s]" in its["query"]
    }
    assert days == {str(END_S + 1): ["86400"], str(END_S + 1 - 86_400): ["7200"]}


def test_cpu_is_the_brokers_own_its_mean_and_its_peak(server: StandIn) -> None:
    """Brokers at 20 and 40 %, twice that in the burst; a producer's JVM at 90 % is no broker."""
    found = rates(server, "strimzi", 93_600)
    assert found.cpu == pytest.approx(0.3, rel=0.01)
    assert found.cpu_peak == pytest.approx(0.6)
    assert rates(server, "strimzi").cpu_peak == pytest.approx(0.3)


def test_two_clusters_in_one_server_are_not_added_up(server: StandIn) -> None:
    with pytest.raises(InputError, match=r"2 values of job \('second', 'strimzi'\).*--metrics-match"):
        PrometheusServer(http_access(server.address)).rates(MetricsQuery(HALF_DAY_S), now_s=END_S)


def test_no_series_names_what_was_looked_for(server: StandIn) -> None:
    with pytest.raises(InputError, match=r'job="nobody".*brokertopicmetrics.*kminion_kafka_topic_high_water'):
        rates(server, "nobody")


def test_a_query_that_the_server_refuses_is_told_in_its_words(server: StandIn) -> None:
    query = MetricsQuery(HALF_DAY_S, 'job="strimzi')
    with pytest.raises(SourceError, match="unterminated quoted string"):
        PrometheusServer(http_access(server.address)).rates(query, now_s=END_S)


@pytest.mark.parametrize("window", [60.0, 1e9])
def test_windows_out_of_bounds_are_refused(server: StandIn, window: float) -> None:
    with pytest.raises(InputError, match="expected 10min to 92d"):
        rates(server, "strimzi", window)


def test_a_counter_is_preferred_and_an_ambiguous_name_is_not_taken() -> None:
    names = [
        "kafka_server_brokertopicmetrics_bytesinpersec",  # a counter here, a rate there
        "kafka_server_brokertopicmetrics_bytesinpersec_oneminuterate",
        "kafka_server_brokertopicmetrics_bytesinpersec_count",
        "kafka_server_brokertopicmetrics_failedproducerequests_total",
        "kafka_server_brokertopicmetrics_replicationbytesin_total",
        "kafka_log_log_size",
    ]
    assert candidates(names) == sorted(names[:3])
    [series] = chosen({"__name__": name} for name in names)
    assert series.rate(300) == f'sum by (topic) (rate({names[2]}{{topic!=""}}[300s]))'
    assert chosen([{"__name__": names[0]}]) == []


@pytest.mark.parametrize("prefix", ["", "prometheus+"])
def test_a_server_is_known_by_its_answer(server: StandIn, prefix: str) -> None:
    query = MetricsQuery(HALF_DAY_S, 'job="msk"')
    assert read_rates(prefix + server.address, query).topics["orders"].messages_per_s == pytest.approx(1_000)


@pytest.mark.parametrize("path", ["", "/metrics", "/exporter"])
def test_an_exporter_is_read_as_before_at_any_path(path: str) -> None:
    with stand_in(lambda *_: (200, "text/plain", EXPORTER)) as exporter:
        assert read_rates(exporter.address + path).topics["orders"].messages_per_s == 7
        with pytest.raises(InputError, match=r"--metrics-window: .* is an exporter's page"):
            read_rates(exporter.address + path, MetricsQuery(window_s=3_600))


@pytest.mark.parametrize(
    ("status", "body", "message"),
    [
        (401, b"", r"401 Unauthorized: set PROMETHEUS_BEARER_TOKEN"),
        (403, b"", r"403 Forbidden"),
        (404, b"404 page not found", r"404 .* the prefix of --web\.external-url"),
        (302, b"", r"redirect, which is not followed"),
        (200, b"<html>Grafana</html>", r"answers text/html .*not a Prometheus server"),
        (200, b'{"status":"success","data":{"result":7}}', r"no series|unexpected answer"),
        (
            422,
            b'{"status":"error","error":"query processing would load too many samples"}',
            "--metrics-match",
        ),
        (503, b"", r"HTTP status 503"),
    ],
)
def test_what_a_server_answers_wrongly_has_a_cure(status: int, body: bytes, message: str) -> None:
    with (
        stand_in(lambda *_: (status, "text/html", body)) as failing,
        pytest.raises((SourceError, InputError), match=message),
    ):
        read_rates("prometheus+" + failing.address)


def test_what_neither_answers_nor_exports_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"127\.0\.0\.1:9"):
        read_rates("http://127.0.0.1:9/metrics")
    with pytest.raises(InputError, match=r"--metrics-match: .* is a file"):
        read_rates(str(tmp_path / "metrics.txt"), MetricsQuery(match="x"))
    with pytest.raises(InputError, match=r"expected prometheus\+http"):
        read_rates("prometheus+ftp://host")


def test_a_server_that_is_silent_ends_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kafka_architect.sizing.measured.http_access._WAIT_S", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(SourceError, match="no answer within"):
            read_rates(f"prometheus+http://127.0.0.1:{port}")


def _sent(server: StandIn) -> Mapping[str, str]:
    return server.asked[-1][2]


def test_logins_come_from_the_environment_the_address_or_a_file_and_are_in_no_message(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "token").write_text("t0k-hidden\n")
    (tmp_path / "http.yml").write_text(
        "authorization: {credentials_file: token}\nhttp_headers: {X-Scope-OrgID: {values: [shop]}}\n"
    )
    with stand_in(lambda *_: (401, "text/plain", b"")) as server:

        def refused(address: str, query: MetricsQuery | None = None) -> str:
            with pytest.raises(SourceError) as raised:
                read_rates(address, query)
            assert "hidden" not in str(raised.value)
            return _sent(server).get("Authorization", "")

        assert refused(server.address, MetricsQuery(http_config=tmp_path / "http.yml")) == "Bearer t0k-hidden"
        assert _sent(server)["X-Scope-Orgid"] == "shop"
        with_login = server.address.replace("http://", "http://me:hidden%40@")
        assert refused(with_login) == "Basic bWU6aGlkZGVuQA=="
        assert "hidden" not in repr(http_access(with_login))
        monkeypatch.setenv("PROMETHEUS_USERNAME", "me")
        monkeypatch.setenv("PROMETHEUS_PASSWORD", "hidden@")
        assert refused(server.address) == "Basic bWU6aGlkZGVuQA=="
        monkeypatch.setenv("PROMETHEUS_BEARER_TOKEN", "hidden-token")
        assert refused(server.address) == "Bearer hidden-token"
        monkeypatch.setenv("PROMETHEUS_BEARER_TOKEN", "hidden\r\nX: y")
        with pytest.raises(InputError, match="PROMETHEUS_BEARER_TOKEN: not a valid value"):
            read_rates(server.address)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("basic_auth: {user: me}\n", "unknown field 'user'"),
        ("basic_auth: {username: a}\nauthorization: {credentials: b}\n", "exclude each other"),
        ("authorization: {credentials_file: nowhere}\n", "nowhere: cannot read"),
        ("tls_config: {ca_file: nowhere}\n", "tls_config|No such file"),
    ],
)
def test_a_fault_in_the_file_of_the_login_is_named(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "http.yml").write_text(text)
    with pytest.raises((InputError, SourceError), match=message):
        http_access("http://127.0.0.1:9", tmp_path / "http.yml")


def test_the_command_plans_with_the_peak_of_the_window(server: StandIn, tmp_path: Path) -> None:
    taken = snapshot(
        cluster_id="x", taken_ms=60_000, brokers=brokers(),
        topics=[topic("orders", earliest=0, latest=10, bytes=[5_000] * 3)],
    )  # fmt: skip
    (tmp_path / "cluster.json").write_text(snapshot_text(taken))
    told = ("--metrics", server.address, "--metrics-window", "12h")
    asked = ("--from-cluster", "cluster.json", "--instance", "m7g.large", *told)
    done = run("size", *asked, "--metrics-match", 'job="strimzi"', "--format", "json", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    measured = json.loads(done.stdout)["measured"]
    assert measured["rates"] == {"metrics": 1}
    assert measured["records_per_s"] == pytest.approx(1_000)
    assert measured["metrics"]["window_days"] == 0.5
    assert measured["metrics"]["peak_write_mb_per_s"] == pytest.approx(0.515)
    shown = run("size", *asked, "--metrics-match", 'job="strimzi"', cwd=tmp_path, COLUMNS="200")
    assert "Metrics are means over 0.5 days; busiest five minutes: 0.515 MB/s written" in shown.stdout

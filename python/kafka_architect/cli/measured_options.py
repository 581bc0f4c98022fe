"""The options of `size` that take the workload from a running cluster."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from kafka_architect.cli.cluster_options import cluster_options
from kafka_architect.files import check_target, write_file

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kafka_architect.sizing.calculator import ClusterSizingCalculator
    from kafka_architect.sizing.measured.calibration import Calibration
    from kafka_architect.sizing.measured.metrics import Metrics
    from kafka_architect.snapshot import Snapshot

_MONTHS_AHEAD = 36
_NAMES = (
    "from_cluster", "metrics", "metrics_window", "metrics_match", "metrics_http_config", "interval",
    "calibrate", "calibrated", "cluster",
)  # fmt: skip
_OPTIONS = (
    click.option(
        "--from-cluster",
        metavar="HOST:PORT|FILE",
        help="The topics, sizes and rates of a running cluster, or of a file of kafka-architect snapshot.",
    ),
    click.option(
        "--metrics",
        metavar="FILE|URL",
        help="Rates of topics: a Prometheus server (http://prometheus:9090), or a file or an exporter's page "
        "in its text format: BrokerTopicMetrics by topic, ProcessCpuLoad.",
    ),
    click.option(
        "--metrics-window",
        metavar="TIME",
        help="With a Prometheus server: the time whose mean and peak count, until now (default 7d).",
    ),
    click.option(
        "--metrics-match",
        metavar="LABELS",
        help='With a Prometheus server of several clusters: \'job="kafka",namespace="prod"\'.',
    ),
    click.option(
        "--metrics-http-config",
        type=click.Path(path_type=str),
        metavar="FILE",
        help="Login and TLS for --metrics, as in promtool --http.config.file; without it "
        "PROMETHEUS_BEARER_TOKEN, or PROMETHEUS_USERNAME and PROMETHEUS_PASSWORD.",
    ),
    click.option(
        "--interval",
        default="30s",
        show_default=True,
        help="With --from-cluster HOST:PORT and without --metrics: time between two samples.",
    ),
    click.option(
        "--calibrate",
        type=click.Path(path_type=str),
        metavar="FILE",
        help="Write predicted beside measured use, and the policy's figures that follow.",
    ),
    click.option(
        "--calibrated",
        type=click.Path(path_type=str),
        metavar="FILE",
        help="Plan with the figures that --calibrate wrote.",
    ),
)


class _Cluster(NamedTuple):
    """A running cluster: as a workload's document, how full it is, its brokers, whether it grows."""

    document: dict[str, Any]
    use: dict[str, Any]
    brokers: int
    grows: bool


class Measured(NamedTuple):
    """What the options add to a request and to its answer; nothing where none of them is given."""

    cluster: _Cluster | None
    runs_on: str | None  # the kind of broker, where one is named: then the cluster is looked at as it is
    calibrated: Calibration | None
    calibrate: str | None

    @classmethod
    def of(
        cls,
        options: Mapping[str, Any],
        file: str | None,
        workload: Mapping[str, Any],
        instances: Sequence[str],
    ) -> Measured:
        """Read what the options name.

        Raises:
            click.UsageError: They do not go together with the others.
            InputError, SourceError, ClusterError: Something cannot be read.
        """
        from kafka_architect.sizing.measured.calibration import read_calibration

        cluster = None if options["from_cluster"] is None else _measured_cluster(options, file, workload)
        if options["calibrate"] is not None:
            if cluster is None or len(instances) != 1:
                raise click.UsageError(
                    "--calibrate goes with --from-cluster and one --instance: what the brokers run on"
                )
            check_target(options["calibrate"], what="the calibration")
        return cls(
            cluster,
            instances[0] if cluster is not None and len(instances) == 1 else None,
            None if options["calibrated"] is None else read_calibration(options["calibrated"]),
            options["calibrate"],
        )

    @property
    def document(self) -> dict[str, Any] | None:
        """The workload that was measured."""
        return None if self.cluster is None else self.cluster.document

    @property
    def policies(self) -> tuple[str, ...]:
        """Figures of an earlier calibration, as --policy has them."""
        told = {} if self.calibrated is None else self.calibrated.policy
        return tuple(f"{name}={value!r}" for name, value in told.items())

    def brokers_of(self, given: int | None) -> int | None:
        """The brokers to look at: those that run, where it is known on what."""
        if given is not None or self.cluster is None or self.runs_on is None:
            return given
        return self.cluster.brokers

    def months_of(self, given: int | None) -> int | None:
        """How far to look ahead: further than not at all where the measured load grows."""
        looks = self.cluster is not None and self.cluster.grows and self.runs_on is not None
        return _MONTHS_AHEAD if given is None and looks else given

    def extras(self, today: Callable[[Sequence[str]], ClusterSizingCalculator]) -> dict[str, Any]:
        """What was measured, and the calibration that was asked for, which is written."""
        if self.cluster is None:
            return {}
        extras: dict[str, Any] = {"measured": self.cluster.use}
        if self.calibrate is not None:
            brokers = self.cluster.brokers

            def planned(**figures: float) -> dict[str, Any]:
                policies = [f"{name}={value!r}" for name, value in figures.items()]
                return today(policies).plan(brokers=brokers).to_dict()

            extras["calibration"] = _write_calibration(self.calibrate, planned, self.cluster.use)
        return extras

    def with_sources(self, plan: dict[str, Any]) -> dict[str, Any]:
        """The plan, which says which of its figures were measured."""
        from kafka_architect.sizing.measured.calibration import with_sources

        return plan if self.calibrated is None else with_sources(plan, self.calibrated)


def measured_options(command: Any) -> Any:
    """Add the options to a command, which gets them as one mapping `measured`."""

    @functools.wraps(command)
    def with_measured(**values: Any) -> Any:
        return command(measured={name: values.pop(name) for name in _NAMES}, **values)

    added = cluster_options(with_measured)
    for option in reversed(_OPTIONS):
        added = option(added)
    return added


def _measured_cluster(options: Mapping[str, Any], file: str | None, workload: Mapping[str, Any]) -> _Cluster:
    from kafka_architect.sizing.measured.use import measured_use
    from kafka_architect.sizing.measured.workload import measured_topics, workload_document
    from kafka_architect.sizing.workload import Workload

    if file is not None or workload.get("rate") is not None or workload.get("topics") is not None:
        raise click.UsageError("--from-cluster tells topics and rates: leave FILE, --rate and --topics out")
    metrics = _metrics(options)
    snapshot = _snapshot(options)
    topics = measured_topics(snapshot, metrics)
    if not topics:
        raise click.UsageError("--from-cluster: the cluster has no topic")
    growth = workload.get("growth_per_year")
    per_year = 1.0
    if growth is not None:
        per_year = Workload(rate=1, retention="1d", growth_per_year=growth).growth_per_year
    return _Cluster(
        workload_document(snapshot, topics),
        measured_use(snapshot, topics, per_year, metrics),
        max(1, len(snapshot.brokers)),
        per_year > 1,
    )


def _metrics(options: Mapping[str, Any]) -> Metrics | None:
    from kafka_architect.sizing.measured.prometheus import MetricsQuery, read_rates
    from kafka_architect.sizing.quantities import duration

    given = options["metrics_window"]
    query = MetricsQuery(
        None if given is None else duration(given, "--metrics-window"),
        options["metrics_match"],
        options["metrics_http_config"],
    )
    if options["metrics"] is None:
        if query != MetricsQuery():
            raise click.UsageError(
                "--metrics-window, --metrics-match and --metrics-http-config go with --metrics"
            )
        return None
    return read_rates(options["metrics"], query)


def _snapshot(measured: Mapping[str, Any]) -> Snapshot:
    from kafka_architect.cli.snapshot import snapshot_of
    from kafka_architect.snapshot import read_snapshot

    source = measured["from_cluster"]
    if source.endswith(".json") or Path(source).is_file():
        return read_snapshot(source)
    samples = 1 if measured["metrics"] is not None else 2
    return snapshot_of(measured["cluster"], source, samples=samples, interval=measured["interval"])


def _write_calibration(
    path: str, planned: Callable[..., dict[str, Any]], use: Mapping[str, Any]
) -> dict[str, Any]:
    import msgspec

    from kafka_architect.report.json_text import json_text
    from kafka_architect.sizing.measured.calibration import calibration

    document: dict[str, Any] = msgspec.to_builtins(calibration(planned, use))
    write_file(path, json_text(document) + "\n", what="the calibration")
    return document

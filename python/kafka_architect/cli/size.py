"""kafka-architect size: brokers, storage, network and cost of a cluster for a workload."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kafka_architect.cli.field_options import field_options
from kafka_architect.cli.measured_options import Measured, measured_options
from kafka_architect.cli.offer_options import offer_options
from kafka_architect.cli.report_output import check_output, format_of, output_option, write_output
from kafka_architect.documents.head import headed
from kafka_architect.report.json_text import json_text
from kafka_architect.report.printable import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kafka_architect.sizing.request import SizingRequest

_EXIT_UNMEETABLE = 1
_FORMATS = ("table", "json", "html")

_EXAMPLES = """
\b
Examples:
  kafka-architect size --rate 50000 --message-bytes 1000 --retention 7d --consumer-groups 3
  kafka-architect size --rate "50 MB/s" --retention 3d --instance m5.2xlarge --explain
  kafka-architect size workload.yaml --catalogue aws-msk --format json > plan.json
  kafka-architect size --rate 30000..80000 --retention 7d --worlds 10000 --seed 7
  kafka-architect size --from-cluster cluster.json --instance m7g.large --growth 1.5   # months left
  kafka-architect size --from-cluster broker:9092 --metrics metrics.txt --instance m7g.large \\
    --calibrate calibration.json
  kafka-architect size --rate 50k --retention 7d --growth 2 --timeline 36 --instance r6i.2xlarge

\b
A workload file (YAML or JSON) holds the same names: rate, message-bytes, retention, consumer-groups, ...,
or topics: a list with a name and a load for each topic;
and may hold instance, catalogue and policy. Options given here win over the file.
"""

# The options that describe the workload: (option, field, help).
_WORKLOAD_OPTIONS = (
    ("--rate", "rate", "Messages (50000, 50k, 3M/min) or bytes ('50 MB/s', '4.3 TB/day')."),
    ("--message-bytes", "message_bytes", "Mean size of a message: 1000, '1 kB', '1 KiB'."),
    ("--sizes", "sizes", "What sizes count: produced (key, value, headers) or log (overhead included)."),
    ("--retention", "retention", "Retention time: 7d, 12h; forever with --local-retention."),
    ("--retention-bytes", "retention_bytes", "Retention size per partition: '50 GB'."),
    ("--live-keys", "live_keys", "Compacted topics: number of distinct keys."),
    ("--consumer-groups", "consumer_groups", "Groups that read everything."),
    ("--fan-out", "fan_out", "Bytes read per byte written, instead of the number of groups."),
    ("--catch-up-groups", "catch_up_groups", "Groups that always read old data from disk."),
    ("--consumers-per-group", "consumers_per_group", "Consumers in each group."),
    ("--producers", "producers", "Producing clients."),
    ("--replication-factor", "replication_factor", "Replicas of each partition."),
    ("--peak-to-average", "peak_to_average", "Peak rate over the mean, when --rate is the mean."),
    ("--compression-ratio", "compression_ratio", "Uncompressed over compressed bytes."),
    ("--batch-bytes", "batch_bytes", "batch.size of the producers."),
    ("--linger-ms", "linger_ms", "linger.ms of the producers."),
    ("--min-insync-replicas", "min_insync_replicas", "min.insync.replicas."),
    ("--topics", "topics", "Number of topics."),
    ("--partitions", "partitions", "Partitions per topic [default: recommended]."),
    ("--growth", "growth_per_year", "Load after a year over load today: 2 doubles it."),
    ("--horizon-months", "horizon_months", "Size for the load in this many months."),
    ("--skew", "skew", "Hottest partition over the mean, or the JSON from kafka-architect analyze."),
    ("--zones", "zones", "Availability zones."),
    ("--latency", "latency", "standard or low."),
    ("--local-retention", "local_retention", "Tiered storage: retention on the brokers."),
    ("--exactly-once-share", "exactly_once_share", "Share of bytes in transactions, 0 to 1."),
)


@click.command("size", epilog=_EXAMPLES)
@click.argument("file", required=False, type=click.Path(path_type=str))
@field_options(_WORKLOAD_OPTIONS)
@click.option("--tls/--no-tls", "tls", default=None, help="Whether clients and brokers encrypt.")
@click.option(
    "--instance", "instances", multiple=True, help="Instance type of the brokers; several are compared."
)
@offer_options
@measured_options
@click.option("--catalogue", help="Instance catalogues (comma-separated), or a YAML or JSON file.")
@click.option("--brokers", type=int, help="Evaluate a cluster of this size instead of finding one.")
@click.option(
    "--policy", "policies", multiple=True, metavar="NAME=VALUE", help="Change a target or assumption."
)
@click.option("--volume", help="Type of the network volumes that store data.")
@click.option(
    "--prices", type=click.Path(path_type=str), help="Prices: JSON or YAML with date and usd_per_hour."
)
@click.option(
    "--rank", "rank_by", default="cost", show_default=True, help="cost, brokers, headroom or simplicity."
)
@click.option("--worlds", type=int, help="Scenarios to simulate when a quantity is a range [default: 10000].")
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of the simulated scenarios.")
@click.option("--timeline", "months", type=int, metavar="MONTHS", help="Show when growth exceeds limits.")
@click.option(
    "--max",
    "most",
    type=click.Choice(["rate", "retention", "groups"]),
    help="Maximum of this quantity that the cluster supports (with --instance and --brokers).",
)
@click.option("--budget", type=float, metavar="USD", help="Maximum load for this budget in USD per month.")
@click.option("--capacity", is_flag=True, help="Maximum rate that the cluster supports (with --instance).")
@click.option(
    "--offers",
    "offered",
    is_flag=True,
    help=("The same workload on every managed service, with the limits of each."),
)
@click.option("--compare", is_flag=True, help="Compare with published sizing formulas.")
@click.option("--explain", "explained", is_flag=True, help="Also show every assumption with its source.")
@click.option(
    "--format",
    "output",
    type=click.Choice(_FORMATS),
    default="table",
    show_default=True,
    help="Output format: table, JSON, or one HTML page.",
)
@output_option
def command(
    *, file: str | None, instances: tuple[str, ...], catalogue: str | None, choices: dict[str, Any],
    brokers: int | None,
    policies: tuple[str, ...], volume: str | None, prices: str | None, rank_by: str, worlds: int | None,
    seed: int, months: int | None, most: str | None, budget: float | None, capacity: bool,
    offered: bool, compare: bool, explained: bool, output: str, measured: dict[str, Any],
    output_file: str | None,
    **workload: Any,
) -> None:  # fmt: skip
    """Size a Kafka cluster for a workload, with the reason for every number."""
    from kafka_architect.errors import UnmeetableError
    from kafka_architect.sizing.request import sizing_request

    output = format_of(output, output_file, _FORMATS)
    inputs = [one for one in (file, prices) if one is not None]
    check_output(output_file, inputs)
    known = Measured.of(measured, file, workload, instances)
    brokers, months = known.brokers_of(brokers), known.months_of(months)

    def requested(options: dict[str, Any], more: Sequence[str] = ()) -> SizingRequest:
        return sizing_request(
            file,
            options,
            instances=instances,
            catalogue=catalogue,
            choices=choices,
            policies=(*known.policies, *policies, *more),
            volume=volume,
            prices=prices,
            asked="rate" if budget is not None else most,
            measured=known.document,
        )

    request = requested(workload)
    if budget is None:
        request = request.at_most(brokers)
    calculator = request.calculator()
    extras: dict[str, Any] = {}
    try:
        if request.workload.ranges or worlds is not None:
            drawn = 10_000 if worlds is None else worlds
            plan = calculator.uncertain(worlds=drawn, seed=seed).plan
        elif budget is not None:
            plan, times = calculator.for_budget(budget)
            extras["budget"] = {
                "usd_per_month": budget, "times": None if request.started else times,
                "rate": plan.workload_rate,
            }  # fmt: skip
        else:
            plan = calculator.plan(brokers=brokers, rank_by=rank_by)
        if months is not None:
            extras["timeline"] = calculator.timeline(months, brokers=brokers).to_dict()
        if most is not None:
            extras["most"] = request.calculator(plan.instance).most(most, plan.brokers).to_dict()
        if capacity:
            extras["capacity"] = request.calculator(plan.instance).capacity(plan.brokers).to_dict()
    except UnmeetableError as error:
        _show_unmet(error, output)
        raise SystemExit(_EXIT_UNMEETABLE) from error
    if request.choice.beside:
        extras["beside"] = request.beside(plan)
    if offered:
        from kafka_architect.sizing.offers import offers

        found = offers(request.workload, request.policy, request.choice)
        extras["offers"] = [one.to_dict() for one in found]
    if compare:
        from kafka_architect.sizing.published import compare as compare_published

        extras["published"] = compare_published(plan.to_dict())
    # A calibration is of today and of what was measured: no growth.
    extras |= known.extras(lambda more: requested({**workload, "horizon_months": 0}, more).calculator())
    document = known.with_sources(plan.to_dict())
    _show({**document, **extras}, output, explained, output_file, inputs)
    if not plan.within_limits:
        raise SystemExit(_EXIT_UNMEETABLE)


def _show(
    document: dict[str, Any], output: str, explained: bool, output_file: str | None, inputs: list[str]
) -> None:
    if output == "json":
        write_output(json_text(document), output_file, inputs)
        return
    if output == "html":
        from kafka_architect.report.html import html_page
        from kafka_architect.sizing.explain import derivations

        write_output(html_page(document, derivations=derivations(document)), output_file, inputs)
        return
    if output_file is not None:
        from kafka_architect.report import plan as plan_text
        from kafka_architect.report import sizing_extras

        extras = sizing_extras.as_text(document)
        text = plan_text.as_text(document, explained=explained)
        write_output(f"{text}\n{extras}" if extras else text, output_file, inputs)
        return
    from kafka_architect.cli.console import console
    from kafka_architect.report.plan import print_to
    from kafka_architect.report.sizing_extras import print_extras

    terminal = console()
    print_to(terminal, document, explained=explained)
    print_extras(terminal, document)


def _show_unmet(error: Any, output: str) -> None:
    if output == "json":
        unmet = {"constraint": error.constraint, "scenario": error.scenario, "message": str(error)}
        click.echo(json_text(headed("unmet", {"brokers": None, "unmet": unmet})))
    else:
        click.echo(f"No plan: {printable(str(error))}", err=True)

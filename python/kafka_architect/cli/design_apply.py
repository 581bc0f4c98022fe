"""kafka-architect design apply: makes a running cluster what a specification describes, plan first."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, NoReturn

import click

from kafka_architect.cli.cluster_options import client_settings, cluster_options
from kafka_architect.cli.completing import environments
from kafka_architect.cli.exit_codes import EXIT_FINDINGS, EXIT_INTERRUPTED, EXIT_OK, EXIT_USAGE
from kafka_architect.cli.input_file import InputFile, stdin_name_option
from kafka_architect.cli.report_output import (
    check_output,
    format_of,
    format_option,
    output_option,
    print_text,
    write_output,
)
from kafka_architect.cli.telling import is_quiet

if TYPE_CHECKING:
    from kafka_architect.cluster.applying.outcome import Applied
    from kafka_architect.designs.applying.step import ApplyPlan

_EXAMPLES = """
\b
Examples:
  kafka-architect design apply shop.yaml --bootstrap-server localhost:9092 --plan
  kafka-architect design apply shop.yaml --bootstrap-server broker:9093 --command-config admin.properties --env prod
  kafka-architect design apply shop.yaml --bootstrap-server localhost:9092 --yes --allow order-breaking
  kafka-architect design apply shop.yaml --bootstrap-server broker:9092 --plan --output plan.json   # for a review
  kafka-architect design apply shop.yaml --bootstrap-server broker:9092 --yes --reviewed plan.json
  kafka-architect design apply shop.yaml --bootstrap-server localhost:9092 --yes --without acls
  kafka-architect design apply shop.yaml --from-cluster cluster.json --plan

\b
Needs the extra `kafka`. Without --plan or --yes it shows the plan and asks. Topics are never deleted, ACLs never
revoked, and nothing is changed that the specification does not name.
Exit codes: 0 applied, or nothing to do; 1 the plan has steps that break order, lose data or are not applied here,
or some were not applied; 2 wrong usage or specification, a cluster error, or a step failed; 130 interrupted.
"""  # noqa: E501 - commands stay on one line
_FORMATS = ("text", "json")


@click.command("apply", epilog=_EXAMPLES)
@click.argument("specification", type=InputFile(), metavar="SPEC.yaml")
@stdin_name_option
@cluster_options
@click.option(
    "--env",
    "environment",
    default="",
    shell_complete=environments,
    help="One of the specification's environments.",
)
@click.option("--plan", "plan_only", is_flag=True, help="Show the plan and change nothing.")
@click.option("--yes", is_flag=True, help="Apply the plan without asking.")
@click.option(
    "--allow",
    multiple=True,
    type=click.Choice(["order-breaking", "losing-data"]),
    help="Apply steps of this risk, which are refused otherwise. May be given twice.",
)
@click.option(
    "--without",
    multiple=True,
    type=click.Choice(["acls", "quotas", "groups"]),
    help="Leave out the design's ACLs, client quotas or configurations of groups, on a cluster that has "
    "none or where others administer them. May be given several times.",
)
@click.option(
    "--reviewed",
    type=click.Path(path_type=str),
    metavar="PLAN.json",
    help="Apply only if the plan is still the one of this file (--plan --output PLAN.json).",
)
@click.option(
    "--from-cluster",
    "snapshot",
    type=click.Path(path_type=str),
    metavar="CLUSTER.json",
    help="With --plan: plan for this file of kafka-architect snapshot instead of a running cluster.",
)
@format_option(_FORMATS)
@output_option
def apply(
    *, specification: str, environment: str, plan_only: bool, yes: bool, allow: tuple[str, ...],
    without: tuple[str, ...], reviewed: str | None, snapshot: str | None, output: str,
    output_file: str | None, cluster: dict[str, Any],
) -> None:  # fmt: skip
    """Make a running cluster what a specification describes: topics, configurations, quotas, ACLs."""
    from kafka_architect.cluster.applying.apply import design_apply, design_plan

    _check_usage(plan_only=plan_only, yes=yes, reviewed=reviewed, snapshot=snapshot, cluster=cluster)
    output = format_of(output, output_file, _FORMATS)
    inputs = [one for one in (specification, reviewed, snapshot) if one is not None]
    check_output(output_file, inputs)
    digest = None if reviewed is None else _digest(reviewed)
    if snapshot is not None:
        _end_with_plan(
            design_plan(specification, snapshot, environment=environment, allow=allow, without=without),
            output, output_file, inputs,
        )  # fmt: skip
    client = client_settings(cluster)
    if not yes:
        found = design_plan(specification, client, environment=environment, allow=allow, without=without)
        if plan_only or not found.ready:
            _end_with_plan(found, output, output_file, inputs)
        _confirm(found)
        digest = digest or found.digest
    applied = design_apply(
        specification,
        client,
        environment=environment,
        allow=allow,
        without=without,
        reviewed=digest,
        progress=_progress,
    )
    _show(applied, output, output_file, inputs)
    raise SystemExit(_exit_code(applied))


def _end_with_plan(found: ApplyPlan, output: str, output_file: str | None, inputs: list[str]) -> NoReturn:
    _show(found, output, output_file, inputs)
    raise SystemExit(EXIT_OK if found.is_harmless else EXIT_FINDINGS)


def _check_usage(
    *, plan_only: bool, yes: bool, reviewed: str | None, snapshot: str | None, cluster: dict[str, Any]
) -> None:
    if plan_only and yes:
        raise click.UsageError("--plan changes nothing and --yes applies; expected one of them")
    if reviewed is not None and plan_only:
        raise click.UsageError("--reviewed is for applying; leave out --plan")
    if snapshot is not None and not plan_only:
        raise click.UsageError(
            "--from-cluster has no cluster to change; add --plan, or use --bootstrap-server"
        )
    if snapshot is not None and cluster["bootstrap_server"] is not None:
        raise click.UsageError("expected one of --from-cluster and --bootstrap-server")


def _digest(path: str) -> str:
    """The digest of a saved plan; what it would do is taken from no file."""
    from kafka_architect.documents import Limits, read_document
    from kafka_architect.documents.head import read_head

    document = read_document(path, limits=Limits(bytes=64 << 20, depth=20, values=5_000_000))
    value = document.value
    read_head(value, expected="apply-plan", name=path)
    if not isinstance(value, dict) or not isinstance(value.get("digest"), str):
        document.refuse("the plan has no digest; save it with design apply ... --plan --output PLAN.json")
    return str(value["digest"])


def _confirm(found: ApplyPlan) -> None:
    """Show the plan and ask; without a terminal, say which option applies it."""
    click.echo(str(found), err=True)
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise click.UsageError(
            "nothing was changed: add --yes to apply the plan, or --plan to show it without changing anything"
        )
    count = len(found.ready)
    steps = "this step" if count == 1 else f"these {count} steps"
    if not click.confirm(f"\nApply {steps} to {found.cluster}?", err=True):
        click.echo("Nothing was changed.", err=True)
        raise SystemExit(EXIT_FINDINGS)


def _show(result: ApplyPlan | Applied, output: str, output_file: str | None, inputs: list[str]) -> None:
    if output == "json":
        write_output(result.to_json(), output_file, inputs)
    else:
        print_text(str(result), output_file, inputs)


def _exit_code(applied: Applied) -> int:
    if applied.interrupted:
        return EXIT_INTERRUPTED
    if applied.has_failed:
        return EXIT_USAGE
    return EXIT_OK if applied.is_complete else EXIT_FINDINGS


def _progress(what: str) -> None:
    if sys.stderr.isatty() and not is_quiet():
        click.echo(f"{what} ...", err=True)

"""kafka-architect validate: check, explain and fix Kafka configurations."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING, Any

import click

from kafka_architect.cli.cluster_options import cluster_options
from kafka_architect.cli.completing import kafka_versions, profiles, roles, rule_codes, severities_of_rules
from kafka_architect.cli.exit_codes import EXIT_FINDINGS, EXIT_OK, EXIT_USAGE
from kafka_architect.cli.findings_output import exit_code_of, show_findings
from kafka_architect.cli.findings_output import write_baseline as record_baseline
from kafka_architect.cli.report_output import format_of, format_option, output_option
from kafka_architect.cli.telling import tell
from kafka_architect.cli.validator_options import SEVERITIES, codes_of, settings_of, validator_of
from kafka_architect.files import check_target
from kafka_architect.report.findings_formats import FORMATS
from kafka_architect.report.findings_groups import GROUPINGS
from kafka_architect.report.printable import printable

if TYPE_CHECKING:
    from kafka_architect.validation.fixing import Mended
    from kafka_architect.validation.source_file import SourceFile

_EXAMPLES = """
\b
Examples:
  kafka-architect validate config/server.properties
  kafka-architect validate . --profile durability --format sarif --output kafka.sarif
  kafka-architect validate docker-compose.yml application.yml     # together: producers against topics
  kafka-architect validate config/ --fix --unsafe-fixes --diff    # shows, writes nothing
  kafka-architect validate config/ --from 3.9 --to 4.3            # what an upgrade changes
  kafka-architect validate --bootstrap-server broker:9092         # a running cluster (extra `kafka`)
  kafka-architect validate --bootstrap-server broker:9092 app/    # and the programs that use it
  kafka-architect validate cluster.json                           # from kafka-architect snapshot
  cat server.properties | kafka-architect validate - --stdin-name server.properties

\b
Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 wrong usage or input (also: no Kafka configuration
was read at all; see --allow-empty), 3 a rule itself failed.
"""
_FORMATS = (*FORMATS, "html")


@click.command("validate", epilog=_EXAMPLES)
@click.argument("paths", nargs=-1, metavar="PATH...", type=click.Path(path_type=str))
@click.option(
    "--role",
    shell_complete=roles,
    help="What the files configure: broker, topic, ... [default: detected from the keys].",
)
@click.option(
    "--kafka-version",
    shell_complete=kafka_versions,
    help="Version of Kafka: 3.9, 4.0, 4.1, 4.2, 4.3 or 4.4 [default: from the file, or 4.3].",
)
@click.option(
    "--profile",
    shell_complete=profiles,
    help="Profile of rules: dev, production, durability, throughput, latency or cost [default: production].",
)
@format_option(_FORMATS, "Output format; concise is a line per finding.")
@click.option(
    "--group-by",
    type=click.Choice(GROUPINGS),
    default="file",
    show_default=True,
    help="How text is grouped; within a group equal findings are folded into one.",
)
@output_option
@click.option(
    "--select",
    multiple=True,
    metavar="CODE",
    shell_complete=rule_codes,
    help="Enable only these rules: DUR001, DUR, ALL.",
)
@click.option(
    "--extend-select",
    multiple=True,
    metavar="CODE",
    shell_complete=rule_codes,
    help="Enable these rules too.",
)
@click.option(
    "--ignore", multiple=True, metavar="CODE", shell_complete=rule_codes, help="Disable these rules."
)
@click.option(
    "--severity",
    "severities",
    multiple=True,
    metavar="CODE=LEVEL",
    shell_complete=severities_of_rules,
    help="The severity of a rule: DUR017=info.",
)
@click.option("--exclude", multiple=True, metavar="PATTERN", help="Paths to skip when searching folders.")
@click.option("--fix", is_flag=True, help="Apply safe fixes.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix: also apply fixes that change behavior.")
@click.option(
    "--fix-only",
    multiple=True,
    metavar="CODE",
    shell_complete=rule_codes,
    help="With --fix or --diff: apply the fixes of these rules only.",
)
@click.option("--diff", is_flag=True, help="Show what fixes would change; write nothing.")
@click.option(
    "--from",
    "upgrade_from",
    metavar="VERSION",
    shell_complete=kafka_versions,
    help="The version that runs today.",
)
@click.option(
    "--to",
    "upgrade_to",
    metavar="VERSION",
    shell_complete=kafka_versions,
    help="The version to upgrade to.",
)
@click.option("--allow-empty", is_flag=True, help="Accept files and folders without any Kafka configuration.")
@click.option(
    "--config",
    type=click.Path(path_type=str),
    help="Settings file; its Python rules are run [default: the nearest, without Python rules].",
)
@click.option("--isolated", is_flag=True, help="Read no settings file.")
@click.option(
    "--baseline", type=click.Path(path_type=str), help="Suppress the findings recorded in this file."
)
@click.option(
    "--write-baseline", type=click.Path(path_type=str), help="Record the findings in this file as known."
)
@click.option(
    "--fail-on",
    type=click.Choice([*SEVERITIES, "never"]),
    default="warning",
    show_default=True,
    help="Lowest severity that causes exit code 1.",
)
@click.option("--stdin-name", default="stdin.properties", show_default=True, help="The name of `-`.")
@cluster_options
def command(
    *, paths: tuple[str, ...], role: str | None, kafka_version: str | None, profile: str | None,
    output: str, output_file: str | None, group_by: str, fix_only: tuple[str, ...], select: tuple[str, ...],
    extend_select: tuple[str, ...], ignore: tuple[str, ...], severities: tuple[str, ...],
    exclude: tuple[str, ...], fix: bool, unsafe_fixes: bool, diff: bool, upgrade_from: str | None,
    upgrade_to: str | None, config: str | None, isolated: bool, baseline: str | None,
    write_baseline: str | None, fail_on: str, stdin_name: str, allow_empty: bool,
    cluster: dict[str, Any],
) -> None:  # fmt: skip
    """Check Kafka configurations: brokers, clients, topics, Streams, Connect, MirrorMaker, in any dialect."""
    # Nearly all that a run makes lives to its end: looking for cycles in it takes a tenth of the time, and
    # frees nothing.
    gc.disable()
    output = format_of(output, output_file, _FORMATS)
    asked = cluster["bootstrap_server"] is not None
    if not (paths or asked):
        raise click.UsageError("Missing argument 'PATH...', or --bootstrap-server HOST:PORT.")
    if asked and (paths == ("-",) or fix or diff):
        raise click.UsageError("--bootstrap-server goes with paths, not with `-`, --fix or --diff")
    _check_usage(upgrade_from, upgrade_to, kafka_version, paths)
    _check_targets(paths, output_file, write_baseline)
    settings = settings_of(paths or ("./",), config, isolated)
    validator = validator_of(
        settings,
        kafka_version=upgrade_to if kafka_version is None else kafka_version,
        upgrade_from=upgrade_from,
        profile=profile,
        select=select,
        extend_select=extend_select,
        ignore=ignore,
        severities=severities,
        baseline=baseline,
        known=write_baseline is None,
    )
    source: Any = _stdin(stdin_name) if paths == ("-",) else list(paths)
    if asked:
        from kafka_architect.cli.snapshot import snapshot_of

        snapshot = snapshot_of(cluster)
        source.append(snapshot)
        for one in snapshot.unavailable:
            click.echo(printable(f"not read: {one.what}: {one.why}"), err=True)
    excluded = (*settings.exclude, *exclude)
    mended: list[Mended] = []
    if fix or diff:
        from kafka_architect.cli.mended_files import write_in_place
        from kafka_architect.validation.fixing import Mended

        result, mended = validator.fix(
            source,
            role,
            unsafe=unsafe_fixes,
            rules=codes_of(fix_only),
            exclude=excluded,
            allow_empty=allow_empty,
        )
        if diff:
            changes = "".join(one.diff for one in mended)
            click.echo(_for_terminal(changes) if sys.stdout.isatty() else changes, nl=False, color=True)
            if not (result.configurations or allow_empty):
                raise SystemExit(EXIT_USAGE)
            raise SystemExit(EXIT_FINDINGS if mended else EXIT_OK)
        if paths == ("-",):
            # A filter: what needs no mending comes out as it went in.
            [text] = mended or [Mended(source[0], source[0].text, 0)]
            sys.stdout.buffer.write(text.file.encode(text.text))
        else:
            write_in_place(mended)
    else:
        result = validator.validate(source, role, exclude=excluded, allow_empty=allow_empty)
    if write_baseline:
        record_baseline(result, write_baseline)
        return
    show_findings(result, output, output_file, group_by, to_stderr=fix and paths == ("-",))
    if mended and output == "text":
        fixes, files = sum(one.fixes for one in mended), len(mended)
        issues, places = ("issue" if fixes == 1 else "issues"), ("file" if files == 1 else "files")
        tell(f"Fixed {fixes} {issues} in {files} {places}.")
    raise SystemExit(exit_code_of(result, fail_on, allow_empty=allow_empty))


def _check_usage(
    upgrade_from: str | None, upgrade_to: str | None, kafka_version: str | None, paths: tuple[str, ...]
) -> None:
    if "-" in paths and len(paths) > 1:
        raise click.UsageError("`-` reads standard input: pass it alone, or pass files")
    if (upgrade_from is None) != (upgrade_to is None):
        raise click.UsageError("an upgrade requires both --from VERSION and --to VERSION")
    if upgrade_to is not None and kafka_version is not None:
        raise click.UsageError("--to sets the version to check for: remove --kafka-version")


def _check_targets(paths: tuple[str, ...], output_file: str | None, write_baseline: str | None) -> None:
    """Refuse before the work what cannot be written after it."""
    if output_file is None and write_baseline is None:
        return

    if output_file is not None:
        check_target(output_file, inputs=paths, what="the findings")
    if write_baseline is not None:
        check_target(write_baseline, inputs=paths, what="the baseline")


def _for_terminal(diff: str) -> str:
    """A diff with what a terminal would obey instead of show written as escapes."""
    from kafka_architect.report.printable import printable

    return "\n".join(printable(line.expandtabs()) for line in diff.split("\n"))


def _stdin(name: str) -> list[SourceFile]:
    from kafka_architect.validation.source_file import SourceFile

    return [SourceFile.decode(name, sys.stdin.buffer.read())]

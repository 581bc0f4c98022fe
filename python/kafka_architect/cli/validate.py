"""kafka-architect validate: check, explain and fix Kafka configurations."""

from __future__ import annotations

import gc
import json
import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kafka_architect.cli.cluster_options import cluster_options
from kafka_architect.cli.completing import kafka_versions, profiles, roles, rule_codes
from kafka_architect.cli.exit_codes import EXIT_FINDINGS, EXIT_INTERNAL, EXIT_OK, EXIT_USAGE
from kafka_architect.cli.report_output import format_of
from kafka_architect.files import check_target, write_file
from kafka_architect.report.findings_formats import FORMATS, render
from kafka_architect.report.findings_groups import GROUPINGS
from kafka_architect.report.printable import printable

if TYPE_CHECKING:
    from kafka_architect.validation.fixing import Mended
    from kafka_architect.validation.result import ValidationResult
    from kafka_architect.validation.settings_file import SettingsFile
    from kafka_architect.validation.source_file import SourceFile
    from kafka_architect.validation.validator import ConfigValidator

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
_LINES_AT_ONCE = 1000  # click flushes after each piece
_SEVERITIES = ("error", "warning", "info")
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
    help="3.9, 4.0, 4.1, 4.2, 4.3 or 4.4 [default: from the file, or 4.3].",
)
@click.option(
    "--profile",
    shell_complete=profiles,
    help="dev, production (the default), durability, throughput, latency or cost.",
)
@click.option(
    "--format",
    "output",
    type=click.Choice(_FORMATS),
    default="text",
    show_default=True,
    help="Output format; concise is a line per finding.",
)
@click.option(
    "--group-by",
    type=click.Choice(GROUPINGS),
    default="file",
    show_default=True,
    help="How text is grouped; within a group equal findings are folded into one.",
)
@click.option(
    "--output", "output_file", type=click.Path(path_type=str), help="Write the findings to this file."
)
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
@click.option("--severity", "severities", multiple=True, metavar="CODE=LEVEL", help="DUR017=info.")
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
@click.option("--from", "upgrade_from", metavar="VERSION", help="The version that runs today.")
@click.option("--to", "upgrade_to", metavar="VERSION", help="The version to upgrade to.")
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
    type=click.Choice([*_SEVERITIES, "never"]),
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
    settings = _settings(paths or ("./",), config, isolated)
    validator = _validator(
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
            rules=_codes(fix_only),
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
        _write_baseline(result, write_baseline)
        return
    _show(result, output, output_file, group_by, to_stderr=fix and paths == ("-",))
    if mended and output == "text":
        fixes, files = sum(one.fixes for one in mended), len(mended)
        issues, places = ("issue" if fixes == 1 else "issues"), ("file" if files == 1 else "files")
        click.echo(f"Fixed {fixes} {issues} in {files} {places}.", err=True)
    raise SystemExit(_exit_code(result, fail_on, allow_empty=allow_empty))


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


def _settings(paths: tuple[str, ...], config: str | None, isolated: bool) -> SettingsFile:
    from kafka_architect.validation.settings_file import SettingsFile, find_settings, read_settings

    if isolated:
        return SettingsFile()
    if config is not None:
        return read_settings(config, trusted=True)
    if not paths[0]:
        return SettingsFile()
    first = Path.cwd() if paths == ("-",) else Path(paths[0])
    return find_settings(first if first.is_dir() else first.parent)


def _validator(
    settings: SettingsFile, *, kafka_version: str | None, upgrade_from: str | None, profile: str | None,
    select: tuple[str, ...], extend_select: tuple[str, ...], ignore: tuple[str, ...],
    severities: tuple[str, ...], baseline: str | None, known: bool,
) -> ConfigValidator:  # fmt: skip
    """The validator that the command line asks for, above what the settings file says.

    `known` is False where a baseline is about to be written: it must not hide what it should hold.
    """
    from kafka_architect.validation.baseline import Baseline
    from kafka_architect.validation.validator import ConfigValidator

    baseline_path = baseline if baseline is not None else settings.baseline
    return ConfigValidator(
        settings.kafka_version if kafka_version is None else kafka_version,
        settings.profile if profile is None else profile,
        select=_codes(select) or settings.select,
        extend_select=(*settings.extend_select, *_codes(extend_select)),
        ignore=(*settings.ignore, *_codes(ignore)),
        severities={**settings.severities, **_severities(severities)},
        per_file_ignores=settings.per_file_ignores,
        per_file_profiles=settings.per_file_profiles,
        baseline=Baseline.read(baseline_path) if known and baseline_path is not None else None,
        upgrade_from=upgrade_from,
        own_rules=settings.own_rules,
    )


def _codes(given: tuple[str, ...]) -> tuple[str, ...]:
    """Codes may be given one by one or with commas between them."""
    for one in given:
        if not one.strip(" ,"):
            raise click.BadParameter(f"{one!r}: expected rule codes, DUR001 or DUR001,SEC")
    return tuple(code.strip() for one in given for code in one.split(",") if code.strip())


def _for_terminal(diff: str) -> str:
    """A diff with what a terminal would obey instead of show written as escapes."""
    from kafka_architect.report.printable import printable

    return "\n".join(printable(line.expandtabs()) for line in diff.split("\n"))


def _severities(given: tuple[str, ...]) -> dict[str, Any]:
    from kafka_architect.validation.finding import Severity

    severities: dict[str, Any] = {}
    for one in given:
        code, _, level = one.partition("=")
        if level not in _SEVERITIES:
            raise click.BadParameter(f"{one!r}: expected CODE=error, CODE=warning or CODE=info")
        severities[code] = Severity(level)
    return severities


def _stdin(name: str) -> list[SourceFile]:
    from kafka_architect.validation.source_file import SourceFile

    return [SourceFile.decode(name, sys.stdin.buffer.read())]


def _read_files(result: ValidationResult) -> list[str]:
    """The files that a result speaks of; a search through folders may have found the target itself."""
    document = result.to_dict()
    return [one["file"] for part in ("configurations", "findings") for one in document[part]]


def _write_baseline(result: ValidationResult, path: str) -> None:
    from kafka_architect.validation.baseline import baseline_document

    document = baseline_document(result.findings, str(Path(path).resolve().parent))
    write_file(path, json.dumps(document, indent=2) + "\n", inputs=_read_files(result), what="the baseline")
    count = len(result.findings)
    known = "finding is" if count == 1 else "findings are"
    click.echo(f"{count} {known} known in {printable(path)} now.", err=True)


def _show(
    result: ValidationResult, output: str, output_file: str | None, group_by: str, *, to_stderr: bool
) -> None:
    from kafka_architect.cli.console import UNBOUNDED_COLUMNS, columns, wants_colour
    from kafka_architect.files import write_file
    from kafka_architect.report.findings import lines

    if output == "text":
        stream = sys.stderr if to_stderr else sys.stdout
        colour = output_file is None and wants_colour(stream)
        width = UNBOUNDED_COLUMNS if output_file is not None else columns(stream)
        told = lines(result.to_dict(), columns=width, colour=colour, group_by=group_by)
        if output_file is None:
            while block := list(islice(told, _LINES_AT_ONCE)):
                click.echo("\n".join(block), err=to_stderr, color=colour)
            return
        text = "\n".join(told)
    else:
        text = _rendered(result, output)
    if output_file is None:
        # Documents keep their characters; the text for people has no control codes in it.
        click.echo(text, err=to_stderr, color=True)
    else:
        write_file(output_file, text + "\n", inputs=_read_files(result), what="the report")


def _rendered(result: ValidationResult, output: str) -> str:
    if output == "json":
        return result.to_json()
    if output == "html":
        return result.to_html().rstrip("\n")
    found = {finding.rule.code: finding.rule.to_dict() for finding in result.findings}
    return render(result.to_dict(), output, [found[code] for code in sorted(found)])


def _exit_code(result: ValidationResult, fail_on: str, *, allow_empty: bool) -> int:
    if result.failures:
        return EXIT_INTERNAL
    if not (result.configurations or allow_empty):
        return EXIT_USAGE  # nothing was checked
    if fail_on == "never":
        return EXIT_OK
    failing = _SEVERITIES[: _SEVERITIES.index(fail_on) + 1]
    return EXIT_FINDINGS if any(finding.severity in failing for finding in result.findings) else EXIT_OK

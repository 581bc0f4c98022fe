"""The options of `analyze` that ask more of the judgement: key maps, consumers, topics that are joined."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kafka_architect.cli.counts import count_list

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kafka_architect.analysis.distribution_report import DistributionReport

_Command = TypeVar("_Command", bound="Callable[..., Any]")
_META = "kafka_architect.judgement"
_ASSIGNORS = ("range", "round-robin", "cooperative-sticky", "uniform")
_SUFFIXES = {".json": "to_json", ".java": "to_java", ".py": "to_python"}


@dataclass(frozen=True, slots=True)
class JudgementOptions:
    """What was asked for besides the report itself."""

    key_map: str | None = None
    consumers: tuple[int, ...] = ()
    assignor: str = "range"
    co_partition: bool = False

    def check(self, files: Sequence[str], partitions: Sequence[int]) -> None:
        """Refuse, before the files are read, what cannot be done then."""
        if self.key_map is None:
            return
        from kafka_architect.files import check_target

        if click.get_current_context().params.get("mask_keys"):
            raise click.UsageError("--key-map writes the keys themselves, which --mask-keys hides")
        if len(partitions) != 1:
            raise click.UsageError(
                f"--key-map requires a single partition count, found {len(partitions)}: choose it with "
                "--partitions N"
            )
        if PurePath(self.key_map).suffix not in _SUFFIXES:
            raise click.UsageError(
                f"--key-map {self.key_map}: expected a file that ends in .json, .java or .py"
            )
        check_target(self.key_map, inputs=files, what="the key map")

    def asked_of(self, report: DistributionReport) -> DistributionReport:
        """The report with the loads of consumers, where they were asked for."""
        return replace(report, consumers=self.consumers, assignor=self.assignor) if self.consumers else report

    def write(self, report: DistributionReport, files: Sequence[str]) -> None:
        """Write the key map, and say what it does."""
        if self.key_map is None:
            return
        from kafka_architect.files import write_file
        from kafka_architect.report.printable import printable

        path = PurePath(self.key_map)
        count = report.partitions[0].count
        found = report.key_map(count)
        if found is None:
            click.echo("No key map: it would not balance the partitions better.", err=True)
            return
        how = _SUFFIXES[path.suffix]
        text = found.to_java(path.stem) if how == "to_java" else getattr(found, how)()
        write_file(
            self.key_map, text if text.endswith("\n") else f"{text}\n", inputs=files, what="the key map"
        )
        click.echo(
            f"Key map of {len(found.keys):,} keys in {printable(self.key_map)}: max/mean "
            f"{found.max_over_mean_before:.2f} -> {found.max_over_mean:.3f} over {count} partitions.",
            err=True,
        )


def _kept(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    if value is not None and parameter.name is not None:
        given = context.meta.get(_META, JudgementOptions())
        context.meta[_META] = replace(given, **{parameter.name: value})


def _counts(context: click.Context, parameter: click.Parameter, value: str | None) -> None:
    if value is None:
        return
    numbers = count_list(context, parameter, value)
    if any(not 1 <= number <= 1_000_000 for number in numbers):
        raise click.BadParameter(f"{value!r}: expected numbers of consumers from 1 to 1,000,000")
    _kept(context, parameter, numbers)


_OPTIONS = (
    click.option(
        "--key-map",
        type=click.Path(path_type=str),
        metavar="FILE",
        expose_value=False,
        callback=_kept,
        help=(
            "Write an explicit key map that balances hot keys: FILE.json, or partitioner code, FILE.java or "
            "FILE.py."
        ),
    ),
    click.option(
        "--consumers",
        metavar="N[,N...]",
        expose_value=False,
        callback=_counts,
        help="Show the load of each consumer of groups of these sizes.",
    ),
    click.option(
        "--assignor",
        type=click.Choice(_ASSIGNORS),
        default=None,
        expose_value=False,
        callback=_kept,
        help="How partitions are assigned to --consumers [default: range].",
    ),
    click.option(
        "--co-partition",
        is_flag=True,
        default=None,
        expose_value=False,
        callback=_kept,
        help="The FILEs are keys of joined topics: evaluate their load and keys together.",
    ),
)


def judgement_options(command: _Command) -> _Command:
    """Adds the options, in their order."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def given_options() -> JudgementOptions:
    """What the running command was given."""
    found: JudgementOptions = click.get_current_context().meta.get(_META, JudgementOptions())
    return found

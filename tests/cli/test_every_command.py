"""What holds for every command, so that a new one cannot forget it: options, defaults, output, colours."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import click
import pytest

from kafka_architect.cli.field_options import FieldOption
from kafka_architect.cli.report_output import FormatChoice
from kafka_architect.documents.head import kind_of
from tests.cli.commands import ASKED, NOT_ALONE, ask, commands, options, run

if TYPE_CHECKING:
    from pathlib import Path

# What prints a script, a schema or a specification: there is one format, and it is no report.
ONE_FORMAT = {"completion", "design import", "design init", "design schema", "mcp", "schema", "snapshot"}
NO_FILE = {"completion", "mcp"}
every_command = pytest.mark.parametrize("name", commands())
asked = pytest.mark.parametrize("name", ASKED)


def option(name: str, flag: str) -> click.Option:
    return next(one for one in options(commands()[name]) if flag in one.opts)


def test_every_command_is_asked_here() -> None:
    assert commands().keys() == ASKED.keys() | NOT_ALONE


@every_command
def test_options_that_all_commands_have(name: str) -> None:
    given = {flag for one in options(commands()[name]) for flag in one.opts}
    assert {"-q", "--quiet"} <= given
    if name not in NO_FILE:
        assert {"-o", "--output"} <= given
    if name not in ONE_FORMAT:
        choice = option(name, "--format")
        assert isinstance(choice.type, FormatChoice)
        assert next(iter(choice.type.choices)) == "text" == choice.default
        assert "json" in choice.type.choices


@every_command
def test_every_option_says_what_it_is_and_its_default(name: str) -> None:
    command = commands()[name]
    context = click.Context(command, info_name=name)
    for one in options(command):
        record = one.get_help_record(context)
        assert record is not None, one.opts
        assert re.match(r"[A-Z]|min\.insync|batch\.size|linger\.ms", record[1]), record
        told = one.to_info_dict()["default"]
        if told not in {None, False, ""} and told != [] and not one.is_flag:
            assert "[default: " in record[1], record
        if isinstance(one, FieldOption) and one.field_default() is not None:
            assert "[default: " in record[1], record


def test_defaults_that_are_written_down_are_those_of_the_fields() -> None:
    for one in options(commands()["tune"]):
        written = re.search(r"\[default: ([\d.]+)", one.help or "")
        if written and isinstance(one, FieldOption):
            assert one.field_default() == written[1]


@pytest.mark.parametrize("flag", ["--format", "--output", "--quiet", "--bootstrap-server", "--timeout"])
def test_an_option_of_several_commands_is_the_same_in_all(flag: str) -> None:
    found = [one for name in commands() for one in options(commands()[name]) if flag in one.opts]
    assert len(found) > 2
    assert len({(tuple(sorted({*one.opts} - {"--out"})), one.multiple) for one in found}) == 1
    assert len({one.metavar for one in found}) == 1


@pytest.mark.parametrize(
    ("given", "says"), [("0", "above 0"), ("-1s", "duration"), ("5 parsecs", "unit"), ("nan", "above 0")]
)
def test_a_time_out_that_is_none(given: str, says: str) -> None:
    done = run("snapshot", "localhost:1", f"--timeout={given}")
    assert done.exit_code == 2
    assert says in done.stderr


def test_time_outs_have_units() -> None:
    timeout = option("snapshot", "--timeout")
    given = {"500ms": 0.5, "2min": 120.0, "30s": 30.0, "7": 7.0}
    assert {text: timeout.type.convert(text, timeout, None) for text in given} == given


@asked
def test_output_writes_what_is_printed(name: str, plan: Path, tmp_path: Path) -> None:
    if name in NO_FILE:
        return
    printed = ask(name, plan).stdout
    target = tmp_path / "out"
    done = ask(name, plan, "--output", str(target))
    assert done.stdout == ""
    assert done.stderr.endswith(f"Wrote {target}\n")
    assert target.read_text(encoding="utf-8").split() == printed.split()
    quiet = ask(name, plan, "-q", "-o", str(tmp_path / "quiet"))
    assert (quiet.stdout, quiet.stderr) == ("", "")


@asked
def test_json_by_the_ending_of_the_file(name: str, plan: Path, tmp_path: Path) -> None:
    if name in ONE_FORMAT:
        return
    target = tmp_path / "out.json"
    ask(name, plan, "-o", str(target))
    assert kind_of(json.loads(target.read_text(encoding="utf-8"))) is not None
    assert json.loads(ask(name, plan, "--format", "json").stdout).keys() >= {"format", "version", "tool"}


@asked
def test_a_pipe_gets_no_colour_unless_it_is_forced(name: str, plan: Path) -> None:
    assert "\x1b" not in ask(name, plan).stdout
    assert "\x1b" not in ask(name, plan, FORCE_COLOR="1", NO_COLOR="1").stdout
    assert "\x1b" not in ask(name, plan, FORCE_COLOR="").stdout


def test_colours_can_be_forced_where_a_command_has_some(plan: Path) -> None:
    coloured = {name for name in ASKED if "\x1b[" in ask(name, plan, FORCE_COLOR="1").stdout}
    assert coloured >= {"analyze", "design", "explain", "partitions", "rules", "size", "tune"}


@asked
def test_no_line_is_wrapped_in_a_pipe(name: str, plan: Path) -> None:
    piped = ask(name, plan).stdout.splitlines()
    assert len(ask(name, plan, COLUMNS="300").stdout.splitlines()) >= len(piped)


def test_the_former_name_of_text_is_understood(plan: Path) -> None:
    for name in ASKED.keys() - ONE_FORMAT:
        assert ask(name, plan, "--format", "table").stdout == ask(name, plan, "--format", "text").stdout


@every_command
def test_an_unknown_option_gets_the_nearest(name: str) -> None:
    done = run(*name.split(), "--quite")
    assert done.exit_code == 2
    assert "--quiet" in done.stderr


@pytest.mark.parametrize(
    ("typed", "meant"),
    [(["analize"], "analyze"), (["validat", "x"], "validate"), (["design", "inport"], "import")],
)
def test_an_unknown_command_gets_the_nearest(typed: list[str], meant: str) -> None:
    done = run(*typed)
    assert done.exit_code != 0
    assert f"did you mean '{meant}'" in done.stderr + str(done.exception)

"""The options of `analyze` that say how files are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

_Command = TypeVar("_Command", bound="Callable[..., Any]")


def _known_format(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    from kafka_architect.errors import InputError
    from kafka_architect.keys.open_source import check_input_format

    try:
        check_input_format(value)
    except InputError as error:
        raise click.BadParameter(str(error)) from error
    return value


_OPTIONS = (
    click.option(
        "--input-format",
        metavar="NAME",
        default="auto",
        show_default=True,
        callback=_known_format,
        help=(
            "Format of the files: auto detects it from the magic number and the first records and rejects "
            "unknown formats; text takes each line as a key, whatever it looks like. Others: csv, tsv, json, "
            "parquet, arrow, avro, kcat, key-value, console-consumer, dump-log, log-segment."
        ),
    ),
    click.option(
        "--key",
        "keys",
        multiple=True,
        metavar="FIELD",
        help=(
            "The key field: customerId, order.customerId, several as tenant:user. Given more than once, the "
            "keys are compared [default: the field named key]."
        ),
    ),
    click.option(
        "--key-format",
        metavar="NAME",
        help=(
            "How the producer serializes keys: text, hex, base64, int32, int64, float64, uuid, confluent, "
            "windowed; in steps base64+confluent."
        ),
    ),
    click.option("--null-text", metavar="TEXT", help="Text that represents a null key: null, NULL."),
    click.option(
        "--partition-field", metavar="FIELD", help="The field with each record's partition [by usual names]."
    ),
    click.option("--size-field", metavar="FIELD", help="The field with each record's bytes."),
    click.option(
        "--count",
        "count_field",
        metavar="FIELD",
        help="The field with the number of records per row (SELECT key, count(*)).",
    ),
    click.option(
        "--topic-partitions",
        type=click.IntRange(1, 1_000_000),
        metavar="N",
        help="The topic's partition count, if records contain their partition [default: inferred].",
    ),
    click.option(
        "--topic", metavar="NAME", help="The topic to read, if a folder has log segments of several."
    ),
    click.option(
        "--headers-only",
        is_flag=True,
        help=(
            "Log segments: records and bytes per partition from the batch headers, without reading records "
            "or keys."
        ),
    ),
    click.option(
        "--mask-keys", is_flag=True, help="Show pseudonyms in place of keys: they can be personal data."
    ),
    click.option(
        "--strict",
        is_flag=True,
        help=("Stop at the first file that cannot be read [default: report it and continue]."),
    ),
)


def source_options(command: _Command) -> _Command:
    """Adds the options, in their order."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command

"""Partition counts on the command line: 12,24,48 and 6:200."""

from __future__ import annotations

import click

# Every count is counted exactly; this many keep the pass quick and the table readable.
_MOST_WHAT_IF = 2000


def count_list(_ctx: click.Context, _param: click.Parameter, value: str) -> tuple[int, ...]:
    """12,24,48 as numbers."""
    return tuple(_whole_number(part) for part in value.split(","))


def count_range(_ctx: click.Context, _param: click.Parameter, value: str) -> tuple[int, ...]:
    """6:200 as all numbers from 6 to 200; a list 6,12,24 is taken too; nothing for an empty text."""
    if not value:
        return ()
    first, colon, last = value.partition(":")
    if not colon:
        return tuple(_whole_number(part) for part in value.split(","))
    counts = range(_whole_number(first), _whole_number(last) + 1)
    if not 1 <= len(counts) <= _MOST_WHAT_IF:
        raise click.BadParameter(
            f"{value!r} is a range of {len(counts):,} counts; expected A:B with A <= B and at most "
            f"{_MOST_WHAT_IF:,} counts, like 6:200"
        )
    return tuple(counts)


def _whole_number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise click.BadParameter(
            f"{text!r} is not a whole number; expected partition counts like 12,24,48"
        ) from None

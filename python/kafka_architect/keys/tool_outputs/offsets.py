"""kafka-get-offsets.sh: topic:partition:offset, a line each.

A text may hold several listings, one behind the other: --time earliest and --time latest. Nothing in it says
which one is which.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from kafka_architect.errors import MalformedSourceError

# By topic and partition; None where the tool printed no offset, or -1.
Listing: TypeAlias = dict[tuple[str, int], int | None]

# A topic has no colon. The tool prints nothing behind the last one where a partition has no such offset.
_LINE = re.compile(r"(?P<topic>[A-Za-z0-9._-]{1,249}):(?P<partition>\d{1,9}):(?P<offset>-1|\d{1,19})?")


def read_offsets(text: str) -> list[Listing]:
    """The listings of a text: a partition that comes again begins the next one.

    Raises:
        MalformedSourceError: A line is something else.
    """
    listings: list[Listing] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        found = _LINE.fullmatch(line.strip())
        if found is None:
            raise MalformedSourceError(f"line {number:,} is not topic:partition:offset: {line[:80]!r}")
        place = found["topic"], int(found["partition"])
        if not listings or place in listings[-1]:
            listings.append({})
        offset = found["offset"]
        listings[-1][place] = None if offset is None or offset == "-1" else int(offset)
    if not listings:
        raise MalformedSourceError("has no lines of topic:partition:offset")
    return listings

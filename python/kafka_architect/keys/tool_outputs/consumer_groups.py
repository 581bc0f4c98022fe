"""kafka-consumer-groups.sh --describe: a table for each group, with - for what is not known.

Columns are found by their names: --verbose adds one, and tools before Kafka 2.4 print no group. Only the
group and the client's id can have blanks, so a row is read from the numbers in its middle.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kafka_architect.errors import MalformedSourceError

_NUMBERS = ("CURRENT-OFFSET", "LOG-END-OFFSET", "LAG")
_NEEDED = ("TOPIC", "PARTITION", *_NUMBERS)
# Patterns go back and forth over blanks; no row is as long.
_MOST_CHARACTERS = 4096
# Of Java's logging libraries, where both output streams go to one file.
_NOISE = frozenset({"SLF4J:", "log4j:WARN"})
_IDLE = re.compile(r"Consumer group '(?P<group>.*)' has no active members\.")
_MESSAGE = re.compile(r"(?:Warning: )?Consumer group '.*' (?:is rebalancing|does not exist).*")
_OTHER_FORMS = {
    "#PARTITIONS": ("members", "--members"),
    "COORDINATOR": ("states of groups", "--state"),
    "STATE": ("a list of groups", "--list"),
}


@dataclass(frozen=True, slots=True)
class GroupOffset:
    """Where a group is in a partition.

    Attributes:
        group: The group; None where the tool did not say.
        topic: The topic.
        partition: The partition.
        current: The offset that the group has committed; None where it has none.
        end: The log's end offset; None where no leader answered.
        lag: Offsets between them; None where either is not known, negative where the log ends before what
            was committed (a topic that was made anew).
        consumer_id: The member that the partition is assigned to; None for none.
        host: Where that member runs.
        client_id: Its client.id.
    """

    group: str | None
    topic: str
    partition: int
    current: int | None
    end: int | None
    lag: int | None
    consumer_id: str | None = None
    host: str | None = None
    client_id: str | None = None


@dataclass(frozen=True, slots=True)
class GroupTable:
    """Rows of all groups, and the groups that have no members."""

    rows: tuple[GroupOffset, ...]
    idle: tuple[str, ...]


def read_consumer_groups(text: str) -> GroupTable:
    """The rows of all tables.

    Raises:
        MalformedSourceError: It is another form of the tool's output, or a row is cut short.
    """
    rows: list[GroupOffset] = []
    idle: list[str] = []
    pattern: re.Pattern[str] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split()
        if not words or words[0] in _NOISE:
            continue
        if found := _IDLE.fullmatch(line.strip()):
            idle.append(found["group"])
        elif words[0] in {"GROUP", "TOPIC"} and all(word.isupper() for word in words):
            pattern = _row_pattern(words)
        elif _MESSAGE.match(line.strip()):
            continue
        elif words[0].startswith("Error:"):
            raise MalformedSourceError(f"kafka-consumer-groups.sh failed: {line.strip()}")
        elif pattern is None or (row := pattern.fullmatch(line[:_MOST_CHARACTERS].rstrip())) is None:
            raise MalformedSourceError(
                f"line {number:,} is not a row of kafka-consumer-groups.sh --describe: {line[:80]!r}"
            )
        elif row["PARTITION"] != "-":  # members without a partition, of groups of the classic protocol
            rows.append(_group_offset(row))
    if not rows:
        raise MalformedSourceError(
            "has no row with a partition: the groups have committed nothing and have no members"
        )
    return GroupTable(tuple(rows), tuple(idle))


def _row_pattern(heading: list[str]) -> re.Pattern[str]:
    missing = [name for name in _NEEDED if name not in heading]
    if missing:
        form = next((form for name, form in _OTHER_FORMS.items() if name in heading), None)
        what, option = form or (f"columns {', '.join(heading)}", "others")
        raise MalformedSourceError(
            f"shows {what} and no offsets: run kafka-consumer-groups.sh --describe --group GROUP without "
            f"{option}"
        )
    first = heading.index("TOPIC")
    last = heading.index("LAG")
    group = r"(?P<GROUP>\S.*?)\s+" if first else ""
    middle = r"\s+".join(_cell(name) for name in heading[first : last + 1])
    # Consumer ids end with a client id, a hyphen and a UUID: they may have blanks too, hosts have none.
    rest = r"\s+(?P<CONSUMER>\S.*?)\s+(?P<HOST>/\S+|-)\s+(?P<CLIENT>\S.*)" if "HOST" in heading else r".*"
    return re.compile(rf"{group}{middle}(?:{rest}|\s.*)?")


def _cell(name: str) -> str:
    if name == "TOPIC":
        return r"(?P<TOPIC>[A-Za-z0-9._-]+)"
    return rf"(?P<{name.replace('-', '_')}>-?\d+|-)"


def _group_offset(row: re.Match[str]) -> GroupOffset:
    named = row.groupdict()
    return GroupOffset(
        group=named.get("GROUP"),
        topic=row["TOPIC"],
        partition=int(row["PARTITION"]),
        current=_number(row["CURRENT_OFFSET"]),
        end=_number(row["LOG_END_OFFSET"]),
        lag=_number(row["LAG"]),
        consumer_id=_told(named.get("CONSUMER")),
        host=_told(named.get("HOST")),
        client_id=_told(named.get("CLIENT")),
    )


def _number(cell: str) -> int | None:
    return None if cell == "-" else int(cell)


def _told(cell: str | None) -> str | None:
    return None if cell is None or cell == "-" else cell.strip()

"""What a contender found in the keys, in a form in which all can be compared."""

from typing import NamedTuple


class Answer(NamedTuple):
    """Figures that every contender gives; None for what it cannot give."""

    records: int
    distinct: float
    top: list[str]
    partitions: list[int] | None  # records for the largest partition count


class JobResult(NamedTuple):
    """An answer, and what it cost. The memory is that of the whole process, from its start."""

    answer: Answer
    wall_seconds: float
    cpu_seconds: float
    peak_rss_bytes: int

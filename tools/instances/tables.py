"""The CSV files of facts/, and their numbers."""

import csv
from pathlib import Path

FACTS = Path(__file__).parent / "facts"
MB_PER_MIB = 1.048576


def table(name: str) -> list[dict[str, str]]:
    """The rows of a file of facts, without its comments."""
    lines = (FACTS / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def figure(text: str) -> float | None:
    """A number; None where the field is empty."""
    return float(text) if text else None


def rounded(value: float | None, digits: int = 4) -> float | int | None:
    """A number without digits that mean nothing."""
    if value is None:
        return None
    value = round(value, digits)
    return int(value) if value == int(value) else value


def mb(mib: str, factor: float = MB_PER_MIB) -> float | int | None:
    """MiB/s as MB/s."""
    value = figure(mib)
    return None if value is None else rounded(value * factor)

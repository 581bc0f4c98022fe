"""The same records give the same figures, whatever file they lie in."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import sys
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import lz4.frame
import numpy as np
import pytest
import zstandard

import kafka_architect as ka
from kafka_architect.analysis import source_pass
from tests.keys.sources import COUNTS, WRITERS, records, write_csv, write_json, write_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.keys.sources import Records

COMPRESSIONS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress, "zst": zstandard.ZstdCompressor(write_checksum=True).compress,
    "lz4": lambda data: lz4.frame.compress(data, content_checksum=True), "bz2": bz2.compress,
    "xz": partial(lzma.compress, preset=0),  # of bombs the default takes twenty seconds
}  # fmt: skip
# A TAB in a key breaks the line of these; CSV has no null, only empty fields.
NO_TABS = {"console.txt"}
NO_NULLS = {"orders.csv", "orders.tsv"}


def unobserved(report: ka.DistributionReport) -> ka.DistributionReport:
    """The report as of a source that does not say in which partitions its records are."""
    return replace(report, measurements=replace(report.measurements, observed=None))


def without(report: ka.DistributionReport) -> dict[str, Any]:
    """The report without what differs by the source."""
    document = unobserved(report).to_dict()
    for name in ("source", "read_as", "notes"):
        del document[name]
    return {
        name: value for name, value in document.items()
        if ("by_bytes" not in name and not name.endswith("_bytes")) or name == "key_bytes"
    }  # fmt: skip


def expected(made: Records) -> ka.DistributionReport:
    return ka.analyze(made.keys, COUNTS)


def figures(report: ka.DistributionReport) -> tuple[object, ...]:
    return (
        report.records,
        report.null_keys,
        report.empty_keys,
        report.distinct_keys,
        report.heavy_hitters,
        [load.records.tolist() for load in report.measurements.partitions],
        [verdict.code for verdict in unobserved(report).verdicts],
        [weak.name for weak in report.weak_keys],
    )


def made_for(name: str) -> Records:
    made = records(nulls=name not in NO_NULLS)
    if name in NO_TABS:
        made.keys[:] = [None if key is None else key.replace("\t", " ") for key in made.keys]
    return made


@pytest.mark.parametrize("workers", [1, 3])
@pytest.mark.parametrize("name", WRITERS)
def test_every_format_counts_like_keys_in_memory(tmp_path: Path, name: str, workers: int) -> None:
    made = made_for(name)
    WRITERS[name](made, tmp_path / name)
    report = ka.analyze(tmp_path / name, COUNTS, workers)
    assert figures(report) == figures(expected(made))
    assert report.read_as != ("one key per line",)
    assert report.warnings == ()
    # kafka-dump-log names a partition for all of its records, in the path.
    if name != "dump.txt":
        assert report.observed is not None
        assert report.observed.records == tuple(np.bincount(made.partitions).tolist())


@pytest.mark.parametrize("ending", COMPRESSIONS)
@pytest.mark.parametrize("name", ["keys.txt", "orders.csv", "orders.jsonl", "kcat.txt", "orders.avro"])
def test_compressed_files_count_like_plain_ones(tmp_path: Path, name: str, ending: str) -> None:
    made = made_for("orders.csv")
    plain = tmp_path / name
    (write_text if name == "keys.txt" else WRITERS[name])(made, plain)
    packed = tmp_path / f"{name}.{ending}"
    packed.write_bytes(COMPRESSIONS[ending](plain.read_bytes()))
    report = ka.analyze(packed, COUNTS)
    assert figures(report) == figures(expected(made))
    assert report.read_as[0].endswith("-compressed")


@pytest.mark.parametrize("ending", COMPRESSIONS)
def test_members_that_follow_each_other_are_all_read(tmp_path: Path, ending: str) -> None:
    path = tmp_path / "keys"
    compress = COMPRESSIONS[ending]
    path.write_bytes(compress(b"alice\nb") + compress(b"") + compress(b"ob\n") + compress(b"carol"))
    report = ka.analyze(path, COUNTS)
    assert {key.key: key.count for key in report.heavy_hitters} == {"alice": 1, "bob": 1, "carol": 1}


def test_without_isal_zlib_reads_gzip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = records(nulls=False)
    write_text(made, tmp_path / "keys.txt")
    (tmp_path / "keys.gz").write_bytes(gzip.compress((tmp_path / "keys.txt").read_bytes()))
    monkeypatch.setitem(sys.modules, "isal", None)
    assert figures(ka.analyze(tmp_path / "keys.gz", COUNTS)) == figures(expected(made))


@pytest.mark.parametrize(("module", "name"), [("zstandard", "k.zst"), ("lz4.frame", "k.lz4")])
def test_a_missing_library_is_named_with_its_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, name: str
) -> None:
    (tmp_path / name).write_bytes(COMPRESSIONS[name.partition(".")[2]](b"alice\n"))
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ka.InputError, match=r"pip install 'kafka-architect\[sources\]'"):
        ka.analyze(tmp_path / name)


def test_standard_input_is_read_in_any_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = records()
    write_json(made, tmp_path / "orders.jsonl")
    packed = gzip.compress((tmp_path / "orders.jsonl").read_bytes())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(packed))))
    report = ka.analyze("-", COUNTS)
    assert report.source == "standard input"
    assert figures(report) == figures(expected(made))


@pytest.fixture(params=[1, 10_000, 64 << 20])
def group_bytes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """How the files are grouped: each alone, some together, all together."""
    monkeypatch.setattr(source_pass, "_GROUP_BYTES", request.param)
    return int(request.param)


@pytest.mark.usefixtures("group_bytes")
@pytest.mark.parametrize("workers", [1, 2, 5])
def test_a_folder_counts_like_all_of_its_files(tmp_path: Path, workers: int) -> None:
    folder = tmp_path / "dump" / "partition=1"
    folder.mkdir(parents=True)
    keys: list[str | None] = []
    for number in range(5):
        made = records(500, nulls=False, seed=number)
        write_csv(made, folder / f"{number}.csv")
        keys += made.keys
    (folder / "_SUCCESS").write_bytes(b"")
    (folder / ".hidden").write_bytes(b"x\n")
    report = ka.analyze(tmp_path / "dump", COUNTS, workers)
    assert figures(report) == figures(ka.analyze(keys, COUNTS))
    assert report.read_as == ("5 files: CSV with header, key column key, partition column partition",)
    assert figures(ka.analyze(str(folder / "*.csv"), COUNTS)) == figures(report)
    assert figures(ka.analyze(sorted(folder.glob("*.csv")), COUNTS)) == figures(report)


@pytest.mark.usefixtures("group_bytes")
def test_the_result_is_the_same_for_any_number_of_workers(tmp_path: Path) -> None:
    """More distinct keys than the summary of hot keys holds, so that the order of merging would show."""
    for number in range(9):
        made = "".join(f"{(i * (number + 3)) % 9001}\n" for i in range(12_000))
        (tmp_path / f"{number}.txt").write_text(made)
    documents = [without(ka.analyze(tmp_path, COUNTS, workers)) for workers in (1, 2, 7)]
    assert documents[0] == documents[1] == documents[2]

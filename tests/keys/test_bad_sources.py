"""What cannot be read is named, with the place; what came before it is counted."""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import subprocess
import sys
import tracemalloc
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet
import pytest
import zstandard

import kafka_architect as ka
from kafka_architect.analysis.counting import BatchCounter
from kafka_architect.keys.source_file import partition_of
from tests.keys.sources import WRITERS, records, write_csv, write_json, write_parquet
from tests.keys.test_formats_agree import COMPRESSIONS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# Lines that hardly compress, so that much of them comes before a cut.
LINES = b"".join(b"%d-%d\n" % (i, i * 2654435761 % 2**32) for i in range(200_000))


def analyze(*arguments: str | Path) -> tuple[int, dict[str, object], str]:
    """Exit code, JSON document, standard error."""
    command = [sys.executable, "-m", "kafka_architect", "analyze", *map(str, arguments), "--format", "json"]
    done = subprocess.run(command, capture_output=True, check=False)
    return done.returncode, json.loads(done.stdout or b"{}"), done.stderr.decode()


@pytest.mark.parametrize("ending", COMPRESSIONS)
def test_a_file_cut_short_counts_what_came_before_and_names_the_place(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"keys.{ending}"
    whole = COMPRESSIONS[ending](LINES)
    path.write_bytes(whole[: len(whole) * 3 // 4])
    report = ka.analyze(path)
    (warning,) = report.warnings
    assert warning.code == "source-skipped"
    assert "cut short" in warning.message
    assert "byte" in warning.message
    assert 0 < report.records < 200_000
    code, document, errors = analyze(path)
    assert code == 2
    assert document["records"] == report.records
    assert "cut short" in errors


@pytest.mark.parametrize("ending", COMPRESSIONS)
def test_damaged_compression_is_never_counted_silently(tmp_path: Path, ending: str) -> None:
    whole = bytearray(COMPRESSIONS[ending](LINES))
    whole[len(whole) // 2] ^= 0x55
    path = tmp_path / f"keys.{ending}"
    path.write_bytes(whole)
    report = ka.analyze(path)
    assert [warning.code for warning in report.warnings] == ["source-skipped"]
    assert report.records < 200_000


# The largest window that zstd reads without being asked, and some blocks.
MOST_BYTES = (128 + 16) << 20


@pytest.mark.parametrize("ending", COMPRESSIONS)
def test_a_decompression_bomb_takes_no_memory(tmp_path: Path, ending: str) -> None:
    size = 1 << 28
    path = tmp_path / f"bomb.{ending}"
    path.write_bytes(COMPRESSIONS[ending](bytes(b"a" * 99 + b"\n") * (size // 100)))
    assert path.stat().st_size < size // 50
    tracemalloc.start()
    try:
        report = ka.analyze(path, exact=False)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert report.records == size // 100
    assert peak < MOST_BYTES


def test_a_line_without_an_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zst"
    path.write_bytes(zstandard.compress(b"a" * (1 << 26)))
    with pytest.raises(ka.MalformedSourceError, match="longer than 16777216 bytes"):
        ka.analyze(path)


def test_a_missing_column_lists_those_that_are_there(tmp_path: Path) -> None:
    write_csv(records(50), tmp_path / "orders.csv")
    with pytest.raises(
        ka.InputError, match=r"has no column 'kez'; did you mean 'key'\? Its columns: offset, key"
    ):
        ka.analyze(tmp_path / "orders.csv", key="kez")
    with pytest.raises(ka.InputError, match="has no column 'Count'"):
        ka.analyze(tmp_path / "orders.csv", count_field="Count")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("orders.csv", "orderId,customerId\n1,a\n2,b\n3,a\n4,c\n"),
        (
            "orders.jsonl",
            '{"orderId": 1, "customer": {"id": "a"}}\n{"orderId": 2, "customer": {"id": "b"}}\n',
        ),
    ],
)
def test_without_a_key_column_the_error_lists_the_columns(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(ka.MalformedSourceError, match=r"--key NAME .*orderId, customer"):
        ka.analyze(tmp_path / name)


def test_one_bad_file_is_named_and_the_others_are_counted(tmp_path: Path) -> None:
    write_csv(records(500), tmp_path / "a.csv")
    (tmp_path / "b.csv").write_text("order,customer\n1,2\n1,2\n1,2\n1,2\n")
    (tmp_path / "c.zip").write_bytes(b"PK\x03\x04 and so on")
    write_parquet(records(300), tmp_path / "d.parquet")
    report = ka.analyze(tmp_path)
    assert report.records == 800
    assert [warning.code for warning in report.warnings] == ["source-skipped"] * 2
    assert "b.csv" in report.warnings[0].message
    assert "c.zip" in report.warnings[1].message
    with pytest.raises(ka.MalformedSourceError, match=r"b\.csv"):
        ka.analyze(tmp_path, strict=True)
    code, document, errors = analyze(tmp_path)
    assert (code, document["records"]) == (2, 800)
    assert "c.zip" in errors
    assert analyze(tmp_path, "--strict")[0] == 2


def test_a_schema_that_changes_between_files_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "1.csv").write_text("customer,key\n1,a\n2,b\n")
    (tmp_path / "2.csv").write_text("key,customer\na,1\nb,2\n")
    (tmp_path / "3.csv").write_text("customer,name\n1,a\n2,b\n")
    report = ka.analyze(tmp_path, key="key")
    assert {key.key: key.count for key in report.heavy_hitters} == {"a": 2, "b": 2}
    assert "3.csv: has no column 'key'" in report.warnings[0].message


def test_rows_that_break_off_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("key,value\n" + "a,1\n" * 5 + "b\n")
    report = ka.analyze(tmp_path / "a.csv")
    assert report.records == 5
    assert report.warnings[0].message.endswith(
        "a.csv: is not the CSV that its heading promises: the row at byte 30 of its text: expected 2 fields, "
        "found 1; the 5 records before it are counted"
    )


def test_a_line_that_is_no_json_is_named_by_its_byte(tmp_path: Path) -> None:
    good = b'{"key": "a", "partition": 0}\n' * 1000
    (tmp_path / "a.jsonl").write_bytes(good + b'{"key": "b", "part')
    report = ka.analyze(tmp_path / "a.jsonl")
    assert report.records == 1000
    assert f"byte {len(good) + 14:,}" in report.warnings[0].message


@pytest.mark.parametrize(
    "name", ["orders.parquet", "orders.arrow", "orders.arrows", "orders.avro", "kcat.txt"]
)
def test_formats_cut_anywhere_never_count_silently(tmp_path: Path, name: str) -> None:
    WRITERS[name](records(2000), tmp_path / name)
    whole = (tmp_path / name).read_bytes()
    for share in (0.3, 0.6, 0.9, 0.99):
        cut = whole[: int(len(whole) * share)]
        if name == "kcat.txt":
            cut = cut[: cut.rfind(b"\n") - 1]  # at the end of a record nothing shows
        (tmp_path / name).write_bytes(cut)
        try:
            report = ka.analyze(tmp_path / name)
        except ka.MalformedSourceError as error:
            assert name in str(error)
        else:
            assert report.records < 2000
            assert report.warnings or "no end mark" in report.notes[-1]


def test_parquet_from_a_pipe_says_why_not(tmp_path: Path) -> None:
    write_parquet(records(20), tmp_path / "a.parquet")
    packed = tmp_path / "a.parquet.gz"
    packed.write_bytes(gzip.compress((tmp_path / "a.parquet").read_bytes()))
    with pytest.raises(ka.MalformedSourceError, match="read from its end"):
        ka.analyze(packed)


def test_a_folder_that_leads_back_into_itself_is_read_once(tmp_path: Path) -> None:
    folder = tmp_path / "dump"
    folder.mkdir()
    (folder / "keys.txt").write_text("a\nb\n")
    (folder / "again").symlink_to(folder, target_is_directory=True)
    assert ka.analyze(folder).records == 2


def test_keys_of_several_types_are_counted_with_a_warning(tmp_path: Path) -> None:
    pyarrow.parquet.write_table(pa.table({"key": ["1", "2"]}), tmp_path / "1.parquet")
    pyarrow.parquet.write_table(pa.table({"key": pa.array([b"1", b"3"])}), tmp_path / "2.parquet")
    assert ka.analyze(tmp_path).warnings == ()
    pyarrow.parquet.write_table(pa.table({"key": pa.array([1, 2], pa.int64())}), tmp_path / "3.parquet")
    report = ka.analyze(tmp_path)
    assert report.records == 6
    assert [one.code for one in report.warnings] == ["key-types-differ"]
    assert "text in 2 files, int64 in 1 files" in report.warnings[0].message


@pytest.mark.parametrize("column", [pa.array([1.5, 2.5]), pa.array([["a"], ["b"]])], ids=["floats", "lists"])
def test_a_column_that_is_no_key_is_refused_with_the_name_of_the_file(
    tmp_path: Path, column: pa.Array
) -> None:
    pyarrow.parquet.write_table(pa.table({"key": column}), tmp_path / "a.parquet")
    with pytest.raises(ka.KeyTypeError, match=r"a\.parquet: keys is an Arrow column of"):
        ka.analyze(tmp_path / "a.parquet")
    write_parquet(records(300), tmp_path / "b.parquet")
    report = ka.analyze(tmp_path)
    assert report.records == 300
    assert [one.code for one in report.warnings] == ["source-skipped"]


# After what is good comes a record of 3 GiB, which no disk has to hold.
ENDLESS = {
    "orders.csv": b'1,"',
    "orders.jsonl": b'{"key": "',
    "kcat.txt": b"0,3000000000,5,1,",
    "console.txt": b"CreateTime:1\tPartition:0\tOffset:1\tNO_HEADERS\t",
}


@pytest.mark.skipif(sys.platform != "linux", reason="sparse files, and their peak of memory")
@pytest.mark.parametrize("name", ENDLESS)
def test_a_record_of_3_gib_takes_no_memory_and_is_named(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    WRITERS[name](records(3000), path)
    with path.open("ab") as file:
        file.write(ENDLESS[name])
        file.truncate(3 << 30)
    code = (
        "import sys, kafka_architect as ka\n"
        "report = ka.analyze(sys.argv[1], [4], input_format=sys.argv[2])\n"
        "print(report.records, [one.code for one in report.warnings])\n"
        "print(*[line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')])"
    )
    told = {
        "orders.csv": "csv",
        "orders.jsonl": "json",
        "kcat.txt": "kcat",
        "console.txt": "console-consumer",
    }
    done = subprocess.run(
        [sys.executable, "-c", code, str(path), told[name]], capture_output=True, text=True, check=False
    )
    assert done.stdout.splitlines()[:1] == ["3000 ['source-skipped']"], done.stderr
    assert int(done.stdout.splitlines()[1]) < 500 * 1024
    assert done.returncode == 0


def test_bytes_that_are_no_text_are_keys_all_the_same(tmp_path: Path) -> None:
    """kcat -J writes them as they are."""
    line = b'{"key":"Z\xfcrich","partition":1,"offset":2}'
    (tmp_path / "a.jsonl").write_bytes((line + b"\n") * 40)
    (tmp_path / "b.json").write_bytes(b"[" + b",".join([line] * 40) + b"]")
    (tmp_path / "c.csv").write_bytes(b"key,partition\n" + b"Z\xfcrich,1\n" * 40)
    wanted = ka.analyze([b"Z\xfcrich"] * 40, [12])
    for path in sorted(tmp_path.iterdir()):
        report = ka.analyze(path, [12])
        assert report.partitions == wanted.partitions
        assert report.heavy_hitters == wanted.heavy_hitters


def read_with(
    monkeypatch: pytest.MonkeyPatch, path: Path, change: Callable[[], object]
) -> ka.DistributionReport:
    """The report of a file that somebody changes when its first batch is counted."""
    counting = BatchCounter.add
    changed: list[object] = []

    def changing(self: BatchCounter, *arguments: object, **options: object) -> None:
        if not changed:
            changed.append(change())
        counting(self, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(BatchCounter, "add", changing)
    return ka.analyze(path, [4])


@pytest.mark.skipif(os.name == "nt", reason="Windows replaces no file that is open")
@pytest.mark.parametrize("name", WRITERS)
def test_a_file_that_is_replaced_while_it_is_read_is_read_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path, other = tmp_path / name, tmp_path / f"other-{name}"
    WRITERS[name](records(3000), path)
    WRITERS[name](records(10, seed=1), other)
    wanted = ka.analyze(path, [4])
    report = read_with(monkeypatch, path, lambda: other.replace(path))
    assert report.partitions == wanted.partitions
    assert report.warnings == ()


@pytest.mark.skipif(os.name == "nt", reason="times of files")
@pytest.mark.parametrize("name", WRITERS)
def test_a_file_that_is_rewritten_or_cut_while_it_is_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = tmp_path / name
    WRITERS[name](records(30_000), path)

    def cut() -> None:
        with path.open("r+b") as file:
            file.truncate(path.stat().st_size // 2)

    with contextlib.suppress(ka.MalformedSourceError):
        report = read_with(monkeypatch, path, cut)
        assert any("was rewritten" in one.message for one in report.warnings)


def test_a_file_that_grows_while_it_is_read_is_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "orders.jsonl"
    WRITERS[path.name](records(3000), path)

    def grow() -> None:
        with path.open("a") as file:
            file.write('{"key": "new", "partition": 0, "offset": 1}\n')

    report = read_with(monkeypatch, path, grow)
    assert report.records in {3000, 3001}
    assert report.warnings == ()


def test_folders_and_patterns_without_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ka.SourceError, match="has no files"):
        ka.analyze(tmp_path)
    with pytest.raises(ka.SourceError, match="no file matches"):
        ka.analyze(str(tmp_path / "*.csv"))


def test_a_file_named_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "keys.txt").write_text("a\n")
    with pytest.raises(ka.InputError, match="named twice"):
        ka.analyze([tmp_path / "keys.txt", tmp_path / "keys.txt"])


def test_a_state_of_any_source_is_saved_and_merged(tmp_path: Path) -> None:
    write_json(records(200), tmp_path / "a.jsonl")
    ka.analyze(tmp_path / "a.jsonl", save=tmp_path / "a.ka")
    code, document, _ = analyze("--merge", tmp_path / "a.ka")
    assert (code, document["records"]) == (0, 200)


def test_a_bad_number_names_its_field(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        '{"key": "a", "partition": 0, "offset": 1}\n{"key": "b", "partition": "x", "offset": 2}\n'
    )
    with pytest.raises(ka.MalformedSourceError, match="the field 'partition' is x: expected a whole number"):
        ka.analyze(tmp_path / "a.jsonl")


@pytest.mark.parametrize(
    ("path", "partition"),
    [
        ("topics/orders/partition=3/orders+3+0000000042.json.gz", 3),
        ("orders+17+0000000042.avro", 17),
        ("/data/orders-5-1200.gz", 5),
        ("year=2026/partition=11/part-0000.parquet", 11),
        ("bucket/orders/2/14999.json", 2),
        ("bucket/2026/11/30.json", None),
        ("orders.csv", None),
        ("orders-2026-11-30.csv", None),
        ("part-00000-8d2.snappy.parquet", None),
    ],
)
def test_the_partition_in_a_path(path: str, partition: int | None) -> None:
    assert partition_of(path.replace("/", os.sep)) == partition

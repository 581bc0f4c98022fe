"""Log segments: every codec and format, damage, and Kafka's folders."""

from __future__ import annotations

import json
import shutil
import struct
from pathlib import Path
from typing import TYPE_CHECKING

import lz4.frame
import numpy as np
import pytest
import zstandard
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import kafka_architect as ka
from kafka_architect import _core
from kafka_architect.analysis.source_options import SourceOptions
from kafka_architect.cli.main import cli
from kafka_architect.keys import batch_codecs
from kafka_architect.keys.log_folders import aborted_transactions, segment_place
from kafka_architect.keys.open_source import open_source
from tests.keys.files.make_segments import records
from tests.keys.segment_bytes import (
    APPEND_TIME,
    CODECS,
    CONTROL,
    TIME_MS,
    TRANSACTIONAL,
    Record,
    batch,
    body_of,
    message_set,
    xerial,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

FILES = Path(__file__).parent / "files"
NAME = "00000000000000000000.log"
RECORDS = [
    Record(b"alice", b"v" * 40),
    Record(None, b"keyless"),
    Record(b"", b""),
    Record(b"bob\nof two lines", None, ((b"trace", b"1"), (b"empty", b""))),
    Record(b"\xff\xfe", b"binary"),
    Record(b"k" * 300, b"v" * 5000),
]


def read(
    data: bytes, **options: object
) -> tuple[list[bytes | None], list[int], list[int], dict[str, object]]:
    """Keys, sizes and timestamps, as the core reads them."""
    reader = _core.SegmentReader(**options)  # type: ignore[arg-type]
    codecs = batch_codecs.BatchCodecs(1 << 24)
    reader.feed(data)
    assert reader.advance(codecs.decompress) == "feed"
    reader.finish()
    keys, sizes, timestamps = reader.take()
    return keys.to_pylist(), sizes.tolist(), timestamps.tolist(), reader.counts()


def keys_of(records: Sequence[Record]) -> list[bytes | None]:
    return [record.key for record in records]


def segment(folder: Path, data: bytes, name: str = "orders-3") -> Path:
    path = folder / name / NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("codec", CODECS)
def test_record_batches_of_every_codec(codec: str) -> None:
    data = batch(RECORDS, 0, codec) + batch(RECORDS[:2], 6, codec)
    keys, sizes, timestamps, counts = read(data)
    assert keys == keys_of(RECORDS) + keys_of(RECORDS[:2])
    assert sizes == [record.size_bytes for record in RECORDS + RECORDS[:2]]
    assert timestamps == [TIME_MS + i for i in range(6)] + [TIME_MS, TIME_MS + 1]
    assert counts["batches"] == 2
    assert counts["codecs"][codec] == 2  # type: ignore[index]


@pytest.mark.parametrize("format_", [0, 1])
@pytest.mark.parametrize("codec", CODECS[:4])
def test_message_sets_of_older_brokers(codec: str, format_: int) -> None:
    data = message_set(RECORDS, 0, format_, codec) + message_set(RECORDS[:1], 6, format_, codec)
    keys, sizes, timestamps, counts = read(data + batch(RECORDS, 7))
    assert keys == keys_of(RECORDS) + keys_of(RECORDS[:1]) + keys_of(RECORDS)
    assert sizes[:6] == [record.size_bytes for record in RECORDS]
    assert timestamps[:7] == ([-1] * 7 if format_ == 0 else [TIME_MS + i for i in range(7)])
    assert counts["records"] == 13


def test_snappy_of_several_blocks() -> None:
    framed = xerial(body_of(RECORDS), block=100)
    assert read(batch(RECORDS, 0, "snappy", compressed=framed))[0] == keys_of(RECORDS)


def test_snappy_without_framing() -> None:
    import cramjam

    raw = bytes(cramjam.snappy.compress_raw(body_of(RECORDS)))
    assert read(batch(RECORDS, 0, "snappy", compressed=raw))[0] == keys_of(RECORDS)


def test_timestamps_of_the_log() -> None:
    assert read(batch(RECORDS, attributes=APPEND_TIME))[2] == [TIME_MS + 6] * 6


def test_control_and_empty_batches_are_counted_and_left_out() -> None:
    control = batch([Record(b"\0\0\0\1", b"\0\0\0\0\0\0")], 6, attributes=TRANSACTIONAL | CONTROL)
    data = batch(RECORDS) + control + batch([], 7) + batch(RECORDS[:1], 9)
    keys, _, _, counts = read(data)
    assert keys == [*keys_of(RECORDS), b"alice"]
    assert (counts["control_batches"], counts["empty_batches"], counts["records"]) == (1, 1, 7)


def test_aborted_transactions_by_txnindex(tmp_path: Path) -> None:
    data = batch(RECORDS, 0, attributes=TRANSACTIONAL, producer_id=7)
    data += batch(RECORDS, 6, attributes=TRANSACTIONAL, producer_id=8)
    data += batch(RECORDS, 12, attributes=TRANSACTIONAL, producer_id=7)
    path = segment(tmp_path, data)
    index = path.with_suffix(".txnindex")
    index.write_bytes(struct.pack(">hqqqq", 0, 7, 0, 5, 12))
    assert aborted_transactions(path) == [(7, 0, 5)]
    report = ka.analyze(path, [4])
    assert report.records == 18
    assert any("6 of 18 records belong to aborted transactions" in note for note in report.notes)


def test_a_topic_of_several_partitions(tmp_path: Path) -> None:
    for partition in range(3):
        segment(tmp_path, batch([Record(b"key-%d" % partition)] * (partition + 1)), f"orders-{partition}")
    control = batch([Record(b"\0\0\0\1")], 3, attributes=CONTROL)
    (tmp_path / "orders-0" / "00000000000000000003.log").write_bytes(control)
    report = ka.analyze(tmp_path, [3])
    assert report.records == 6
    assert report.read_as == (
        "4 Kafka log segments of 3 partitions of topic orders, 1 control batch left out",
    )
    assert report.measurements.observed is not None
    assert report.measurements.observed.records.tolist() == [1, 2, 3]
    # With a partition missing nobody knows how many there are.
    shutil.rmtree(tmp_path / "orders-1")
    # One of several may be missing: nobody knows how many the topic has.
    found = ka.analyze(tmp_path, [3]).measurements.observed
    assert found is not None
    assert not found.told


def test_what_is_no_segment_is_left_out_of_a_log_directory(tmp_path: Path) -> None:
    path = segment(tmp_path, batch(RECORDS), "my.topic-1-7")
    for name in (
        "00000000000000000000.index", "00000000000000000000.timeindex", "00000000000000000000.txnindex",
        "00000000000000000006.snapshot", "leader-epoch-checkpoint", "partition.metadata",
        "00000000000000000000.log.deleted", "00000000000000000000.log.cleaned",
        "00000000000000000000.log.swap",
    ):  # fmt: skip
        (path.parent / name).write_bytes(b"")
    for name in ("delete", "future", "stray"):
        segment(tmp_path, batch(RECORDS), f"my.topic-1-7.{'0123456789abcdef' * 2}-{name}")
    segment(tmp_path, batch(RECORDS), "__consumer_offsets-7")
    (tmp_path / "meta.properties").write_text("version=1\n")
    report = ka.analyze(tmp_path, [4])
    assert report.records == 6
    assert report.read_as == ("Kafka log segment of partition 7 of topic my.topic-1",)


def test_several_topics_are_not_mixed(tmp_path: Path) -> None:
    segment(tmp_path, batch(RECORDS), "orders-0")
    segment(tmp_path, batch(RECORDS[:2]), "payments-0")
    with pytest.raises(ka.InputError, match=r"2 topics \(orders, payments\).*--topic"):
        ka.analyze(tmp_path, [4])
    assert ka.analyze(tmp_path, [4], topic="payments").records == 2
    assert ka.analyze(tmp_path / "payments-*", [4]).records == 2
    with pytest.raises(ka.InputError, match="did you mean 'orders'"):
        ka.analyze(tmp_path, [4], topic="order")


def test_a_partition_is_not_counted_twice(tmp_path: Path) -> None:
    segment(tmp_path / "broker-a", batch(RECORDS), "orders-3")
    segment(tmp_path / "broker-a", batch(RECORDS[:2]), "orders-4")
    segment(tmp_path / "broker-b", batch(RECORDS), "orders-3")
    with pytest.raises(ka.InputError, match="both partition 3 of topic orders"):
        ka.analyze(tmp_path, [4])
    assert ka.analyze(tmp_path / "broker-a", [4]).records == 8


def test_the_partition_is_that_of_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = segment(tmp_path, batch(RECORDS), "a-b.c_d-12")
    monkeypatch.chdir(path.parent)
    place = segment_place(NAME)
    assert place is not None
    assert (place.topic, place.partition) == ("a-b.c_d", 12)
    assert segment_place("orders-1/keys.log") is None


def test_zeros_behind_the_last_batch(tmp_path: Path) -> None:
    data = batch(RECORDS)
    report = ka.analyze(segment(tmp_path, data + bytes(100_000)), [4])
    assert report.records == 6
    assert any(f"zeros from byte {len(data):,} to its end (100,000 bytes)" in note for note in report.notes)
    assert not report.warnings
    assert ka.analyze(segment(tmp_path, bytes(1000)), [4]).records == 0
    other = ka.analyze(segment(tmp_path, data + bytes(100) + b"x"), [4])
    assert [warning.code for warning in other.warnings] == ["source-skipped"]


def test_a_torn_batch_is_named_and_everything_before_is_counted(tmp_path: Path) -> None:
    data = batch(RECORDS) + batch(RECORDS, 6, "zstd")
    report = ka.analyze(segment(tmp_path, data[:-1]), [4])
    assert report.records == 6
    first = len(batch(RECORDS))
    assert f"the batch at byte {first} is cut short" in report.warnings[0].message
    assert "the 6 records before it are counted" in report.warnings[0].message


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_cut_anywhere_is_told(data: st.DataObject) -> None:
    batches = [batch(RECORDS[: 1 + i % 6], 10 * i, CODECS[i % 5]) for i in range(7)]
    whole = b"".join(batches)
    cut = data.draw(st.integers(0, len(whole)))
    ends = np.cumsum([len(one) for one in batches])
    complete = int((ends <= cut).sum())
    expected = sum(1 + i % 6 for i in range(complete))
    assert _counted(whole[:cut]) == (expected, cut not in {0, *ends.tolist()})


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_flipped_bit_never_changes_a_count_silently(data: st.DataObject) -> None:
    batches = [batch(RECORDS[: 1 + i % 6], 10 * i, CODECS[i % 5]) for i in range(5)]
    whole = bytearray(b"".join(batches))
    bit = data.draw(st.integers(0, 8 * len(whole) - 1))
    whole[bit // 8] ^= 1 << bit % 8
    records, told = _counted(bytes(whole))
    assert told or records == sum(1 + i % 6 for i in range(5))


def _counted(data: bytes) -> tuple[int, bool]:
    """Records, and whether something was said of the rest."""
    reader = _core.SegmentReader()
    codecs = batch_codecs.BatchCodecs(1 << 24)
    try:
        for at in range(0, len(data), 97):
            reader.feed(data[at : at + 97])
            assert reader.advance(codecs.decompress) == "feed"
        reader.finish()
    except ka.MalformedSourceError:
        return len(reader.take()[0]), True
    return len(reader.take()[0]), reader.counts()["zero_bytes"] > 0


@pytest.mark.parametrize("codec", ["gzip", "snappy", "lz4", "zstd"])
def test_a_batch_that_becomes_too_large(codec: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kafka_architect.keys.formats.log_segment.MOST_DECOMPRESSED_BYTES", 1 << 20)
    bomb = batch([Record(b"bomb", bytes(2 << 20))], 6, codec)
    report = ka.analyze(segment(tmp_path, batch(RECORDS) + bomb), [4])
    assert report.records == 6
    assert "decompresses to more than 1,048,576 bytes" in report.warnings[0].message


@pytest.mark.parametrize("codec", ["gzip", "snappy", "lz4", "zstd"])
def test_a_block_that_is_damaged_before_its_checksum_was_made(codec: str, tmp_path: Path) -> None:
    good = batch(RECORDS, 0, codec)[61:]
    broken = batch(RECORDS, 6, codec, compressed=good[: len(good) // 2])
    report = ka.analyze(segment(tmp_path, batch(RECORDS) + broken), [4])
    assert report.records == 6
    assert f"the batch at byte {len(batch(RECORDS))}" in report.warnings[0].message


@pytest.mark.parametrize(
    ("body", "count", "reason"),
    [
        (body_of(RECORDS), 5, "bytes lie behind the last"),
        (body_of(RECORDS), 7, "record 6 of 7"),
        (b"\xff\xff\xff\xff\xff\xff", 1, "6 bytes are too few for its 1 records"),
        (b"\xff\xff\xff\xff\xff\xff\xff", 1, "record 0 of 1"),
        (b"\x02", 1, "1 bytes are too few"),
        (b"\x0c\0\0\0\x7f\x01\0", 1, "record 0 of 1"),
    ],
)
def test_records_that_contradict_their_batch(body: bytes, count: int, reason: str) -> None:
    with pytest.raises(ka.MalformedSourceError, match=reason):
        read(batch(RECORDS) + batch(RECORDS, 6, compressed=body, count=count))


def test_a_block_that_changes_while_it_is_read() -> None:
    # Bytes are read where they lie; what can change is copied, and a released view takes nothing away.
    data = bytearray(batch(RECORDS, 0, "lz4") + batch(RECORDS, 6, "zstd"))
    reader, codecs = _core.SegmentReader(), batch_codecs.BatchCodecs(1 << 24)
    reader.feed(memoryview(data)[:-5])
    data[:] = bytes(len(data))
    assert reader.advance(codecs.decompress) == "feed"
    view = memoryview(batch(RECORDS, 6, "zstd"))
    reader.feed(view[-5:])
    view.release()
    del view
    assert reader.advance(codecs.decompress) == "feed"
    reader.finish()
    assert reader.take()[0].to_pylist() == keys_of(RECORDS) * 2


def test_a_codec_that_fails_may_be_asked_again() -> None:
    reader, codecs = _core.SegmentReader(), batch_codecs.BatchCodecs(1 << 24)
    reader.feed(batch(RECORDS, 0, "gzip"))
    asked = []

    def refuse(codec: str, block: bytes | memoryview) -> bytes:
        asked.append((codec, bytes(block)))
        raise KeyError(codec)

    def meddle(codec: str, block: bytes | memoryview) -> bytes | memoryview:
        with pytest.raises(ka.InputError, match="another thread"):
            reader.feed(b"")
        return codecs.decompress(codec, block)

    for _ in range(2):
        with pytest.raises(KeyError, match="gzip"):
            reader.advance(refuse)
    assert asked[0] == asked[1]
    with pytest.raises(TypeError):
        reader.advance(lambda *_: None)  # type: ignore[arg-type]
    assert reader.advance(meddle) == "feed"
    assert reader.take()[0].to_pylist() == keys_of(RECORDS)


def test_offsets_rise() -> None:
    with pytest.raises(ka.MalformedSourceError, match="rising offsets"):
        read(batch(RECORDS, 10) + batch(RECORDS, 3))


def test_a_batch_larger_than_the_limit_is_not_waited_for() -> None:
    with pytest.raises(ka.MalformedSourceError, match="expected at most 1000"):
        read(batch(RECORDS), max_batch_bytes=1000)


def test_a_compressed_segment_without_a_folder_is_found_by_its_magic(tmp_path: Path) -> None:
    path = tmp_path / "backup.zst"
    path.write_bytes(zstandard.compress(batch(RECORDS, 0, "lz4")))
    report = ka.analyze(path, [4])
    assert report.records == 6
    assert report.read_as[0].startswith("Kafka log segment, batches compressed with lz4")


def test_keys_of_an_encoding(tmp_path: Path) -> None:
    path = segment(tmp_path, batch([Record(b"\0\0\0\0\7alice"), Record(None)]))
    opened = open_source(path, "auto", SourceOptions(key_format="confluent").reading().wanted)
    with opened.bytes:
        found = [list(columns.keys[0]) for columns in opened.reading.batches]  # type: ignore[union-attr]
    assert found == [[b"\0\0\0\0\7alice", None]]


def test_fields_cannot_be_chosen(tmp_path: Path) -> None:
    with pytest.raises(ka.InputError, match="Kafka log segment"):
        ka.analyze(segment(tmp_path, batch(RECORDS)), [4], key="customerId")


def test_any_number_of_workers_gives_the_same(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    for partition in range(4):
        data = b"".join(
            batch([Record(b"user-%d" % key) for key in rng.zipf(1.5, 200)], 200 * i, CODECS[i % 5])
            for i in range(20)
        )
        segment(tmp_path, data, f"orders-{partition}")
    one, four = (ka.analyze(tmp_path, [4], workers=workers).to_dict() for workers in (1, 4))
    assert one == four


def test_crc32c_of_any_length() -> None:
    assert _core.crc32c(b"123456789") == 0xE3069283  # RFC 3720's check value
    assert _core.crc32c(b"") == 0


def test_lz4_of_several_frames_is_not_cut_silently() -> None:
    two = lz4.frame.compress(body_of(RECORDS[:3])) + lz4.frame.compress(body_of(RECORDS[3:]))
    with pytest.raises(ka.MalformedSourceError):
        read(batch(RECORDS, 0, "lz4", compressed=two))


@pytest.mark.parametrize("codec", ["gzip", "snappy", "lz4", "zstd"])
def test_what_a_real_broker_keeps_of_compressed_batches(codec: str) -> None:
    keys, sizes, timestamps, counts = read((FILES / f"segment-{codec}.log").read_bytes())
    sent = records()
    assert keys == [key for key, _ in sent]
    assert sizes == [len(key or b"") + len(value) for key, value in sent]
    assert set(timestamps) == {1_700_000_000_000}
    assert counts["codecs"][codec] == counts["batches"]  # type: ignore[index]


def test_what_a_real_broker_keeps_of_batches() -> None:
    keys, _, _, counts = read((FILES / "segment.log").read_bytes())
    assert keys == [b"alice", b"bob", None, b"alice", b"carol", b"bob", b"dave"]
    assert counts["records"] == 7


def test_headers_alone_give_the_load_of_each_partition(tmp_path: Path) -> None:
    control = batch([Record(b"\0\0\0\1")], 6, attributes=CONTROL)
    one, two = batch(RECORDS, 0, "zstd"), batch(RECORDS[:3], 9, "lz4")
    segment(tmp_path, one + control + two + bytes(70_000), "orders-0")
    segment(tmp_path, message_set(RECORDS[:2], 0, 1), "orders-2")
    segment(tmp_path, b"", "payments-0")
    found = ka.segment_loads(tmp_path)
    orders, payments = found.topics
    assert [(load.partition, load.records) for load in orders.partitions] == [(0, 9), (2, 2)]
    assert orders.partitions[0].batch_bytes == len(one) + len(two)
    assert (orders.partitions[0].first_offset, orders.partitions[0].last_offset) == (0, 11)
    assert orders.partitions[0].control_batches == 1
    assert orders.records_max_over_mean == pytest.approx(9 / 5.5)
    assert orders.missing == (1,)
    assert payments.partitions[0].records == 0
    assert payments.records_max_over_mean is None
    assert not found.problems
    assert "Topic orders" in str(found)


@settings(max_examples=60, deadline=None)
@given(cut=st.integers(0, 3000))
def test_headers_of_a_segment_that_is_cut(tmp_path_factory: pytest.TempPathFactory, cut: int) -> None:
    batches = [batch(RECORDS[:3], 10 * i, CODECS[i % 5]) for i in range(9)]
    whole = b"".join(batches)
    ends = np.cumsum([len(one) for one in batches])
    path = tmp_path_factory.mktemp("cut") / "orders-0" / NAME
    path.parent.mkdir()
    path.write_bytes(whole[:cut])
    found = ka.segment_loads(path)
    assert found.topics[0].partitions[0].records == 3 * int((ends <= cut).sum())
    assert bool(found.problems) == (min(cut, len(whole)) not in {0, *ends.tolist()})


def test_headers_of_compressed_message_sets_do_not_say_how_many(tmp_path: Path) -> None:
    found = ka.segment_loads(segment(tmp_path, message_set(RECORDS, 0, 1, "gzip")))
    assert "leave out --headers-only" in found.problems[0]


def test_headers_of_what_is_no_segment(tmp_path: Path) -> None:
    path = tmp_path / "keys.txt"
    path.write_bytes(b"alice\nbob\n")
    with pytest.raises(ka.MalformedSourceError, match="expected a Kafka log segment"):
        ka.segment_loads(path)


def test_the_command_prints_loads(tmp_path: Path) -> None:
    segment(tmp_path, batch(RECORDS), "orders-0")
    run = CliRunner().invoke(cli, ["analyze", str(tmp_path), "--headers-only", "--format", "json"])
    assert run.exit_code == 0, run.output
    assert json.loads(run.stdout)["topics"][0]["records"] == 6
    run = CliRunner().invoke(cli, ["analyze", str(tmp_path), "--headers-only", "-p", "12"])
    assert run.exit_code == 2
    assert "-p cannot be combined with --headers-only" in run.output
    segment(tmp_path, batch(RECORDS)[:-1], "orders-1")
    assert CliRunner().invoke(cli, ["analyze", str(tmp_path), "--headers-only"]).exit_code == 2


def test_the_command_reads_a_log_directory(tmp_path: Path) -> None:
    segment(tmp_path, batch(RECORDS), "orders-0")
    segment(tmp_path, batch(RECORDS), "payments-0")
    run = CliRunner().invoke(cli, ["analyze", str(tmp_path), "--topic", "orders", "--format", "json"])
    assert run.exit_code == 0, run.output
    assert json.loads(run.stdout)["read_as"] == ["Kafka log segment of partition 0 of topic orders"]


def test_segments_of_redpanda_are_named(tmp_path: Path) -> None:
    # model::record_batch_header: size, base offset, type, CRC, attributes, delta, times, producer, count.
    header = struct.pack("<iqbihiqqqhii", 161, 0, 1, 5, 0, 9, TIME_MS, TIME_MS, -1, -1, -1, 10)
    path = tmp_path / "0-1-v1.log"
    path.write_bytes(struct.pack("<I", _core.crc32c(header)) + header + b"\1" * 100)
    with pytest.raises(ka.MalformedSourceError, match="a log segment of Redpanda"):
        ka.analyze(path, [4])

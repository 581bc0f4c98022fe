"""Segments in Aiven's tiered storage: plain and compressed ones are read, encrypted ones refused."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
import zstandard

import kafka_architect as ka
from kafka_architect.keys.log_folders import SegmentPlace
from kafka_architect.keys.tiered_objects import is_beside_a_segment, tiered_place

SEGMENT = (Path(__file__).parent / "files" / "segment.log").read_bytes()
NAME = "00000000000000000023-AAAAAAAAAAAAAAAAAAAAAA"
FOLDER = Path("tiered", "orders-BBBBBBBBBBBBBBBBBBBBBB", "3")


def upload(root: Path, content: bytes, **manifest: object) -> Path:
    """A bucket with one segment, as the plugin names its objects."""
    folder = root / FOLDER
    folder.mkdir(parents=True)
    (folder / f"{NAME}.log").write_bytes(content)
    (folder / f"{NAME}.indexes").write_bytes(bytes(100))
    told = {"version": "1", "chunkIndex": {"type": "fixed"}, "segmentIndexes": {}, **manifest}
    (folder / f"{NAME}.rsm-manifest").write_text(json.dumps(told, separators=(",", ":")))
    return folder / f"{NAME}.log"


def chunks(content: bytes, size: int = 200) -> bytes:
    """Each chunk is a frame by itself."""
    return b"".join(zstandard.compress(content[at : at + size]) for at in range(0, len(content), size))


@pytest.mark.parametrize("content", [SEGMENT, chunks(SEGMENT)], ids=["plain", "compressed"])
def test_segments_without_encryption_are_read_with_their_partition(tmp_path: Path, content: bytes) -> None:
    path = upload(tmp_path, content, compression=content != SEGMENT)
    for source in (path, tmp_path):
        report = ka.analyze(source, [4], topic_partitions=4)
        assert (report.records, report.null_keys, report.warnings) == (7, 1, ())
        assert report.read_as[0].startswith("Kafka log segment of partition 3 of topic orders")
        assert report.measurements.observed is not None
        assert report.measurements.observed.records.tolist() == [0, 0, 0, 7]


def test_encrypted_segments_are_named_and_refused(tmp_path: Path) -> None:
    noise = random.Random(1).randbytes(5000)
    path = upload(tmp_path, noise, compression=True, encryption={"dataKey": "x", "aad": "y"})
    for source in (path, tmp_path):
        with pytest.raises(ka.MalformedSourceError, match=r"encrypted as .*rsm-manifest says.*kcat -C"):
            ka.analyze(source)
    path.with_suffix(".rsm-manifest").unlink()
    with pytest.raises(ka.MalformedSourceError, match="is encrypted or damaged"):
        ka.analyze(path)


def test_a_manifest_is_named(tmp_path: Path) -> None:
    path = upload(tmp_path, SEGMENT).with_suffix(".rsm-manifest")
    with pytest.raises(ka.MalformedSourceError, match="manifest of Aiven's tiered storage"):
        ka.analyze(path)


def test_headers_of_a_compressed_object_cannot_be_stepped_over(tmp_path: Path) -> None:
    path = upload(tmp_path, chunks(SEGMENT))
    with pytest.raises(ka.MalformedSourceError, match="Zstandard-compressed"):
        ka.segment_loads(path)
    path.write_bytes(SEGMENT)
    assert ka.segment_loads(tmp_path).topics[0].partitions[0].records == 7


def test_names_of_objects() -> None:
    log = str(FOLDER / f"{NAME}.log")
    assert tiered_place(log) == SegmentPlace("orders", 3)
    assert tiered_place(log.replace(".log", ".indexes")) is None
    assert is_beside_a_segment(log.replace(".log", ".indexes"))
    assert tiered_place("orders-3/00000000000000000023.log") is None

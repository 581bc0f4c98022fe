"""Binary formats by their magic numbers, and text in encodings that a line splitter cannot read.

Sources: RFC 1952 (gzip), RFC 8878 (Zstandard), the LZ4, xz and snappy frame formats, the formats of Apache
Parquet, Arrow, Avro and ORC, `org.apache.kafka.common.record` for log segments, and
`model::record_batch_header` of redpanda-data/redpanda for its.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

from kafka_architect import _core
from kafka_architect.keys.found_format import SEGMENTS, FoundFormat

if TYPE_CHECKING:
    from collections.abc import Iterator

_INTO = "> only-keys.txt, then analyze only-keys.txt."
_PYTHON = "Read the key column in Python: ka.analyze({code}), or write one key per line."

# (name, title, magic number, whether it needs bytes behind it that are no text, advice)
_MAGIC: tuple[tuple[str, str, bytes, bool, str], ...] = (
    ("gzip", "gzip-compressed data", b"\x1f\x8b\x08", False, f"Decompress it: gzip -dc {{source}} {_INTO}"),
    ("zstd", "Zstandard-compressed data", b"\x28\xb5\x2f\xfd", False,
     f"Decompress it: zstd -dc {{source}} {_INTO}"),
    ("lz4", "LZ4-compressed data", b"\x04\x22\x4d\x18", False, f"Decompress it: lz4 -dc {{source}} {_INTO}"),
    ("lz4", "LZ4-compressed data (legacy frame)", b"\x02\x21\x4c\x18", False,
     f"Decompress it: lz4 -dc {{source}} {_INTO}"),
    ("xz", "xz-compressed data", b"\xfd7zXZ\x00", False, f"Decompress it: xz -dc {{source}} {_INTO}"),
    ("zip", "a ZIP archive", b"PK\x03\x04", False, f"Extract it: unzip -p {{source}} {_INTO}"),
    ("zip", "an empty ZIP archive", b"PK\x05\x06", False, "It holds no file."),
    ("7z", "a 7z archive", b"7z\xbc\xaf\x27\x1c", False, f"Extract it: 7z x -so {{source}} {_INTO}"),
    ("snappy", "snappy-compressed data (xerial blocks, as Java writes them)", b"\x82SNAPPY\x00", False,
     "Decompress it with the library that wrote it, into one key per line."),
    ("snappy", "snappy-compressed data (framed)", b"\xff\x06\x00\x00sNaPpY", False,
     f"Decompress it: snzip -dc {{source}} {_INTO}"),
    ("parquet", "an Apache Parquet file", b"PAR1", True,
     _PYTHON.format(code="pyarrow.parquet.read_table({literal})['key'].to_pylist()")),
    ("parquet", "an encrypted Apache Parquet file", b"PARE", True, "Decrypt it and write one key per line."),
    ("arrow-file", "an Apache Arrow IPC file", b"ARROW1\x00", False,
     _PYTHON.format(code="pyarrow.ipc.open_file({literal}).read_all()['key'].to_pylist()")),
    ("arrow-file", "a Feather version 1 file", b"FEA1", True,
     _PYTHON.format(code="pyarrow.feather.read_table({literal})['key'].to_pylist()")),
    ("avro", "an Apache Avro container file", b"Obj\x01", False,
     _PYTHON.format(code="[row['key'] for row in fastavro.reader(open({literal}, 'rb'))]")),
    ("orc", "an Apache ORC file", b"ORC", True,
     _PYTHON.format(code="pyarrow.orc.read_table({literal})['key'].to_pylist()")),
    ("hadoop-sequence", "a Hadoop sequence file", b"SEQ", True, "Write its keys one per line."),
    ("numpy", "a numpy array file", b"\x93NUMPY", False, _PYTHON.format(code="numpy.load({literal})")),
    ("hdf5", "an HDF5 file", b"\x89HDF\r\n\x1a\n", False, "Write its keys one per line."),
    ("sqlite", "a SQLite database", b"SQLite format 3\x00", False,
     f"Print the key column: sqlite3 {{source}} 'SELECT ...' {_INTO}"),
    ("pdf", "a PDF document", b"%PDF-", True, "Write the keys as text, one per line."),
    ("kafka-architect-state", "a saved state of kafka-architect", b"KAST", True,
     "Report saved states with: kafka-architect analyze --merge {source}"),
    ("kafka-architect-checkpoint", "a checkpoint of kafka-architect",
     b'{"format": "kafka-architect checkpoint', False,
     "Give it as --checkpoint {source} beside the file that it belongs to."),
)  # fmt: skip

_SEGMENT_ADVICE = "Read it as it is: kafka-architect analyze {source}."
_REDPANDA_ADVICE = (
    "Its format is not Kafka's: read the topic instead, with kcat -C -t TOPIC -e -q -f '%p,%K,%S,%T,%k\\n' | "
    "kafka-architect analyze -."
)
_BATCH_HEADER_BYTES = 61
_BINARY_ADVICE = (
    "Keys that are binary (numbers, Avro) may hold line feeds, so lines cannot tell them apart: count them "
    "in Python with PartitioningStrategyAnalyzer.update(keys), or write them as text."
)
_NEWEST_CODEC = 4  # zstd
_TAR_MAGIC_AT = 257
_DUCKDB_MAGIC_AT = 8
_FEWEST_CONTROLS = 0.05
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r"))
_UTF16_SHARE = 0.8


def binary_format(head: bytes) -> FoundFormat | None:
    """The binary format that a block is the beginning of; None for what may be lines of text."""
    return next(_found(head), None)


def _found(head: bytes) -> Iterator[FoundFormat]:
    for name, title, magic, only_before_binary, advice in _MAGIC:
        if head.startswith(magic) and not (only_before_binary and _is_text(head)):
            yield FoundFormat(name, title, f"it begins with {_hex(magic)}", advice)
    yield from _elsewhere(head)
    yield from _encodings(head)
    if (position := head.find(b"\0")) >= 0:
        evidence = f"a NUL byte at offset {position:,}"
        yield FoundFormat("binary", "binary data", evidence, _BINARY_ADVICE)
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls > _FEWEST_CONTROLS * len(head):
        evidence = f"{controls:,} control characters in the first {len(head):,} bytes"
        yield FoundFormat("binary", "binary data", evidence, _BINARY_ADVICE, certain=False)


def _elsewhere(head: bytes) -> Iterator[FoundFormat]:
    """Formats whose magic number is not at the beginning, or is a number like others."""
    if re.match(rb"[\x50-\x5f]\x2a\x4d\x18", head):
        evidence = f"it begins with {_hex(head[:4])}"
        advice = f"Decompress it with zstd -dc or lz4 -dc {{source}} {_INTO}"
        yield FoundFormat("zstd", "a skippable frame of Zstandard or LZ4", evidence, advice)
    if re.match(rb"BZh[1-9](?:1AY&SY|\x17\x72\x45\x38\x50\x90)", head):
        advice = f"Decompress it: bzip2 -dc {{source}} {_INTO}"
        yield FoundFormat("bzip2", "bzip2-compressed data", "it begins with 'BZh' and a block", advice)
    if head[_TAR_MAGIC_AT:].startswith(b"ustar"):
        advice = f"Extract it: tar -xOf {{source}} {_INTO}"
        yield FoundFormat("tar", "a tar archive", "'ustar' at offset 257", advice)
    if head[_DUCKDB_MAGIC_AT:].startswith(b"DUCK") and not _is_text(head):
        advice = "Write the keys one per line: COPY (SELECT key FROM ...) TO 'keys.txt'."
        yield FoundFormat("duckdb", "a DuckDB database", "'DUCK' at offset 8", advice)
    if head.startswith(b"\xff\xff\xff\xff") and 0 < int.from_bytes(head[4:8], "little") < 1 << 28:
        code = "pyarrow.ipc.open_stream({literal}).read_all()['key'].to_pylist()"
        title, evidence = "an Apache Arrow IPC stream", "it begins with ff ff ff ff and a length"
        yield FoundFormat("arrow-stream", title, evidence, _PYTHON.format(code=code))
    if _is_redpanda(head):
        title, evidence = "a log segment of Redpanda", "a batch header with its own CRC-32C at offset 0"
        yield FoundFormat("redpanda-segment", title, evidence, _REDPANDA_ADVICE)
    if version := _message_format(head):
        title, evidence = "a Kafka log segment", f"record batches of message format {version} at offset 0"
        yield FoundFormat(SEGMENTS, title, evidence, _SEGMENT_ADVICE)


def _is_redpanda(head: bytes) -> bool:
    """A batch header of Redpanda: little-endian, with a CRC-32C of its own in front."""
    if len(head) < _BATCH_HEADER_BYTES:
        return False
    said, size = int.from_bytes(head[:4], "little"), int.from_bytes(head[4:8], "little")
    return size >= _BATCH_HEADER_BYTES and _core.crc32c(head[4:_BATCH_HEADER_BYTES]) == said


def _message_format(head: bytes) -> str | None:
    """The message format of the record batch that a block begins with."""
    if len(head) < 26:
        return None
    base_offset, size, magic = int.from_bytes(head[:8], "big"), int.from_bytes(head[8:12], "big"), head[16]
    if base_offset >> 56 or not 14 <= size < 1 << 30:
        return None
    if magic == 2:
        attributes, records = int.from_bytes(head[21:23], "big"), int.from_bytes(head[57:61], "big")
        plausible = size >= 49 and attributes & 7 <= _NEWEST_CODEC and attributes < 128 and records < 1 << 30
        return "v2" if plausible else None
    whole = magic in {0, 1} and len(head) >= 12 + size
    if whole and zlib.crc32(head[16 : 12 + size]) == int.from_bytes(head[12:16], "big"):
        return f"v{magic}"
    return None


def _encodings(head: bytes) -> Iterator[FoundFormat]:
    """Text whose bytes are not those that a producer hashes, or that begins with a mark that no key has."""
    if head.startswith(b"\xef\xbb\xbf"):
        evidence = "it begins with ef bb bf, which would become part of the first key"
        advice = f"Drop the mark: tail -c +4 {{source}} {_INTO}"
        yield FoundFormat("utf-8-bom", "text with a byte order mark", evidence, advice)
    for encoding, mark in (("UTF-32", b"\xff\xfe\0\0"), ("UTF-32", b"\0\0\xfe\xff"),
                           ("UTF-16", b"\xff\xfe"), ("UTF-16", b"\xfe\xff")):  # fmt: skip
        if head.startswith(mark) and _decodes(head, encoding):
            yield _wide(encoding, f"it begins with the byte order mark {_hex(mark)}")
    for encoding, zeros in (("UTF-16LE", head[1::2]), ("UTF-16BE", head[::2])):
        others = head[::2] if encoding == "UTF-16LE" else head[1::2]
        if len(head) >= 8 and zeros.count(0) > _UTF16_SHARE * len(zeros) and others.count(0) == 0:
            yield _wide(encoding, "every second byte is NUL")


def _wide(encoding: str, evidence: str) -> FoundFormat:
    advice = f"Convert it: iconv -f {encoding} -t UTF-8 {{source}} {_INTO}"
    return FoundFormat(encoding.lower(), f"text in {encoding}", evidence, advice)


def _decodes(head: bytes, encoding: str) -> bool:
    unit = 4 if encoding == "UTF-32" else 2
    try:
        text = head[: len(head) // unit * unit].decode(encoding)
    except UnicodeDecodeError as error:
        # The block may end within a surrogate pair.
        if error.end < len(head) - unit:
            return False
        text = head[: error.start].decode(encoding)
    return "\n" in text or (len(head) % unit == 0 and text.isprintable() and text != "")


def _is_text(head: bytes) -> bool:
    """No NUL and hardly a control character: a key that begins as a magic number does, not the format."""
    return b"\0" not in head and len(head.translate(None, _CONTROLS)) >= (1 - _FEWEST_CONTROLS) * len(head)


def _hex(data: bytes) -> str:
    return repr(data)[1:] if data.isascii() and data.decode().isprintable() else data.hex(" ")

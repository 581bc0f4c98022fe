"""What might be read otherwise: keys that look like numbers, digits of bytes, or the text of a null key."""

from __future__ import annotations

import base64
import re
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from kafka_architect.hashing import partition_for
from kafka_architect.keys.key_encoding import SCHEMA_ID_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kafka_architect.analysis.measurements import Measurements
    from kafka_architect.analysis.source_options import SourceOptions

_NULLS = {b"": "empty", b"null": "'null'", b"NULL": "'NULL'", b"None": "'None'", b"\\N": r"'\N'"}
_WHOLE_NUMBER = re.compile(rb"-?(?:0|[1-9]\d{0,18})")
_HEX = re.compile(rb"(?:[0-9a-f]{2}){4,}|(?:[0-9A-F]{2}){4,}")
_LETTER = re.compile(rb"[A-Fa-f]")
# Digits alone are numbers; of bytes that are numbers few have a letter.
_LETTERS = 0.05
_BASE64 = re.compile(rb"(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")
_UUID_DIGITS = 32
_MOST_IDS = 10
# So many of the sampled keys must have a form, and so many must there be.
_SHARE = 0.95
_FEWEST = 20
_LOOKED_AT = 1000


def hints(measurements: Measurements, options: SourceOptions) -> tuple[str, ...]:
    """What a reader should know before the figures are believed."""
    return (
        *_null_hint(measurements, options),
        *_encoding_hint(measurements, options),
        *_schema_ids(measurements, options),
    )


def _null_hint(measurements: Measurements, options: SourceOptions) -> Iterator[str]:
    keys = measurements.heavy.keys
    if options.null_text is not None or not keys or keys[0].key not in _NULLS or not measurements.records:
        return
    shown = _NULLS[keys[0].key]
    share = keys[0].lower / measurements.records
    if share < 0.01:
        return
    text = f"--null-text {shown}" if keys[0].key else "--null-text ''"
    yield (
        f"the hottest key is {shown} ({share:.1%} of the records): if it represents null keys, use {text}. "
        "kcat writes NULL for a null key with -Z, otherwise an empty string; kafka-console-consumer.sh "
        "writes null"
    )


def _encoding_hint(measurements: Measurements, options: SourceOptions) -> Iterator[str]:
    keys = [key for key in measurements.sample.keys[:_LOOKED_AT] if key not in _NULLS]
    if options.key_format is not None or len(keys) < _FEWEST:
        return
    least = _SHARE * len(keys)
    found = None
    if sum(_WHOLE_NUMBER.fullmatch(key) is not None for key in keys) >= least:
        found = "whole numbers", "LongSerializer (int32: IntegerSerializer)", "int64"
    elif _are_hexadecimal(keys, least):
        found = "hexadecimal digits", "a serializer of bytes", "hex"
    elif (form := _base64_form(keys, least)) is not None:
        found = "Base64, as sinks write bytes", "a serializer of bytes", form
    if found is not None:
        what, serializer, form = found
        yield (
            f"the keys are {what} and are hashed as text. If the producer uses {serializer}, it hashes "
            f"different bytes and every figure changes: add --key-format {form}"
        )


def _are_hexadecimal(keys: Sequence[bytes], least: float) -> bool:
    fitting = [key for key in keys if _HEX.fullmatch(key)]
    if len(fitting) < least or len(fitting[0]) == _UUID_DIGITS:
        return False
    return sum(_LETTER.search(key) is not None for key in fitting) >= _LETTERS * len(fitting)


def _base64_form(keys: Sequence[bytes], least: float) -> str | None:
    """How keys that are Base64 are read; words of four letters are none: what fills them up must be there."""
    fitting = [key for key in keys if _BASE64.fullmatch(key)]
    decoded = [base64.b64decode(key) for key in fitting]
    binary = sum(key[:1] == b"\0" for key in decoded)
    if len(fitting) < least or max(binary, sum(key.endswith(b"=") for key in fitting)) < least:
        return None
    wire = binary >= least and all(len(key) > SCHEMA_ID_BYTES for key in decoded)
    # Long numbers begin with zeros too; a schema id is one of few, and never 0.
    ids = {key[1:SCHEMA_ID_BYTES] for key in decoded}
    return "base64+confluent" if wire and len(ids) <= _MOST_IDS and bytes(4) not in ids else "base64"


def _schema_ids(measurements: Measurements, options: SourceOptions) -> Iterator[str]:
    if options.key_format is None or "confluent" not in options.key_format.split("+"):
        return
    keys = [key for key in measurements.sample.keys if len(key) >= SCHEMA_ID_BYTES]
    if not keys:
        return
    ids = Counter(int.from_bytes(key[1:SCHEMA_ID_BYTES], "big") for key in keys)
    newest = max(ids) + 1
    changed = [key[:1] + newest.to_bytes(4, "big") + key[SCHEMA_ID_BYTES:] for key in keys]
    moved = []
    for totals in measurements.partitions:
        before = partition_for(keys, totals.count, measurements.partitioner)
        after = partition_for(changed, totals.count, measurements.partitioner)
        moved.append(f"{np.mean(np.asarray(before) != np.asarray(after)):.0%} at {totals.count:,}")
    listed = ", ".join(
        f"{number} ({count / len(keys):.0%} of distinct keys)" for number, count in ids.most_common(5)
    )
    yield (
        f"schema ids in the keys: {listed}. A new id moves keys to other partitions ({', '.join(moved)} "
        "partitions), which breaks their order at that moment: keep key schemas unchanged"
    )

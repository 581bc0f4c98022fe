"""The form of keys: what sampled keys look like, byte by byte, before anybody asks whether it matters.

Every function takes distinct keys and says which of them have the form; nothing here knows a partitioner.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

BOOLEAN_WORDS = frozenset(
    b"true false yes no y n t f on off 0 1 enabled disabled active inactive null none".split()
) | {b"", b"\x00", b"\x01"}

_DIGITS = b"0123456789"
_MOST_DIGITS = 19  # of a 64-bit integer
_ISO_DATE = re.compile(rb"(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[T _]\d\d(?::?\d\d)?)?")
_COMPACT_DATE = re.compile(rb"\A(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:T?\d{2,6}Z?)?\Z")

# 2000-01-01 to 2040-01-01, and ten years: keys of one topic are not further apart, but ids of ten digits are.
_EPOCH = (946_684_800, 2_208_988_800)
_EPOCH_SPAN = 10 * 366 * 86_400
_EPOCH_UNITS = {"seconds": 1, "milliseconds": 10**3, "microseconds": 10**6, "nanoseconds": 10**9}

_MOST = 0.9  # what "these keys have the form" means
_DENSE = 0.5
_FEWEST = 20
_FEW_SCHEMAS = 32


class Numbers(NamedTuple):
    """Keys that are numbers: `which` of the keys, shape (n,), their values and how they are written."""

    which: NDArray[np.bool_]
    values: NDArray[np.uint64]
    written: str


def numbers(keys: Sequence[bytes]) -> Numbers | None:
    """Keys that end in a decimal number after one common prefix, or are 4- or 8-byte big-endian integers."""
    starts = [key.rstrip(_DIGITS) for key in keys]
    fits = [1 <= len(key) - len(start) <= _MOST_DIGITS for key, start in zip(keys, starts, strict=True)]
    prefixes = Counter(start for start, fit in zip(starts, fits, strict=True) if fit)
    prefix, times = prefixes.most_common(1)[0] if prefixes else (b"", 0)
    if times >= _MOST * len(keys) > 0:
        decimal = [fit and start == prefix for start, fit in zip(starts, fits, strict=True)]
        digits = [int(key[len(prefix) :]) for key, chosen in zip(keys, decimal, strict=True) if chosen]
        return Numbers(np.array(decimal), np.array(digits, dtype=np.uint64), "Decimal numbers")
    for width in (4, 8):
        binary = [len(key) == width and not key.isalnum() for key in keys]
        if sum(binary) >= _MOST * len(keys) > 0:
            integers = [int.from_bytes(k, "big") for k, chosen in zip(keys, binary, strict=True) if chosen]
            written = f"Big-endian integers of {width} bytes"
            return Numbers(np.array(binary), np.array(integers, dtype=np.uint64), written)
    return None


def is_sequential(values: NDArray[np.uint64], rate: float) -> bool:
    """Whether numbers fill at least half of their range, judged between their 5 % and 95 % quantiles.

    `rate` is the share of the distinct keys that were sampled.
    """
    if values.size < _FEWEST:
        return False
    ordered = np.sort(values)
    low, high = ordered[values.size // 20], ordered[-1 - values.size // 20]
    inside = values.size - 2 * (values.size // 20)
    return inside / max(rate, 1e-300) >= _DENSE * (float(high - low) + 1)


def epoch_unit(values: NDArray[np.uint64]) -> str | None:
    """The unit in which at least 90 % of the numbers are times within ten years between 2000 and 2040."""
    if values.size == 0:
        return None
    low, high = (float(q) for q in np.quantile(values.astype(np.float64), (0.05, 0.95)))
    for unit, scale in _EPOCH_UNITS.items():
        inside = (values >= np.uint64(_EPOCH[0] * scale)) & (values < np.uint64(_EPOCH[1] * scale))
        if inside.mean() >= _MOST and high - low <= _EPOCH_SPAN * scale:
            return unit
    return None


def dated(keys: Sequence[bytes]) -> NDArray[np.bool_]:
    """Keys with an ISO date in them, or that are a date such as 20260131."""
    return np.array([bool(_ISO_DATE.search(key) or _COMPACT_DATE.match(key)) for key in keys], dtype=np.bool_)


def common_prefix(keys: Sequence[bytes]) -> bytes:
    """The longest prefix that at least 90 % of the keys start with."""
    if not keys:
        return b""
    ordered = sorted(keys)
    # Sorted, keys of one prefix are neighbours: any run of 90 % shares what its two ends share.
    run = max(1, int(len(ordered) * _MOST + 0.999999))
    best = b""
    for first, last in zip(ordered, ordered[run - 1 :], strict=False):
        length = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), None)
        shared = first[: min(len(first), len(last)) if length is None else length]
        best = max(best, shared, key=len)
    return best


def schema_ids(keys: Sequence[bytes]) -> Counter[int] | None:
    """Schema ids of keys in Confluent's wire format: a zero byte, four bytes of schema id, the data.

    None unless at least 90 % have that form with a few ids only. No registry gives the id 0. Of 8 bytes,
    which a long has too, the last three must be what Avro writes.
    """
    ids = Counter(int.from_bytes(key[1:5], "big") for key in keys if _may_be_confluent(key))
    ids.pop(0, None)
    if (
        len(keys) == 0
        or ids.total() < _MOST * len(keys)
        or len(ids) > max(1, min(_FEW_SCHEMAS, ids.total() // 4))
    ):
        return None
    return ids


def _may_be_confluent(key: bytes) -> bool:
    if len(key) <= 5 or key[0] != 0:
        return False
    if len(key) != 8:
        return True
    # A string of two characters, or a long of three bytes: all but the last have their highest bit set.
    is_string = key[5] == 4 and is_text(key[6:])
    is_long = key[5] >= 0x80 and key[6] >= 0x80 > key[7]
    return is_string or is_long


def json_documents(keys: Sequence[bytes]) -> tuple[NDArray[np.bool_], int]:
    """Keys that are JSON objects or arrays, and how many of them are another spelling of one before."""
    which = np.zeros(len(keys), dtype=np.bool_)
    seen: set[str] = set()
    again = 0
    for i, key in enumerate(keys):
        if not (key[:1] in (b"{", b"[") and key[-1:] in (b"}", b"]")):
            continue
        try:
            spelling = json.dumps(json.loads(key), sort_keys=True)
        except (ValueError, RecursionError):
            continue
        which[i] = True
        again += spelling in seen
        seen.add(spelling)
    return which, again


def is_text(key: bytes) -> bool:
    """Whether a key is printable UTF-8."""
    try:
        return key.decode().isprintable()
    except UnicodeDecodeError:
        return False


def case_groups(keys: Sequence[bytes]) -> list[list[int]]:
    """Places of keys that differ only in the case of ASCII letters, a list for each such group.

    Of text only: a byte of a binary number that happens to be 0x41 is no letter.
    """
    groups: defaultdict[bytes, list[int]] = defaultdict(list)
    for i, key in enumerate(keys):
        if is_text(key):
            groups[key.lower()].append(i)
    return [places for places in groups.values() if len(places) > 1]

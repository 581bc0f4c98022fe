"""Objects of Aiven's tiered storage: segments in an object store, as RemoteStorageManager uploads them.

A segment is `<topic>-<topic id>/<partition>/<first offset>-<segment id>.log` (ObjectKeyFactory of
Aiven-Open/tiered-storage-for-apache-kafka), cut into chunks: as they are, compressed with Zstandard each, or
encrypted with AES behind that. The first two are read like any segment, since frames follow each other; the
`.rsm-manifest` beside it says what was done.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from kafka_architect.keys.log_folders import SegmentPlace

if TYPE_CHECKING:
    from pathlib import Path

_ID = "[A-Za-z0-9_-]{22}"  # a UUID, as Kafka writes it
_OBJECT = re.compile(
    rf"(?:^|/)(?P<topic>[A-Za-z0-9._-]{{1,249}})-{_ID}/(?P<partition>\d{{1,9}})/\d{{20}}-{_ID}"
    r"\.(?P<kind>log|indexes|rsm-manifest|index|timeindex|snapshot|txnindex|leader-epoch-checkpoint)$"
)
_MOST_MANIFEST_BYTES = 1 << 24


def tiered_place(path: str) -> SegmentPlace | None:
    """Topic and partition of a segment in tiered storage; None for what has no such name."""
    found = _OBJECT.search(path.replace("\\", "/"))
    if found is None or found["kind"] != "log":
        return None
    return SegmentPlace(found["topic"], int(found["partition"]))


def is_beside_a_segment(path: str) -> bool:
    """Whether it is a manifest or an index of tiered storage, which has no records."""
    found = _OBJECT.search(path.replace("\\", "/"))
    return found is not None and found["kind"] != "log"


def why_unreadable(path: Path) -> str:
    """What to tell of a segment in tiered storage that does not begin with a batch, by its manifest."""
    manifest = path.with_suffix(".rsm-manifest")
    if _is_encrypted(manifest):
        what = f"is a segment of Aiven's tiered storage, encrypted as {manifest.name} says"
    else:
        what = "looks like a segment of Aiven's tiered storage, and is encrypted or damaged"
    return (
        f"{what}: only the brokers have its key. Read the topic instead, with kcat -C -t TOPIC -e -q "
        "-f '%p,%K,%S,%T,%k\\n' | kafka-architect analyze -."
    )


def _is_encrypted(manifest: Path) -> bool:
    """Whether a manifest says so; it may be missing, or be somewhere else."""
    try:
        with manifest.open("rb") as file:
            told = json.loads(file.read(_MOST_MANIFEST_BYTES))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(told, dict) and bool(told.get("encryption"))

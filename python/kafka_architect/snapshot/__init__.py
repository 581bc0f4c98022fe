"""What a cluster says of itself, as one document that is read in place of the cluster.

`model.py` is the document, `reading.py` reads and writes it; what asks a cluster for it is
`kafka_architect.cluster.snapshot`, the only part that needs a client.
"""

from __future__ import annotations

from kafka_architect.snapshot.model import FORMAT, Snapshot
from kafka_architect.snapshot.reading import parse_snapshot, read_snapshot, snapshot_text

__all__ = ["FORMAT", "Snapshot", "parse_snapshot", "read_snapshot", "snapshot_text"]

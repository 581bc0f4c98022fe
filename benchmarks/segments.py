"""Kafka log segments: the core's reader in bytes a second, and compressed segments against their codec alone.

    python -m benchmarks.segments           # writes benchmarks/results/segments.md

One thread; CPU time of the process, so that a busy machine says the same as an idle one. Rounds of all in
turn, medians. Needs the extra `sources`.
"""

from __future__ import annotations

import argparse
import statistics
import struct
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.machine import describe_machine
from kafka_architect import _core
from kafka_architect.keys.batch_codecs import BatchCodecs
from tests.keys.segment_bytes import CODECS, Record, batch

if TYPE_CHECKING:
    from collections.abc import Callable

PAGE = Path(__file__).parent / "results" / "segments.md"
BLOCK_BYTES = 1 << 20
RECORDS_A_BATCH = 100
DIFFERENT_BATCHES = 64
MOST_BYTES = 1 << 28


def batches(codec: str, value_bytes: int) -> list[bytes]:
    """Batches whose values are half random and half text; keys as Zipf has them."""
    random = np.random.default_rng(3)
    out = []
    for _ in range(DIFFERENT_BATCHES):
        records = [
            Record(
                b"customer-%06d" % (key % 200_000), random.bytes(value_bytes // 2) + b"a" * (value_bytes // 2)
            )
            for key in random.zipf(1.3, RECORDS_A_BATCH)
        ]
        out.append(batch(records, 0, codec))
    return out


def segment(codec: str, value_bytes: int, size_bytes: int) -> bytes:
    """About so many bytes of batches; a batch's offset is not part of its checksum."""
    different = batches(codec, value_bytes)
    repeats = max(1, size_bytes // sum(map(len, different)))
    return b"".join(
        struct.pack(">q", place * RECORDS_A_BATCH) + different[place % len(different)][8:]
        for place in range(repeats * len(different))
    )


def read(data: bytes, count: Callable[[_core.FieldValues, Any], None] | None = None) -> int:
    """Reads all records; returns how many."""
    reader = _core.SegmentReader()
    codecs = BatchCodecs(MOST_BYTES)
    records = 0

    def take() -> None:
        nonlocal records
        keys, sizes, _ = reader.take()
        records += len(keys)
        if count is not None:
            count(keys, sizes)

    view = memoryview(data)
    for at in range(0, len(data), BLOCK_BYTES):
        reader.feed(view[at : at + BLOCK_BYTES])
        while reader.advance(codecs.decompress) != "feed":
            take()
    reader.finish()
    take()
    return records


def counted(data: bytes) -> int:
    """Reads all records and counts them for 12 and 24 partitions."""
    state = _core.Distribution("murmur2", [12, 24], [], 0)
    return read(data, lambda keys, sizes: state.update(keys, sizes, None))


def blocks_of(data: bytes) -> list[bytes]:
    """The compressed blocks of a segment."""
    found = []
    at = 0
    while at < len(data):
        size = 12 + int.from_bytes(data[at + 8 : at + 12], "big")
        found.append(data[at + 61 : at + size])
        at += size
    return found


def decompressed(codec: str, blocks: list[bytes]) -> int:
    """The codec alone."""
    codecs = BatchCodecs(MOST_BYTES)
    return sum(len(memoryview(codecs.decompress(codec, block))) for block in blocks)


def cpu_seconds(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mib", type=int, default=128, help="bytes of a segment (default: %(default)s MiB)")
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    machine = describe_machine()
    lines = [
        "# Reading log segments",
        "",
        "`python -m benchmarks.segments`: one thread, CPU time, medians of rounds in turn. Batches of "
        f"{RECORDS_A_BATCH} records, values half random and half the same letter.",
        "",
        f"- {machine['date_utc']} UTC, {machine['cpu']}, {machine['logical_cpus']} logical CPUs, shared with "
        "other work",
        f"- {machine['build']['compiler']}, Python {machine['build']['python']}; {asked.mib} MiB a segment, "
        f"{asked.rounds} rounds",
        "",
        "| Codec | Value bytes | Read, GB/s of segment | Read and counted, GB/s | M records/s | "
        "Reading over the codec alone |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for codec in CODECS:
        for value_bytes in (100, 1000):
            lines.append(row(codec, value_bytes, asked.mib << 20, asked.rounds))
            print(lines[-1], flush=True)
    lines += [
        "",
        "Reading checks lengths and CRC-32C and gives keys, sizes and timestamps as columns; counting hashes "
        "keys for 12 and 24 partitions and keeps distinct and hot keys. The codec alone is the same library "
        "on the same blocks, one call for each.",
        "",
    ]
    PAGE.write_text("\n".join(lines))


def row(codec: str, value_bytes: int, size_bytes: int, rounds: int) -> str:
    data = segment(codec, value_bytes, size_bytes)
    blocks = [] if codec == "none" else blocks_of(data)
    reading, counting, alone = [], [], []
    records = read(data)
    for _ in range(rounds):
        reading.append(cpu_seconds(lambda: read(data)))
        counting.append(cpu_seconds(lambda: counted(data)))
        if blocks:
            alone.append(cpu_seconds(lambda: decompressed(codec, blocks)))
    read_s, count_s = statistics.median(reading), statistics.median(counting)
    ratios = [one / other for one, other in zip(reading, alone, strict=False)]
    shown = f"{statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})" if ratios else ""
    gigabytes = len(data) / 1e9
    return (
        f"| {codec} | {value_bytes:,} | {gigabytes / read_s:.2f} | {gigabytes / count_s:.2f} | "
        f"{records / count_s / 1e6:.1f} | {shown} |"
    )


if __name__ == "__main__":
    main()

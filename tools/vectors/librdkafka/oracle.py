"""What librdkafka does with a key, asked of the library inside the wheel of confluent-kafka.

    python oracle.py 1,2,3 < keys       partitions of each key in topics of 1, 2 and 3 partitions

Input and output are those of every oracle here; see client_oracles.py. Each partitioner is asked
twice, and the answers must agree: its C function, and a real producer configured with it that sends
every key to librdkafka's own mock cluster.
"""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import confluent_kafka

if TYPE_CHECKING:
    from collections.abc import Callable

PARTITIONERS = (
    "murmur2",
    "murmur2_random",
    "consistent",
    "consistent_random",
    "fnv1a",
    "fnv1a_random",
)
PUBLISHED: dict[str, Callable[[bytes, int], int]] = {
    "murmur2": confluent_kafka.murmur2,
    "consistent": confluent_kafka.consistent,
    "fnv1a": confluent_kafka.fnv1a,
}

ASKED_OFTEN = 64
MOCK_PARTITIONS = 4  # of every topic of the mock cluster; nothing in its configuration changes that
TIMEOUT_S = 60


def main() -> None:
    counts = [int(field) for field in sys.argv[1].split(",")]
    keys = [parse(line) for line in sys.stdin.read().removesuffix("\n").split("\n")]
    library = load_library()

    version, _ = confluent_kafka.libversion()
    lines = [f"# confluent-kafka {confluent_kafka.version()} with librdkafka {version}"]
    for name in PARTITIONERS:
        produced = produce(name, keys)
        for key in keys:
            notation = "null" if key is None else key.hex()
            said = answer(library, name, key, counts, produced[key])
            lines.append(f"librdkafka {name}\t{notation}\t{said}")
    sys.stdout.write("\n".join(lines) + "\n")


def parse(notation: str) -> bytes | None:
    return None if notation == "null" else bytes.fromhex(notation)


def answer(library: ctypes.CDLL, name: str, key: bytes | None, counts: list[int], produced: list[int]) -> str:
    if len(set(produced)) > 1:
        return "producer"
    # Only now: for keys that it gives to no partition, the function needs a topic with a state.
    place = getattr(library, f"rd_kafka_msg_partitioner_{name}")
    size = ctypes.c_size_t(len(key or b""))
    partitions = {count: int(place(None, key, size, count, None, None)) for count in counts}
    expect(place(None, key, size, MOCK_PARTITIONS, None, None) == produced[0], name, key)
    if key is not None and name in PUBLISHED:
        expect(all(PUBLISHED[name](key, count) == partitions[count] for count in counts), name, key)
    return ",".join(str(partition) for partition in partitions.values())


def expect(agree: bool, name: str, key: bytes | None) -> None:
    if not agree:
        raise SystemExit(f"librdkafka's {name} disagrees with itself on the key {key!r}")


def produce(partitioner: str, keys: list[bytes | None]) -> dict[bytes | None, list[int]]:
    """The partitions to which a producer delivers each key; keys without bytes are sent often."""
    producer = confluent_kafka.Producer(
        {
            "test.mock.num.brokers": 1,
            "partitioner": partitioner,
            "sticky.partitioning.linger.ms": 0,  # else keyless records share a partition for a while
            "log_level": 3,
        }
    )
    placed: dict[bytes | None, list[int]] = {key: [] for key in keys}

    def note(key: bytes | None) -> Callable[[object, confluent_kafka.Message], None]:
        def delivered(error: object, message: confluent_kafka.Message) -> None:
            if error is not None:
                raise SystemExit(f"librdkafka's mock cluster refused a record: {error}")
            partition = message.partition()
            assert partition is not None  # noqa: S101 - a delivered record has one
            placed[key].append(partition)

        return delivered

    for key in keys:
        for _ in range(1 if key else ASKED_OFTEN):
            producer.produce("topic", value=b"value", key=key, on_delivery=note(key))
        producer.poll(0)
    if producer.flush(TIMEOUT_S):
        raise SystemExit(f"librdkafka's mock cluster did not take every record in {TIMEOUT_S} s")
    return placed


def load_library() -> ctypes.CDLL:
    """The librdkafka that confluent_kafka has loaded: auditwheel and delocate keep it beside the package."""
    package = Path(confluent_kafka.__file__).parent
    found = [*package.parent.glob("confluent_kafka.libs/librdkafka*"), *package.glob(".dylibs/librdkafka*")]
    if len(found) != 1:
        raise SystemExit(f"expected one librdkafka in the wheel of confluent-kafka, found {len(found)}")
    library = ctypes.CDLL(str(found[0]))
    for name in PARTITIONERS:
        function = getattr(library, f"rd_kafka_msg_partitioner_{name}")
        function.restype = ctypes.c_int32
        # topic, key, key length, partition count, two opaque pointers
        function.argtypes = [
            ctypes.c_void_p,
            ctypes.c_char_p,
            ctypes.c_size_t,
            ctypes.c_int32,
            ctypes.c_void_p,
            ctypes.c_void_p,
        ]
    return library


if __name__ == "__main__":
    main()

"""Write segment-CODEC.log: what a real broker keeps of a few records that librdkafka has compressed.

python -m tests.keys.files.make_segments      # needs Java and Maven; writes beside this file
"""

from __future__ import annotations

import shutil
from pathlib import Path

HERE = Path(__file__).parent
CODECS = ("gzip", "snappy", "lz4", "zstd")
KEYS = (b"alice", b"bob", None, b"", b"alice", b"\x00\x00\x00\x2a", "Grüße".encode())
SEGMENT = "00000000000000000000"


def records() -> list[tuple[bytes | None, bytes]]:
    return [(KEYS[i % len(KEYS)], b'{"id":%d,"city":"Bern"}' % i) for i in range(70)]


def main() -> None:
    from confluent_kafka import Producer
    from confluent_kafka.admin import AdminClient
    from confluent_kafka.cimpl import NewTopic

    from tools.kafka.cluster import KafkaCluster

    with KafkaCluster(brokers=1) as kafka:
        servers = {"bootstrap.servers": kafka.bootstrap_servers}
        admin = AdminClient({**servers})
        names = [f"orders.{codec}" for codec in CODECS]
        for made in admin.create_topics([NewTopic(name, 1, 1) for name in names]).values():
            made.result(60)
        for codec in CODECS:
            producer = Producer({**servers, "compression.type": codec, "linger.ms": 500})
            for key, value in records():
                producer.produce(f"orders.{codec}", value, key, timestamp=1_700_000_000_000)
            producer.flush(60)
            shutil.copyfile(
                kafka.data_folder() / f"orders.{codec}-0" / f"{SEGMENT}.log", HERE / f"segment-{codec}.log"
            )


if __name__ == "__main__":
    main()

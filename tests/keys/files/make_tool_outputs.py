"""Write what Kafka's own tools print of partitions of a real cluster of three brokers.

python -m tests.keys.files.make_tool_outputs      # needs Java and Maven; writes beside this file

Partition 3 of `orders` gets most records, and its first 500 are deleted. Group `audit` has a member on both
topics and has committed in some partitions; `billing` has left; `partly` never had members.
"""

from __future__ import annotations

import random
import re
import time
from pathlib import Path

HERE = Path(__file__).parent
ORDERS = (900, 1000, 950, 9000, 1000, 0)
GROUPS = "kafka-consumer-groups.sh --bootstrap-server $BOOTSTRAP_SERVERS"
OFFSETS = "kafka-get-offsets.sh --bootstrap-server $BOOTSTRAP_SERVERS"
COMMANDS = {
    "figures-log-dirs.txt": (
        "kafka-log-dirs.sh --bootstrap-server $BOOTSTRAP_SERVERS --describe --topic-list orders,payments"
    ),
    "figures-offsets-earliest.txt": f"{OFFSETS} --topic 'orders|payments' --time earliest",
    "figures-offsets-latest.txt": f"{OFFSETS} --topic 'orders|payments' --time latest",
    "figures-groups.txt": f"{GROUPS} --describe --all-groups 2>&1",
    "figures-groups-verbose.txt": f"{GROUPS} --describe --group audit --offsets --verbose",
    "figures-groups-members.txt": f"{GROUPS} --describe --all-groups --members",
    "figures-groups-state.txt": f"{GROUPS} --describe --all-groups --state",
    "figures-groups-list.txt": f"{GROUPS} --list --state",
    "figures-groups-unknown.txt": f"{GROUPS} --describe --group nobody",
}
OLDER = "3.9.2"


def main() -> None:
    write(None, "")
    write(OLDER, "-3.9", only={"figures-groups.txt", "figures-log-dirs.txt"})


def write(version: str | None, ending: str, only: set[str] | None = None) -> None:
    from confluent_kafka import Consumer, Producer, TopicPartition
    from confluent_kafka.admin import AdminClient
    from confluent_kafka.cimpl import NewTopic

    from tools.kafka.cluster import NEWEST, KafkaCluster

    noise = random.Random(7)  # values that do not compress
    with KafkaCluster(version or NEWEST, brokers=3) as kafka:
        servers = {"bootstrap.servers": kafka.bootstrap_servers}
        admin = AdminClient({**servers})
        for made in admin.create_topics([NewTopic("orders", 6, 2), NewTopic("payments", 3, 3)]).values():
            made.result(60)
        producer = Producer({**servers, "linger.ms": 50})
        for partition, number in enumerate(ORDERS):
            for i in range(number):
                producer.produce("orders", noise.randbytes(1500), b"%d" % i, partition=partition)
                producer.poll(0)
        for i in range(3000):
            producer.produce("payments", noise.randbytes(1200), b"customer-%d" % i)
            producer.poll(0)
        producer.flush(120)
        for done in admin.delete_records([TopicPartition("orders", 3, 500)]).values():
            done.result(60)
        committed = {
            "billing": [("orders", partition, number // 2) for partition, number in enumerate(ORDERS)],
            "partly": [("orders", 0, 10), ("orders", 3, 600)],
            "audit": [("orders", 2, 900), ("orders", 3, 1300), ("payments", 0, 20)],
        }
        for group, offsets in committed.items():
            committing = Consumer({**servers, "group.id": group, "enable.auto.commit": False})
            committing.commit(offsets=[TopicPartition(*one) for one in offsets], asynchronous=False)
            committing.close()
        member = Consumer(
            {**servers, "group.id": "audit", "client.id": "audit service", "enable.auto.commit": False}
        )
        member.subscribe(["orders", "payments"])
        deadline = time.monotonic() + 30
        while not member.assignment() and time.monotonic() < deadline:
            member.poll(0.5)
        for name, command in COMMANDS.items():
            if only is None or name in only:
                ran = kafka.run_script(command)
                # Where the data lay on this machine is nobody's business, and new with each run.
                text = re.sub(r'"logDir":"[^"]*/data-', '"logDir":"/var/lib/kafka/data-', ran.stdout)
                text = re.sub(r"jar:file:[^!]*/", "jar:file:/opt/kafka/libs/", text)
                (HERE / name.replace(".txt", f"{ending}.txt")).write_text(text)
        member.close()


if __name__ == "__main__":
    main()

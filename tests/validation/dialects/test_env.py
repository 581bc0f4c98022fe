"""Files of environment variables."""

from __future__ import annotations

from kafka_architect.validation import attributes
from kafka_architect.validation.dialects import find_dialect
from kafka_architect.validation.role import Role
from kafka_architect.validation.source_file import SourceFile

from .reading import edited, facts, never_raises, one, read_text, values

BROKER = """\
# broker
export KAFKA_NODE_ID=1
KAFKA_PROCESS_ROLES="broker,controller"
KAFKA_ADVERTISED_LISTENERS=PLAINTEXT://${HOST}:9092   # from the shell
KAFKA_LOG_RETENTION_HOURS='48'
KAFKA_HEAP_OPTS="-Xmx1g -Xms1g"
APP_NAME=shop
"""


def test_variables_of_a_broker_are_read_with_their_quotes_gone() -> None:
    broker = one("broker.env", BROKER, "env")
    assert broker.role is Role.BROKER
    assert values(broker) == {
        "node.id": "1",
        "process.roles": "broker,controller",
        "advertised.listeners": "PLAINTEXT://${HOST}:9092",
        "log.retention.hours": "48",
    }
    assert not broker.settings["advertised.listeners"].resolved
    assert facts(broker)[attributes.HEAP] == str(2**30)
    assert not broker.complete


def test_variables_of_a_worker_are_read() -> None:
    worker = one(".env", "CONNECT_GROUP_ID=a\nCONNECT_CONFIG_STORAGE_REPLICATION_FACTOR=1\n", "env")
    assert worker.role is Role.CONNECT_WORKER
    assert values(worker) == {"group.id": "a", "config.storage.replication.factor": "1"}


def test_variables_of_applications_are_not_a_broker() -> None:
    assert find_dialect(SourceFile(".env", "KAFKA_BOOTSTRAP_SERVERS=a:9092\nKAFKA_GROUP=x\n")) is None


def test_edits_leave_every_other_character_alone() -> None:
    broker = one("broker.env", BROKER)
    writer, settings = broker.writer, broker.settings
    assert edited(writer.replace(settings["process.roles"], "broker")) == BROKER.replace(
        '"broker,controller"', '"broker"'
    )
    assert edited(writer.replace(settings["node.id"], "7")) == BROKER.replace("ID=1\n", "ID=7\n")
    assert edited(writer.remove(settings["node.id"])) == BROKER.replace("export KAFKA_NODE_ID=1\n", "")
    assert edited(writer.rename(settings["node.id"], "broker.id")) == BROKER.replace(
        "KAFKA_NODE_ID", "KAFKA_BROKER_ID"
    )
    assert edited(writer.add("min.insync.replicas", "2")) == BROKER + "KAFKA_MIN_INSYNC_REPLICAS=2\n"


def test_windows_line_ends_are_no_part_of_values() -> None:
    broker = one("broker.env", BROKER.replace("\n", "\r\n"))
    assert values(broker)["node.id"] == "1"
    assert values(broker)["log.retention.hours"] == "48"


def test_topics_of_a_broker_that_makes_them_are_read() -> None:
    text = (
        "KAFKA_ZOOKEEPER_CONNECT=zk:2181\n"
        "KAFKA_CREATE_TOPICS=js.eval:100:1:delete --config=retention.ms=60000"
        " --config=segment.bytes=26214400,"
        "other:3:2:compact\n"
    )
    found = {one.name: one for one in read_text("kafka.env", text, "env").configurations}
    assert set(found) == {"kafka.env", "js.eval", "other"}
    assert values(found["js.eval"]) == {
        "cleanup.policy": "delete",
        "retention.ms": "60000",
        "segment.bytes": "26214400",
    }
    assert values(found["other"]) == {"cleanup.policy": "compact"}


def test_broken_files_do_not_break_the_reader() -> None:
    never_raises("broker.env", BROKER)

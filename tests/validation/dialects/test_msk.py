"""The text of Amazon MSK configurations."""

from __future__ import annotations

from kafka_architect.validation.role import Role

from .reading import edited, never_raises, one, values

TEXT = "auto.create.topics.enable = true\nmin.insync.replicas = 2\n"
SAMPLES = {"msk-config.txt": TEXT}


def test_the_text_is_a_broker_that_is_not_complete() -> None:
    broker = one("msk-config.txt", TEXT, "msk")
    assert broker.role is Role.BROKER
    assert values(broker) == {"auto.create.topics.enable": "true", "min.insync.replicas": "2"}
    assert not broker.complete


def test_a_folder_may_say_it() -> None:
    assert one("infra/msk/orders.properties", TEXT, "msk").dialect == "msk"


def test_edits_leave_every_other_character_alone() -> None:
    broker = one("msk-config.txt", TEXT)
    assert edited(
        broker.writer.replace(broker.settings["auto.create.topics.enable"], "false")
    ) == TEXT.replace("true", "false")
    assert edited(broker.writer.add("num.partitions", "6")) == TEXT + "num.partitions=6\n"


def test_broken_files_do_not_break_the_reader() -> None:
    never_raises("msk-config.txt", TEXT)

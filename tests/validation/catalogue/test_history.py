"""What changed for whom between two versions of Kafka."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.catalogue import (
    ChangeKind,
    added_in,
    changes,
    key_catalogue,
    removed_in,
    replacement,
)
from kafka_architect.validation.catalogue.storage import replacements
from kafka_architect.validation.role import Role

if TYPE_CHECKING:
    from kafka_architect.validation.catalogue import KeyChange


def one(since: str, until: str, role: Role, key: str, kind: ChangeKind) -> KeyChange:
    (found,) = (change for change in changes(since, until, role) if (change.key, change.kind) == (key, kind))
    return found


def test_producers_wait_for_batches_since_4_0() -> None:
    change = one("3.9", "4.3", Role.PRODUCER, "linger.ms", ChangeKind.DEFAULT)
    assert change.before is not None and change.after is not None
    assert (change.before.default, change.after.default, change.version) == ("0", "5", "4.0.0")


def test_zookeeper_went_with_4_0() -> None:
    change = one("3.9", "4.3", Role.BROKER, "zookeeper.connect", ChangeKind.REMOVED)
    assert change.replacement is not None
    assert change.replacement.keys == ("controller.quorum.bootstrap.servers",)
    assert removed_in("zookeeper.connect", Role.BROKER) == "4.0.0"


def test_segments_have_a_floor_since_4_0() -> None:
    change = one("3.9", "4.0", Role.BROKER, "log.segment.bytes", ChangeKind.BOUNDS)
    assert change.before is not None and change.after is not None
    assert (change.before.bounds, change.after.bounds) == ((14, None), (1_048_576, None))


def test_a_key_that_came_and_went_in_between_is_no_change() -> None:
    assert added_in("group.share.max.size", Role.BROKER) is None
    keys = {change.key for change in changes("4.0", "4.0.0", Role.BROKER)}
    assert keys == set()
    assert changes("4.3", "3.9", Role.BROKER) == ()


def test_steps_add_up() -> None:
    steps = {change.key for change in changes("3.9", "4.0", Role.BROKER)}
    steps |= {change.key for change in changes("4.0", "4.3", Role.BROKER)}
    assert {change.key for change in changes("3.9", "4.3", Role.BROKER)} <= steps


def test_a_group_of_keys_shares_its_replacement() -> None:
    encoder = replacement("password.encoder.iterations", Role.BROKER)
    assert encoder is not None and encoder.keys == () and "ZooKeeper" in str(encoder)
    assert replacement("zookeeper.connect", Role.PRODUCER) is None


def test_replacements_exist_and_what_they_replace_is_gone_or_deprecated() -> None:
    roles = {"broker": Role.BROKER, "topic": Role.TOPIC, "streams": Role.STREAMS, "mm2-source": Role.MM2}
    for line in replacements():
        role = roles.get(line["sections"][0])
        if role is None:
            continue
        catalogue = key_catalogue("4.4", role)
        assert all(key in catalogue for key in line["new"]), line
        old = catalogue.match(line["key"])
        assert old is None or old.inherited or old.definition.deprecated, line

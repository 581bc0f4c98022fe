"""KafkaMirrorMaker2: three connectors for each flow, with a configuration each."""

from __future__ import annotations

import pytest

import kafka_architect as ka

from .reading import edited, read_text

MIRROR = """\
apiVersion: kafka.strimzi.io/v1beta2
kind: KafkaMirrorMaker2
metadata: {name: mm2}
spec:
  version: 4.1.0
  connectCluster: dr
  clusters:
    - {alias: main, bootstrapServers: "main:9093"}
    - {alias: dr, bootstrapServers: "dr:9093"}
  mirrors:
    - sourceCluster: main
      targetCluster: dr
      sourceConnector:
        config:
          offset-syncs.topic.location: target
          replication.policy.class: a.Policy
          sync.group.offsets.enabled: true
      checkpointConnector:
        config:
          offset-syncs.topic.location: target
          replication.policy.class: a.Policy
          emit.checkpoints.interval.seconds: 30
      heartbeatConnector:
        config:
          replication.policy.class: b.Policy
          emit.heartbeats.interval.seconds: 10
"""
FLOW = "main->dr."


def test_what_two_connectors_need_is_no_repetition() -> None:
    found = read_text("a.yml", MIRROR, "strimzi").configurations
    assert [one.name for one in found] == [
        "mm2", "mm2: checkpoint connector of main->dr", "mm2: heartbeat connector of main->dr",
    ]  # fmt: skip
    assert [one.repeats for one in found] == [[], [], []]
    values = [{key: one.settings[key].value for key in one.settings} for one in found]
    assert values[0][f"{FLOW}replication.policy.class"] == "a.Policy"
    assert values[0][f"{FLOW}emit.checkpoints.interval.seconds"] == "30"
    assert values[0][f"{FLOW}emit.heartbeats.interval.seconds"] == "10"
    assert values[1] == {
        f"{FLOW}offset-syncs.topic.location": "target",
        f"{FLOW}replication.policy.class": "a.Policy",
    }
    assert values[2] == {f"{FLOW}replication.policy.class": "b.Policy"}


def test_no_connector_loses_a_key_to_a_fix() -> None:
    _, changed = ka.ConfigValidator().fix({"a.yml": MIRROR}, unsafe=True)
    for one in changed:
        assert one.text.count("offset-syncs.topic.location: target") == 2
        assert one.text.count("replication.policy.class") == 3


def test_a_key_of_another_connector_has_no_effect() -> None:
    mirror = read_text("a.yml", MIRROR, "strimzi").configurations[0]
    assert f"{FLOW}sync.group.offsets.enabled" not in mirror.settings
    assert [loss.setting.key for loss in mirror.losses] == ["sync.group.offsets.enabled"]


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("sync.group.offsets.enabled", "          emit.checkpoints.interval.seconds: 30\n"),
        ("heartbeats.topic.replication.factor", "          emit.heartbeats.interval.seconds: 10\n"),
        ("replication.factor", "          sync.group.offsets.enabled: true\n"),
    ],
)
def test_a_new_key_goes_to_the_connector_that_reads_it(key: str, line: str) -> None:
    mirror = read_text("a.yml", MIRROR, "strimzi").configurations[0]
    assert edited(mirror.writer.add(FLOW + key, "3")) == MIRROR.replace(line, f"{line}          {key}: 3\n")


def test_a_connectors_own_value_is_edited_in_its_own_place() -> None:
    found = read_text("a.yml", MIRROR, "strimzi").configurations
    heartbeat = found[2].settings[f"{FLOW}replication.policy.class"]
    assert edited(found[2].writer.replace(heartbeat, "c.Policy")) == MIRROR.replace("b.Policy", "c.Policy")

"""What happens to a topic and its brokers while it is read: nothing is lost, nothing hangs, everything is
told.

Reading is slowed by `max_bytes_per_s`, and what is to happen happens when the first records are counted.
"""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

import kafka_architect as ka
from kafka_architect.cluster.client_settings import Address, ClientSettings
from kafka_architect.cluster.keys import fetching
from kafka_architect.cluster.keys.offsets import LATEST, LeaderOffsets
from kafka_architect.cluster.keys.reading import TopicReading
from kafka_architect.cluster.keys.topic_view import TopicView
from tests.cluster.topics import address, admin, loads, make_topic, send, some_keys, until

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kafka_architect.analysis.distribution_report import DistributionReport
    from tests.cluster.topics import Sent
    from tools.kafka.cluster import KafkaCluster

pytestmark = [pytest.mark.kafka, pytest.mark.java]

RECORDS = 4000
VALUE = os.urandom(500)  # 2 MB in all
SLOW = 1_500_000.0


@pytest.fixture(autouse=True)
def small_fetches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "FETCH_BYTES", 100_000)


def when_it_is_read(act: Callable[[], None]) -> Callable[[int, int], None]:
    """A progress function that acts once, when something was counted."""
    done: list[int] = []

    def on_progress(passed: int, _: int) -> None:
        if passed and not done:
            done.append(passed)
            act()

    return on_progress


def read(
    kafka: KafkaCluster, topic: str, act: Callable[[], None], timeout_s: float = 60
) -> DistributionReport:
    client = ClientSettings.read(kafka.bootstrap_servers, environment={}, timeout_s=timeout_s)
    reading = TopicReading(client=client, max_bytes_per_s=SLOW)
    return ka.analyze(address(kafka, topic), cluster=reading, on_progress=when_it_is_read(act))


def sent_to(kafka: KafkaCluster, **topic: Any) -> Sent:
    return send(kafka, make_topic(kafka, **topic), some_keys(RECORDS), VALUE, batch_size="20000")


def test_a_broker_is_stopped(kafka: KafkaCluster) -> None:
    sent = sent_to(kafka, partitions=6)
    try:
        report = read(kafka, sent.topic, lambda: kafka.stop_broker(1))
    finally:
        kafka.start_broker(1)
    assert not report.warnings
    assert loads(report) == sent.partitions


def test_the_only_broker_of_a_partition_is_stopped(kafka: KafkaCluster) -> None:
    sent = sent_to(kafka, partitions=3, copies=1)
    leaders = admin(kafka)
    found = leaders.list_topics(sent.topic, timeout=10).topics[sent.topic].partitions
    lost = max(one for one in found if found[one].leader != 1)
    try:
        report = read(kafka, sent.topic, lambda: kafka.stop_broker(found[lost].leader - 1), timeout_s=3)
    finally:
        kafka.start_broker(found[lost].leader - 1)
    whole = {one: count for one, count in sent.partitions.items() if found[one].leader != found[lost].leader}
    assert whole.items() <= loads(report).items()
    assert {warning.code for warning in report.warnings} == {"source-skipped"}
    assert f"partition {lost} of topic {sent.topic}: gave up after 3 s" in report.warnings[-1].message


def test_a_leader_changes(kafka: KafkaCluster, tmp_path: Path) -> None:
    sent = sent_to(kafka, partitions=1)
    client = admin(kafka)
    replicas = client.list_topics(sent.topic, timeout=10).topics[sent.topic].partitions[0].replicas
    moved = [*replicas[1:], replicas[0]]
    plan = tmp_path / "plan.json"
    plan.write_text(
        f'{{"version":1,"partitions":[{{"topic":"{sent.topic}","partition":0,"replicas":{moved}}}]}}'
    )

    def move() -> None:
        tool = "org.apache.kafka.tools.reassign.ReassignPartitionsCommand"
        done = kafka.run_class(tool, "--reassignment-json-file", str(plan), "--execute")
        assert done.returncode == 0, done.stderr
        done = kafka.run_class(
            "org.apache.kafka.tools.LeaderElectionCommand",
            "--election-type", "PREFERRED", "--topic", sent.topic, "--partition", "0",
        )  # fmt: skip
        assert done.returncode == 0, done.stderr

    report = read(kafka, sent.topic, move)
    assert client.list_topics(sent.topic, timeout=10).topics[sent.topic].partitions[0].leader == moved[0]
    assert not report.warnings
    assert loads(report) == sent.partitions


def test_a_topic_is_deleted(kafka: KafkaCluster) -> None:
    sent = sent_to(kafka, partitions=2)
    client = admin(kafka)
    report = read(kafka, sent.topic, lambda: client.delete_topics([sent.topic])[sent.topic].result(30))
    assert 0 < report.records <= sent.records
    if report.records < sent.records:
        assert [warning.message for warning in report.warnings] == [
            f"topic {sent.topic} was deleted while it was read: what was read until then is counted"
        ]


def test_records_are_deleted(kafka: KafkaCluster) -> None:
    from confluent_kafka import TopicPartition

    sent = sent_to(kafka, partitions=1)
    client = admin(kafka)

    def delete() -> None:
        spot = TopicPartition(sent.topic, 0, RECORDS - 100)
        for done in client.delete_records([spot]).values():
            done.result(30)

    report = read(kafka, sent.topic, delete)
    note = next(note for note in report.notes if "were deleted (retention" in note)
    lost = int(note.split(": ")[1].split()[0].replace(",", ""))
    assert report.records == RECORDS - lost
    assert lost > 0


@pytest.mark.parametrize("newest", [None, 500], ids=["above what was read", "below what was read"])
def test_a_log_is_truncated(kafka: KafkaCluster, monkeypatch: pytest.MonkeyPatch, newest: int | None) -> None:
    """Partition 0 ended 3,000 offsets later when reading began than it does when its broker is asked for
    records: so it is after an unclean leader election, and after a power loss of the only replica.
    """
    sent = sent_to(kafka, partitions=2)
    at = LeaderOffsets.at

    def before(ask: LeaderOffsets, time_ms: int, partitions: Any = None) -> dict[int, int]:
        found = at(ask, time_ms, partitions)
        return {**found, 0: found[0] + 3_000} if time_ms == LATEST else found

    monkeypatch.setattr(LeaderOffsets, "at", before)
    client = ClientSettings.read(kafka.bootstrap_servers, environment={}, timeout_s=3)
    report = ka.analyze(address(kafka, sent.topic), cluster=TopicReading(client=client, newest=newest))
    # Each record that is there once; of the newest 500 of partition 0 none is.
    assert loads(report) == (sent.partitions if newest is None else {1: newest})
    [warning] = [one for one in report.warnings if one.code == "source-skipped"]
    end = sent.partitions[0]
    told = f"ends at offset {end:,}" if newest is None else f"no longer has offset {end + 2_500:,}"
    assert f"partition 0 of topic {sent.topic}: {told}" in warning.message
    assert f"and ended at {end + 3_000:,} when reading began: its log was truncated" in warning.message
    assert "unclean.leader.election.enable" in warning.message


def test_a_broker_that_says_nothing_more(kafka: KafkaCluster, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy in front of the leader passes so many bytes on, and then nothing."""
    sent = sent_to(kafka, partitions=1)
    leader = TopicView.leader
    with Proxy(300_000) as proxy:
        monkeypatch.setattr(TopicView, "leader", lambda view, one: proxy.before(leader(view, one)))
        began = time.monotonic()
        report = read(kafka, sent.topic, lambda: None, timeout_s=1)
        assert time.monotonic() - began >= 1
    assert 0 < report.records < sent.records
    assert "did not answer in" in report.warnings[0].message


@pytest.mark.parametrize("act", ["signal", "exception"])
def test_ctrl_c_gives_what_was_learnt_and_a_checkpoint_goes_on(
    kafka: KafkaCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    monkeypatch.setattr("kafka_architect.cluster.keys.topic_pass._GROUP_OFFSETS", 1000)
    sent = sent_to(kafka, partitions=5)
    kept = tmp_path / "kept"

    def interrupt() -> None:
        if act == "exception":
            raise KeyboardInterrupt
        signal.raise_signal(signal.SIGINT)

    reading = TopicReading(max_bytes_per_s=SLOW)
    first = ka.analyze(
        address(kafka, sent.topic), cluster=reading, checkpoint=kept, on_progress=when_it_is_read(interrupt)
    )
    assert first.partial
    assert 0 < first.records < sent.records
    assert kept.exists()
    send(kafka, sent.topic, [b"later"] * 50)  # is not read: the first run had not seen it
    again = ka.analyze(address(kafka, sent.topic), checkpoint=kept)
    assert not again.partial
    assert not kept.exists()
    assert loads(again) == sent.partitions
    with pytest.raises(ka.StateError, match="different files"):
        ka.analyze(address(kafka, sent_to(kafka, partitions=1).topic), checkpoint=_kept(kafka, kept, sent))


def _kept(kafka: KafkaCluster, path: Path, sent: Sent) -> Path:
    """A checkpoint of another topic."""

    def interrupt() -> None:
        raise KeyboardInterrupt

    ka.analyze(
        address(kafka, sent.topic), cluster=TopicReading(max_bytes_per_s=SLOW), checkpoint=path,
        on_progress=when_it_is_read(interrupt),
    )  # fmt: skip
    until(path.exists)
    return path


class Proxy:
    """Passes bytes on between a client and a broker, so many of the broker's, and then holds them back."""

    def __init__(self, most_bytes: int) -> None:
        self._left = most_bytes
        self._server = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = [self._server]
        self._target: Address | None = None

    def __enter__(self) -> Proxy:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        for one in self._open:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def before(self, target: Address) -> Address:
        self._target = target
        return Address("127.0.0.1", self._server.getsockname()[1])

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._server.accept()
                assert self._target is not None
                broker = socket.create_connection((self._target.host, self._target.port))
                self._open += [client, broker]
                threading.Thread(target=self._pass, args=(client, broker, False), daemon=True).start()
                threading.Thread(target=self._pass, args=(broker, client, True), daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket, counted: bool) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                if counted:
                    data = data[: max(0, self._left)]
                    self._left -= len(data)
                target.sendall(data)

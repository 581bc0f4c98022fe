"""Tuned settings in every client's names: accepted by the clients themselves and by the validator."""

from __future__ import annotations

import os
import runpy
import shutil
import subprocess
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

import kafka_architect as ka
from kafka_architect.cli.tune import _CLIENTS
from kafka_architect.designs.tuned_files import TARGETS
from kafka_architect.errors import InputError
from kafka_architect.validation.dialects.formats.properties_text import read_properties
from tools.kafka.judge import librdkafka, python_clients
from tools.kafka.judge.judge import Case, verdicts
from tools.vectors import client_oracles
from tools.vectors.kafka_clients_oracle import built_once

if TYPE_CHECKING:
    from pathlib import Path

FLOWS: dict[str, dict[str, Any]] = {
    "ordinary": {"rate": 5000, "message_bytes": 500, "partitions": 12, "latency": "20ms", "consumers": 6},
    "unstated": {"rate": 300, "message_bytes": 2000, "partitions": 6},
    "throughput": {
        "rate": 200_000, "message_bytes": 1000, "partitions": 96, "latency": "1s", "producers": 20,
        "consumers": 48, "processing": "0.1ms", "keyed": False,
    },
    "far": {
        "rate": 20_000, "message_bytes": 1000, "partitions": 24, "latency": "500ms",
        "cross_region": "120ms", "crosses": "consumers", "consumers": 4,
    },
    "many producers": {
        "rate": 20_000, "message_bytes": 200, "partitions": 12, "producers": 200, "latency": "200ms",
    },
    "slow handling": {
        "rate": 20, "message_bytes": 20_000, "partitions": 12, "consumers": 12, "processing": "400ms",
        "lag_objective": "2min",
    },
    "classic": {
        "rate": 5000, "message_bytes": 500, "partitions": 12, "group_protocol": "classic",
        "lag_objective": "70s",
    },
}  # fmt: skip
_NEWEST = "4.3.1"


def test_the_command_offers_every_client() -> None:
    assert set(_CLIENTS) == set(TARGETS)


# The validator reads no JavaScript and no Go.
@pytest.mark.parametrize("target", sorted(set(TARGETS) - {"kafkajs", "sarama", "kafka-go", "franz-go"}))
@pytest.mark.parametrize("flow", sorted(FLOWS))
def test_the_validator_has_nothing_to_say_as_production(flow: str, target: str) -> None:
    files = ka.tune(**FLOWS[flow]).emit(target)
    found = [
        (one.rule.code, one.file.path, one.message)
        for one in ka.ConfigValidator("4.3", profile="production").validate(files).findings
        # Asked for here; the default is the protocol that the rule wants.
        if not (flow == "classic" and one.rule.code == "RBL009")
        # Whether a new group may skip what is there, only its application knows.
        and one.rule.code != "CON005"
    ]
    assert found == []


@pytest.mark.java
def test_the_constructors_of_kafka_take_them() -> None:
    cases = []
    for flow in FLOWS.values():
        for path, text in ka.tune(**flow).emit("properties").items():
            role = "producer" if "producer" in path else "consumer"
            properties = {one.key: one.value for one in read_properties(text)}
            serdes = (
                {f"{part}.serializer": _BYTES + "Serializer" for part in ("key", "value")}
                if role == "producer"
                else {f"{part}.deserializer": _BYTES + "Deserializer" for part in ("key", "value")}
            )
            cases.append(Case(role, {"bootstrap.servers": "127.0.0.1:1", **properties, **serdes}))
    assert [one.message for one in verdicts(_NEWEST, cases) if one.refused] == []
    # And would have said so: linger.ms + request.timeout.ms above delivery.timeout.ms.
    broken = Case("producer", {**cases[0].properties, "delivery.timeout.ms": "1000"})
    broken = broken if cases[0].role == "producer" else Case("consumer", {"session.timeout.ms": "x"})
    assert verdicts(_NEWEST, [broken])[0].refused


_BYTES = "org.apache.kafka.common.serialization.ByteArray"


def test_librdkafka_takes_them() -> None:
    cases = [
        (
            "consumer" if "consumer" in path else "producer",
            {one.key: one.value for one in read_properties(text)},
        )
        for flow in FLOWS.values()
        for path, text in ka.tune(**flow).emit("librdkafka").items()
    ]
    assert librdkafka.refusals(cases) == [None] * len(cases)


@pytest.mark.parametrize(
    ("target", "module", "classes"),
    [
        ("confluent-kafka-python", "confluent_kafka", ("Producer", "Consumer")),
        ("kafka-python", "kafka", ("KafkaProducer", "KafkaConsumer")),
        ("aiokafka", "aiokafka", ("AIOKafkaProducer", "AIOKafkaConsumer")),
    ],
)
def test_python_clients_take_them(
    target: str, module: str, classes: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[tuple[str, dict[str, Any]]] = []

    def recorder(cls: str) -> Any:
        def called(*arguments: dict[str, Any], **named: Any) -> None:
            heard.append((cls, {**(arguments[0] if arguments else {}), **named}))

        return called

    monkeypatch.setitem(sys.modules, module, SimpleNamespace(**{cls: recorder(cls) for cls in classes}))
    for number, flow in enumerate(FLOWS.values()):
        (text,) = ka.tune(**flow, compression="gzip").emit(target).values()
        file = tmp_path / f"clients{number}.py"
        file.write_text(text, encoding="utf-8")
        functions = runpy.run_path(str(file))
        functions["producer"]()
        functions["consumer"]()
    assert len(heard) == 2 * len(FLOWS)
    monkeypatch.undo()
    if target == "confluent-kafka-python":
        refused = librdkafka.refusals([(name.lower(), arguments) for name, arguments in heard])
    else:
        refused = python_clients.refusals(module, heard)
    assert refused == [None] * len(heard)


@pytest.mark.clients
def test_kafkajs_takes_them(tmp_path: Path) -> None:
    if shutil.which("npm") is None or shutil.which("node") is None:
        pytest.skip("needs Node and npm")
    folder = client_oracles.HERE / "node"
    sources = [one for one in sorted(folder.rglob("*")) if one.is_file()]
    sources = [one for one in sources if not client_oracles.ignored(one.relative_to(folder))]
    built = built_once(sources, lambda into: client_oracles.build_node(folder, into), b"")
    modules = []
    for number, flow in enumerate(FLOWS.values()):
        ((_, text),) = ka.tune(**flow).emit("kafkajs").items()
        module = tmp_path / f"options{number}.js"
        module.write_text(text, encoding="utf-8")
        modules.append(str(module))
    done = subprocess.run(
        ["node", "-e", _KAFKAJS, *modules],
        env={**os.environ, "NODE_PATH": str(built / "node_modules"), "KAFKAJS_NO_PARTITIONER_WARNING": "1"},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.split()) == len(FLOWS)


# KafkaJS ignores names that it does not know, so they are held to the fields of its own types.
_KAFKAJS = r"""
const fs = require('fs'), path = require('path');
const { Kafka } = require('kafkajs');
const kafka = new Kafka({ brokers: ['127.0.0.1:1'] });
const folder = path.dirname(require.resolve('kafkajs/package.json'));
const types = fs.readFileSync(path.join(folder, 'types/index.d.ts'), 'utf8');
for (const file of process.argv.slice(1)) {
  const options = require(file);
  kafka.producer(options.producerOptions);
  kafka.consumer(options.consumerOptions);
  for (const [name, type] of [['producerOptions', 'ProducerConfig'], ['consumerOptions', 'ConsumerConfig'],
                              ['sendOptions', 'ProducerRecord']]) {
    const fields = types.match(new RegExp(`interface ${type} {([^]*?)\\n}`))[1];
    for (const field of Object.keys(options[name])) {
      if (!new RegExp(`\\b${field}\\??:`).test(fields)) throw new Error(`${type} has no ${field}`);
      if (options[name][field] === undefined) throw new Error(`${field} is undefined`);
    }
  }
  console.log('taken');
}
"""


def test_an_unknown_client_is_refused_with_the_nearest() -> None:
    with pytest.raises(InputError, match="did you mean 'librdkafka'"):
        ka.tune(rate=5, message_bytes=5, partitions=1).emit("librdkafk")

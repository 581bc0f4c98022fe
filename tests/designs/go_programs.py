"""Go settings compiled against the libraries, and what these make of them: their own checks and values."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from tools.vectors import client_oracles
from tools.vectors.kafka_clients_oracle import BUILD_TIMEOUT_S

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_MODULE = "kafkaarchitect/oracle"  # of tools/vectors/go/go.mod, whose versions these are
_ENVIRONMENT = {"GOWORK": "off", "GOFLAGS": "-mod=readonly -trimpath", "CGO_ENABLED": "0"}

# One JSON object per set of settings: what refused them, what was warned of, and the values in force.
_MAIN = """\
package main

import (
	"bytes"
	"encoding/json"
	"log"
	"os"

	"github.com/IBM/sarama"
	"github.com/segmentio/kafka-go"
	"github.com/twmb/franz-go/pkg/kgo"

%(imports)s
)

type said struct {
	Refused []string
	Warned  string
	Values  map[string]any
}

func (s *said) try(err error) {
	if err != nil {
		s.Refused = append(s.Refused, err.Error())
	}
}

func ofSarama(producer, consumer *sarama.Config) said {
	var warned bytes.Buffer
	sarama.Logger = log.New(&warned, "", 0)
	var s said
	for _, config := range []*sarama.Config{producer, consumer} {
		config.ClientID = "test"
		s.try(config.Validate())
	}
	s.Warned = warned.String()
	s.Values = map[string]any{
		"acks":    producer.Producer.RequiredAcks,
		"linger":  producer.Producer.Flush.Frequency.Milliseconds(),
		"codec":   producer.Producer.Compression.String(),
		"deliver": producer.Producer.Retry.Backoff.Milliseconds() * int64(producer.Producer.Retry.Max),
		"wait":    consumer.Consumer.MaxWaitTime.Milliseconds(),
		"least":   consumer.Consumer.Fetch.Min,
		"session": consumer.Consumer.Group.Session.Timeout.Milliseconds(),
		"first":   consumer.Consumer.Offsets.Initial,
		"commits": consumer.Consumer.Offsets.AutoCommit.Enable,
	}
	return s
}

func ofKafkaGo(producer *kafka.Writer, consumer kafka.ReaderConfig) said {
	var s said
	s.try(consumer.Validate())
	if s.Refused == nil {
		reader := kafka.NewReader(consumer)
		s.try(reader.Close())
	}
	stats := producer.Stats()
	s.Values = map[string]any{
		"acks":    int(producer.RequiredAcks),
		"linger":  stats.BatchTimeout.Milliseconds(),
		"codec":   producer.Compression.String(),
		"deliver": producer.WriteBackoffMax.Milliseconds() * stats.MaxAttempts,
		"batch":   stats.MaxBatchSize,
		"wait":    consumer.MaxWait.Milliseconds(),
		"least":   consumer.MinBytes,
		"session": consumer.SessionTimeout.Milliseconds(),
		"commits": consumer.CommitInterval != 0,
	}
	s.try(producer.Close())
	return s
}

func ofFranzGo(producer, consumer []kgo.Opt) said {
	var s said
	seeds := kgo.SeedBrokers("127.0.0.1:1")
	sending, err := kgo.NewClient(append(producer, seeds)...)
	s.try(err)
	receiving, err := kgo.NewClient(append(consumer, seeds, kgo.ConsumeTopics("topic"))...)
	s.try(err)
	if s.Refused != nil {
		return s
	}
	defer sending.Close()
	defer receiving.Close()
	s.Values = map[string]any{
		"linger":  sending.OptValue(kgo.ProducerLinger),
		"deliver": sending.OptValue(kgo.RecordDeliveryTimeout),
		"buffer":  sending.OptValue(kgo.MaxBufferedBytes),
		"wait":    receiving.OptValue(kgo.FetchMaxWait),
		"least":   receiving.OptValue(kgo.FetchMinBytes),
		"session": receiving.OptValue(kgo.SessionTimeout),
		"commits": !receiving.OptValue(kgo.DisableAutoCommit).(bool),
		"group":   receiving.OptValue(kgo.ConsumerGroup),
	}
	return s
}

func main() {
	told := json.NewEncoder(os.Stdout)
%(calls)s
}
"""
_CALLS = {
    "sarama": "ofSarama({name}.Producer(), {name}.Consumer())",
    "kafka-go": 'ofKafkaGo({name}.Producer("127.0.0.1:1"), '
    '{name}.Consumer([]string{{"127.0.0.1:1"}}, []string{{"topic"}}))',
    "franz-go": "ofFranzGo({name}.Producer(), {name}.Consumer())",
}


def go_says(folder: Path, files: Mapping[tuple[str, str], str]) -> dict[tuple[str, str], dict[str, Any]]:
    """Format, vet, build and run.

    Args:
        folder: Where the program is made.
        files: (library, name) -> a Go file with a `Producer` and a `Consumer`.

    Returns:
        The same keys: what each library says.
    """
    if shutil.which("go") is None:
        pytest.skip("needs Go")
    for name in ("go.mod", "go.sum"):
        shutil.copy(client_oracles.HERE / "go" / name, folder / name)
    packages = {key: f"settings{number}" for number, key in enumerate(files)}
    for key, text in files.items():
        package = folder / packages[key]
        package.mkdir()
        (package / "clients.go").write_text(text, encoding="utf-8")
    imports = "\n".join(f'\t{one} "{_MODULE}/{one}"' for one in packages.values())
    calls = "\n".join(
        f"\t_ = told.Encode({_CALLS[library].format(name=packages[library, name])})"
        for library, name in files
    )
    (folder / "main.go").write_text(_MAIN % {"imports": imports, "calls": calls}, encoding="utf-8")
    unformatted = _run(["gofmt", "-l", *packages.values()], folder)
    assert unformatted == "", unformatted
    _run(["go", "vet", "./..."], folder)
    lines = _run(["go", "run", "."], folder).splitlines()
    return {key: json.loads(line) for key, line in zip(files, lines, strict=True)}


def _run(command: list[str], folder: Path) -> str:
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **_ENVIRONMENT}, capture_output=True, text=True,
        timeout=BUILD_TIMEOUT_S, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout

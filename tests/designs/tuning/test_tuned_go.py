"""Tuned settings as Go code, compiled against Sarama, kafka-go and franz-go and accepted by their checks."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import kafka_architect as ka
from kafka_architect.designs.writing.go import GO, VERSIONS
from tests.designs.go_programs import go_says
from tests.designs.specifications import designed
from tests.designs.tuning.test_tuned_files import FLOWS
from tools.vectors import client_oracles

if TYPE_CHECKING:
    from kafka_architect.designs.tuning.tuning import Tuning

_TARGETS = ("sarama", "kafka-go", "franz-go")
_DOCS = Path(__file__).resolve().parents[3] / "docs" / "tuning.md"


def _text(tuning: Tuning, target: str) -> str:
    ((path, text),) = tuning.emit(target).items()
    assert path == f"clients/tuned/{target.replace('-', '_')}.go"
    return text


@pytest.mark.clients
def test_the_libraries_accept_them_and_mean_the_same(tmp_path: Path) -> None:
    tunings = {name: ka.tune(**flow) for name, flow in FLOWS.items()}
    files = {(target, name): _text(one, target) for target in _TARGETS for name, one in tunings.items()}
    told = go_says(tmp_path, files)
    for (target, name), said in told.items():
        tuning, values = tunings[name], said["Values"]
        assert said["Refused"] is None, (target, name)
        # A short fetch wait is what a short latency asks for.
        warned = [one for one in said["Warned"].splitlines() if "MaxWaitTime is very low" not in one]
        assert warned == [], (target, name)
        linger = int(tuning.producer.setting("linger.ms") or 0)
        wait = int(tuning.consumer.setting("fetch.max.wait.ms") or 0)
        least = int(tuning.consumer.setting("fetch.min.bytes") or 0)
        delivery = int(tuning.producer.setting("delivery.timeout.ms") or 0)
        assert _ms(values["linger"]) == linger, (target, name)
        assert _ms(values["wait"]) == max(10, wait), (target, name)
        assert values["least"] == least, (target, name)
        assert delivery <= _ms(values["deliver"]) + 250 <= delivery + 1250, (target, name)
        assert values["commits"] is False
        if target != "franz-go":
            assert values["acks"] == -1
            assert values["codec"] == tuning.producer.setting("compression.type")
            # Both know the classic protocol only: the brokers' settings of a group do not reach them.
            assert _ms(values["session"]) >= 30_000
    assert told["kafka-go", "ordinary"]["Values"]["batch"] == 33  # 16 KiB of 510 bytes
    assert told["franz-go", "ordinary"]["Values"]["group"] == "my-group"


def _ms(value: int) -> int:
    """Milliseconds; franz-go's are nanoseconds, as Go's durations are."""
    return value // 1_000_000 if value >= 1_000_000 and value % 1_000_000 == 0 else value


@pytest.mark.clients
def test_what_the_libraries_would_refuse_is_refused(tmp_path: Path) -> None:
    tuning = ka.tune(**FLOWS["ordinary"])
    broken = {
        ("sarama", "open requests"): ("MaxOpenRequests = 1", "MaxOpenRequests = 5"),
        ("kafka-go", "fetches"): ("config.MaxBytes = 1048576", "config.MaxBytes = 0"),
        ("franz-go", "linger"): ("ProducerLinger(7*", "ProducerLinger(70000*"),
    }
    files = {}
    for (target, name), (right, wrong) in broken.items():
        text = _text(tuning, target)
        assert right in text
        files[target, name] = text.replace(right, wrong)
    assert all(said["Refused"] for said in go_says(tmp_path, files).values())


@pytest.mark.clients
def test_services_of_a_design_have_them_too(tmp_path: Path) -> None:
    design = tmp_path / "design"
    design.mkdir()
    services = "".join(
        f"  {name}: {{client: {client}, instances: 2, sends: [out.{number}], receives: [in]}}\n"
        for number, (name, client) in enumerate(
            {"ibm": "sarama-hash", "segment": "kafka-go-hash", "franz": "franz-go"}.items()
        )
    )
    topics = "".join(f"  out.{number}: {{key: id, rate: 100..200}}\n" for number in range(3))
    made = designed(
        design,
        "name: go\ndefaults: {size: 1 kB, retention: {longest_outage: 2d}}\n"
        f"topics:\n  in: {{key: id, rate: 500..2000}}\n{topics}services:\n{services}",
    )
    emitted = made.emit("go")
    assert set(emitted) == {f"clients/{name}/kafka_clients.go" for name in ("ibm", "segment", "franz")}
    names = {"sarama": "ibm", "kafka-go": "segment", "franz-go": "franz"}
    program = tmp_path / "program"
    program.mkdir()
    told = go_says(
        program,
        {(target, name): emitted[f"clients/{name}/kafka_clients.go"] for target, name in names.items()},
    )
    assert [said["Refused"] for said in told.values()] == [None, None, None]
    # Of a design, keys go where the service's library puts them: the specification says which that is.
    assert "Murmur2" not in "".join(emitted.values())
    assert "kafka.Hash{}" in emitted["clients/segment/kafka_clients.go"]


def test_every_setting_is_written_or_named() -> None:
    for target in _TARGETS:
        tuning = ka.tune(**FLOWS["far"])
        text = _text(tuning, target)
        for setting in (*tuning.producer.settings, *tuning.consumer.settings):
            # Sessions stand in its place: these two know the classic protocol only.
            if setting.key != "group.protocol" or target == "franz-go":
                assert f"{setting.key}:" in text, (target, setting.key)


def test_names_of_groups_are_strings_of_go() -> None:
    tuning = ka.tune(**FLOWS["ordinary"])
    settings = tuning.consumer.settings
    assert not any(one.key == "group.id" for one in settings)
    from kafka_architect.designs.writing.go.source import go_string

    assert go_string('a"b\\c\n\u202e') == '"a\\"b\\\\c\\u000a\\u202e"'


def test_the_versions_are_those_that_the_tests_compile() -> None:
    required = dict(re.findall(r"(?m)^\t(\S+) (v\S+)$", (client_oracles.HERE / "go" / "go.mod").read_text()))
    assert VERSIONS.items() <= required.items()


def test_the_documentation_has_every_name() -> None:
    documented = _DOCS.read_text(encoding="utf-8")
    for target in _TARGETS:
        text = _text(ka.tune(**FLOWS["far"]), target)
        names = re.findall(r"(?m)^\t(?:config|writer)\.([A-Za-z.]+) =|append\(options, kgo\.(\w+)", text)
        assert names
        for name in {one or other for one, other in names}:
            assert f"`{name}`" in documented, (target, name)
    for library in GO.values():
        assert f"{library.name} {library.version}" in documented


def test_settings_that_nobody_could_write_are_left_out() -> None:
    tuning: dict[str, Any] = ka.tune(**FLOWS["ordinary"]).to_dict()
    for one in tuning["producer"]["settings"]:
        if one["key"] == "compression.type":
            one["value"] = "unheard-of"
    from kafka_architect.designs.tuning.tuning import Tuning

    for target in _TARGETS:
        assert "unheard" not in _text(Tuning.from_dict(tuning), target)

"""A wrong specification is answered with every fault: line, reason, nearest name."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pytest

from kafka_architect.designs.design import design
from kafka_architect.errors import InputError, SourceError

if TYPE_CHECKING:
    from pathlib import Path

_BASE = """\
name: shop
entities:
  orders:
    key: orderId
    events: {messages: [OrderCreated]}
services:
  payment: {receives: [orders.events]}
"""


def _error(tmp_path: Path, text: str, *, environment: str = "") -> str:
    file = tmp_path / "spec.yaml"
    file.write_text(textwrap.dedent(text), encoding="utf-8")
    with pytest.raises(InputError) as raised:
        design(file, environment=environment)
    return str(raised.value).replace(str(file), "spec.yaml")


def test_every_fault_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    lines = _error(
        tmp_path,
        """\
        name: shop
        servces: {}
        entities:
          orders:
            events:
              rate: 50x
              size: {a: 1}
              partitions: {exactly: 0}
              retention: {longest_outtage: 3d}
              schema: {compatibility: BACKWARDS}
              messages: {A: {fields: [1]}}
        services:
          payment:
            instances: many
            client: jva
        """,
    ).split("\n")
    places = [line.partition(": ")[0] for line in lines]
    assert places == [f"spec.yaml:{number}" for number in (2, 6, 7, 8, 9, 10, 11, 14, 15)] or sorted(
        places
    ) == sorted(f"spec.yaml:{number}" for number in (2, 6, 7, 8, 9, 10, 11, 14, 15))
    text = "\n".join(lines)
    for nearest in ("'services'", "'longest_outage'", "'BACKWARD'", "'java'"):
        assert f"did you mean {nearest}" in text


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("services: {payment: {receives: [orders.event]}}", 1, "did you mean 'orders.events'"),
        ("services: {payment: {sends: [OrderCreted]}}", 1, "did you mean 'OrderCreated'"),
        ("patterns: [{pattern: retry-dql}]", 1, "did you mean 'retry-dlq'"),
        ("patterns: [{name: x}]", 1, "'pattern' is missing"),
        ("patterns: [{pattern: retry-dlq, services: [paymnt]}]", 1, "did you mean 'payment'"),
        ("patterns: [{pattern: retry-dlq, attemps: 3}]", 1, "did you mean 'attempts'"),
        ("topics: {raw: {rate: 5/s}}", 1, "size"),
        ("topics: {raw: {plan: gold}}", 1, "plan"),
        ("topics: {raw: {promises: {ordering: total}, partitions: 3}}", 1, "total order"),
        ("topics: {orders.events: {key: id}}", 1, "there twice"),
        ("topics: {raw: {retention: 7}}", 1, "no unit"),
        ("topics: {raw: {retention: -3d}}", 1, "from 0"),
        ("topics: {raw: {rate: 0}}", 1, "above 0"),
        ("topics: {raw: {kind: state}}", None, "key"),
        ("topics: {raw: {rate: 5/s, size: 1, distribution: none.json}}", 1, "none.json"),
        (
            "platform: {instance: m5.2xlrge}\ntopics: {raw: {rate: 5/s, size: 1, retention: 1d}}",
            None,
            "m5.2xlarge",
        ),
        ("naming: {template: '{domian}.{entity}'}", 4, "did you mean 'domain'"),
    ],
)
def test_a_fault_is_told_with_line_reason_and_way_out(
    text: str, line: int | None, words: str, tmp_path: Path
) -> None:
    base = _BASE.replace("services:\n  payment: {receives: [orders.events]}\n", "")
    if not text.startswith("services"):
        base = _BASE
    message = _error(tmp_path, f"{base}{text}\n")
    last = len(base.split("\n"))
    if line == 1:
        assert message.startswith(f"spec.yaml:{last}: "), message
    assert words in message


def test_a_saga_without_an_end_is_refused(tmp_path: Path) -> None:
    message = _error(
        tmp_path,
        """\
        name: loop
        entities:
          a: {key: id, events: [Asked]}
          b: {key: id, events: [Answered]}
        services:
          one: {receives: [b.events], sends: [a.events]}
          two: {receives: [a.events], sends: [b.events]}
        patterns:
          - pattern: saga-choreography
            steps:
              - {on: Asked, service: two, sends: Answered}
              - {on: Answered, service: one, sends: Asked}
        """,
    )
    assert message.startswith("spec.yaml:9: ")
    assert "never ends" in message


def test_a_fault_of_an_environment_has_the_line_of_the_override(tmp_path: Path) -> None:
    text = f"{_BASE}environments:\n  prod:\n    services:\n      payment:\n        client: jva\n"
    assert _error(tmp_path, text, environment="prod").startswith("spec.yaml:12: ")
    assert "did you mean 'prod'" in _error(tmp_path, text, environment="pord")


@pytest.mark.parametrize("text", ["", "[]", "a", "name: 3", "- a\n- b"])
def test_what_is_no_specification_is_said_so(text: str, tmp_path: Path) -> None:
    assert _error(tmp_path, text)


def test_two_services_cannot_share_a_group(tmp_path: Path) -> None:
    message = _error(
        tmp_path,
        """\
        name: shop
        topics: {t: {key: id}}
        services:
          a: {group: g, receives: [t]}
          b: {group: g, receives: [t]}
        """,
    )
    assert "belongs to a and to b" in message


def test_what_is_no_source_is_refused() -> None:
    with pytest.raises(InputError, match="found int"):
        design(3)  # type: ignore[arg-type]


def test_a_mirror_that_may_lose_more_than_is_promised_is_refused(tmp_path: Path) -> None:
    message = _error(
        tmp_path,
        """\
        name: shop
        topics: {shop.orders: {key: id, promises: {rpo: 0s}}}
        patterns:
          - {pattern: active-passive, active: west, passive: east, longest_lag: 30s}
        """,
    )
    assert message.startswith("spec.yaml:4: ")
    assert "RPO of 0 s" in message and "stretched cluster" in message


def test_what_is_wrong_in_one_environment_only_says_so(tmp_path: Path) -> None:
    text = _BASE + "environments:\n  prod: {services: {payment: {receives: [order.events]}}}\n"
    assert "(in the environment prod)" in _error(tmp_path, text)
    assert "(in the environment" not in _error(tmp_path, text, environment="prod")
    assert "(in the environment" not in _error(
        tmp_path, text.replace("receives: [orders", "receives: [ordrs")
    )


def test_a_file_of_from_that_is_not_there_is_told_with_the_line_of_from(tmp_path: Path) -> None:
    file = tmp_path / "spec.yaml"
    file.write_text("name: shop\nfrom: [nope.yml]\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"spec\.yaml:2: from: .*nope\.yml: cannot read"):
        design(file)


def test_fields_are_offered_by_their_names_in_documents(tmp_path: Path) -> None:
    assert "did you mean 'from'" in _error(tmp_path, "name: shop\nfrm: [a.yml]\n")
    assert "from_" not in _error(tmp_path, "name: shop\nxyz: 1\n")


@pytest.mark.parametrize(
    "retention", ["0s", "{exactly: 0s}", "{longest_outage: 0s}", "{longest_outage: 0s, replay: 0s}"]
)
def test_a_retention_of_nothing_is_refused(tmp_path: Path, retention: str) -> None:
    text = f"name: shop\ntopics:\n  shop.orders: {{key: id, retention: {retention}}}\n"
    assert _error(tmp_path, text).startswith("spec.yaml:3: topics.shop.orders.retention: a retention of 0")

"""Errors of a workload file name the file and the line; those of options do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import kafka_architect as ka
from kafka_architect.sizing.request import sizing_request

if TYPE_CHECKING:
    from pathlib import Path

TOPICS = """\
topics:
  - name: orders
    rate: 50
    retention: 7d
  - name: users.v1
    {wrong}
    retention: 1d
"""


def refused(path: Path, text: str, policies: tuple[str, ...] = (), **options: object) -> str:
    path.write_text(text)
    with pytest.raises(ka.InputError) as raised:
        sizing_request(str(path), options, catalogue=None, policies=policies, volume=None, prices=None)
    return str(raised.value)


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("rate: 5\nretentoin: 1d\n", 2, "workload has no field 'retentoin'"),
        ("retention: 1d\nrate: [1, 2, 3]\n", 2, "rate: expected a range"),
        ("retention: 1d\nrate: 5\nmin-insync-replicas: 7\n", 3, "min_insync_replicas 7 exceeds"),
        ("retention: 1d\ninstance: 5\nrate: 4\n", 2, "instance: expected text"),
        ("retention: 1d\nrate: 4\npolicy:\n  cpu-target: x\n", 4, "policy cpu_target: expected a number"),
        (TOPICS.format(wrong="rate: fast"), 6, "topic users.v1: rate: expected a rate"),
        (TOPICS.format(wrong="rat: 5"), 6, "topic users.v1 has no field 'rat'"),
    ],
)
def test_what_is_wrong_in_a_file_is_found_there(tmp_path: Path, text: str, line: int, sentence: str) -> None:
    path = tmp_path / "load.yaml"
    assert refused(path, text).startswith(f"{path}:{line}: {sentence}")


def test_what_is_wrong_in_an_option_is_not_the_files(tmp_path: Path) -> None:
    path = tmp_path / "load.yaml"
    assert refused(path, "rate: 5\nretention: 1d\n", rate="fast").startswith("rate: expected a rate")
    policies = ("cpu_target=x",)
    assert refused(path, "rate: 5\nretention: 1d\n", policies).startswith("policy cpu_target: expected")

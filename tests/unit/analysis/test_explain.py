"""Numbers of an analysis: each formula over its inputs gives the value that the report shows."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import kafka_architect as ka
from kafka_architect.cli.explain import command
from kafka_architect.explaining import explainable, explained

if TYPE_CHECKING:
    from pathlib import Path

KEYS = [b"hot"] * 4_000 + [b"user-%d" % (i % 700) for i in range(8_000)] + [None] * 50 + [b""] * 5


@pytest.fixture(scope="module")
def document() -> dict[str, object]:
    analyzer = ka.PartitioningStrategyAnalyzer([6, 12, 50], topic_partitions=12)
    # Some records lie elsewhere than murmur2 puts them.
    partitions = [(i % 12) if i % 40 == 0 else p for i, p in enumerate(ka.partition_for(KEYS, 12, "java"))]
    analyzer.update(KEYS, partitions=[max(p, 0) for p in partitions])
    return analyzer.report().to_dict()


def test_every_formula_gives_the_value(document: dict[str, object]) -> None:
    computed = 0
    for name in explainable(document):
        found = explained(document, name)
        assert found["name"] == name
        assert found["source"]
        assert found["formula"]
        if not re.fullmatch(r"[a-z_0-9 ()/*\-]+|sqrt.*", found["formula"]) or not found["inputs"]:
            continue
        if set(re.findall(r"[a-z_]+", found["formula"])) - {"sqrt"} != set(found["inputs"]):
            continue
        value = eval(found["formula"], {"sqrt": math.sqrt}, found["inputs"])  # noqa: S307  # our own formulas
        assert value == pytest.approx(found["value"]), name
        computed += 1
    assert computed == 3 * 4 + 3


def test_evidence_is_explained_with_what_it_is_held_against(document: dict[str, object]) -> None:
    found = explained(document, "partitions.12.evidence.max-over-mean")
    assert set(found["inputs"]) == {"expected", "threshold"}
    assert "the mean" in found["formula"]
    assert found["source"] == "docs/judgement.md: rule max-over-mean"


def test_an_unknown_number_is_refused_with_the_nearest(document: dict[str, object]) -> None:
    with pytest.raises(ka.InputError, match=r"no number 'partitions.12.max_over_men'.*max_over_mean"):
        explained(document, "partitions.12.max_over_men")


def test_what_is_no_whole_report_is_refused(document: dict[str, object]) -> None:
    cut = {name: value for name, value in document.items() if name != "distinct_keys"}
    with pytest.raises(ka.InputError, match=r"the report: .*missing required field `distinct_keys`"):
        explainable(cut)
    with pytest.raises(ka.InputError, match="no format; expected the JSON of"):
        explainable({"heavy_hitters": [], "partitioner": "murmur2"})


def test_the_command_explains_a_saved_report(tmp_path: Path) -> None:
    (tmp_path / "keys.txt").write_bytes(b"\n".join(key for key in KEYS if key) + b"\n")
    report = tmp_path / "report.json"
    report.write_text(ka.analyze(tmp_path / "keys.txt", partitions=[12]).to_json())
    run = CliRunner()
    assert "effective_keys" in run.invoke(command, [str(report)]).stdout.splitlines()
    one = run.invoke(command, [str(report), "partitions.12.max_over_mean"])
    assert one.exit_code == 0, one.output
    assert "busiest / (total / count)" in one.stdout
    assert "records of the busiest partition" in one.stdout

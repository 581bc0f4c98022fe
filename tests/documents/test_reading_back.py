"""What `to_json` wrote reads back as what says the same; other texts are refused, with the place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kafka_architect as ka
from kafka_architect.analysis.co_partition import CoPartition
from kafka_architect.analysis.key_comparison import KeyComparison
from kafka_architect.cluster.applying.outcome import Applied
from kafka_architect.designs.applying.step import ApplyPlan
from kafka_architect.designs.difference.change import Difference
from kafka_architect.documents.head import body_of
from kafka_architect.documents.kinds import KINDS
from kafka_architect.errors import InputError, KafkaArchitectError
from kafka_architect.explaining import explainable, explained
from kafka_architect.snapshot import Snapshot
from kafka_architect.validation.result import ValidationResult
from tests.documents.outputs import outputs

if TYPE_CHECKING:
    from collections.abc import Callable

APPLYING = ["apply-plan", "applied"]
READERS: dict[str, Callable[[str], Any]] = {
    "analysis": ka.DistributionReport.from_json,
    "key-comparison": KeyComparison.from_json,
    "co-partition": CoPartition.from_json,
    "segment-loads": ka.SegmentLoads.from_json,
    "cluster-figures": ka.ClusterFigures.from_json,
    "key-map": ka.KeyMap.from_json,
    "plan": ka.ClusterPlan.from_json,
    "partition-advice": ka.PartitionAdvice.from_json,
    "validation": ValidationResult.from_json,
    "design": ka.Design.from_json,
    "design-difference": Difference.from_json,
    "apply-plan": ApplyPlan.from_json,
    "applied": Applied.from_json,
    "tuning": ka.Tuning.from_json,
    "cluster": Snapshot.from_json,
}


@pytest.mark.parametrize("name", READERS)
def test_a_document_reads_back_as_what_says_the_same(name: str) -> None:
    for text in outputs()[name]:
        read = READERS[name](text)
        assert json.loads(read.to_json()) == json.loads(text)
        again = READERS[name](read.to_json())
        assert again.to_json() == read.to_json()
        assert again == read


@pytest.mark.parametrize("name", ["analysis", "key-comparison", "plan", "validation", *APPLYING])
def test_what_is_read_back_is_shown(name: str) -> None:
    for text in outputs()[name]:
        read = READERS[name](text)
        assert len(str(read)) > 50
        assert repr(read).startswith("<Saved")
        assert read.tool.startswith("kafka-architect ")


def test_a_saved_plan_explains_itself() -> None:
    saved = ka.ClusterPlan.from_json(outputs()["plan"][0])
    assert saved.explain("brokers")["value"] == saved.brokers
    assert saved.within_limits
    assert saved.monthly_total is not None
    assert saved.instance == "m5.2xlarge"
    assert "<svg" in saved.to_html()


def test_a_saved_validation_knows_whether_all_is_well() -> None:
    saved = ValidationResult.from_json(outputs()["validation"][0])
    assert not saved.ok
    assert saved.summary["findings"] == len(saved.findings) > 0
    assert ValidationResult.from_json(outputs()["validation"][1]).ok


def test_a_result_equals_what_was_saved_of_it() -> None:
    plan = ka.ClusterSizingCalculator(ka.Workload(rate=1000, retention="1d"), "m5.large").plan()
    assert ka.ClusterPlan.from_json(plan.to_json()) == plan
    assert ka.ClusterPlan.from_json(plan.to_json()) != 5


@pytest.mark.parametrize("name", ["analysis", "key-comparison", "co-partition", "partition-advice"])
def test_documents_from_before_they_had_a_head_read_back(name: str) -> None:
    whole = json.loads(outputs()[name][0])
    read = READERS[name](json.dumps(body_of(whole)))
    assert body_of(read.to_dict()) == body_of(whole)
    assert read.to_dict()["format"] == KINDS[name].format


def test_a_plan_from_before_it_had_a_head_reads_back_and_is_explained() -> None:
    whole = json.loads(outputs()["plan"][0])
    older = {"schema": 2, **body_of(whole)}
    assert body_of(ka.ClusterPlan.from_json(json.dumps(older)).to_dict()) == body_of(whole)
    assert explained(older, "brokers") == explained(whole, "brokers")


def test_an_analysis_from_before_it_had_a_head_is_explained() -> None:
    whole = json.loads(outputs()["analysis"][0])
    assert explainable(body_of(whole)) == explainable(whole)


@pytest.mark.parametrize("name", READERS)
def test_other_versions_and_kinds_are_refused_with_what_to_do(name: str) -> None:
    document = json.loads(outputs()[name][0])
    later = {**document, "version": KINDS[name].version + 1}
    with pytest.raises(InputError, match="pip install --upgrade kafka-architect"):
        READERS[name](json.dumps(later))
    other = next(one for one in READERS if one != name)
    with pytest.raises(InputError, match=f"kafka-architect-{name}|expected a snapshot") as raised:
        READERS[name](outputs()[other][0])
    assert KINDS[name].command.split(" ")[1] in str(raised.value)
    with pytest.raises(InputError, match="format"):
        READERS[name]('{"format": "kafka-architect-plam", "version": 1}')


HOSTILE = [
    (b"\xff\xfe{}", "not UTF-8"),
    ("", "not JSON"),
    ("[" * 100_000, "1: .*nested more than 64 levels|1: .*nested"),
    ('{"a": ' * 100_000, "nested more than"),
    ('{"a":\n{"b": [1, {"c": 1,\n "c": 2}]}}', r"3: a\.b\[1\]\.c: the key 'c' is set twice"),
    ('{"a": "NaN",\n"b": [NaN]}', r"2: b\[0\]: NaN is not a finite number"),
    ('{"a": 1e999}', r"1: a: 1e999 is not a finite number"),
    ('{"a": [1, ' + "9" * 5000 + "]}", r"1: a\[1\]: a number of 5,000 digits"),
    ("null", "not a .* but null"),
    ("5", "but a number"),
    ('{"format": 5}', "format is not text"),
    ('{"format": {"a": []}, "version": []}', "format is not text"),
]


@pytest.mark.parametrize(("text", "says"), HOSTILE)
def test_hostile_texts_are_refused_with_their_place(text: str | bytes, says: str) -> None:
    for name in ("analysis", "plan", "validation", "design", "tuning", "key-map"):
        with pytest.raises(InputError, match=says):
            READERS[name](text)  # type: ignore[arg-type]


def test_a_part_of_another_type_is_refused_with_its_path() -> None:
    report = json.loads(outputs()["analysis"][0])
    report["partitions"][1]["verdict"]["evidence"][0]["rule"] = 5
    with pytest.raises(InputError, match=r"partitions\[1\]\.verdict\.evidence\[0\]\.rule: expected text"):
        ka.DistributionReport.from_json(json.dumps(report))
    design = json.loads(outputs()["design"][0])
    design["findings"] = {"a": 1}
    with pytest.raises(InputError, match="findings: expected a list"):
        ka.Design.from_json(json.dumps(design))
    key_map = json.loads(outputs()["key-map"][0])
    key_map["keys"][0]["key_base64"] = "!"
    with pytest.raises(InputError, match="key_base64 is not base64"):
        ka.KeyMap.from_json(json.dumps(key_map))


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=60)
@given(name=st.sampled_from(sorted(READERS)), data=st.data())
def test_any_field_of_any_type_is_read_or_refused(name: str, data: st.DataObject) -> None:
    document = json.loads(outputs()[name][0])
    field = data.draw(st.sampled_from(sorted(document)))
    try:
        read = READERS[name](json.dumps({**document, field: data.draw(_JSON)}))
        json.loads(read.to_json())
    except KafkaArchitectError:
        return

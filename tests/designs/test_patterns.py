"""What holds for every pattern. Each brings a specification that uses it: data/pattern_specifications."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import kafka_architect as ka
from kafka_architect.designs.design import design
from kafka_architect.designs.emitters import emit
from kafka_architect.designs.model.design import Design
from kafka_architect.designs.model.expression import evaluate
from kafka_architect.designs.patterns import PATTERNS, pattern
from kafka_architect.documents import read_document
from kafka_architect.errors import InputError

_CASES = Path(ka.__file__).parent / "data" / "pattern_specifications"
# What the design says too: kept forever (DSN009), and names that a test chose.
_EXPLAINED = {"TOP005": "DSN009", "TOP015": "DSN010", "TOP024": "DSN010"}


def test_every_pattern_has_a_case() -> None:
    assert {path.stem for path in _CASES.glob("*.yaml")} == set(PATTERNS)


@pytest.fixture(params=PATTERNS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def made(name: str) -> Design:
    return design(_CASES / f"{name}.yaml")


def test_the_design_has_no_error_and_names_its_decision(name: str, made: Design) -> None:
    assert [one for one in made.findings if one.severity != "info"] == []
    decisions = [one for one in made.decisions if one.pattern == name]
    assert decisions
    for one in decisions:
        assert one.because and one.applies_to and one.title
    modes = [one for one in made.failure_modes if one.pattern == name]
    assert modes
    for mode in modes:
        assert mode.what and mode.effect and mode.detection and mode.response


def test_what_it_gives_up_is_in_the_ledger(name: str, made: Design) -> None:
    if pattern(name).page.gives_up and name != "event-flow":
        assert any(name in one.patterns for one in made.guarantees)


def test_its_numbers_are_those_of_their_formulas(made: Design) -> None:
    for topic in made.topics.values():
        for key, figure in topic.figures():
            assert evaluate(figure.formula, figure.inputs) == pytest.approx(figure.value), (topic.name, key)
    for client in made.clients.values():
        for key, figure in client.figures():
            assert evaluate(figure.formula, figure.inputs) == pytest.approx(figure.value), (client.name, key)
            assert client.setting(key) == f"{figure.value:.0f}"


def test_it_comes_back_from_json_and_passes_the_validator(made: Design) -> None:
    back = Design.from_dict(json.loads(json.dumps(made.to_dict())))
    assert emit(back) == emit(made)
    texts = emit(made, ["strimzi", "client-properties", "connect", "mirror-maker"])
    findings = ka.ConfigValidator(made.platform.kafka, profile="production").validate(texts).findings
    said = {one.code for one in made.findings}
    # One partition on purpose: the number is pinned, with its reason.
    pinned = {one.name for one in made.topics.values() if one.partitions.pinned}
    left = [
        one
        for one in findings
        if _EXPLAINED.get(one.rule.code) not in said
        and not (one.rule.code == "TOP001" and one.configuration in pinned)
    ]
    assert [(one.rule.code, one.configuration, one.message) for one in left] == []


def test_unknown_names_in_its_options_are_refused_with_the_line(name: str, tmp_path: Path) -> None:
    """Every name in the options of a use is looked up: one that means nothing is an error there."""
    document = read_document(_CASES / f"{name}.yaml").value
    known = {
        *document["services"],
        *(f"{e}.{k}" for e, one in document.get("entities", {}).items() for k in one),
    }
    for index, use in enumerate(document.get("patterns", [])):
        text = json.dumps(use)
        for word in known:
            if f'"{word}"' not in text:
                continue
            wrong = json.loads(text.replace(f'"{word}"', '"no-such-thing"', 1))
            uses = [*document["patterns"][:index], wrong, *document["patterns"][index + 1 :]]
            file = tmp_path / "wrong.json"
            file.write_text(json.dumps({**document, "patterns": uses}, indent=1))
            with pytest.raises(InputError, match=r"wrong.json:\d+: .*no-such-thing"):
                design(file)

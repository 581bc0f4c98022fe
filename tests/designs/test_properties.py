"""What holds for every specification: no contradiction, no unasked error, more load never means less."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kafka_architect.designs.comparing import design_diff, state_of
from kafka_architect.designs.design import design
from kafka_architect.designs.difference.compare import compare
from kafka_architect.designs.difference.state import State
from kafka_architect.designs.emitters import emit
from kafka_architect.designs.importing import import_files
from kafka_architect.designs.model.design import Design
from kafka_architect.designs.model.expression import evaluate
from tests.designs.test_difference import _applied

_NAMES = st.text("abcdefgh-", min_size=1, max_size=12).filter(lambda one: one.strip("-") == one)
_RATES = st.one_of(
    st.none(),
    st.integers(1, 100_000).map(lambda one: f"{one}/s"),
    st.tuples(st.integers(1, 1000), st.integers(0, 20_000)).map(lambda two: f"{two[0]}..{two[0] + two[1]}"),
)
_RETENTIONS = st.one_of(
    st.none(),
    st.integers(1, 4000).map(lambda one: f"{one}h"),
    st.fixed_dictionaries(
        {},
        optional={
            name: st.integers(1, 400).map(lambda one: f"{one}d")
            for name in ("longest_outage", "replay", "legal")
        },
    ).filter(bool),
)


@st.composite
def _specifications(draw: st.DrawFn) -> dict[str, Any]:
    names = draw(st.lists(_NAMES, min_size=1, max_size=5, unique=True))
    entities: dict[str, Any] = {}
    for name in names:
        stream: dict[str, Any] = {"messages": draw(st.lists(_NAMES.map(str.title), max_size=2, unique=True))}
        optional = {"rate": draw(_RATES), "retention": draw(_RETENTIONS)}
        stream |= {field: value for field, value in optional.items() if value is not None}
        kind = draw(st.sampled_from(["events", "commands", "state"]))
        if kind == "state" and draw(st.booleans()):
            stream["distinct_keys"] = draw(st.integers(1, 10**9))
        entities[f"shop.{name}"] = {"key": f"{name}Id", kind: stream}
    streams = [f"{name}.{kind}" for name, one in entities.items() for kind in one if kind != "key"]
    services = {
        f"{name}-service": {
            "sends": [stream],
            "receives": draw(st.lists(st.sampled_from(streams), max_size=3, unique=True)),
            **draw(st.sampled_from([{}, {"instances": 1}, {"instances": 7}])),
        }
        for name, stream in zip(names, streams, strict=True)
    }
    patterns = draw(
        st.sampled_from(
            [[], [{"pattern": "retry-dlq"}], [{"pattern": "retry-dlq", "naming": "spring", "attempts": 1}]]
        )
    )
    return {
        "name": "any",
        "platform": draw(
            st.sampled_from([{}, {"brokers": 1}, {"brokers": 4, "zones": 2}, {"kind": "msk-express"}])
        ),
        "defaults": {"size": draw(st.integers(1, 100_000))},
        "entities": entities,
        "services": services,
        "patterns": patterns,
    }


@given(_specifications())
@settings(max_examples=40)
def test_any_specification_gives_a_design_without_contradiction(specification: dict[str, Any]) -> None:
    made = design(specification)
    assert [one for one in made.findings if one.severity == "error"] == []
    for topic in made.topics.values():
        assert topic.partitions.value >= 1
        assert 1 <= topic.min_insync_replicas.value <= topic.replication_factor.value
        for name, figure in topic.figures():
            assert evaluate(figure.formula, figure.inputs) == figure.value, name
        assert {*topic.senders, *topic.receivers} <= made.services.keys()
    for group in made.groups.values():
        assert set(group.topics) <= made.topics.keys()
        assert group.service in made.services
    for acl in made.acls:
        assert acl.resource != "topic" or acl.name in made.topics
        assert acl.resource != "group" or acl.name in made.groups


@given(_specifications())
@settings(max_examples=15)
def test_a_design_comes_back_from_json_and_emits_the_same(specification: dict[str, Any]) -> None:
    made = design(specification)
    back = Design.from_dict(json.loads(json.dumps(made.to_dict())))
    assert back == made
    assert emit(back) == emit(made)


@given(st.integers(1, 200_000), st.integers(1, 200_000), st.integers(100, 10_000), st.integers(1, 40))
@settings(max_examples=40)
def test_more_load_never_means_fewer_partitions(rate: int, more: int, size: int, consumers: int) -> None:
    def partitions(messages_per_s: int, instances: int) -> float:
        made = design(
            {
                "name": "load",
                "topics": {
                    "shop.t": {"key": "id", "rate": f"{messages_per_s}/s", "size": size, "retention": "1d"}
                },
                "services": {"s": {"receives": ["shop.t"], "instances": instances}},
            }
        )
        return made.topics["shop.t"].partitions.value

    fewest = partitions(rate, consumers)
    assert fewest <= partitions(rate + more, consumers)
    assert fewest <= partitions(rate, consumers + 1)


@given(_specifications(), st.sampled_from(["dev", "prod"]))
@settings(max_examples=15)
def test_an_environment_that_changes_nothing_changes_nothing(
    specification: dict[str, Any], environment: str
) -> None:
    base = design(specification)
    same = design({**specification, "environments": {environment: {}}}, environment=environment)
    assert (same.topics, same.groups, same.plan) == (base.topics, base.groups, base.plan)


@given(_specifications())
@settings(max_examples=10)
def test_a_design_does_not_differ_from_itself_nor_from_what_it_emits(specification: dict[str, Any]) -> None:
    made = design(specification)
    assert design_diff(made, made).changes == ()
    for target in ("asyncapi", "strimzi", "terraform", "jikkou"):
        with tempfile.TemporaryDirectory() as folder:
            paths = []
            for name, text in emit(made, [target]).items():
                paths.append(Path(folder) / name.replace("/", "_"))
                paths[-1].write_text(text, encoding="utf-8")
            imported = import_files(paths)
        # AsyncAPI describes what services tell each other, not their retry topics.
        kinds = {one.kind for one in compare(state_of(imported, target), State.of(made)).changes}
        assert kinds <= ({"topic-added"} if target == "asyncapi" else set())


_EDITS = st.fixed_dictionaries(
    {},
    optional={
        "partitions": st.integers(1, 60),
        "replication_factor": st.integers(1, 3),
        "retention": st.integers(1, 400).map(lambda one: f"{one}d"),
        "cleanup": st.sampled_from(["delete", "compact", "compact,delete"]),
        "address": _NAMES.map(lambda one: f"new.{one}"),
        "key": st.sampled_from(["otherId", ["tenantId", "otherId"]]),
        "config": st.dictionaries(
            st.sampled_from(["segment.ms", "max.message.bytes", "compression.type"]),
            st.sampled_from(["60000", "2000000"]),
        ),
    },
)


@given(_specifications(), _EDITS, st.booleans())
@settings(max_examples=12)
def test_what_is_applied_differs_no_longer(
    specification: dict[str, Any], edit: dict[str, Any], removes: bool
) -> None:
    after = json.loads(json.dumps(specification))
    names = list(after["entities"])
    kind = next(one for one in after["entities"][names[0]] if one != "key")
    after["entities"][names[0]][kind] |= edit
    if removes and len(names) > 1:
        gone = names[-1]
        del after["entities"][gone]
        for service in after["services"].values():
            for field in ("sends", "receives"):
                service[field] = [one for one in service[field] if not one.startswith(f"{gone}.")]
    old, new = (replace(State.of(design(one)), design=None) for one in (specification, after))
    assert compare(_applied(old, compare(old, new), new), new).changes == ()

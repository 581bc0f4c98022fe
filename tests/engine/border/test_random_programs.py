"""Random programs of hostile objects: whatever they do, counts are all or nothing and nothing crashes.

Each draws keys and columns of every form, and for each callback on the way what it does to them: grow,
shrink, clear, replace, resize, update the same analyzer, raise. `make fuzz` draws many more.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

import kafka_architect as ka

from .hostile import ActingColumn, LastWords, LyingList, LyingTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

EXAMPLES = int(os.environ.get("KAFKA_ARCHITECT_FUZZ_EXAMPLES", "100"))
TOPIC_PARTITIONS = 7

plain_keys = st.one_of(
    st.binary(max_size=9),
    st.text(max_size=5),
    st.binary(max_size=9).map(bytearray),
    st.none(),
    st.just("\ud800"),
    st.integers(0, 3),
)
forms = st.sampled_from(
    ["list", "tuple", "lying list", "lying tuple", "object", "S", "V", "U", "masked", "strided"]
)
acts = st.sampled_from(
    ["nothing", "grow", "shrink", "clear", "replace", "resize", "nest", "merge", "raise", "mutate"]
)


class Raised(Exception):  # noqa: N818
    """What a hostile object raises."""


def collection(form: str, keys: list[Any]) -> Any:
    """The keys in a form; bytes where the form has nothing else."""
    if form in {"list", "tuple", "lying list", "lying tuple"}:
        made: dict[str, Callable[[list[Any]], Any]] = {
            "list": list,
            "tuple": tuple,
            "lying list": LyingList,
            "lying tuple": LyingTuple,
        }
        return made[form](keys)
    if form == "object":
        array = np.empty(len(keys), dtype=object)
        array[:] = keys
        return array
    if form == "U":
        return np.array([key for key in keys if isinstance(key, str)] or ["a"], dtype="U5")
    fixed = np.array([bytes(key) for key in keys if isinstance(key, bytes)] or [b"a"], dtype="S9")
    if form == "V":
        return fixed.view("V9")
    if form == "masked":
        return np.ma.array(fixed, mask=np.arange(len(fixed)) % 2 == 0)
    return fixed[::-2] if form == "strided" else fixed


def mutate(keys: Iterator[Any]) -> None:
    for key in keys:
        if isinstance(key, bytearray):
            key.extend(b"x" * 100)


def actor(act: str, keys: Any, analyzer: ka.PartitioningStrategyAnalyzer) -> Callable[[], None]:
    """What happens in the middle of a call."""

    def run() -> None:
        if act == "raise":
            raise Raised
        if act == "nest":
            analyzer.update([b"nested"])
        elif act == "merge":
            analyzer.merge(analyzer)
        elif isinstance(keys, list):
            changes: dict[str, Callable[[], object]] = {
                "grow": lambda: list.extend(keys, [b"grown"] * 5_000),
                "shrink": lambda: list.__delitem__(keys, slice(1, None)),
                "clear": lambda: list.clear(keys),
                "replace": lambda: list.__setitem__(keys, slice(None), [7] * list.__len__(keys)),
                "mutate": lambda: mutate(list.__iter__(keys)),
            }
            changes.get(act, lambda: None)()
        elif isinstance(keys, np.ndarray) and act in {"resize", "grow", "shrink", "clear"}:
            try:
                keys.resize(0 if act == "clear" else 50_000, refcheck=False)
            except ValueError:
                return  # numpy does not resize views

    return run


@settings(max_examples=EXAMPLES)
@given(
    form=forms,
    keys=st.lists(plain_keys, max_size=12),
    repeats=st.sampled_from([1, 1, 1, 400]),
    acting=st.dictionaries(st.sampled_from(["sizes", "partitions"]), acts),
    last_words=st.one_of(st.none(), acts.filter(lambda act: act != "raise")),
    length=st.sampled_from([0, 0, 0, 1, -1]),
)
def test_counts_are_all_or_nothing(  # noqa: PLR0917
    form: str, keys: list[Any], repeats: int, acting: dict[str, str], last_words: str | None, length: int
) -> None:
    analyzer = ka.PartitioningStrategyAnalyzer([4], topic_partitions=TOPIC_PARTITIONS)
    analyzer.update([b"first"])
    many = keys * repeats
    given_keys = collection(form, many)
    if last_words is not None and isinstance(given_keys, list):
        key = LastWords(b"last")
        key.act = actor(last_words, given_keys, analyzer)
        list.append(given_keys, key)
        del key
    real = (
        list.__len__(given_keys)
        if isinstance(given_keys, list)
        else tuple.__len__(given_keys)
        if isinstance(given_keys, tuple)
        else given_keys.shape[0]
    )
    columns: dict[str, Any] = {
        name: ActingColumn([0] * max(real + length, 0), actor(act, given_keys, analyzer))
        for name, act in acting.items()
    }
    refused = False
    try:
        analyzer.update(given_keys, **columns)
    except (ka.KafkaArchitectError, Raised):
        refused = True
    found = analyzer._state.snapshot(5)
    records = found["records"]
    others_count = {"nest", "merge"} & {*acting.values(), last_words}
    if not others_count and (refused or not acting):
        assert records == 1 + (0 if refused else real)
    assert sum(found["partitions"][0][1].tolist()) == found["keyed"]
    assert found["keyed"] <= records
    ka.PartitioningStrategyAnalyzer.from_bytes(analyzer.to_bytes())


@settings(max_examples=EXAMPLES)
@given(form=forms, keys=st.lists(plain_keys, max_size=12), repeats=st.sampled_from([1, 500]))
def test_hashes_are_one_for_every_key(form: str, keys: list[Any], repeats: int) -> None:
    given_keys = collection(form, keys * repeats)
    try:
        found = ka.murmur2(given_keys)
    except ka.KafkaArchitectError:
        return
    honest = list(list.__iter__(given_keys)) if isinstance(given_keys, list) else given_keys
    if form in {"list", "lying list"}:
        assert found.tolist() == [0 if key is None else ka.murmur2(key) for key in honest]

"""Some of the labelled situations of benchmarks/judgement, of a seed that its record does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.judgement.judged import FAMILIES, judged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.judgement.situation import Situation

SEED = 7
EVERY = 11
# Of a family: one that is near a line may be judged either way.
MAY_BE_WRONG = 1
LARGE = ("1,000,000", "10,000,000", "5,000 records each", "200,000 keys")


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: str(family.__name__))
def test_labelled_situations_are_judged_right(family: Callable[[int], Iterator[Situation]]) -> None:
    situations = [one for one in family(SEED) if not any(large in one.name for large in LARGE)]
    found = [judged(one) for one in situations[::EVERY]]
    wrong = [f"{one.situation.name}: {one.fault()}" for one in found if not one.right]
    assert found
    assert len(wrong) <= (MAY_BE_WRONG if family.__name__ in {"zipf_keys", "tenants"} else 0), wrong

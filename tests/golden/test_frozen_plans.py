import json

import pytest

from . import frozen

PLANS = json.loads(frozen.FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", frozen.WORKLOADS)
def test_an_answer_changes_only_on_purpose(name: str) -> None:
    # Meant? Then: python -m tests.golden.frozen, and say why in the commit.
    assert frozen.answer(name) == PLANS[name]


def test_nothing_is_frozen_that_is_not_asked() -> None:
    assert PLANS.keys() == frozen.WORKLOADS.keys()

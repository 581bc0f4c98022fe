"""The outputs beside the examples are what the emitters write: a change shows in review."""

from __future__ import annotations

from tools.designs.outputs import EXAMPLES, different_outputs


def test_the_outputs_of_the_examples_are_current() -> None:
    assert different_outputs() == [], "run `make design-pages`, and look at what changed"
    assert (EXAMPLES / "shop" / "kafka" / "create-topics.sh").exists()

"""Patterns of a configuration are asked, and never run away."""

from __future__ import annotations

import pytest

from kafka_architect.validation.knowledge.patterns import matches_whole


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        ("shop\\..*", "shop.orders", True),
        ("shop\\..*", "my-shop.orders", False),
        ("(a|b)+", "abab", True),
        ("[", "a", None),
        ("\\p{Alpha}+", "a", None),
        ("(a+)+b", "a" * 60, None),
        ("(.*)*x", "a" * 60, None),
        ("(a{1,9}){1,99}b", "a" * 60, None),
        ("a" * 300, "a", None),
    ],
)
def test_the_whole_text_must_match(pattern: str, text: str, matches: bool | None) -> None:
    assert matches_whole(pattern, text) is matches

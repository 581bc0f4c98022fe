"""Patterns of a configuration are asked, and never run away."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kafka_architect.validation.knowledge.patterns import matches_whole


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        ("shop\\..*", "shop.orders", True),
        ("shop\\..*", "my-shop.orders", False),
        ("^shop-[a-z0-9_.-]+$", "shop-orders.v1", True),
        ("(?:a|bc){2,3}?", "abca", True),
        ("[^.]+\\.\\w+\\.\\d{2}", "a.b.12", True),
        ("(a|b)+", "abab", True),
        ("", "", True),
        ("(a*)*b", "aab", True),
        ("((a+))+", "a" * 40 + ".dlq", False),
        ("(a+)+b", "a" * 60, False),
        ("(.*)*x", "a" * 60, False),
        ("(a|a)*b", "a" * 60, False),
        ("(a{1,9}){1,99}b", "a" * 60, False),
        ("(a?){400}a{400}", "a" * 400, True),
        ("[", "a", None),
        ("a{2,1}", "a", None),
        ("\\p{Alpha}+", "a", None),
        ("(?!a).*", "b", None),
        ("(a)\\1", "aa", None),
        ("a++", "a", None),
        ("((a{99}){99}){99}", "a", None),
        ("a" * 501, "a", None),
        ("a*", "a" * 501, None),
        ("(" * 490, "a", None),
    ],
)
def test_the_whole_text_must_match(pattern: str, text: str, matches: bool | None) -> None:
    assert matches_whole(pattern, text) is matches


ATOMS = st.sampled_from(["a", "b", ".", "[ab]", "[^a]", "\\.", "\\d", "\\w", "[a-c.]"])
PATTERNS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["", "?", "*", "+", "{2}", "{1,2}", "{0,}", "??"])).map(
            lambda part: f"({part[0]}){part[1]}"
        ),
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})"),
    ),
    max_leaves=6,
)


@settings(max_examples=400)
@given(PATTERNS, st.text("abc.1", max_size=7))
def test_it_agrees_with_python(pattern: str, text: str) -> None:
    assert matches_whole(pattern, text) is (re.fullmatch(pattern, text) is not None)

"""Each check finds what its page calls bad, and is silent about what the page calls good."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kafka_architect.designs.checks import CHECKS, check_of, checks
from kafka_architect.errors import InputError
from tests.designs.specifications import designed

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("code", CHECKS)
def test_the_bad_example_is_found(code: str, tmp_path: Path) -> None:
    found = [one for one in designed(tmp_path, checks()[code].bad).findings if one.code == code]
    assert found
    for one in found:
        assert one.message and one.cure and one.subject
        assert one.severity == str(checks()[code].severity)


@pytest.mark.parametrize("code", CHECKS)
def test_the_good_example_has_no_error(code: str, tmp_path: Path) -> None:
    made = designed(tmp_path, checks()[code].good)
    assert [one for one in made.findings if one.code == code or one.severity == "error"] == []


@pytest.mark.parametrize("code", CHECKS)
def test_a_check_is_documented(code: str) -> None:
    told = checks()[code]
    assert told.summary.endswith(".") and told.why.endswith(".") and told.sources


def test_a_check_is_found_by_code_and_name() -> None:
    assert check_of("dsn001") is check_of("compacted-event-log")
    with pytest.raises(InputError, match="DSN00"):
        check_of("DSN00")


@pytest.mark.parametrize(
    ("topic", "skipped"),
    [
        ("shop.orders", False),
        ("eu.orders", True),
        ("shop.eu.orders", True),
        ("shop.eu", False),
        ("shop.replica", True),
        ("shopxreplica", False),
        ("__shop", True),
        ("shop.us.orders", True),
    ],
)
def test_names_that_a_mirror_would_skip_are_found(topic: str, skipped: bool, tmp_path: Path) -> None:
    made = designed(
        tmp_path,
        f"""\
        name: shop
        topics: {{{topic}: {{key: id}}}}
        patterns: [{{pattern: active-active, regions: [eu, us], conflicts: none}}]
        """,
    )
    assert any(one.code == "DSN025" for one in made.findings) == skipped

"""Which catalogue stands for which Kafka version."""

from __future__ import annotations

import pytest

from kafka_architect.errors import InputError
from kafka_architect.validation.catalogue import (
    DEFAULT_VERSION,
    key_catalogue,
    known_versions,
    match_version,
    nearest_version,
    resolve_version,
)
from kafka_architect.validation.role import Role


def test_the_known_versions_are_in_order() -> None:
    assert known_versions() == ("3.9.2", "4.0.0", "4.1.1", "4.2.0", "4.3.1", "4.4.0")
    assert DEFAULT_VERSION in known_versions()


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("4.3.1", "4.3.1"),
        ("4.3", "4.3.1"),
        ("4.3.0", "4.3.1"),
        ("v4.1", "4.1.1"),
        (" 3.9 ", "3.9.2"),
        ("4", "4.3.1"),
        ("3", "3.9.2"),
        ("4.4", "4.4.0"),
    ],
)
def test_a_version_means_the_catalogue_of_its_minor_version(asked: str, meant: str) -> None:
    assert resolve_version(asked) == meant


@pytest.mark.parametrize("asked", ["3.8", "5.0", "", "latest", "4.3.1.1", "4.x"])
def test_an_unknown_version_is_refused_with_the_known_ones(asked: str) -> None:
    with pytest.raises(InputError, match=r"3\.9\.2, 4\.0\.0.*found"):
        resolve_version(asked)


@pytest.mark.parametrize(
    ("found", "meant", "exact"),
    [
        ("3.7.1", "3.9.2", False),
        ("4.1", "4.1.1", True),
        ("4.1.0-rc1", "4.1.1", True),
        ("4.9", "4.4.0", False),
        ("4", "4.3.1", False),
        ("latest", "4.3.1", False),
        (None, "4.3.1", False),
    ],
)
def test_an_image_tag_is_judged_by_the_newest_catalogue_that_is_not_newer(
    found: str | None, meant: str, exact: bool
) -> None:
    match = match_version(found)
    assert (match.version, match.exact) == (meant, exact)
    assert exact == (match.note == "")
    assert nearest_version(found) == meant


def test_streams_of_a_version_that_is_served_in_part_come_from_the_one_before() -> None:
    assert key_catalogue("4.4", Role.STREAMS).version == "4.3.1"
    assert key_catalogue("4.4", Role.BROKER).version == "4.4.0"

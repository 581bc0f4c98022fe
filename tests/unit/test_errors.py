"""Every error of the package is also the built-in exception that Python programmers would catch."""

from __future__ import annotations

import pytest

import kafka_architect as ka


@pytest.mark.parametrize(
    ("error", "builtin"),
    [
        (ka.InputError, ValueError),
        (ka.KeyTypeError, TypeError),
        (ka.SourceError, OSError),
        (ka.MalformedSourceError, ValueError),
        (ka.StateError, ValueError),
    ],
)
def test_an_error_is_caught_by_its_family_and_by_its_builtin(
    error: type[Exception], builtin: type[Exception]
) -> None:
    assert issubclass(error, ka.KafkaArchitectError)
    assert issubclass(error, builtin)


def test_a_type_error_of_a_key_is_no_value_error() -> None:
    assert not issubclass(ka.KeyTypeError, ValueError)
    assert not issubclass(ka.InputError, TypeError)

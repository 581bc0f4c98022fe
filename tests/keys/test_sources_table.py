"""Every format and every codec is one module and one line in its table."""

from __future__ import annotations

import pkgutil

import pytest

import kafka_architect as ka
from kafka_architect.keys import compression, formats
from kafka_architect.keys.compression.codec import Codec
from kafka_architect.keys.source import SourceFormat

SHARED = {"codec", "members"}


def modules_of(package: object) -> set[str]:
    return {module.name for module in pkgutil.iter_modules(package.__path__)}  # type: ignore[attr-defined]


def test_every_module_of_formats_is_in_the_table() -> None:
    in_table = {one.read.__module__.rpartition(".")[2] for one in formats.FORMATS}
    assert in_table == modules_of(formats)
    assert all(isinstance(one, SourceFormat) for one in formats.FORMATS)


def test_every_module_of_compression_is_in_the_table() -> None:
    in_table = {one.blocks.__module__.rpartition(".")[2] for one in compression.CODECS}
    assert in_table == modules_of(compression) - SHARED
    assert all(isinstance(one, Codec) for one in compression.CODECS)


def test_names_are_unique_and_findings_have_one_reader() -> None:
    assert len(formats.FORMATS_BY_NAME) == len(formats.FORMATS)
    found = [name for one in formats.FORMATS for name in one.found_as]
    assert len(found) == len(set(found))


def test_an_unknown_format_lists_those_that_are_known() -> None:
    with pytest.raises(ka.InputError, match="parquet"):
        ka.analyze("nowhere", input_format="parket")

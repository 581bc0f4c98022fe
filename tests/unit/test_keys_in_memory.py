"""analyze takes keys in memory as it takes a file of them, and says what else to use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pytest

import kafka_architect as ka

if TYPE_CHECKING:
    from pathlib import Path

KEYS = [b"IAH", b"MIA", b"", b"ATL"] * 50


def figures(report: ka.DistributionReport) -> dict[str, Any]:
    return report.to_dict() | {"source": ""}


@pytest.mark.parametrize(
    "keys",
    [KEYS, tuple(KEYS), np.array(KEYS), np.array(KEYS, dtype=object), [key.decode() for key in KEYS]],
    ids=["list", "tuple", "S array", "object array", "texts"],
)
def test_keys_in_memory_are_reported_as_those_of_a_file(tmp_path: Path, keys: Any) -> None:
    path = tmp_path / "keys.txt"
    path.write_bytes(b"\n".join(KEYS) + b"\n")
    report = ka.analyze(keys, [12], what_if=[6], top=2, mitigate=True)
    of_file = figures(ka.analyze(path, [12], what_if=[6], top=2, mitigate=True))
    assert figures(report) == of_file | {"read_as": [], "notes": []}
    assert report.source == "keys in memory"


def test_nulls_count_as_null_keys() -> None:
    assert ka.analyze([b"IAH", None, None]).null_keys == 2


@pytest.mark.parametrize(
    "source", [5, {"a"}, iter(["a"]), None, object()], ids=["number", "set", "iterator", "None", "object"]
)
def test_what_is_neither_path_nor_keys_is_told_what_to_use(source: Any) -> None:
    with pytest.raises(ka.KeyTypeError, match=r"expected (the path of a file of keys|chunks of keys)"):
        ka.analyze(source)


def test_a_list_of_files_is_not_taken_for_keys(tmp_path: Path) -> None:
    """A report about their names would look like one about their keys."""
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for path in paths:
        path.write_bytes(b"IAH\n")
    lists: list[Any] = [paths, list(map(str, paths))]
    for given in lists:
        (hottest,) = ka.analyze(given).heavy_hitters
        assert (hottest.key, hottest.count) == ("IAH", 2)


@pytest.mark.parametrize("option", [{"checkpoint": "c"}, {"exact": True}], ids=str)
def test_options_of_files_are_refused_and_not_ignored(option: dict[str, Any]) -> None:
    with pytest.raises(ka.InputError, match="apply only to files"):
        ka.analyze(KEYS, **option)


def test_keys_in_memory_can_be_saved(tmp_path: Path) -> None:
    ka.analyze(KEYS, save=tmp_path / "s.ka")
    saved = ka.PartitioningStrategyAnalyzer.from_bytes((tmp_path / "s.ka").read_bytes())
    assert saved.report().records == len(KEYS)


MAKERS: list[Any] = [ka.PartitioningStrategyAnalyzer, lambda **given: ka.analyze(KEYS, **given)]


def endless() -> Any:
    """Counts without end: as good as a million of them."""
    count = 0
    while True:
        count += 1
        yield count


@pytest.mark.parametrize("name", ["partitions", "what_if"])
@pytest.mark.parametrize("counts", [range(1, 10**6 + 1), range(10**12)], ids=repr)
def test_more_counts_than_can_be_judged_are_refused_at_once(name: str, counts: range) -> None:
    for make in MAKERS:
        with pytest.raises(ka.InputError, match=f"{name}: more than 2,000 partition counts"):
            make(**{name: counts})
    with pytest.raises(ka.InputError, match="more than 2,000"):
        ka.PartitioningStrategyAnalyzer(what_if=endless())


@pytest.mark.parametrize("name", ["partitions", "what_if"])
def test_what_counts_would_take_is_said_before_it_is_allocated(name: str) -> None:
    for make in MAKERS:
        with pytest.raises(
            ka.InputError, match=r"would require about \d+\.\d GB of memory: expected at most"
        ):
            make(**{name: range(999_000, 1_000_001)})


@pytest.mark.parametrize("width", ["int8", "int32", "int64", "uint64"])
def test_codes_of_null_rows_say_nothing_of_the_others(width: str) -> None:
    """What lies in the slot of a null row may be any number, one of more than 32 bits too."""
    codes = np.array([1, 0, 2, 1], dtype=width)
    codes[1] = np.iinfo(width).max
    column = pa.DictionaryArray.from_buffers(
        pa.dictionary(pa.from_numpy_dtype(np.dtype(width)), pa.string()),
        4,
        [pa.py_buffer(bytes([0b1101])), pa.py_buffer(codes)],
        pa.array(["a", "b", "c"]),
        null_count=1,
    )
    report = ka.analyze(column, [4])
    assert report.null_keys == 1
    assert {key.key: key.count for key in report.heavy_hitters} == {"b": 2, "c": 1}

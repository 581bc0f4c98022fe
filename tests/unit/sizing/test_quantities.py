from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from kafka_architect.errors import InputError
from kafka_architect.sizing import quantities

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1000", 1000),
        ("1 kB", 1000),
        ("1KB", 1000),
        ("1 KiB", 1024),
        ("2.5 GB", 2.5e9),
        ("1_000", 1000),
        (16384, 16384),
    ],
)
def test_sizes(text: object, number: float) -> None:
    assert quantities.size(text, "size") == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("7d", 604_800), ("12h", 43_200), ("30 min", 1800), ("2 weeks", 1_209_600), (timedelta(hours=1), 3600)],
)
def test_durations(text: object, number: float) -> None:
    assert quantities.duration(text, "retention") == number


@pytest.mark.parametrize(
    ("text", "number"), [("50 MB/s", 50e6), ("50MBps", 50e6), ("10 Gbit/s", 1.25e9), ("1 MiB/s", 1048576)]
)
def test_throughputs(text: str, number: float) -> None:
    assert quantities.throughput(text, "throughput") == number


@pytest.mark.parametrize(
    ("text", "expected"),
    [(50_000, (50_000, None)), ("50k", (50_000, None)), ("50k/s", (50_000, None)), ("2M msgs/s", (2e6, None)),
     ("50 MB/s", (None, 50e6))],
)  # fmt: skip
def test_a_rate_is_messages_or_bytes(text: object, expected: tuple[float | None, float | None]) -> None:
    assert quantities.rate(text, "rate") == expected


@pytest.mark.parametrize(
    ("parse", "text", "says"),
    [
        (quantities.throughput, "50 Mb/s", "bits or bytes"),
        (quantities.size, "1 Kb", "bits or bytes"),
        (quantities.duration, "3m", "minutes or months"),
        (quantities.duration, 7, "no unit"),
        (quantities.duration, "7", "no unit"),
        (quantities.duration, "7 MB", "wrong unit"),
        (quantities.size, "7d", "wrong unit"),
        (quantities.throughput, "50 MB", "not a throughput"),
        (quantities.throughput, "50", "no unit"),
        (quantities.count, "50 MB", "wrong unit"),
        (quantities.count, "many", "expected a number"),
        (quantities.count, "nan", "expected a number"),
        (quantities.count, float("inf"), "expected a number"),
        (quantities.count, True, "expected a number"),
        (quantities.size, None, "expected a size"),
    ],
)
def test_what_is_ambiguous_or_does_not_fit_is_refused(parse: object, text: object, says: str) -> None:
    with pytest.raises(InputError, match=says):
        parse(text, "quantity")  # type: ignore[operator]


def test_ranges_share_a_unit_written_once() -> None:
    assert quantities.ranged("3..9d", quantities.duration, "retention") == (259_200, 777_600)
    assert quantities.ranged("30000..80000", quantities.count, "rate") == (30_000, 80_000)
    assert quantities.ranged(5, quantities.count, "rate") == 5
    with pytest.raises(InputError, match="ends below its start"):
        quantities.ranged("9..3", quantities.count, "rate")


@pytest.mark.parametrize(
    "text",
    [
        "9" * 40_000 + "\n\nx",
        "1" + " " * 40_000 + "x\n\ny",
        "1 " + "x " * 20_000,
        "1 k" + " " * 40_000 + "x",
        "1 MB" + " " * 40_000 + "/ x",
        "1 " + "/ " * 20_000,
    ],
)
@pytest.mark.parametrize("read", [quantities.rate, quantities.throughput, quantities.duration])
def test_a_long_text_is_refused_at_once(text: str, read: Callable[[object, str], object]) -> None:
    taken: list[float] = []
    while len(taken) < 5 and (not taken or taken[-1] >= 0.5):  # of quadratic patterns it is 3 s each time
        start = time.thread_time()
        with pytest.raises(InputError, match=r"^x: "):
            read(text, "x")
        taken.append(time.thread_time() - start)
    assert min(taken) < 0.5, taken


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("50k messages/s", (50e3, None)),
        ("50 records / sec", (50, None)),
        ("2M msgs/s", (2e6, None)),
        (" 5 MB / S ", (None, 5e6)),
        ("1.5e3 MBps", (None, 1.5e9)),
    ],
)
def test_rates_are_told_apart(text: str, figures: tuple[float | None, float | None]) -> None:
    assert quantities.rate(text, "x") == figures

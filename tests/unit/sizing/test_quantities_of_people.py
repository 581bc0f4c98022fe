"""Quantities as people write them in tickets and on vendors' pages."""

from typing import Any

import pytest

import kafka_architect as ka
from kafka_architect.sizing import quantities


@pytest.mark.parametrize(
    ("text", "messages"),
    [("1,000,000", 1e6), ("3M/min", 50_000), ("86400/day", 1), ("50k/s", 50_000), ("7200 records/h", 2),
     ("12.5k msgs/s", 12_500)],
)  # fmt: skip
def test_messages(text: str, messages: float) -> None:
    found, in_bytes = quantities.rate(text, "rate")
    assert in_bytes is None
    assert found == pytest.approx(messages)


@pytest.mark.parametrize(
    ("text", "in_bytes"),
    [("4.32 TB/day", 50e6), ("100 MB/min", 100e6 / 60), ("10 Gbps", 1.25e9), ("25 Gbit/s", 3.125e9),
     ("1,000 MB/s", 1e9), ("50 MBps", 50e6), ("1 MiB/s", 2**20)],
)  # fmt: skip
def test_bytes(text: str, in_bytes: float) -> None:
    assert quantities.throughput(text, "rate") == pytest.approx(in_bytes)
    messages, found = quantities.rate(text, "rate")
    assert messages is None
    assert found == pytest.approx(in_bytes)


@pytest.mark.parametrize(
    ("read", "text", "says"),
    [
        (quantities.rate, "1,5", "expected|amount"),
        (quantities.rate, "50 Mb/s", "bits or bytes"),
        (quantities.duration, "1e300y", "longer than 1000 years"),
    ],
)
def test_what_could_mean_two_things(read: Any, text: str, says: str) -> None:
    with pytest.raises(ka.InputError, match=says):
        read(text, "x")


def test_a_range_has_two_ends() -> None:
    with pytest.raises(ka.InputError, match="2 ends"):
        quantities.ranged([1, 2, 3], quantities.count, "rate")

"""Which fields a key is made of, and which of several keys is the best one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet
import pytest
from click.testing import CliRunner

import kafka_architect as ka
from kafka_architect.cli.main import cli
from kafka_architect.keys.key_expression import KeyExpression

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [
    {
        "tenant": f"t{i % 3}",
        "user": f"u{i % 40}",
        "order": {"id": i, "customer": f"c{i % 40}"},
        "a:b": "whole",
    }
    for i in range(400)
]


def write(path: Path) -> Path:
    if path.suffix == ".jsonl":
        path.write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    else:
        pyarrow.parquet.write_table(pa.Table.from_pylist(ROWS), path)
    return path


@pytest.mark.parametrize("name", ["orders.jsonl", "orders.parquet"])
@pytest.mark.parametrize(
    ("key", "keys"),
    [
        ("user", [row["user"] for row in ROWS]),
        ("order.customer", [f"c{i % 40}" for i in range(400)]),
        ("tenant:user", [f"{row['tenant']}:{row['user']}" for row in ROWS]),
        ("'eu'/tenant|order.id", [f"eu/t{i % 3}|{i}" for i in range(400)]),
        ("a:b", ["whole"] * 400),
    ],
)
def test_keys_of_fields(tmp_path: Path, name: str, key: str, keys: list[str]) -> None:
    report = ka.analyze(write(tmp_path / name), key=key)
    wanted = ka.analyze(keys)
    assert [load.records.tolist() for load in report.measurements.partitions] == [
        load.records.tolist() for load in wanted.measurements.partitions
    ]
    assert report.heavy_hitters == wanted.heavy_hitters


def test_a_key_with_a_part_that_is_null_is_null(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"a": "x", "b": "y"}\n{"a": "x", "b": null}\n{"a": "x"}\n')
    report = ka.analyze(tmp_path / "a.jsonl", key="a:b")
    assert (report.records, report.null_keys) == (3, 2)
    assert "the field 'b' is missing in 1 of 3 records" in report.notes[0]


@pytest.mark.parametrize("text", ["", "::", "'only'", "  "])
def test_what_names_no_field_is_refused(text: str) -> None:
    with pytest.raises(ka.InputError, match="names no field"):
        KeyExpression.parsed(text)


def test_a_quote_that_is_not_closed_is_refused() -> None:
    with pytest.raises(ka.InputError, match="the quote at character 3 is not closed"):
        KeyExpression.parsed("a:'b")


def orders(path: Path) -> Path:
    """Customers that are many and even, tenants that are few, orders that are all distinct."""
    random = np.random.default_rng(3)
    customers = random.integers(0, 30_000, 60_000)
    with path.open("w") as file:
        file.write("orderId,customerId,tenant,country\n")
        file.writelines(f"o{i},c{one},t{one % 4},CH\n" for i, one in enumerate(customers))
    return path


def test_keys_side_by_side(tmp_path: Path) -> None:
    found = ka.compare_keys(
        orders(tmp_path / "a.csv"), ["orderId", "customerId", "tenant", "tenant:customerId"]
    )
    by_key = {one.key: one for one in found.candidates}
    # Each customer has one tenant: a tenant's partition keeps its customers in order too.
    assert set(by_key["tenant"].keeps_order_of) == {"customerId", "tenant:customerId"}
    assert by_key["customerId"].keeps_order_of == ("tenant:customerId",)
    assert by_key["orderId"].keeps_order_of == ()
    assert found.best.key in {"customerId", "tenant:customerId"}
    assert found.candidates[-1].key == "tenant"
    assert "is distributed evenly at 12, 24, 48 partitions" in found.reason
    assert [load.count for load in found.best.report.partitions] == [12, 24, 48]
    for one in found.candidates:
        alone = ka.analyze(tmp_path / "a.csv", [12, 24, 48], key=one.key)
        assert [load.records.tolist() for load in one.report.measurements.partitions] == [
            load.records.tolist() for load in alone.measurements.partitions
        ]


def test_a_key_that_each_record_has_alone_orders_nothing(tmp_path: Path) -> None:
    """It spreads best, and is no key: hashing it is a dearer way of having none."""
    found = ka.compare_keys(orders(tmp_path / "a.csv"), ["orderId", "customerId"])
    by_key = {one.key: one for one in found.candidates}
    assert by_key["orderId"].busiest < by_key["customerId"].busiest
    assert by_key["orderId"].orders_nothing
    assert found.best.key == "customerId"
    assert found.reason.endswith("records stay in order per customerId")
    assert "orderId keeps no order: it is unique in nearly every record" in str(found)


def test_the_command_compares_keys(tmp_path: Path) -> None:
    path = str(orders(tmp_path / "a.csv"))
    shown = CliRunner().invoke(cli, ["analyze", path, "--key", "tenant", "--key", "customerId"])
    assert shown.exit_code == 0
    assert "Best key: customerId" in shown.output
    assert "12 partitions" in shown.output
    told = CliRunner().invoke(
        cli,
        ["analyze", path, "--key", "tenant", "--key", "country", "-p", "6", "--check", "--format", "json"],
    )
    assert told.exit_code == 1
    document = json.loads(told.stdout)
    assert {one["key"] for one in document["candidates"]} == {"tenant", "country"}
    assert [load["count"] for load in document["candidates"][0]["partitions"]] == [6]


def test_counted_rows(tmp_path: Path) -> None:
    keys = {"a": 1000, "b": 1, "c": 0, "d": 77}
    (tmp_path / "a.csv").write_text("key,n\n" + "".join(f"{key},{count}\n" for key, count in keys.items()))
    report = ka.analyze(tmp_path / "a.csv", count_field="n")
    wanted = ka.analyze([key for key, count in keys.items() for _ in range(count)])
    assert [load.records.tolist() for load in report.measurements.partitions] == [
        load.records.tolist() for load in wanted.measurements.partitions
    ]
    assert report.records == 1078


def test_masked_keys_are_nowhere_in_the_report(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("secret-person-1\n" * 500 + "".join(f"secret-person-{i}\n" for i in range(200)))
    report = ka.analyze(path, mask_keys=True, mitigate=True, what_if=range(4, 9))
    shown = report.to_json() + str(report) + report._repr_html_() + repr(report)
    assert "secret" not in shown
    assert report.heavy_hitters[0].encoding == "masked"
    assert len({key.key for key in report.heavy_hitters}) == len(report.heavy_hitters)
    assert report.weak_keys
    with pytest.raises(ka.InputError, match="save stores the keys"):
        ka.analyze(path, mask_keys=True, save=tmp_path / "state")
    out = CliRunner().invoke(cli, ["analyze", str(path), "--mask-keys"]).output
    assert "secret" not in out

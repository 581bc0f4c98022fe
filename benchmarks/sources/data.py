"""The same orders in every format: skewed customers, distinct orders, columns that nobody asks for."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import zstandard

FOLDER = Path("build/bench-data/sources")
KEY = "customerId"
_CUSTOMERS = 200_000


def orders(rows: int) -> pa.Table:
    """Zipf customers, exponent 1.3."""
    random = np.random.default_rng(1)
    names = pa.array([f"customer-{number:07d}" for number in range(_CUSTOMERS)])
    drawn = pa.array((random.zipf(1.3, rows) % _CUSTOMERS).astype(np.int32))
    return pa.table({
        "orderId": pa.array(random.permutation(rows)),
        KEY: pa.DictionaryArray.from_arrays(drawn, names).cast(pa.string()),
        "amount": pa.array(random.random(rows)),
        "city": pa.array(random.choice(["Bern", "Chur", "Basel"], rows)),
        "note": pa.array(["some text of the order"] * rows),
    })  # fmt: skip


def files(rows: int) -> dict[str, Path]:
    """The files by format; written once."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    made = {name: FOLDER / f"{rows}.{name}" for name in ("txt", "gz", "zst", "csv", "jsonl", "parquet")}
    if all(path.exists() for path in made.values()):
        return made
    table = orders(rows)
    pyarrow.parquet.write_table(table, made["parquet"])
    pyarrow.csv.write_csv(table, made["csv"])
    keys = table[KEY].to_pylist()
    text = "".join(f"{key}\n" for key in keys).encode()
    made["txt"].write_bytes(text)
    made["gz"].write_bytes(gzip.compress(text, 6))
    made["zst"].write_bytes(zstandard.compress(text))
    amounts = table["amount"].to_pylist()
    with made["jsonl"].open("w") as file:
        file.writelines(
            f'{{"orderId": {place}, "order": {{"status": "sent"}}, "{KEY}": "{key}", "amount": {amount}, '
            f'"note": "some text of the order"}}\n'
            for place, (key, amount) in enumerate(zip(keys, amounts, strict=True))
        )
    return made

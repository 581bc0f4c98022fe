"""--save, --merge and --checkpoint of the installed command."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from .command import refuse, succeed

if TYPE_CHECKING:
    from pathlib import Path


def test_two_saved_states_are_reported_as_one(keys: Path, tmp_path: Path) -> None:
    (tmp_path / "more.txt").write_bytes(b"LGA\n" * 500)
    succeed("analyze", keys, "--save", tmp_path / "a.ka")
    succeed("analyze", tmp_path / "more.txt", "--save", tmp_path / "b.ka")
    merged = json.loads(
        succeed("analyze", "--merge", tmp_path / "a.ka", tmp_path / "b.ka", "--format", "json")
    )
    alone = json.loads(succeed("analyze", keys, "--format", "json"))
    assert merged["records"] == alone["records"] + 500
    assert merged["empty_keys"] == alone["empty_keys"]
    assert {"key": "LGA", "count": 500}.items() <= next(
        key for key in merged["heavy_hitters"] if key["key"] == "LGA"
    ).items()


def test_keys_are_no_saved_state(keys: Path, tmp_path: Path) -> None:
    message = refuse("analyze", "--merge", keys)
    assert f"{keys}: not a saved state" in message
    assert "cannot read the state" in refuse("analyze", "--merge", tmp_path / "missing.ka")


def test_a_checkpoint_is_gone_once_the_file_is_read(keys: Path, tmp_path: Path) -> None:
    assert "7,001 records" in succeed("analyze", keys, "--checkpoint", tmp_path / "c")
    assert not (tmp_path / "c").exists()
    (tmp_path / "c").write_bytes(b"{}\n")
    assert "not a checkpoint" in refuse("analyze", keys, "--checkpoint", tmp_path / "c")

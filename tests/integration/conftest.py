"""A small file of keys for the command to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    """Skewed, with empty keys, CRLF among LF, and no newline at its end."""
    path = tmp_path / "keys.txt"
    path.write_bytes(b"IAH\nIAH\r\nMIA\n\nBQN\n\r\nATL\n" * 1000 + b"ORD")
    return path

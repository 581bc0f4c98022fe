"""Running before others, on machines that share out processors in other ways."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tools.kafka.traffic import traffic

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_kernel_without_autogroups_says_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    # The file is there all the same, and empty.
    nothing = tmp_path / "autogroup"
    nothing.write_text("")
    monkeypatch.setattr(traffic, "AUTOGROUP", nothing)
    before = os.getpriority(os.PRIO_PROCESS, 0)
    with traffic.first_in_line():
        assert nothing.read_text() == ""
    assert os.getpriority(os.PRIO_PROCESS, 0) == before


def test_a_session_gets_its_place_back(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    session = tmp_path / "autogroup"
    session.write_text("/autogroup-54 nice 3\n")
    monkeypatch.setattr(traffic, "AUTOGROUP", session)
    with traffic.first_in_line() as allowed:
        assert session.read_text() == ("-15" if allowed else "/autogroup-54 nice 3\n")
    assert session.read_text() == ("3" if allowed else "/autogroup-54 nice 3\n")


def test_a_system_without_sessions(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(traffic, "AUTOGROUP", tmp_path / "none")
    with traffic.first_in_line():
        assert not (tmp_path / "none").exists()

"""What the tests of commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.commands import ASKED, run, write_cluster

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plan") / "plan.json"
    path.write_text(run("size", *ASKED["size"], "--format", "json").stdout)
    write_cluster(path.with_name("cluster.json"))
    return path

"""What every test run shares."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator

# Set where everything a test may want is installed: there, a test that does not run is a failure.
FORBID_SKIPS = os.environ.get("KAFKA_ARCHITECT_FORBID_SKIPS") == "1"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if FORBID_SKIPS and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"skipped, which KAFKA_ARCHITECT_FORBID_SKIPS forbids: {report.longreprtext}"
    return report

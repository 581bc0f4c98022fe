"""What every test run shares."""

from __future__ import annotations

import os
import signal
import threading
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.kafka_fixture import kafka

__all__ = ["kafka"]

if TYPE_CHECKING:
    from collections.abc import Generator

# Set where everything a test may want is installed: there, a test that does not run is a failure.
FORBID_SKIPS = os.environ.get("KAFKA_ARCHITECT_FORBID_SKIPS") == "1"

# No property is a timed test: a busy machine is not a failure. The complete run draws the same examples each
# time, so that it fails for what was changed; other runs, and `make fuzz`, draw new ones.
settings.register_profile(
    "kafka-architect",
    deadline=None,
    derandomize=FORBID_SKIPS,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("kafka-architect")


def pytest_configure() -> None:
    # A shell that starts the tests in its background leaves Ctrl-C ignored, here and in what tests start.
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if FORBID_SKIPS and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"skipped, which KAFKA_ARCHITECT_FORBID_SKIPS forbids: {report.longreprtext}"
    return report


# Tests that share something expensive (a broker, a built wheel, the other clients' programs, a browser).
_SHARING = ("wheel", "clients", "kafka", "spark", "browser")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker runs what shares something; it begins first, so that the others need not wait for it.

    First of all hooks: pytest-xdist makes groups of the marks in its own.
    """
    shared = set()
    for item in items:
        for mark in _SHARING:
            if item.get_closest_marker(mark) is not None:
                item.add_marker(pytest.mark.xdist_group(mark))
                shared.add(item)
    items.sort(key=lambda item: item not in shared)

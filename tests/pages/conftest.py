"""A headless Chromium for the pages of reports, started once, and the documents that pages are made of."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
import yaml

import kafka_architect as ka
from kafka_architect.designs.starting import pattern_specification
from kafka_architect.report.html import html_page
from kafka_architect.sizing.choosing import Choice
from kafka_architect.sizing.explain import derivations
from kafka_architect.sizing.offers import offers
from tests.pages.opened import Opened
from tests.pages.others import SCRIPT, results

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
KEYS = [b"hot"] * 700 + [f"key{n % 90}".encode() for n in range(3000)] + [f"{SCRIPT}\x1b".encode()] * 50


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(f"needs one of {', '.join(BROWSERS)}")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # Containers run as root, where Chromium's sandbox does not start; the pages are ours.
        launched = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def texts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A page of each kind, made as the command line makes it."""
    workload = ka.Workload(
        rate="20000..40000", message_bytes=1000, retention="3d", consumer_groups=2, growth_per_year=2
    )
    calculator = ka.ClusterSizingCalculator(workload, "m6g.xlarge")
    plan = calculator.uncertain(worlds=50, seed=1).plan
    extras = {
        "timeline": calculator.timeline(24).to_dict(),
        "offers": [one.to_dict() for one in offers(workload, ka.Policy(), Choice())],
    }
    document: dict[str, Any] = {**plan.to_dict(), **extras}
    files = {
        "a/<b>.properties": "bootstrap.servers=a:9092\nacks=1\nackz=</pre><script>1</script>\n",
        "b/producer.properties": "bootstrap.servers=a:9092\nacks=1\nssl.key.password=hunter2\n",
    }
    return {
        "analysis": ka.analyze(KEYS, [6, 12], what_if=[3, 24, 48], mitigate=True, brokers=3).to_html(),
        "plan": html_page(document, derivations=derivations(document)),
        "findings": ka.ConfigValidator().validate(files).to_html(),
        "design": ka.design(SPECIFICATION).to_html(),
        "saga": ka.design(saga()).to_html(),
        **{name: one.to_html() for name, one in results(tmp_path_factory.mktemp("results")).items()},
    }


def saga() -> dict[str, Any]:
    """A small system with an interaction that compensates."""
    found: dict[str, Any] = yaml.safe_load(pattern_specification("saga-orchestration"))
    return found


@pytest.fixture
def opened(browser: Browser, texts: dict[str, str], tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Open a page, and note what it says to its console and asks of the network."""
    with Opened.pages(browser, texts, tmp_path) as open_page:
        yield open_page


SPECIFICATION: dict[str, Any] = {
    "name": "checkout",
    "description": SCRIPT,
    "platform": {"brokers": 3},
    "defaults": {"size": "1 kB", "retention": {"longest_outage": "2d"}},
    "entities": {
        "order": {"key": "orderId", "events": {"messages": ["Placed", "Cancelled"], "rate": "10..100"}},
        "payment": {"key": "orderId", "events": {"messages": ["Paid", "Refused"], "rate": "10..100"}},
    },
    "services": {
        "order-service": {"sends": ["order.events"], "receives": ["payment.events"], "instances": 2},
        "payment-service": {"sends": ["payment.events"], "receives": ["order.events"], "instances": 2},
    },
    "patterns": [],
}

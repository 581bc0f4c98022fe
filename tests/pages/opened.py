"""A page in a browser, with what it said and asked for."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page


@dataclass
class Opened:
    """The page, what came to its console or was thrown, and the addresses that it asked for."""

    page: Page
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    @staticmethod
    @contextmanager
    def pages(browser: Browser, texts: dict[str, str], folder: Path) -> Iterator[Callable[..., Opened]]:
        """A function that opens a text by its name, with settings of the browser; closed at the end."""
        contexts = []

        def open_page(name: str, **settings: Any) -> Opened:
            path = folder / f"{name}.html"
            path.write_text(texts[name], encoding="utf-8")
            context = browser.new_context(**settings)
            contexts.append(context)
            opened = Opened(context.new_page())
            opened.page.on("console", lambda message: opened.said.append(message.text))
            opened.page.on("pageerror", lambda error: opened.said.append(str(error)))
            opened.page.on("request", lambda request: opened.asked.append(request.url))
            opened.page.goto(path.as_uri())
            return opened

        try:
            yield open_page
        finally:
            for context in contexts:
                context.close()

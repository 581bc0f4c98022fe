"""One page that needs nothing else: style, behaviour and pictures are in it, and it may load nothing.

The policy in its head lets the browser run one script and use one style sheet, those whose hashes it names:
markup of others that got in after all would not run, and no address would be asked.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final, NamedTuple

from kafka_architect.report.html.markup import Markup, element, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kafka_architect.report.html.markup import Child

MOST_BYTES: Final = 2_000_000
"""What a page promises to stay below."""


class Section(NamedTuple):
    """A part of a page, with a heading and a place that links lead to."""

    place: str
    heading: str
    content: Child


def page(title: str, lead: Child, sections: Sequence[Section], *, about: str = "") -> str:
    """The whole document: `about` says at its end what it was made of."""
    style, script = _file("style.css"), _file("behaviour.js")
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    head = element(
        "head",
        element("meta", charset="utf-8"),
        Markup(f'<meta http-equiv="Content-Security-Policy" content="{policy}"/>'),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("link", rel="icon", href="data:,"),
        element("title", title),
        Markup(f"<style>{style}</style>"),
    )
    links = [element("li", element("a", one.heading, href=f"#{one.place}")) for one in sections]
    parts = [
        element(
            "section",
            element("h2", one.heading, id=f"{one.place}-head"),
            one.content,
            id=one.place,
            aria_labelledby=f"{one.place}-head",
        )
        for one in sections
    ]
    body = element(
        "body",
        element("a", "Skip to the report", href="#report", class_="skip"),
        element("header", element("h1", title), element("p", lead, class_="lead")),
        element("nav", element("ul", links), aria_label="Sections") if len(links) > 1 else None,
        element("main", parts, id="report"),
        element("footer", element("p", about, " Dotted numbers open to show how they were derived.")),
        Markup(f"<script>{script}</script>"),
    )
    return f'<!doctype html>\n<html lang="en">{joined(head, body)}</html>\n'


@cache
def _file(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"

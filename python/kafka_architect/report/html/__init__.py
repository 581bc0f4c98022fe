"""Documents as HTML: one page that needs nothing else, and fragments of the same parts for notebooks.

The input is the document that `--format json` prints, whatever made it. What a document does not hold is
given beside it: derivations of a plan's numbers, lines of the files that findings are about.
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from kafka_architect.report.html.kinds import kind_of
from kafka_architect.report.html.markup import element, joined
from kafka_architect.report.html.page import page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kafka_architect.report.html.page import Section

    Document = Mapping[str, Any]


def html_page(document: Document, **beside: Any) -> str:
    """A document as one HTML file, without network, below 2 MB.

    Args:
        document: What a command prints with `--format json`, or the file that `snapshot` writes.
        beside: `derivations` (name -> what `explain` answers) of a plan; `lines` (file -> number -> text,
            with secrets hidden) of findings.

    Raises:
        InputError: The document is of no kind that has a page.
    """
    title, lead, sections = _parts(document, beside)
    return page(title, lead, sections, about=f"Made by kafka-architect {version('kafka-architect')}.")


def html_fragment(document: Document, **beside: Any) -> str:
    """The same parts for a notebook: without style, script or page around them."""
    title, lead, sections = _parts(document, beside)
    content = [(element("h3", one.heading), one.content) for one in sections]
    return element("div", element("p", element("b", title), joined(": ", lead)), content)


def _parts(document: Document, beside: Mapping[str, Any]) -> tuple[str, Any, list[Section]]:
    title, module = kind_of(document)
    made = import_module(f"{__name__}.{module}")
    told = {name: value for name, value in beside.items() if name in made.sections.__annotations__}
    return title, made.lead(document), made.sections(document, **told)

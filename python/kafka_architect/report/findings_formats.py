"""The one table of formats that findings can be printed in: the option, the dispatch and the tests ask it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Document = Mapping[str, Any]

_ROOM = "kafka_architect.report"
# Name of the format -> the module and the function that writes it, imported when asked for.
FORMATS: dict[str, tuple[str, str]] = {
    "text": ("findings", "as_text"),
    "concise": ("findings", "as_concise"),
    "json": ("findings_json", "as_json"),
    "sarif": ("findings_sarif", "as_sarif_text"),
    "junit": ("findings_junit", "as_junit"),
    "github": ("findings_github", "as_github"),
    "markdown": ("findings_markdown", "as_markdown"),
}
_WITH_RULES = frozenset({"sarif"})


def render(document: Document, output: str, rules: Sequence[Document] = ()) -> str:
    """The document of a validation in a format of `FORMATS`.

    Args:
        document: what `ValidationResult.to_dict` gives.
        output: a name in `FORMATS`.
        rules: the documents of the rules that found something, for formats that carry them.
    """
    module, function = FORMATS[output]
    written = getattr(import_module(f"{_ROOM}.{module}"), function)
    text: str = written(document, rules) if output in _WITH_RULES else written(document)
    return text

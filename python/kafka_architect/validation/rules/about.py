"""Which rules are about a word: a subject, a key of Kafka's, or what their texts speak of."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING

from kafka_architect.validation.rules import rules

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kafka_architect.validation.rule import Rule

_LITERAL = re.compile(r'"([\w.-]{3,80})"')


def rules_about(word: str, own: Iterable[Rule] = ()) -> list[Rule]:
    """The rules of a subject or of a code's letters, else those whose texts or examples have the word.

    Those that say it in name or summary come first, then those that set it in an example, then those whose
    check asks for the key, then those that explain themselves by it.
    """
    wanted = word.strip()
    if not wanted:
        return []
    known = [*rules().values(), *own]
    letters = [rule for rule in known if rule.code.rstrip("0123456789") == wanted.upper()]
    subject = [rule for rule in known if rule.subject == wanted.lower()]
    if letters or subject:
        return letters or subject
    # `acks` is no part of `callbacks`, and `retries` none of `max.retries`.
    pattern = re.compile(rf"(?<![\w.-]){re.escape(wanted)}(?![\w-]|\.\w)", re.IGNORECASE)
    places = (
        lambda rule: f"{rule.name.replace('-', ' ')} {rule.summary}",
        lambda rule: rule.bad,
        lambda rule: " ".join(_literals(rule)) if "." in wanted else "",
        lambda rule: rule.why,
    )
    found: dict[str, Rule] = {}
    for place in places:
        found.update(
            {rule.code: rule for rule in known if rule.code not in found and pattern.search(place(rule))}
        )
    return list(found.values())


def _literals(rule: Rule) -> list[str]:
    """The short texts in a rule's module: the keys that its check asks for are among them."""
    subject, name = rule.home.split(".")
    if subject == "own":
        return []
    module = files(__package__).joinpath(subject, f"{name}.py")
    return _LITERAL.findall(module.read_text("utf-8"))

"""Schemas: another format, another compatibility, subjects that come and go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kafka_architect.designs.difference.change import Change, Risk
from kafka_architect.designs.difference.tools import tools

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kafka_architect.designs.model.design import Design
    from kafka_architect.designs.model.promise import SchemaSubject

_CUTOVER: Final = (
    "Add a topic of the next version ({topic}.v2) with the new format; let producers write to both.",
    "Move the groups one by one; when none reads the old topic, stop writing to it.",
    "Or deploy consumers that read both formats (by the magic byte or a header) before any producer changes.",
)


def schema_changes(old: Design, new: Design, names: Mapping[str, str]) -> Iterator[Change]:
    """Changes of the schema plan; `names`: new name of a topic -> its old name."""
    before = {_identity(one, {}): one for one in old.schemas}
    after = {_identity(one, names): one for one in new.schemas}
    for identity, subject in after.items():
        was = before.get(identity)
        if was is None:
            yield _change(subject, Risk.SAFE, "subject", None, subject.format, "A new subject.")
            continue
        if was.format != subject.format:
            yield _format_change(was, subject)
        if was.compatibility != subject.compatibility:
            yield _change(
                subject,
                Risk.REVERSIBLE,
                "compatibility",
                was.compatibility,
                subject.compatibility,
                f"The registry checks new versions with the other rule: {subject.upgrade_first} upgrade "
                "first. Versions that are there already are not checked again.",
            )
    for identity, subject in before.items():
        if identity not in after:
            yield _change(
                subject,
                Risk.REVERSIBLE,
                "subject",
                subject.format,
                None,
                "The subject is no longer used; keep it as long as records with its ids are stored.",
            )


def _identity(subject: SchemaSubject, names: Mapping[str, str]) -> tuple[str, str, str]:
    return names.get(subject.topic, subject.topic), subject.part, subject.message


def _format_change(was: SchemaSubject, subject: SchemaSubject) -> Change:
    if subject.part == "key":
        risk = Risk.ORDER_BREAKING
        because = (
            "The bytes of the key change, so its hash and partition do: newer records of a key are not "
            "ordered after older ones."
        )
    else:
        risk = Risk.RECREATING
        because = (
            "Consumers of the old format cannot read the new records, and the registry rejects the new type "
            "under the same subject while compatibility is checked: it takes a new topic or subject."
        )
    steps = tuple(one.format(topic=subject.topic) for one in _CUTOVER)
    return _change(subject, risk, "format", was.format, subject.format, because, steps)


def _change(  # noqa: PLR0917 - one row of a table
    subject: SchemaSubject,
    risk: Risk,
    what: str,
    before: str | None,
    after: str | None,
    because: str,
    steps: tuple[str, ...] = (),
) -> Change:
    return Change(
        subject=subject.subject,
        kind="schema",
        risk=risk,
        what=what,
        before=before,
        after=after,
        because=because,
        steps=steps,
        tools=tools(f"schema-{what}"),
    )

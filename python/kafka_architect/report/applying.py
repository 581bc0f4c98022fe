"""The documents of a plan that is applied, and of what became of it, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kafka_architect.report.printable import printable_document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Document = Mapping[str, Any]

_TITLES: Final = {
    "read": "read topic",
    "create-topic": "create topic",
    "remove-partitions": "reduce the partitions of topic",
    "change-replicas": "change the replication factor of topic",
    "add-partitions": "add partitions to topic",
    "configure-topic": "set configurations of topic",
    "configure-group": "set configurations of group",
    "set-quotas": "set quotas of",
    "add-acls": "add ACLs of",
}
_READY: Final = "ready"
_STANDINGS: Final = ("refused", "left to the operator", "unavailable")


def plan_text(document: Document) -> str:
    """Every step with its risk and what it changes, then what is not applied and why, then notes."""
    document = printable_document(document)
    steps = document["steps"]
    lines = [_headline(document)]
    number = 0
    for step in steps:
        if step["standing"] == _READY:
            number += 1
            lines += ["", f"{number}. {_title(step)} ({step['risk']})", *_changes(step)]
    for step in steps:
        if step["standing"] != _READY:
            risk = f" ({step['risk']})" if step["changes"] else ""
            lines += ["", f"{step['standing'].upper()}: {_title(step)}{risk}"]
            lines += [*_changes(step), f"   {step['why']}"]
    return "\n".join([*lines, *_notes(document)])


def applied_text(document: Document) -> str:
    """What was done, what failed and why, what is left, and how to go on."""
    document = printable_document(document)
    steps = document["steps"]
    lines = [_outcome_headline(document)]
    width = max((len(one["result"]) for one in steps), default=0)
    if steps:
        lines.append("")
    for step in steps:
        detail = f": {step['detail']}" if step["detail"] else ""
        lines.append(f"{step['result']:<{width}}  {_title(step)}{detail}")
    ending = _ending(document)
    return "\n".join([*lines, *([""] if ending else []), *ending, *_notes(document)])


def _headline(document: Document) -> str:
    where = f"{document['design']} -> {document['cluster']}"
    steps = document["steps"]
    if not steps:
        return f"{where}: nothing to do"
    ready = sum(one["standing"] == _READY for one in steps)
    counts = [f"{ready} {'step' if ready == 1 else 'steps'} to apply"]
    for standing in _STANDINGS:
        count = sum(one["standing"] == standing for one in steps)
        counts += [f"{count} {standing}"] if count else []
    return f"{where}: {', '.join(counts)}"


def _outcome_headline(document: Document) -> str:
    where = f"{document['design']} -> {document['cluster']}"
    steps = document["steps"]
    if not steps:
        return f"{where}: nothing to do"
    done = sum(one["result"] == "done" for one in steps)
    if not document["validated"] and not done:
        return f"{where}: nothing was changed"
    return f"{where}: {done} of {len(steps)} steps applied"


def _ending(document: Document) -> list[str]:
    if document["complete"]:
        return []
    results = {one["result"] for one in document["steps"]}
    if document["interrupted"]:
        first = ["Interrupted."]
    elif not document["validated"]:
        first = ["The brokers refused a step before anything was changed."]
    else:
        first = []
    if results & {"failed", "uncertain", "left"}:
        first.append("Apply again to go on: what is done stays, and the rest is planned anew.")
    return first


def _title(step: Document) -> str:
    return f"{_TITLES[step['kind']]} {step['subject']}"


def _changes(step: Document) -> Iterator[str]:
    """What changes, then why it has its risk, then what to do where it is not made here."""
    if step["kind"] == "create-topic":
        yield f"   {step['changes'][0]['after']}"
        for key, value in step["action"]["settings"].items():
            yield f"   {key}={value}"
        return
    for change in step["changes"]:
        yield f"   {_change(change)}"
    for because in dict.fromkeys(one["because"] for one in step["changes"]):
        yield f"   {because}"
    if step["standing"] != _READY:
        todo = dict.fromkeys(text for one in step["changes"] for text in one["steps"])
        yield from (f"   - {text}" for text in todo)


def _change(change: Document) -> str:
    what, before, after = change["what"], change["before"], change["after"]
    if what == "acl":
        return str(after)
    return f"{what}={after}" if before is None else f"{what}: {before} -> {after}"


def _notes(document: Document) -> Iterator[str]:
    if document["notes"]:
        yield ""
        yield from (f"Note: {one}" for one in document["notes"])

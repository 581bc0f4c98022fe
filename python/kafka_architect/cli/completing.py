"""What the shell offers for options whose values are names that this package knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from collections.abc import Iterable

    import click


def rule_codes(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Codes of rules and the letters before their numbers; behind a comma the next code."""
    from kafka_architect.validation.rules import rules

    before, comma, last = incomplete.rpartition(",")
    known = rules().values()
    letters = dict.fromkeys(rule.code.rstrip("0123456789") for rule in known)
    items = [(code, f"all rules about {_subject(code)}") for code in letters]
    items += [(rule.code, rule.name) for rule in known]
    return [
        CompletionItem(f"{before}{comma}{code}", help=text)
        for code, text in items
        if code.startswith(last.upper())
    ]


def roles(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Roles of configurations."""
    from kafka_architect.validation.role import Role

    return _starting(map(str, Role), incomplete)


def profiles(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Profiles of rules."""
    from kafka_architect.validation.profiles import PROFILES

    return _starting(PROFILES, incomplete)


def kafka_versions(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Versions of Kafka with a catalogue."""
    from kafka_architect.validation.catalogue.versions import known_versions

    known = known_versions()
    minors = dict.fromkeys(one.rpartition(".")[0] for one in known)
    return _starting((*minors, *known), incomplete)


def severities_of_rules(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """CODE=LEVEL: codes first, then levels."""
    code, equals, level = incomplete.partition("=")
    if not equals:
        return [
            CompletionItem(f"{one.value}=", help=one.help) for one in rule_codes(context, parameter, code)
        ]
    from kafka_architect.validation.finding import Severity

    return _starting((f"{code}={one}" for one in Severity), f"{code}={level}")


def partitioner_names(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Partitioners, and the clients that use them."""
    from kafka_architect.partitioner import partitioners

    known = partitioners()
    items = [(one.name, one.rule) for one in known]
    items += [(client, f"uses {one.name}") for one in known for client in one.clients]
    return _listed(dict(items), incomplete)


def instances(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Instance types of the catalogues."""
    from kafka_architect.sizing.catalogues import load_catalogue, names

    known = {one.name: name for name in names() for one in load_catalogue(name).hardware}
    return _listed(known, incomplete)


def catalogues(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Catalogues, and files."""
    from kafka_architect.sizing.catalogues import names

    return [*_listed(dict.fromkeys(names(), ""), incomplete), CompletionItem(incomplete, type="file")]


def archetypes(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Kinds of systems that a specification may start from."""
    from kafka_architect.designs.starting import archetypes as known

    return _starting(known(), incomplete)


def patterns(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Patterns of designs."""
    from kafka_architect.designs.patterns import patterns as known

    return _listed({name: one.page.summary for name, one in known().items()}, incomplete)


def design_checks(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Codes of design checks."""
    from kafka_architect.designs.checks import checks

    return _listed({code: one.name for code, one in checks().items()}, incomplete.upper())


def emitters(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Outputs of designs."""
    from kafka_architect.designs.emitters import EMITTERS

    return _listed(dict.fromkeys(EMITTERS, ""), incomplete)


def documents(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Kinds of JSON documents."""
    from kafka_architect.published import schema_names

    return _starting(schema_names(), incomplete)


def environments(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Environments of the specification that was typed before."""
    # While an option waits for its value, click has put no argument in its place yet.
    typed = (context.params.get("specification"), context.params.get("old"), *context.args)
    value = _document(next((one for one in typed if one), None))
    known = value.get("environments") if isinstance(value, dict) else None
    return _starting(known if isinstance(known, dict) else (), incomplete)


def names_in_plan(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Numbers that the document which was typed before can explain."""
    from kafka_architect.errors import KafkaArchitectError
    from kafka_architect.explaining import explainable

    try:
        return _starting(explainable(_document(context.params.get("plan"))), incomplete)
    except KafkaArchitectError:
        return []  # the command says what is wrong with it


def _document(path: Any) -> Any:
    """A file's value; None where there is none, or it comes from standard input."""
    from kafka_architect.documents import read_document
    from kafka_architect.documents.standard_input import StandardInput
    from kafka_architect.errors import KafkaArchitectError

    if not isinstance(path, str) or isinstance(path, StandardInput):
        return None
    try:
        return read_document(path).value
    except KafkaArchitectError:
        return None


def _listed(known: dict[str, str], incomplete: str) -> list[CompletionItem]:
    """Names with what they are; behind a comma the next."""
    before, comma, last = incomplete.rpartition(",")
    return [
        CompletionItem(f"{before}{comma}{name}", help=text or None)
        for name, text in known.items()
        if name.startswith(last)
    ]


def _subject(letters: str) -> str:
    from kafka_architect.validation.rules import rules

    return next(rule.subject for rule in rules().values() if rule.code.startswith(letters))


def _starting(names: Iterable[str], incomplete: str) -> list[CompletionItem]:
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]

"""Rules stated as data: [[rule]] of a settings file, one limit for one key each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kafka_architect.errors import InputError
from kafka_architect.validation import attributes
from kafka_architect.validation.finding import Severity, Verdict, severity_of
from kafka_architect.validation.own_rules.limits import NAMES, limit_of
from kafka_architect.validation.role import EVERY_CLIENT, Role
from kafka_architect.validation.rule import Rule
from kafka_architect.validation.suggestion import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kafka_architect.validation.configuration import Setting
    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.own_rules.limits import Limit
    from kafka_architect.validation.own_rules.places import Place

CODE = re.compile(r"[A-Z]{2,8}\d{3}")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_REQUIRED = ("code", "name", "key", "roles")
_TEXTS = ("code", "name", "key", "message", "severity", "why", "source")
_KNOWN = (*_REQUIRED, "message", "severity", "why", "source", *NAMES)
# Facts of topics that are no keys.
_FACTS = {
    "partitions": attributes.PARTITIONS,
    "replication-factor": attributes.REPLICATION_FACTOR,
    "name": attributes.TOPIC_NAME,
}
_HOME = "own.settings"


def stated_rule(table: Mapping[str, Any], place: Place) -> Rule:
    """The rule of one table.

    Raises:
        InputError: with the line, if something is missing, unknown or of another kind.
    """
    for name in table:
        if name not in _KNOWN:
            raise place.error(f"unknown setting {name!r} of a rule{did_you_mean(name, _KNOWN)}", name)
    for name in _REQUIRED:
        if not table.get(name):
            raise place.error(f"a rule requires {name}")
    for name in _TEXTS:
        if name in table and not isinstance(table[name], str):
            raise place.error(f"{name}: expected a quoted string, found {table[name]!r}", name)
    code, name, key = table["code"], table["name"], table["key"]
    if not CODE.fullmatch(code):
        raise place.error(f"code {code!r}: expected two to eight capital letters and three digits", "code")
    if not _NAME.fullmatch(name):
        raise place.error(f"name {name!r}: expected words in lower case, joined by hyphens", "name")
    limit = limit_of(table, key, place)
    roles = _roles(table["roles"], key, place)
    try:
        severity = severity_of("severity", table.get("severity", Severity.WARNING))
    except InputError as error:
        raise place.error(str(error), "severity") from None
    return limiting_rule(
        code, name, key, roles, limit,
        severity=severity, message=table.get("message", ""), why=table.get("why", ""),
        source=table.get("source", f"{place.path.name}, line {place.header}"),
    )  # fmt: skip


def limiting_rule(
    code: str, name: str, key: str, roles: tuple[Role, ...], limit: Limit, *,
    severity: Severity, message: str, why: str, source: str,
) -> Rule:  # fmt: skip
    """A rule that holds a key, or a fact of topics, to a limit."""
    what = f"{key}: {limit.text}"
    summary = message or f"{what}."
    return Rule(
        code, name, severity, Verdict.ADVICE, roles, EVERY_CLIENT, None, None, "dev", summary,
        why or f"The settings file limits {what}.", (source,), "", "", None, _HOME,
        check_config=_check(key, limit, message),
    )  # fmt: skip


def _check(key: str, limit: Limit, message: str) -> Callable[[EffectiveConfig], Iterator[Problem]]:
    fact = _FACTS.get(key)

    def check(config: EffectiveConfig) -> Iterator[Problem]:
        if config.configuration.parent is not None and config.explicit(key) is None:
            return  # a client inside a program, of which nothing is written
        setting = config.explicit(key) if fact is None else config.attribute(fact)
        objection = _objection(config, setting, key, limit)
        if objection is not None:
            where = setting if setting is not None else key
            yield config.problem(where, f"{objection}: {message}" if message else objection)

    return check


def _objection(config: EffectiveConfig, setting: Setting | None, key: str, limit: Limit) -> str | None:
    if setting is None:
        if limit.required:
            return f"{key} is not set" if config.complete else None
        # What a topic leaves out comes from its brokers, which the file does not show.
        known = config.complete if config.role is not Role.TOPIC else bool(config.configuration.inherited)
        value = config.text(key) if known and not limit.forbidden else None
        said = None if value is None else limit.objection(key, value)
        return None if said is None else f"{key}={value} (the default) {said}"
    if limit.forbidden:
        return f"{key} must not be set"
    if setting.value is None or not setting.resolved:
        return None
    value = setting.value.strip()
    said = limit.objection(key, value)
    return None if said is None else f"{key}={setting.shown} {said}"


def _roles(written: object, key: str, place: Place) -> tuple[Role, ...]:
    if not isinstance(written, list) or not all(isinstance(one, str) for one in written):
        raise place.error("roles: expected a list, such as ['topic']", "roles")
    found = []
    for one in written:
        if one not in tuple(Role):
            raise place.error(
                f"unknown role {one!r}; expected one of {', '.join(Role)}{did_you_mean(one, Role)}", "roles"
            )
        found.append(Role(one))
    if key in _FACTS and found != [Role.TOPIC]:
        raise place.error(f"{key} is a fact of topics: expected roles = ['topic']", "roles")
    return tuple(found)

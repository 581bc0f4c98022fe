"""[bounds] of a settings file: what a platform team lets topics be, as rules BND001 to BND006."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kafka_architect.errors import InputError
from kafka_architect.validation import attributes
from kafka_architect.validation.finding import Severity, Verdict, severity_of
from kafka_architect.validation.knowledge.patterns import matches_whole
from kafka_architect.validation.knowledge.topic_names import is_internal
from kafka_architect.validation.own_rules.limits import limit_of
from kafka_architect.validation.own_rules.stated import limiting_rule
from kafka_architect.validation.role import EVERY_CLIENT, Role
from kafka_architect.validation.rule import Rule
from kafka_architect.validation.suggestion import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem
    from kafka_architect.validation.own_rules.limits import Limit
    from kafka_architect.validation.own_rules.places import Place

LETTERS = "BND"
# What [bounds] calls it -> code, name of the rule, key or fact.
_LIMITS = {
    "partitions": ("BND001", "partitions-out-of-bounds", "partitions"),
    "replication-factor": ("BND002", "replication-factor-out-of-bounds", "replication-factor"),
    "retention": ("BND003", "retention-out-of-bounds", "retention.ms"),
    "min-insync-replicas": ("BND004", "min-insync-replicas-out-of-bounds", "min.insync.replicas"),
}
_NAME, _OWNERS, _SEVERITY = "topic-name", "owners", "severity"
_KNOWN = (*_LIMITS, _NAME, _OWNERS, _SEVERITY)


def bounds(table: Mapping[str, Any], place: Place) -> Iterator[Rule]:
    """The rules of the table.

    Raises:
        InputError: with the line, if something is unknown or of another kind.
    """
    try:
        severity = severity_of("severity", table.get(_SEVERITY, Severity.ERROR))
    except InputError as error:
        raise place.error(str(error), _SEVERITY) from None
    source = f"{place.path.name}, [bounds]"
    for name, value in table.items():
        if name not in _KNOWN:
            hint = did_you_mean(name, _KNOWN)
            raise place.error(f"unknown bound {name!r}; expected one of {', '.join(_KNOWN)}{hint}", name)
        if name in _LIMITS:
            code, title, key = _LIMITS[name]
            if not isinstance(value, dict) or set(value) - {"minimum", "maximum", "required"}:
                raise place.error(
                    f"{name}: expected a table of minimum, maximum or required, found {value!r}", name
                )
            yield limiting_rule(
                code, title, key, (Role.TOPIC,), limit_of(value, key, _at(place, name)),
                severity=severity, message="", why=f"The platform's bounds for {name}.", source=source,
            )  # fmt: skip
        elif name == _NAME:
            limit = limit_of({"pattern": value}, _NAME, _at(place, name))
            yield _topic_rule(
                "BND005", "topic-name-not-allowed", severity, source,
                summary=f"The topic name does not match {value}.", check=_name_check(limit),
            )  # fmt: skip
        elif name == _OWNERS:
            yield _topic_rule(
                "BND006", "topic-without-owner", severity, source,
                summary="No owner is named for the topic.", check=_owner_check(_owners(value, place)),
            )  # fmt: skip


class _At:
    """A key of [bounds] as a place: what is wrong inside its value is said of its line."""

    def __init__(self, place: Place, name: str) -> None:
        self._place, self._name = place, name

    def error(self, message: str, key: str = "") -> InputError:
        return self._place.error(message, self._name)


def _at(place: Place, name: str) -> Any:
    return _At(place, name)


def _topic_rule(
    code: str, name: str, severity: Severity, source: str, *, summary: str,
    check: Callable[[EffectiveConfig], Iterator[Problem]],
) -> Rule:  # fmt: skip
    return Rule(
        code, name, severity, Verdict.ADVICE, (Role.TOPIC,), EVERY_CLIENT, None, None, "dev", summary,
        "The platform's bounds for topics, as the settings file states them.", (source,), "", "", None,
        "own.settings", check_config=check,
    )  # fmt: skip


def _topic_name(config: EffectiveConfig) -> str | None:
    name = config.attribute_text(attributes.TOPIC_NAME)
    return None if name is None or is_internal(name) else name


def _name_check(limit: Limit) -> Callable[[EffectiveConfig], Iterator[Problem]]:
    def check(config: EffectiveConfig) -> Iterator[Problem]:
        name = _topic_name(config)
        said = None if name is None else limit.objection(_NAME, name)
        if said is not None:
            yield config.problem(config.attribute(attributes.TOPIC_NAME), f"topic name {name} {said}")

    return check


def _owners(value: object, place: Place) -> dict[str, str]:
    if not isinstance(value, dict) or not value:
        raise place.error("owners: expected a table of name pattern = owner", _OWNERS)
    own = place.table("bounds.owners")
    for pattern, owner in value.items():
        if not isinstance(owner, str) or not owner.strip():
            raise own.error(f"owner of {pattern!r}: expected a name, found {owner!r}", pattern)
        limit_of({"pattern": pattern}, _OWNERS, own)
    return dict(value)


def _owner_check(owners: Mapping[str, str]) -> Callable[[EffectiveConfig], Iterator[Problem]]:
    def check(config: EffectiveConfig) -> Iterator[Problem]:
        name = _topic_name(config)
        if name is not None and all(matches_whole(pattern, name) is False for pattern in owners):
            yield config.problem(
                config.attribute(attributes.TOPIC_NAME),
                f"topic {name} has no owner: add a pattern for it to [bounds.owners]",
            )

    return check

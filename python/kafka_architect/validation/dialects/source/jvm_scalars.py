"""Calls of Java's own classes that give texts and numbers: valueOf, getName, toMillis, join ..."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.dialects.source.program import Name
from kafka_architect.validation.dialects.source.values import Items, Known, Unknown
from kafka_architect.validation.dialects.source.words import words

if TYPE_CHECKING:
    from kafka_architect.validation.dialects.source.program import Call
    from kafka_architect.validation.dialects.source.values import Value

_SAME = words(
    """
    valueOf toString getName getCanonicalName name parseInt parseLong parseBoolean intValue longValue
    trim requireNonNull toInt toLong asInstanceOf javaClass intern box asJava stripMargin trimIndent
    """
)
_LISTS = words(
    """
    asList of singletonList singleton listOf List Seq Set setOf Array arrayOf
    """
)
_LIST_OWNERS = words(
    """
    Arrays List Set Collections ImmutableList Seq
    """
)
_MILLIS = {
    "MILLISECONDS": 1, "SECONDS": 1_000, "MINUTES": 60_000, "HOURS": 3_600_000, "DAYS": 86_400_000,
    "ofMillis": 1, "ofSeconds": 1_000, "ofMinutes": 60_000, "ofHours": 3_600_000, "ofDays": 86_400_000,
}  # fmt: skip
_WITH_DEFAULT = {"getOrDefault": 2, "getProperty": 2, "orElse": 1, "getOrElse": 2, "getEnvOrDefault": 2}
_CONSTANTS = {
    "Integer.MAX_VALUE": Known(str(2**31 - 1), "int"),
    "Int.MAX_VALUE": Known(str(2**31 - 1), "int"),
    "Int.MaxValue": Known(str(2**31 - 1), "int"),
    "Long.MAX_VALUE": Known(str(2**63 - 1), "long"),
    "Long.MaxValue": Known(str(2**63 - 1), "long"),
    "Boolean.TRUE": Known("true", "boolean"),
    "Boolean.FALSE": Known("false", "boolean"),
}


def constant(name: str) -> Known | None:
    """A constant of Java's own classes."""
    return _CONSTANTS.get(name.removeprefix("java.lang."))


def call(one: Call, receiver: Value | None, arguments: list[Value]) -> Value | None:  # noqa: PLR0911 - one known case after the other
    """The value of a call; None where it is none of these."""
    name = one.function
    owner = one.receiver.dotted.rpartition(".")[2] if isinstance(one.receiver, Name) else ""
    if name in _SAME and not one.creates:
        if isinstance(receiver, Known):
            return _as(name, receiver)
        if len(arguments) == 1 and isinstance(arguments[0], Known) and isinstance(receiver, Unknown):
            return _as(name, arguments[0])
    if name in ("toLowerCase", "toUpperCase", "lowercase", "uppercase") and isinstance(receiver, Known):
        text = receiver.value or ""
        return receiver._replace(value=text.lower() if "ower" in name else text.upper())
    if name in _LISTS and (owner in _LIST_OWNERS or one.receiver is None) and not one.creates:
        return Items(tuple(arguments))
    if name in _MILLIS and owner == "Duration" and len(arguments) == 1:
        return _times(arguments[0], _MILLIS[name], "duration")
    if name == "toMillis":
        if isinstance(receiver, Known) and receiver.kind == "duration":
            return receiver._replace(kind="long")
        return _times(arguments[0], _MILLIS[owner], "long") if owner in _MILLIS and arguments else None
    if name == "toMillisPart":
        return None
    if name == "join" and len(arguments) > 1 and isinstance(arguments[0], Known):
        return _joined(arguments[0].value or "", arguments[1:])
    if name in _WITH_DEFAULT and len(arguments) == _WITH_DEFAULT[name] and isinstance(receiver, Unknown):
        otherwise = arguments[-1]
        if isinstance(otherwise, Known) and otherwise.kind != "null":
            key = arguments[0].value if len(arguments) > 1 and isinstance(arguments[0], Known) else ""
            return otherwise._replace(default_of=key or receiver.said or "the program")
    return None


def _as(name: str, value: Known) -> Known:
    kinds = {"parseInt": "int", "toInt": "int", "parseLong": "long", "toLong": "long",
             "intValue": "int", "longValue": "long", "parseBoolean": "boolean"}  # fmt: skip
    if name in kinds:
        return value._replace(kind=kinds[name])
    if name in ("toString", "getName", "getCanonicalName", "name", "trim", "intern"):
        return value._replace(kind="text")
    # Integer.valueOf and String.valueOf: which of them, the caller's type tells; a text never misleads.
    return (
        value if name in ("requireNonNull", "box", "asInstanceOf", "asJava") else value._replace(kind="text")
    )


def _times(value: Value, factor: int, kind: str) -> Known | None:
    if not isinstance(value, Known) or value.value is None or value.kind not in ("int", "long"):
        return None
    return Known(str(int(value.value) * factor), kind, value.default_of)


def _joined(separator: str, values: list[Value]) -> Known | None:
    parts: list[str] = []
    for one in values:
        for each in one.values if isinstance(one, Items) else (one,):
            if not isinstance(each, Known) or each.value is None:
                return None
            parts.append(each.value)
    return Known(separator.join(parts))

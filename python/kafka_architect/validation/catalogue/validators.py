"""The validators of Kafka's ConfigDefs, by the kind that the generated files name.

Each takes what the file says about it (the figures after the kind) and the parsed value, and answers with
what is expected instead, or None where the value is accepted. Kafka's own class is named with each.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kafka_architect.validation.catalogue import formats
from kafka_architect.validation.catalogue.java_values import split_at_commas

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kafka_architect.validation.catalogue.key_definition import KeyDefinition

Parsed = bool | int | float | str | tuple[str, ...]

_MOST_NAMED = 12
_REPLICA = re.compile(r"([0-9]+:[0-9]+)?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")  # Character.isISOControl


def complaint(definition: KeyDefinition, parsed: Parsed) -> str | None:
    """What the key's validator expects instead of the parsed value; None where it is content."""
    if not definition.valid:
        return None
    return _judge(definition, definition.valid, parsed)


def _judge(definition: KeyDefinition, valid: Sequence[Any], parsed: Any) -> str | None:
    kind, figures = valid[0], valid[1:]
    if kind == "all":  # CompositeValidator
        return next((found for part in figures if (found := _judge(definition, part, parsed))), None)
    if kind in {"range", "minus-one-or-range"}:
        return _range(definition, kind, figures, parsed)
    if kind == "in-any-case":
        return _in_any_case(definition, figures, parsed)
    return _KINDS[kind](figures, parsed)


def _range(definition: KeyDefinition, kind: str, figures: Sequence[Any], parsed: float) -> str | None:
    """Range compares as double, so that NaN passes; some keys take -1 as well."""
    from kafka_architect.validation.catalogue.judgement import bound_words, unit

    least, most = figures
    number = float(parsed)
    too_small = least is not None and number < float(least)
    too_large = most is not None and number > float(most)
    if not (too_small or too_large) or (kind == "minus-one-or-range" and number == -1):
        return None
    return f"a number{bound_words(definition, (least, most))}{unit(definition)}"


def _in(figures: Sequence[Any], text: str) -> str | None:
    """ValidString."""
    return None if text in figures[0] else one_of(figures[0])


def _in_any_case(definition: KeyDefinition, figures: Sequence[Any], text: str) -> str | None:
    """CaseInsensitiveValidString; names are shown as the default is written."""
    names = figures[0]
    shown = names if (definition.default or "").isupper() else [name.lower() for name in names]
    return None if text.upper() in names else one_of(shown)


def _items_in(figures: Sequence[Any], items: tuple[str, ...]) -> str | None:
    """ValidList until 4.1."""
    return None if all(item in figures[0] for item in items) else f"a list of {some_of(figures[0])}"


def _list(figures: Sequence[Any], items: tuple[str, ...]) -> str | None:
    """ValidList since 4.2 (KIP-1161); ConfigDef.parseValue drops repeated items before it is asked."""
    valid, empty_allowed = figures[0], figures[1]
    named = f" of {some_of(valid)}" if valid else ""
    if not items and not empty_allowed:
        return f"a list{named} with at least one item"
    if "" in items:
        return f"a list{named} without empty items"
    return f"a list{named}" if valid and not set(items) <= set(valid) else None


def _at_most_items(figures: Sequence[Any], items: tuple[str, ...]) -> str | None:
    """ListSize."""
    return None if len(items) <= figures[0] else f"at most {figures[0]} items"


def _unique_items(_: Sequence[Any], items: tuple[str, ...]) -> str | None:
    """ConnectorConfig.aliasValidator and the like."""
    return None if len(set(items)) == len(items) else "a list without duplicates"


def _non_empty(_: Sequence[Any], text: str) -> str | None:
    """NonEmptyString."""
    return None if text else "a non-empty value"


def _without_control(_: Sequence[Any], text: str) -> str | None:
    """NonEmptyStringWithoutControlChars."""
    return None if text and not _CONTROL.search(text) else "a non-empty name without control characters"


def _throttled_replicas(_: Sequence[Any], items: tuple[str, ...]) -> str | None:
    """ThrottledReplicaListValidator."""
    trimmed = [item.strip() for item in items]
    if "".join(trimmed) == "*" or all(_REPLICA.fullmatch(item) for item in trimmed):
        return None
    return "* or a list of partition:broker"


def _urls(_: Sequence[Any], items: tuple[str, ...]) -> str | None:
    """RestServerConfig.ListenersValidator."""
    return None if items and all(item.strip() for item in items) else "a list of URLs without empty items"


def _urls_or_none(_: Sequence[Any], items: tuple[str, ...]) -> str | None:
    """RestServerConfig.AdminListenersValidator."""
    return None if all(item.strip() for item in items) else "a list of URLs without empty items"


def _topology_optimization(figures: Sequence[Any], text: str) -> str | None:
    """StreamsConfig.verifyTopologyOptimizationConfigs."""
    items = formats.without_empty_end(split_at_commas(text))
    alone = {"none", "all"}
    if all(item in figures[0] for item in items) and (len(items) <= 1 or not alone & set(items)):
        return None
    return "none, all, or a list of " + some_of([name for name in figures[0] if name not in alone])


def _metadata_version(figures: Sequence[Any], text: str) -> str | None:
    """MetadataVersionValidator: what follows the second (of 0.x, the third) number does not count."""
    wanted = 3 if text.startswith("0.") else 2
    parts = formats.java_split(re.compile(r"\."), text)
    release = text if wanted >= len(parts) else ".".join(parts[:wanted])
    return None if release in figures[0] else "a Kafka release, such as 3.9 or 3.9-IV0"


def _algorithm(figures: Sequence[Any], text: str) -> str | None:
    """DistributedConfig.validateKeyAlgorithm and validateSignatureAlgorithm."""
    return None if text.upper().removeprefix("OID.") in figures[0] else "a Java algorithm, such as HmacSHA256"


def _algorithms(figures: Sequence[Any], items: tuple[str, ...]) -> str | None:
    """DistributedConfig.validateVerificationAlgorithms."""
    if items and all(_algorithm(figures, item) is None for item in items):
        return None
    return "a list of Java algorithms, such as HmacSHA256"


def _regex(_: Sequence[Any], text: str) -> str | None:
    """RegexValidator."""
    from kafka_architect.validation.catalogue.java_regex import fault

    found = fault(text)
    return None if found is None else f"a Java regular expression ({found})"


def _accepts(_: Sequence[Any], __: Parsed) -> None:
    """What can only be known with the class at hand, or never fails on text."""


def _subclass_of(figures: Sequence[Any], name: str) -> str | None:
    """ConcreteSubClassValidator; other people's classes are given the benefit of the doubt."""
    parent, known = figures
    if name in known or not name.startswith(("java.", "org.apache.kafka.")):
        return None
    return f"a subclass of {parent}"


def _quorum_voters(figures: Sequence[Any], items: tuple[str, ...]) -> str | None:
    """QuorumConfig.ControllerQuorumVotersValidator."""
    return None if formats.are_quorum_voters(items, figures[0]) else "a list of id@host:port"


def _quorum_bootstrap_servers(figures: Sequence[Any], items: tuple[str, ...]) -> str | None:
    """QuorumConfig.ControllerQuorumBootstrapServersValidator."""
    return None if formats.are_bootstrap_servers(items, figures[0]) else "a list of host:port"


def _format(check: Callable[[Any], bool], words: str) -> Callable[[Sequence[Any], Any], str | None]:
    return lambda _, parsed: None if check(parsed) else words


def one_of(names: Sequence[str | None]) -> str:
    """`one of a, b`, or `a`."""
    return f"{'one of ' if len(names) > 1 else ''}{some_of(names)}"


def some_of(accepted: Sequence[str | None]) -> str:
    """Names as they fit a message; the null that some validators list is not for a file."""
    names = [name for name in accepted if name is not None]
    if len(names) <= _MOST_NAMED:
        return ", ".join(names)
    return f"{', '.join(names[:_MOST_NAMED])} and {len(names) - _MOST_NAMED} more"


_KINDS: dict[str, Callable[[Sequence[Any], Any], str | None]] = {
    "in": _in,
    "items-in": _items_in,
    "list": _list,
    "at-most-items": _at_most_items,
    "unique-items": _unique_items,
    "non-empty": _non_empty,
    "non-empty-without-control-characters": _without_control,
    "non-null": _accepts,
    "subclass-of": _subclass_of,
    "instantiable": _accepts,
    "throttled-replicas": _throttled_replicas,
    "urls": _urls,
    "urls-or-none": _urls_or_none,
    "topology-optimization": _topology_optimization,
    "metadata-version": _metadata_version,
    "algorithm": _algorithm,
    "algorithms": _algorithms,
    "regex": _regex,
    "offset-reset": _format(
        formats.is_offset_reset, "earliest, latest, none or by_duration:PnDTnHnMnS (ISO 8601)"
    ),
    "share-offset-reset": _format(
        formats.is_share_offset_reset, "earliest, latest or by_duration:PnDTnHnMnS (ISO 8601)"
    ),
    "quorum-voters": _quorum_voters,
    "quorum-bootstrap-servers": _quorum_bootstrap_servers,
    "http-header-rules": _format(
        formats.are_header_rules,
        "a list of rules: an action (set, add, setDate, addDate), then name:value",
    ),
    "maven-version-range": _format(
        formats.is_version_range, "a version or a version range, such as [1.0,2.0)"
    ),
}

"""Formats of single values that Kafka's validators read: durations, voters, header rules, version ranges."""

from __future__ import annotations

import re

from kafka_architect.validation.catalogue.java_values import SIZES, parse_integer, trim

_DURATION = re.compile(
    r"([-+]?)P(?:([-+]?[0-9]+)D)?"
    r"(T(?:([-+]?[0-9]+)H)?(?:([-+]?[0-9]+)M)?(?:([-+]?[0-9]+)(?:[.,]([0-9]{0,9}))?S)?)?",
    re.IGNORECASE,
)
_SECONDS = (86_400, 3_600, 60, 1)
# Utils.HOST_PORT_PATTERN: before 4.0 anything might stand before the host.
_HOST_PORT = re.compile(r"(?:[0-9a-zA-Z\-%._]*://)?\[?[0-9a-zA-Z\-%._:]*\]?:([0-9]+)")
_LOOSE_HOST_PORT = re.compile(r".*:([0-9]+)")
_HIGHEST_PORT = 65_535
_HEADER_ACTIONS = frozenset({"set", "add", "setdate", "adddate"})
_BLANK = re.compile(r"\s+", re.ASCII)


def java_split(separator: re.Pattern[str], text: str) -> list[str]:
    """`String.split`: trailing empty parts are dropped, an empty text is one part."""
    parts = separator.split(text)
    if len(parts) == 1:
        return parts
    if parts[0] == "" and separator.match(text) and separator.match(text)[0] == "":  # type: ignore[index]
        parts = parts[1:]
    return without_empty_end(parts)


def without_empty_end(parts: list[str]) -> list[str]:
    """What `String.split` keeps: of several parts, none that is empty at the end."""
    several = len(parts) > 1
    while several and parts and parts[-1] == "":
        parts.pop()
    return parts


def is_offset_reset(text: str) -> bool:
    """AutoOffsetResetStrategy: a name, or by_duration: with a duration that is not negative."""
    return text == "none" or is_share_offset_reset(text)


def is_share_offset_reset(text: str) -> bool:
    """ShareGroupAutoOffsetResetStrategy: as for consumers, but not none."""
    if text in {"earliest", "latest"}:
        return True
    name, _, duration = text.partition(":")
    if name != "by_duration":
        return False
    length = nanoseconds(duration)
    return length is not None and length >= 0


def nanoseconds(text: str) -> int | None:
    """`Duration.parse`, in nanoseconds; None where it throws."""
    found = _DURATION.fullmatch(text)
    if found is None or found[3] == "T":
        return None
    fields = [found[2], found[4], found[5], found[6]]
    if fields == [None] * 4:
        return None
    least, most = SIZES["long"]
    seconds = 0
    for field, size in zip(fields, _SECONDS, strict=True):
        number = parse_integer(field or "0", "long")
        if (
            number is None
            or not least <= number * size <= most
            or not least <= seconds + number * size <= most
        ):
            return None
        seconds += number * size
    fraction = int((found[7] or "").ljust(9, "0"))
    total = seconds * 10**9 + (-fraction if (found[6] or "").startswith("-") else fraction)
    return -total if found[1] == "-" else total


def are_quorum_voters(items: tuple[str, ...], loose: bool) -> bool:
    """QuorumConfig.parseVoterConnections: id@host:port, each."""
    return all(_is_voter(item, loose) for item in items)


def _is_voter(item: str, loose: bool) -> bool:
    parts = java_split(re.compile("@"), item)
    return len(parts) == 2 and parse_integer(parts[0], "int") is not None and _is_address(parts[1], loose)


def are_bootstrap_servers(items: tuple[str, ...], loose: bool) -> bool:
    """QuorumConfig.parseBootstrapServer: host:port, each."""
    return all(_is_address(item, loose) for item in items)


def _is_address(text: str, loose: bool) -> bool:
    found = _LOOSE_HOST_PORT.fullmatch(text) if loose else _HOST_PORT.fullmatch(text)
    port = None if found is None else parse_integer(found[1], "int")
    return port is not None and port <= _HIGHEST_PORT


def are_header_rules(text: str) -> bool:
    """RestServerConfig.validateHttpResponseHeaderConfig for each rule."""
    return not trim(text) or all(_is_header_rule(rule) for rule in _csv_split(text))


def _is_header_rule(rule: str) -> bool:
    action, blank, header = _first_blank(trim(rule))
    if not blank or action.lower() not in _HEADER_ACTIONS:
        return False
    parts = java_split(re.compile(":"), trim(header))
    if len(parts) != 2:
        return False
    name = trim(parts[0])
    return bool(name) and not _BLANK.search(name)


def _first_blank(text: str) -> tuple[str, str, str]:
    found = _BLANK.search(text)
    return (text, "", "") if found is None else (text[: found.start()], found[0], text[found.end() :])


def _csv_split(text: str) -> list[str]:
    """Jetty's StringUtil.csvSplit: commas count outside of double quotes; what follows a quote does not."""
    parts: list[str] = []
    position, end = 0, len(text)
    while position < end:
        while position < end and text[position].isspace():
            position += 1
        if position == end:
            break
        if text[position] == '"':
            quoted = re.compile(r'((?:[^"\\]|\\.)*)("?)', re.DOTALL).match(text, position + 1)
            content = quoted[1] if quoted else ""
            parts.append(re.sub(r"\\(.)", r"\1", content, flags=re.DOTALL))
            position = text.find(",", quoted.end() if quoted else end)
            position = end if position < 0 else position + 1
        else:
            comma = text.find(",", position)
            comma = end if comma < 0 else comma
            parts.append(text[position:comma].rstrip())
            position = comma + 1
    return parts


def is_version_range(text: str) -> bool:
    """PluginUtils.connectorVersionRequirement: Maven's VersionRange, a bare version being an exact one."""
    if text == "latest":
        return True
    enclosed = text.startswith(("[", "("))
    return _is_range(text) if enclosed else _is_range(f"[{text}]")


def _is_range(spec: str) -> bool:
    rest, highest, first = spec, None, True
    while rest.startswith(("[", "(")):
        closing = re.search(r"[\])]", rest)
        if closing is None:
            return False
        bounds = _bounds(rest[: closing.end()])
        if bounds is None:
            return False
        low, high = bounds
        if not first and highest is not None and (low is None or _version_key(low) < _version_key(highest)):
            return False
        highest, first = high, False
        rest = trim(rest[closing.end() :])
        if rest.startswith(","):
            rest = trim(rest[1:])
    return not rest


def _bounds(part: str) -> tuple[str | None, str | None] | None:
    """Lower and upper bound of `[a,b)`; None where Maven refuses it."""
    closed = part.startswith("[") and part.endswith("]")
    low, comma, high = (trim(piece) for piece in trim(part[1:-1]).partition(","))
    if not comma:
        return (low, low) if closed else None
    if low and high:
        one, other = _version_key(low), _version_key(high)
        if other < one or (other == one and not closed):
            return None
    return low or None, high or None


def _version_key(version: str) -> list[tuple[int, int, str]]:
    """Maven's order of versions: numbers by size, words before numbers, known words before nothing.

    Enough for versions of connectors; odd mixtures of signs and letters are ordered otherwise by Maven.
    """
    key: list[tuple[int, int, str]] = []
    for part in [*re.findall(r"[0-9]+|[^0-9.-]+", version), ""]:
        if part.isdecimal():
            key.append((1, int(part[:18]), ""))
            continue
        while key and key[-1] in {(1, 0, ""), _NOTHING}:  # 1.0-rc is 1-rc
            key.pop()
        key.append(_word_key(part.lower()))
    return key


def _word_key(word: str) -> tuple[int, int, str]:
    rank = _QUALIFIERS.get(word)
    return (0, len(_QUALIFIERS), word) if rank is None else (0, rank, "")


_QUALIFIERS = {"alpha": 0, "a": 0, "beta": 1, "b": 1, "milestone": 2, "m": 2, "rc": 3, "cr": 3, "snapshot": 4}
_QUALIFIERS |= {"": 5, "ga": 5, "final": 5, "release": 5, "sp": 6}
_NOTHING = (0, _QUALIFIERS[""], "")

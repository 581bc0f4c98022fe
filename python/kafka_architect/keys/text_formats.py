"""Texts that are not one key per line: what tools print beside the keys, told by their first lines.

The shapes are those of kcat, kafka-console-consumer.sh, kafka-dump-log.sh and their like; tests hold real
output of each.
"""

from __future__ import annotations

import json
import re
from itertools import dropwhile
from typing import TYPE_CHECKING, Any

from kafka_architect.keys.delimited_rows import delimited_rows
from kafka_architect.keys.found_format import FoundFormat
from kafka_architect.keys.kcat_lines import looks_like_kcat
from kafka_architect.keys.tool_outputs import CONSUMER_GROUPS, LOG_DIRS, OFFSETS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST_LINES = 200
_INTO = "> only-keys.txt, then analyze only-keys.txt."
# So many of the lines must look alike.
_SHARE = 0.8

_FIGURES = "Its figures: kafka-architect analyze {source}, in Python ka.cluster_figures({literal})."

# What tools print before records: (name, title, first line, advice).
_FIRST_LINES: tuple[tuple[str, str, re.Pattern[bytes], str], ...] = (
    ("dump-log", "output of kafka-dump-log.sh", re.compile(rb"Dumping .|Log starting offset: \d"),
     "It needs --print-data-log to have keys; take them from its lines: "
     rf"sed -n 's/^| .* key: \(.*\) payload: .*/\1/p' {{source}} {_INTO}"),
    (LOG_DIRS, "output of kafka-log-dirs.sh",
     re.compile(rb'Querying brokers for log dir|Received log dir|\{"(?:version":\d+,")?brokers":\[\{"'),
     f"It has bytes of partitions and no keys. {_FIGURES}"),
    (CONSUMER_GROUPS, "output of kafka-consumer-groups.sh",
     re.compile(
         rb"GROUP\s+(?:TOPIC\s+PARTITION|CONSUMER-ID|COORDINATOR|STATE)|TOPIC\s+PARTITION\s+CURRENT-OFFSET"
         rb"|(?:Warning: )?Consumer group '.*' (?:has no active members|is rebalancing)"
         rb"|Error: Executing consumer group command failed"
     ),
     f"It has offsets of partitions and no keys. {_FIGURES}"),
    ("tiered-manifest", "a manifest of Aiven's tiered storage",
     re.compile(rb'\{"version":"\d+","chunkIndex":'),
     "It says how the .log object beside it was cut, compressed and encrypted, and has no keys."),
    ("kafkactl-yaml", "output of kafkactl consume -o yaml", re.compile(rb"partition: \d+$"),
     "Print JSON, which is read: kafkactl consume TOPIC --from-beginning --exit --print-keys -o json."),
    ("xml", "XML or HTML", re.compile(rb"\s*<(?:\?xml|!DOCTYPE|html)", re.IGNORECASE),
     "Was a page of errors saved in place of the keys? Write one key per line."),
    ("table", "a table drawn for people", re.compile(rb"\s*(?:\+-{2,}[-+]*\+|\xe2\x94\x8c\xe2\x94\x80)"),
     "Ask the client for plain values without headings (psql -At, mysql -BN, duckdb -noheader -list)."),
)  # fmt: skip

# What tools print in each line: (name, title, line, advice).
_LINES: tuple[tuple[str, str, re.Pattern[bytes], str], ...] = (
    ("dump-log", "output of kafka-dump-log.sh",
     re.compile(rb"\|? ?(?:base[oO]ffset|offset): \d+ .*(?:keySize|keysize|lastOffset|isvalid)"),
     rf"Take the keys from its lines: sed -n 's/^| .* key: \(.*\) payload: .*/\1/p' {{source}} {_INTO}"),
    ("console-consumer", "output of kafka-console-consumer.sh with more than the keys",
     re.compile(rb"(?:CreateTime:-?\d+|LogAppendTime:\d+|NO_TIMESTAMP|Partition:\d+|Offset:\d+|NO_HEADERS)\s"),
     "Print the keys alone: print.key=true and print.value=false, and no other print. property."),
    ("confluent-headers", "output of confluent kafka topic consume with records' headers",
     re.compile(rb"% Headers: \["),
     "Leave these lines out: grep -v '^% Headers: \\[' {source} > records.txt, then "
     "kafka-architect analyze records.txt --input-format key-value."),
)  # fmt: skip

# What may be keys, but is more often something else: (name, title, line, advice).
_LIKELY_LINES: tuple[tuple[str, str, re.Pattern[bytes], str], ...] = (
    ("counted-lines", "lines with their counts (uniq -c)", re.compile(rb" +\d+ \S"),
     "Give the lines as they were before they were counted."),
    ("coloured-text", "text with colours of a terminal", re.compile(rb".*\x1b\["),
     f"Write it without colours (NO_COLOR=1, jq -M, grep --color=never) {_INTO}"),
)  # fmt: skip

_OFFSET = re.compile(rb"([\w.-]{1,249}):(0|[1-9]\d{0,9}):(?:-1|0|[1-9]\d{0,18})?")
# confluent kafka topic consume --print-key with --print-offset or --timestamp.
_KEY_AND_PLACE = re.compile(
    rb"[^\t]*\t(?:Timestamp:-?\d+ Partition:\d+ Offset:\d+|Partition:\d+ Offset:\d+|Timestamp:-?\d+)\t"
)
# A key, a delimiter, and a JSON value: kcat -K, kafka-console-consumer.sh with print.key.
_KEY_AND_JSON = re.compile(rb"(?![{\[\"]).*?([\t:,;|]) ?([{\[].*)")
_DOCUMENT = re.compile(rb"\s*(?:\[\s*[\[{\"]|\{\s*\"|[\[{]\s*$)", re.MULTILINE)

_KEY_FIELDS = frozenset({"key", "messagekey", "message_key", "recordkey", "record_key", "kafka_key"})
_RECORD_FIELDS = frozenset({
    "partition", "offset", "topic", "value", "payload", "timestamp", "ts", "headers", "keysize",
})  # fmt: skip
_PLACE_FIELDS = frozenset({"partition", "offset"})


def text_format(head: bytes, *, complete: bool) -> FoundFormat | None:
    """What a block of text looks like, if not like one key per line.

    Args:
        head: The first block of the source.
        complete: Whether it is all of it; else its last line is cut and left out.
    """
    lines = head.split(b"\n")
    if not complete and len(lines) > 1:
        lines.pop()
    lines = [one for line in lines[:_MOST_LINES] if (one := line.removesuffix(b"\r"))]
    lines = list(dropwhile(_is_noise_of_java, lines))
    return next(_found(lines, head), None) if lines else None


def _is_noise_of_java(line: bytes) -> bool:
    """What Kafka's tools write to standard error before anything else, where both streams go to one file."""
    return line.startswith((b"SLF4J:", b"log4j:"))


def _found(lines: Sequence[bytes], head: bytes) -> Iterator[FoundFormat]:
    for name, title, pattern, advice in _FIRST_LINES:
        if pattern.match(lines[0]):
            yield FoundFormat(name, title, f"its first line is {_quoted(lines[0])}", advice)
    yield from _by_lines(_LINES, lines, certain=True)
    yield from _json_lines(lines)
    yield from _json_document(lines, head)
    yield from _keys_with_json(lines)
    yield from _by_lines(_LIKELY_LINES, lines, certain=False)
    yield from _kcat_format(lines)
    yield from _offsets(lines)
    if rows := delimited_rows(lines):
        yield rows


def _by_lines(
    known: Sequence[tuple[str, str, re.Pattern[bytes], str]], lines: Sequence[bytes], *, certain: bool
) -> Iterator[FoundFormat]:
    for name, title, pattern, advice in known:
        matching = [line for line in lines if pattern.match(line)]
        # Payloads may break lines: output of tools is told by fewer.
        if len(matching) >= (0.3 if certain else 1.0) * len(lines):
            evidence = f"lines like {_quoted(matching[0])}"
            yield FoundFormat(name, title, evidence, advice, certain)


def _offsets(lines: Sequence[bytes]) -> Iterator[FoundFormat]:
    """topic:partition:offset, each partition once and the first of each topic among them; or two listings."""
    places = [(match[1], match[2]) for line in lines if (match := _OFFSET.fullmatch(line))]
    cut = len(lines) > 2 and _OFFSET.fullmatch(lines[-1]) is None  # whoever reads it says so
    if not places or len(places) < len(lines) - cut:
        return
    length = places.index(places[0], 1) if places[0] in places[1:] else len(places)
    listed, again = places[:length], places[length:]
    topics = {topic for topic, _ in listed}
    if (
        len(set(listed)) == length
        and again == listed[: len(again)]
        and all((topic, b"0") in listed for topic in topics)
    ):
        yield FoundFormat(
            OFFSETS, "output of kafka-get-offsets.sh (topic:partition:offset)",
            f"lines like {_quoted(lines[0])}", f"It has no keys. {_FIGURES}", certain=False,
        )  # fmt: skip


def _kcat_format(lines: Sequence[bytes]) -> Iterator[FoundFormat]:
    if looks_like_kcat(lines):
        title = "output of kcat -f '%p,%K,%S,%T,%k\\n'"
        yield FoundFormat(
            "kcat-format", title, f"lines like {_quoted(lines[0])}", "It is read by key lengths."
        )


def _json_lines(lines: Sequence[bytes]) -> Iterator[FoundFormat]:
    """Lines that are JSON by themselves; records of a topic among them have fields that say so."""
    if sum(line.lstrip()[:1] in {b"{", b"[", b'"'} for line in lines) < _SHARE * len(lines):
        return
    values = [value for line in lines if (value := _parsed(line)) is not None]
    if len(lines) == 1 and _holds_objects(values):
        return  # the document below
    objects = [value for value in values if isinstance(value, dict)]
    records = [value for value in objects if _is_record(value)]
    if len(records) >= _SHARE * len(lines):
        yield _records(records[0])
    elif len(objects) >= _SHARE * len(lines):
        fields = ", ".join(map(repr, list(objects[0])[:4]))
        yield FoundFormat(
            "json-lines", "JSON lines", f"objects with the fields {fields}",
            f"If the key is a field: jq -r '.FIELD' {{source}} {_INTO}", certain=False,
        )  # fmt: skip
    elif sum(isinstance(value, list) for value in values) >= _SHARE * len(lines):
        yield FoundFormat(
            "json-lines", "JSON lines", f"arrays like {_quoted(lines[0])}",
            f"If the key is an item: jq -r '.[0]' {{source}} {_INTO}", certain=False,
        )  # fmt: skip
    elif sum(isinstance(value, str) for value in values) >= _SHARE * len(lines):
        yield FoundFormat(
            "json-strings", "JSON strings, with their quotes", f"lines like {_quoted(lines[0])}",
            f"Quotes would be hashed with the key; take them away: jq -r . {{source}} {_INTO}", certain=False,
        )  # fmt: skip


def _holds_objects(values: Sequence[Any]) -> bool:
    return any(isinstance(value, list) and value and isinstance(value[0], dict) for value in values)


def _records(record: dict[str, Any]) -> FoundFormat:
    fields = ", ".join(map(repr, list(record)[:8]))
    key = next((field for field in record if _plain(field) in _KEY_FIELDS), None)
    advice = (
        f"Take the keys: jq -r 'select(.{key} != null) | .{key}' {{source}} {_INTO}"
        if key
        else "No field of it is the key: dump the keys too."
    )
    kcat = {"tstype", "broker"} <= record.keys()
    title = "output of kcat -J" if kcat else "JSON lines of records"
    return FoundFormat("kcat-json" if kcat else "json-records", title, f"fields {fields}", advice)


def _is_record(value: dict[str, Any]) -> bool:
    fields = {_plain(field) for field in value}
    return bool(fields & _KEY_FIELDS and fields & _RECORD_FIELDS) or fields >= _PLACE_FIELDS


def _plain(field: str) -> str:
    return field.lower().lstrip("_")


def _json_document(lines: Sequence[bytes], head: bytes) -> Iterator[FoundFormat]:
    """One JSON document over all lines, or one long line that the block cuts."""
    if not _DOCUMENT.match(head) or (len(lines) > 1 and _parsed(lines[0]) is not None):
        return
    if len(lines) > 1 and not (lines[0].rstrip()[-1:] in {b"[", b"{", b","} and _continues(lines[1])):
        return
    yield FoundFormat(
        "json-document", "one JSON document", f"it begins with {_quoted(lines[0])}",
        f"Take the keys, for an array of objects: jq -r '.[].key' {{source}} {_INTO}",
    )  # fmt: skip


def _continues(line: bytes) -> bool:
    """Whether a line can be the second one of a document that is laid out over several."""
    return line.lstrip()[:1] in {b'"', b"{", b"[", b"]", b"}"} or line[:1] in b" \t"


def _keys_with_json(lines: Sequence[bytes]) -> Iterator[FoundFormat]:
    if sum(_KEY_AND_PLACE.match(line) is not None for line in lines) >= _SHARE * len(lines):
        yield FoundFormat(
            "key-and-value", "output of confluent kafka topic consume --print-key",
            f"a place behind the key in lines like {_quoted(lines[0])}",
            f"Take the keys: cut -f1 {{source}} {_INTO}",
        )  # fmt: skip
        return
    ended = [line for line in lines if line[-1:] in {b"}", b"]"}]
    found = [
        match for line in ended if (match := _KEY_AND_JSON.match(line)) and _parsed(match[2]) is not None
    ]
    if len(found) < _SHARE * len(lines):
        return
    delimiter = found[0][1].decode()
    cut = "cut -f1" if delimiter == "\t" else f"cut -d {delimiter!r} -f1"
    yield FoundFormat(
        "key-and-value", "keys with their values",
        f"JSON behind {delimiter!r} in lines like {_quoted(lines[0])}",
        f"Take the keys: {cut} {{source}} {_INTO}",
    )  # fmt: skip


def _parsed(text: bytes) -> Any:
    """The value of a JSON text; None for null and for what is no JSON."""
    try:
        # kcat -J writes bytes of keys as they are.
        return json.loads(text.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None


def _quoted(line: bytes, most: int = 60) -> str:
    text = line[:most].decode("utf-8", "replace")
    return repr(text + ("…" if len(line) > most else ""))

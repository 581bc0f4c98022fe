"""Whatever a file holds: no traceback, no rule that fails, every place inside the file, fixes that fit."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kafka_architect as ka

from .rules.case_files import cases
from .rules.expressions import expressions
from .source_samples import SOURCES

if TYPE_CHECKING:
    from kafka_architect.validation.finding import Finding

# What tends to break readers: their own punctuation, in the wrong place.
_SHARDS = (
    "\\", "\\u12", "${", "${X:-", "{{", "}}", "{% if x %}", '"', "'", "|", ">", "- ", ": ", "=", "\n", "\r",
    "\r\n", "\t", "\x00", "\ufeff", "\u2028", "\U0001f600", "&a ", "*a", "<<: *a\n", "#", "%", "[", "]", "{",
    "!!python/object:os.system ", "}", "---\n", "<<EOF\n", "EOF\n", ",", "1e999", "-0", "9" * 30, "\u0663",
    "\ue000",
)  # fmt: skip


def _samples() -> list[tuple[str, str]]:
    """One file of every kind that a case can be said in, the longest of each."""
    longest: dict[tuple[str, str], str] = {}
    for case in cases():
        for described in case.configurations:
            for one in expressions(described):
                key = (one.dialect, one.name)
                if len(one.text) > len(longest.get(key, "")):
                    longest[key] = one.text
        for name, text in case.files.items():
            longest.setdefault((name, name), text)
    longest |= {(name, name): text for name, text in SOURCES.items()}
    return [(name, text) for (_, name), text in sorted(longest.items())]


SAMPLES = _samples()


@st.composite
def mutilated(draw: st.DrawFn) -> tuple[str, str]:
    """A sample with a few pieces cut out, doubled, moved, or put in."""
    name, text = draw(st.sampled_from(SAMPLES))
    return name, mutilate(draw, text)


def mutilate(draw: st.DrawFn, text: str) -> str:
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 40)))
        what = draw(st.sampled_from(("cut", "double", "put", "replace")))
        shard = draw(st.one_of(st.sampled_from(_SHARDS), st.text(max_size=5)))
        piece = {"cut": "", "double": text[start:end] * 2, "put": text[start:end] + shard, "replace": shard}[
            what
        ]
        text = text[:start] + piece + text[end:]
    return text


@st.composite
def mutilated_applications(draw: st.DrawFn) -> dict[str, str]:
    """Files of one application, each of a sample of its own, one of them mutilated."""
    names = ("application.yml", "application.properties", "application-prod.yml", "application-x.properties")
    found = {}
    for name in draw(st.lists(st.sampled_from(names), min_size=2, unique=True)):
        ending = name.rpartition(".")[2]
        found[name] = draw(st.sampled_from([text for one, text in SAMPLES if one == f"application.{ending}"]))
    changed = draw(st.sampled_from(sorted(found)))
    return {**found, changed: mutilate(draw, found[changed])}


# `make fuzz` asks for many more.
EXAMPLES = int(os.environ.get("KAFKA_ARCHITECT_FUZZ_EXAMPLES", "400"))
VALIDATOR = ka.ConfigValidator("4.3", "durability", select=["ALL"])


def check(files: dict[str, str]) -> tuple[Finding, ...]:
    result = VALIDATOR.validate(files)
    assert result.failures == 0, [f.message for f in result.findings if f.rule.code == "RUN001"]
    for finding in result.findings:
        line, column = finding.place
        lines = finding.file.text.split("\n")
        assert 1 <= line <= len(lines)
        assert 1 <= column <= len(lines[line - 1]) + 1
        for edit in finding.fix.edits if finding.fix else ():
            assert 0 <= edit.span.start <= edit.span.end <= len(edit.file.text)
    return result.findings


@settings(max_examples=EXAMPLES)
@given(mutilated())
def test_mutilated_files(sample: tuple[str, str]) -> None:
    name, text = sample
    check({name: text})
    _, mended = VALIDATOR.fix({name: text}, unsafe=True)
    for one in mended:
        check({name: one.text})


@settings(max_examples=EXAMPLES // 4)
@given(mutilated_applications())
def test_mutilated_applications(files: dict[str, str]) -> None:
    check(files)
    _, mended = VALIDATOR.fix(files, unsafe=True)
    check({**files, **{one.file.path: one.text for one in mended}})


@settings(max_examples=150)
@given(st.sampled_from([name for name, _ in SAMPLES]), st.text(max_size=200))
def test_any_text_under_any_name(name: str, text: str) -> None:
    check({name: text})


@settings(max_examples=100)
@given(st.sampled_from(SAMPLES), st.binary(max_size=8), st.data())
def test_any_bytes_in_any_file(sample: tuple[str, str], noise: bytes, data: st.DataObject) -> None:
    from kafka_architect.validation.source_file import SourceFile

    name, text = sample
    content = text.encode()
    at = data.draw(st.integers(0, len(content)))
    file = SourceFile.decode(name, content[:at] + noise + content[at:])
    result = VALIDATOR.validate([file])
    assert result.failures == 0


def test_deep_nesting_ends() -> None:
    for opening in ("[", "{a: ", "a:\n ", "- "):
        check({"application.yml": opening * 5000})
    check({"connector.json": '{"a":' * 5000})
    check({"main.tf": "a = [" * 5000})
    for name in SOURCES:
        check({name: '// kafka kafkajs bootstrap.servers "acks"\n' + "f(" * 5000})
        check({name: "// kafka 'kafkajs' bootstrap.servers \"acks\"\n" + "if (a) { " * 5000})
    check({"client.py": "from kafka import KafkaProducer\nKafkaProducer(a=" + "(" * 500})


def test_anchors_that_multiply_end() -> None:
    """Ten levels of ten references each: ten thousand million nodes, if they were followed."""
    levels = ["a0: &a0 {acks: '1'}"]
    for n in range(1, 11):
        references = ", ".join(f"k{i}: *a{n - 1}" for i in range(10))
        levels.append(f"a{n}: &a{n} {{{references}}}")
    application = "spring:\n  kafka:\n    producer:\n      properties:\n"
    check({"application.yml": application + "".join(f"        {level}\n" for level in levels)})
    compose = "services:\n  kafka:\n    image: apache/kafka\n    environment:\n"
    check({"docker-compose.yml": compose + "".join(f"      {level}\n" for level in levels)})


def test_merges_that_double_end() -> None:
    levels = "".join(f"  a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}], x{n}: 1}}\n" for n in range(1, 60))
    text = f"services:\n  a0: &a0 {{image: apache/kafka, environment: {{KAFKA_NODE_ID: 1}}}}\n{levels}"
    assert ka.ConfigValidator(select=["DUR001"]).validate({"docker-compose.yml": text}).failures == 0


LONG = 100_000
SPRING = 'spring:\n  kafka:\n    producer:\n      acks: "1"\n      x: '
PRODUCER = "bootstrap.servers=a:9092\nacks=1\nx="


@pytest.mark.parametrize(
    ("name", "text"),
    [
        # Composed by recursion in C: these ended the process.
        pytest.param("application.yml", SPRING + "[" * LONG + "\n", id="nested sequences"),
        pytest.param("application.yml", f"{SPRING}\n{'- ' * LONG}\n", id="nested compact sequences"),
        pytest.param("application.yml", SPRING + "{a: " * LONG + "\n", id="nested mappings"),
        # Looked at anew from each place: these took minutes to hours.
        pytest.param("application.yml", SPRING + "{{" * LONG + "\n", id="templates that nobody closes"),
        pytest.param("application.yml", SPRING + "{{a}}" * LONG + "\n", id="a line of templates"),
        pytest.param("producer.properties", PRODUCER + "password " + "A" * LONG + "\n", id="one long word"),
        pytest.param("producer.properties", PRODUCER + "password " + "-a" * LONG + "\n", id="many dashes"),
        pytest.param("producer.properties", PRODUCER + "password " + "a." * LONG + "\n", id="many dots"),
        pytest.param("producer.properties", "acks=1\nlinger.ms=0\n" * (LONG // 10), id="many fixes"),
    ],
)
def test_what_is_deep_or_long_is_read_in_one_pass(name: str, text: str) -> None:
    """With its diff: the lines around a change are looked through for secrets."""
    result, mended = ka.ConfigValidator("4.1").fix({name: text}, unsafe=True)
    assert mended
    assert all(one.diff.startswith(f"--- a/{name}\n") for one in mended)
    assert result.summary["failed_rules"] == 0


@pytest.mark.parametrize("digits", [19, 20, 309, 2_000, 4_300, 5_000])
@pytest.mark.parametrize("name", ["producer", "consumer", "server"])
def test_numbers_of_any_length_are_compared_by_no_rule(name: str, digits: int) -> None:
    """A quotient of more than 308 digits is no float."""
    keys = {
        "producer": ("linger.ms", "batch.size", "buffer.memory", "retries", "delivery.timeout.ms"),
        "consumer": ("fetch.min.bytes", "max.poll.records", "session.timeout.ms", "max.poll.interval.ms"),
        "server": ("log.segment.bytes", "log.retention.hours", "num.partitions", "log.retention.bytes"),
    }[name]
    text = "bootstrap.servers=b:9092\n" if name != "server" else "node.id=1\nprocess.roles=broker\n"
    for key in keys:
        result = ka.ConfigValidator(select=["ALL"]).validate(
            {f"{name}.properties": f"{text}{key}={'9' * digits}\n"}
        )
        assert result.failures == 0, key
        assert any(one.key == key and one.rule.verdict == "refuses" for one in result.findings), key

"""HOCON beside com.typesafe:config itself: what it refuses, and the value in force of every path."""

from __future__ import annotations

import base64
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from kafka_architect.validation.dialects.formats.hocon_tree import hocon_file
from kafka_architect.validation.source_file import SourceFile
from tools.hocon.jar import class_path

ORACLE = Path(__file__).with_name("HoconOracle.java")
LIST = object()
Answer = dict[tuple[str, ...], object] | str
_KEYS = ("a", "b", "c", "d.e", "a.b", '"a.b"', "kafka", "linger.ms", "a b", '"x"', "b.c.d", "1", "a-b")
# What is referred to is written last and refers to nothing itself: objects within themselves are refused.
_REFERENCES = ("${p}", "${q.r}", "${?q.s}", "${?none}", "${?p}", '${?"a.none"}', "${?q.t.u}", "${ p }")
_REFERRED = (
    "p = 7\nq { r = x, s = ${p}, t { u = 1 s } }\n",
    "p = ${?none}\nq = { r = ${?none} 5, s = a }\nq { t.u = [1], r = 6 }\n",
    "p = on\nq { s = 3, r: z, t { v = 1 } }\nq.t { v = ${?none}, u: [] }\n",
)
_PLAIN = (
    "1", "05", "1.50", "1e3", "true", "null", "on", "5 seconds", '"x y"', '""', '"""a"b\\"""', "a.b c", "-1",
    "100ms", '"\\u0041\\n"', "nullable", "x/y", "PLAINTEXT;", "1.2.3", "a 'b'", "<x>", "- a", '"a"b"c"',
    "(x)",
)  # fmt: skip
_PIECES = (
    *_KEYS, *_PLAIN, *_REFERENCES, "{", "}", "{", "}", "[", "]", "=", ":", "+=", ",", "\n", "\n", " ", "  ",
    "#x\n",
    "// y\n", "\t", "\r\n", ".", '"', '"""', "$", "+", "?", "`", "\\", "@", "é", "\u00a0",
)  # fmt: skip


def library(texts: list[str]) -> list[Answer]:
    """What the library reads of each text: values by path, `refused`, or `unresolved`."""
    program = shutil.which("java")
    if program is None or shutil.which("mvn") is None:
        pytest.skip("no java or Maven on the path")
    lines = "".join(base64.b64encode(text.encode()).decode() + "\n" for text in texts)
    command = [program, "-Xss16m", "-cp", class_path(), str(ORACLE)]
    answers = subprocess.run(
        command, input=lines, capture_output=True, text=True, check=True, timeout=180
    ).stdout.splitlines()
    assert len(answers) == len(texts)
    return [_values(answer[1:]) if answer.startswith("=") else answer for answer in answers]


def _values(answer: str) -> Answer:
    pairs = (pair.split(":") for pair in answer.split())
    return {
        tuple(_decoded(part) for part in path.split(".")): LIST if value == "list" else _decoded(value)
        for path, value in pairs
    }


def _decoded(part: str) -> str:
    return base64.b64decode(part).decode("utf-16-be")


def disagreement(text: str, answer: Answer) -> str:
    """What this reader says otherwise; "" where it says the same, or less."""
    found = hocon_file(SourceFile("a.conf", text))
    if (answer == "refused") != bool(found.faults):
        return f"library: {answer if isinstance(answer, str) else 'reads it'}, ours: {found.faults}"
    if isinstance(answer, str):
        return ""
    ours = {leaf.path: leaf for leaf in found.leaves}
    for path, leaf in ours.items():
        if leaf.setting.resolved and answer.get(path, None) != leaf.setting.value:
            return f"{path}: library {answer.get(path)!r}, ours {leaf.setting.value!r}"
    missing = answer.keys() - ours.keys()
    return f"missing: {missing}" if missing else ""


def document(rng: random.Random, depth: int = 0) -> str:
    """A text that is HOCON most of the time: nested objects, references, what overrides."""
    lines = []
    for _ in range(rng.randrange(1, 6)):
        key = rng.choice(_KEYS)
        kind = rng.randrange(10)
        if kind < 3 and depth < 3:
            before = rng.choice(("", "", " =", ":", " = ${?none}", " = ${q}", " = ${?q.t}"))
            value = f"{before} {{\n{document(rng, depth + 1)}}}"
        elif kind == 3:
            value = f" = [{rng.choice(_PLAIN)}, {rng.choice(_PLAIN)}]"
        elif kind == 4:
            value = f" += {rng.choice(_PLAIN)}"
        else:
            parts = rng.choices((*_PLAIN, *_REFERENCES, *_REFERENCES), k=rng.choice((1, 1, 1, 2, 3)))
            value = f"{rng.choice(('=', ' = ', ': '))}{rng.choice(('', ' ')).join(parts)}"
        lines.append(f"{'  ' * depth}{key}{value}{rng.choice(('', '', ' ', ',', ' # c', ' // c'))}\n")
    return "".join(lines)


@pytest.mark.java
@pytest.mark.parametrize("seed", [1, 2])
def test_documents_say_what_the_library_reads(seed: int) -> None:
    rng = random.Random(seed)
    texts = [document(rng) + rng.choice(_REFERRED) for _ in range(2_500)]
    texts += ["".join(rng.choices(_PIECES, k=rng.randrange(12))) for _ in range(2_500)]
    answers = library(texts)
    assert sum(isinstance(answer, dict) and len(answer) > 1 for answer in answers) > 700
    wrong = [
        (text, what)
        for text, answer in zip(texts, answers, strict=True)
        if (what := disagreement(text, answer))
    ]
    assert wrong == [], f"seed {seed}: {len(wrong)}"

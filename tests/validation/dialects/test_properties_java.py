""".properties text beside java.util.Properties itself."""

from __future__ import annotations

import base64
import random
import secrets
import shutil
import subprocess
from pathlib import Path

import pytest

from kafka_architect.validation.dialects.formats.properties_text import (
    escape_key,
    escape_value,
    read_properties,
)

ORACLE = Path(__file__).with_name("PropertiesOracle.java")
PIECES = ["a", "b", "key", "=", ":", " ", "\t", "\f", "\n", "\r", "\r\n", "\\", "\\\\", "#", "!", "\\u0041",
          "\\u00", "\\ud83d\\ude00", "\\n", "é", "\\\n", "\\\r\n", "\\\r", "x", "1"]  # fmt: skip


def java(texts: list[str]) -> list[dict[str, str] | None]:
    """What Java reads of each text, None where it refuses."""
    program = shutil.which("java")
    if program is None:
        pytest.skip("no java on the path")
    lines = "".join(base64.b64encode(text.encode()).decode() + "\n" for text in texts)
    answers = subprocess.run(
        [program, str(ORACLE)], input=lines, capture_output=True, text=True, check=True, timeout=120
    ).stdout.splitlines()
    assert len(answers) == len(texts)
    return [None if answer == "refused" else _pairs(answer[1:]) for answer in answers]


def _pairs(answer: str) -> dict[str, str]:
    pairs = (pair.split(":") for pair in answer.split())
    return {_decoded(key): _decoded(value) for key, value in pairs}


def _decoded(part: str) -> str:
    return base64.b64decode(part).decode("utf-16-be")


def ours(text: str) -> dict[str, str] | None:
    found = list(read_properties(text))
    return None if any(one.fault for one in found) else {one.key: one.value for one in found}


@pytest.mark.java
@pytest.mark.parametrize("seed", [1, secrets.randbelow(10**9)], ids=["fixed", "new"])
def test_random_texts_are_read_as_java_reads_them(seed: int) -> None:
    rng = random.Random(seed)
    texts = ["".join(rng.choice(PIECES) for _ in range(rng.randrange(15))) for _ in range(20_000)]
    differing = [text for text, read in zip(texts, java(texts), strict=True) if ours(text) != read]
    assert differing == [], f"seed {seed}"


@pytest.mark.java
def test_what_is_escaped_is_read_back_by_java() -> None:
    rng = random.Random(3)
    letters = ["a", " ", "=", ":", "#", "!", "\\", "\n", "\r", "\t", "\f", "é", "😀", "\x7f", "\x00"]
    words = [
        tuple("".join(rng.choice(letters) for _ in range(rng.randrange(1, 6))) for _ in "kv")
        for _ in range(5_000)
    ]
    texts = [f"{escape_key(key)}={escape_value(value)}\n" for key, value in words]
    assert java(texts) == [{key: value} for key, value in words]

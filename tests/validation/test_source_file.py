"""Files as they are read: whatever the operating system says of their size."""

from __future__ import annotations

import os
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from kafka_architect.errors import SourceError
from kafka_architect.validation import source_file
from kafka_architect.validation.source_file import SourceFile

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "acks=all\n" * 10_000


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
@pytest.mark.parametrize("text", [TEXT, "a", ""], ids=["long", "a character", "empty"])
def test_a_pipe_is_read_to_its_end(tmp_path: Path, text: str) -> None:
    pipe = tmp_path / "producer.properties"
    os.mkfifo(pipe)
    writer = Thread(target=pipe.write_text, args=(text,))
    writer.start()
    assert SourceFile.read(pipe).text == text
    writer.join()


@pytest.mark.parametrize("text", [TEXT, "a", ""], ids=["long", "a character", "empty"])
def test_a_file_is_read_whole(tmp_path: Path, text: str) -> None:
    path = tmp_path / "producer.properties"
    path.write_text(text)
    assert SourceFile.read(path).text == text


def test_a_file_that_is_larger_than_allowed_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source_file, "MOST_BYTES", 10)
    path = tmp_path / "producer.properties"
    path.write_text("x" * 10)
    assert SourceFile.read(path).text == "x" * 10
    path.write_text("x" * 11)
    with pytest.raises(SourceError, match="larger than"):
        SourceFile.read(path)


@pytest.mark.parametrize("text", ["", "a", "a\n", "a\nb", "\n\n", "a\r\nb\r\n", "ä\n\u2028b"])
def test_lines_start_behind_line_feeds(text: str) -> None:
    starts = SourceFile("x", text).line_starts
    assert starts == [0, *(at + 1 for at, character in enumerate(text) if character == "\n")]

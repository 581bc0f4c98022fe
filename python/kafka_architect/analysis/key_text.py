"""How a key is shown to people: text where it is printable UTF-8, hex where it is not.

Every text with a key in it takes it from here. `showing` says for a report whose keys are numbers, or may not
be seen, how to write them instead.
"""

from __future__ import annotations

import hashlib
import secrets
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.keys.key_encoding import KeyEncoding

_LONGEST = 64
_MASK_BYTES = 6


@dataclass(frozen=True, slots=True)
class KeyDisplay:
    """How the keys of a report are shown.

    Attributes:
        encoding: What the keys were serialised from: numbers are shown as numbers.
        masked: Whether keys are personal data: each is shown as a pseudonym, the same within the report.
    """

    encoding: KeyEncoding | None = None
    masked: bool = False
    # Without it a pseudonym could be found out by hashing every customer number.
    _secret: bytes = field(default_factory=lambda: secrets.token_bytes(16), repr=False, compare=False)

    def shown(self, key: bytes) -> tuple[str, str] | None:
        """The key and the name of how it is written; None where its bytes are shown."""
        if self.masked:
            digest = hashlib.blake2b(key, key=self._secret, digest_size=_MASK_BYTES).hexdigest()
            return f"key-{digest}", "masked"
        text = None if self.encoding is None else self.encoding.shown(key)
        return None if text is None or self.encoding is None else (text, self.encoding.name)


_DISPLAY: ContextVar[KeyDisplay | None] = ContextVar("key_display", default=None)


@contextmanager
def showing(display: KeyDisplay | None) -> Iterator[None]:
    """Show keys like this for as long as the block lasts."""
    before = _DISPLAY.set(display)
    try:
        yield
    finally:
        _DISPLAY.reset(before)


def shown_key(key: bytes) -> tuple[str, str]:
    """A key in full, and how it is written: "text", "hex", "masked" or the name of its encoding."""
    display = _DISPLAY.get()
    if display is not None and (shown := display.shown(key)) is not None:
        return shown
    try:
        return key.decode(), "text"
    except UnicodeDecodeError:
        return key.hex(), "hex"


def key_text(key: bytes) -> str:
    """The key as text, or as 0x... where it is not printable UTF-8; at most about 64 characters."""
    text, encoding = shown_key(key)
    if encoding == "hex" or not text.isprintable() or (key and not text):
        text = "0x" + key.hex()
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"

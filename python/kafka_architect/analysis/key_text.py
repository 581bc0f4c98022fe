"""How a key is shown to people: text where it is printable UTF-8, hex where it is not."""

from __future__ import annotations

_LONGEST = 64


def key_text(key: bytes) -> str:
    """The key as text, or as 0x... where it is not printable UTF-8; at most about 64 characters."""
    try:
        text = key.decode()
    except UnicodeDecodeError:
        text = ""
    if not text.isprintable() or (key and not text):
        text = "0x" + key.hex()
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"

"""Secret: text that shows itself to nobody but the code that sends it."""

from __future__ import annotations

from typing import Self

_HIDDEN = "<hidden>"


class Secret(str):
    """A password, token or private key.

    Whatever prints, formats or logs it shows `<hidden>`; its characters are there for `encode` and `join`.
    """

    __slots__ = ()

    def __new__(cls, text: str = "") -> Self:
        """Of a secret again its characters, not what it shows."""
        return super().__new__(cls, text.revealed() if isinstance(text, Secret) else text)

    def __repr__(self) -> str:
        return _HIDDEN

    def __str__(self) -> str:
        return _HIDDEN

    def __format__(self, _spec: str) -> str:
        return _HIDDEN

    def revealed(self) -> str:
        """The characters themselves."""
        return "".join(self)

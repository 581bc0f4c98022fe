"""A result as a document that names its format and version, and reads back: designs and tunings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """What a document says of itself.

    Attributes:
        what: its name in messages: design.
        command: what prints it: kafka-architect design --format json.
    """

    what: str
    format: str
    version: int
    command: str

    def written(self, result: Any) -> dict[str, Any]:
        """The result as JSON-ready values."""
        import msgspec

        built: dict[str, Any] = msgspec.to_builtins(result)
        return {"format": self.format, "version": self.version, **built}

    def read(self, document: Any, made_of: type[Result]) -> Result:
        """The result that `written` had.

        Raises:
            InputError: It is another document, of a later version, or a part of it has the wrong type.
        """
        import msgspec

        from kafka_architect.errors import InputError

        if not isinstance(document, dict) or document.get("format") != self.format:
            raise InputError(
                f'not a {self.what}: expected the JSON that {self.command} prints ("format": "{self.format}")'
            )
        if document.get("version") != self.version:
            found = document.get("version")
            raise InputError(f"a {self.what} of version {found!r}; expected version {self.version}")
        fields = {key: value for key, value in document.items() if key not in {"format", "version"}}
        try:
            return msgspec.convert(fields, made_of)
        except msgspec.ValidationError as error:
            raise InputError(f"not a {self.what}: {error}") from error

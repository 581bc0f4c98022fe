"""Edits of a configuration that stands in several places: files of an application, levels of a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from kafka_architect.validation.configuration import Setting, Writer
    from kafka_architect.validation.fix import Edit


class DistributedWriter:
    """Writes each setting where it stands, as `writer_of` says, and new keys with `new`."""

    def __init__(self, writer_of: Callable[[Setting], Writer], new: Writer) -> None:
        self._writer_of = writer_of
        self._new = new

    def replace(self, setting: Setting, value: str) -> Edit | None:
        """Put another value in place."""
        return self._writer_of(setting).replace(setting, value)

    def remove(self, setting: Setting) -> Edit | None:
        """Take the key out of its place."""
        return self._writer_of(setting).remove(setting)

    def rename(self, setting: Setting, key: str) -> Edit | None:
        """Put another name in place."""
        return self._writer_of(setting).rename(setting, key)

    def add(self, key: str, value: str) -> Edit | None:
        """Add the key where new ones go."""
        return self._new.add(key, value)

"""Pattern: the interface, its options and its page. A pattern contributes data: no text, no numbers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from msgspec import Struct

from kafka_architect.designs.contributing.contribution import Concession
from kafka_architect.designs.model.promise import Decision

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kafka_architect.designs.contributing.contribution import Contribution
    from kafka_architect.designs.contributing.draft import Draft
    from kafka_architect.designs.model.promise import Step


class Options(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Options of a use of a pattern; each pattern adds its own. `name` tells two uses apart."""

    pattern: str
    name: str = ""


_Options = TypeVar("_Options", bound=Options)


@dataclass(frozen=True, slots=True)
class Use(Generic[_Options]):
    """One use of a pattern: its options, and where the specification has them (None: used by default)."""

    options: _Options
    path: tuple[str | int, ...] | None = None

    def at(self, *keys: str | int) -> tuple[str | int, ...]:
        """The place of an option, for errors."""
        return () if self.path is None else (*self.path, *keys)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What people read of a pattern: `kafka-architect design explain-pattern NAME`, docs/patterns.

    Attributes:
        title: its name in words.
        summary: one line: what it does.
        when, when_not: situations, a line each.
        gives_up: what it costs in order, delivery or data; empty where nothing.
        how: what it adds to a design, in a few sentences.
        sources: KIP, documentation, source file.
        example: a use, as YAML of `patterns`.
    """

    title: str
    summary: str
    when: tuple[str, ...]
    when_not: tuple[str, ...]
    gives_up: tuple[str, ...] = ()
    how: str
    sources: tuple[str, ...]
    example: str


class Pattern(ABC, Generic[_Options]):
    """One pattern. A module of this room makes one, and the table in `patterns/__init__.py` names it.

    Attributes:
        name: what `pattern:` says: retry-dlq.
        page: its documentation.
        options: the type of its options.
        by_default: it takes part in every design without being asked, after the uses of the
            specification, for what these left over.
    """

    name: ClassVar[str]
    page: ClassVar[Page]
    options: ClassVar[type[Options]] = Options
    by_default: ClassVar[bool] = False

    @abstractmethod
    def contribute(self, use: Use[_Options], draft: Draft) -> Contribution:
        """What one use adds to the draft, which holds what the patterns before it in the table added.

        Raises:
            InputError: The options name what is not there, or contradict the specification.
        """

    def decided(
        self,
        use: Use[_Options],
        applies_to: Iterable[str],
        because: str,
        *,
        alternatives: tuple[str, ...] = (),
        steps: tuple[Step, ...] = (),
    ) -> Decision:
        """The decision to use the pattern, with what its page says of it."""
        return Decision(
            pattern=self.name,
            use=use.options.name,
            title=self.page.title,
            applies_to=tuple(applies_to),
            because=because,
            gives_up=self.page.gives_up,
            alternatives=alternatives,
            steps=steps,
        )

    def conceded(self, topics: Iterable[str]) -> tuple[Concession, ...]:
        """What the page says that the pattern gives up, for every flow of the topics."""
        return tuple(
            Concession(topic=topic, by=self.name, gives_up=text)
            for topic in topics
            for text in self.page.gives_up
        )

    def to_dict(self) -> dict[str, Any]:
        """The page as plain data."""
        return {
            "name": self.name,
            "by_default": self.by_default,
            **{field: getattr(self.page, field) for field in Page.__dataclass_fields__},
        }

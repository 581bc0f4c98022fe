"""What expressions of a program are worth: texts that are known, maps as they are filled, objects."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tree_sitter import Node

    from kafka_architect.validation.dialects.source.program import Expression, Lambda


class Known(NamedTuple):
    """A value that is certain, as text; `kind` is its type: text, int, long, double, boolean, null, class.

    `default_of` names what may say otherwise when the process starts.
    """

    value: str | None
    kind: str = "text"
    default_of: str = ""


class Unknown(NamedTuple):
    """A value that is only known later; `said` is how the program says it."""

    said: str = ""


class Items(NamedTuple):
    """A list of values."""

    values: tuple[Value, ...]


@dataclass(slots=True, eq=False)
class Place:
    """Where statements are done together: a function, a branch of it; inner ones may not be reached."""

    outer: Place | None = None
    function: bool = False
    constructs: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A key of a map with its value, and where both are said.

    `owner` is what goes when the entry is taken out: the statement or the pair; None where
    it does not go alone. `certain`: it is surely put,
    and by nobody else after that.
    """

    key: str
    key_expression: Expression
    expression: Expression
    value: Value
    owner: Node | None
    certain: bool = True
    statement: bool = True  # the owner is a statement, else an item between commas


@dataclass(slots=True, eq=False)
class MapValue:
    """A map, or an object with properties, as far as it is filled.

    `whole`: nothing else can have put anything into it. `foreign`: somebody else made it.
    """

    node: Node
    place: Place
    type: str = ""
    entries: dict[str, Entry] = field(default_factory=dict)
    whole: bool = True
    foreign: bool = False

    def put(self, entry: Entry) -> None:
        """Set a key; what was certain before is not, where this may be done or not."""
        earlier = self.entries.pop(entry.key, None)
        if earlier is not None and not entry.certain:
            entry = replace(entry, value=Unknown())
        self.entries[entry.key] = entry

    def drop(self, key: str, *, surely: bool) -> None:
        """Take a key out."""
        entry = self.entries.pop(key, None)
        if entry is not None and not surely:
            self.entries[key] = replace(entry, certain=False)

    def merge(self, other: Value, *, surely: bool = True) -> None:
        """Put everything of another map."""
        if not isinstance(other, MapValue):
            self.whole = False
            return
        self.whole = self.whole and other.whole
        for entry in list(other.entries.values()):
            self.put(entry if surely else replace(entry, certain=False))

    def copy(self, node: Node, place: Place) -> MapValue:
        """Another map with the same entries."""
        return MapValue(node, place, self.type, dict(self.entries), self.whole)


@dataclass(slots=True, eq=False)
class Instance:
    """An object of some class, and what it was made of."""

    node: Node
    type: str
    arguments: tuple[Value, ...] = ()
    place: Place = field(default_factory=Place)
    steps: list[tuple[str, tuple[Value, ...]]] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)  # of the arguments, then of each step


@dataclass(slots=True, eq=False)
class Closure:
    """A function without a name, and the names that it sees."""

    body: Lambda
    scope: Scope


@dataclass(slots=True, eq=False)
class Scope:
    """Names and their values; inner scopes see those of outer ones."""

    outer: Scope | None = None
    names: dict[str, Value] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)  # where a name was declared
    pending: dict[str, Expression] = field(default_factory=dict)  # constants that nobody asked for yet

    def holder(self, name: str) -> Scope | None:
        """The scope that has a name."""
        scope: Scope | None = self
        while scope is not None and name not in scope.names and name not in scope.pending:
            scope = scope.outer
        return scope


Value = Known | Unknown | Items | MapValue | Instance | Closure
UNKNOWN = Unknown()

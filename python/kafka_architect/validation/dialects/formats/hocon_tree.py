"""What the fields of a HOCON file mean together: objects merge, later values override, `${...}` is looked up.

`${X}` that the file has is what it has there; `${?X}` that it has not may come from the environment, and what
stands before it is in force until then; `${X}` that it has not is only known later. What an include may
override, too. Source: HOCON.md of lightbend/config.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from kafka_architect.validation.configuration import Fault, Setting
from kafka_architect.validation.dialects.formats.hocon_text import read_hocon
from kafka_architect.validation.dialects.formats.hocon_values import (
    Block,
    Field,
    Include,
    Items,
    Joined,
    Reference,
    Scalar,
    is_blank,
    plain,
)
from kafka_architect.validation.dialects.formats.placeholders import has_placeholder, mask
from kafka_architect.validation.source_file import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.dialects.formats.hocon_values import Value
    from kafka_architect.validation.source_file import SourceFile

_DEEPEST = 64
# Objects that refer to each other twice at each level would fill the memory.
_MOST_FROM_ELSEWHERE = 20_000
_LONGEST_JOINED = 10_000


@dataclass(slots=True)
class Layer:
    """What one field says of a path: a value, or the children of an object."""

    value: Value | None
    field: Field
    children: dict[str, Slot] | None = None
    number: int = 0  # in the order of the file


@dataclass(slots=True)
class Slot:
    """All that the file says of a path, in its order; the last wins, objects merge."""

    layers: list[Layer] = field(default_factory=list)
    included: int = -1  # the number of the last include among its children


@dataclass(frozen=True, slots=True)
class Leaf:
    """A path with a value that is no object, and who says so.

    `alone` where no other field says something of the path, so that it is gone with its field. `setting` has
    the whole path as its key.
    """

    path: tuple[str, ...]
    setting: Setting
    field: Field
    alone: bool
    items: bool = False  # its value is a list

    def key_span(self, elements: int) -> Span | None:
        """Where the last `elements` of its path are written; None where its field has not so many."""
        pieces = self.field.path
        return Span(pieces[-elements].span.start, pieces[-1].span.end) if len(pieces) >= elements else None


@dataclass(slots=True)
class HoconFile:
    """The leaves of a file, the blocks by their paths, and what could not be read."""

    leaves: list[Leaf] = field(default_factory=list)
    blocks: dict[tuple[str, ...], Block] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    includes: bool = False


@lru_cache(maxsize=8)
def hocon_file(file: SourceFile) -> HoconFile:
    """Read a file."""
    read = read_hocon(mask(file.text))
    found = HoconFile()
    if read.fault is not None:
        found.faults.append(Fault(f"not HOCON: {read.fault[0]}", read.fault[1]))
    tree = _Tree(found.blocks)
    tree.merge(tree.root, read.fields, ())
    found.includes = tree.includes
    found.leaves.extend(_Leaves(file, tree.root).leaves())
    return found


class _Tree:
    def __init__(self, blocks: dict[tuple[str, ...], Block]) -> None:
        self.root = Slot([Layer(None, Field((), Include(Span(0, 0))), {})])
        self.includes = False
        self._blocks = blocks
        self._number = 0

    def merge(self, into: Slot, fields: list[Field], path: tuple[str, ...]) -> None:
        """Put fields below a slot, whose last layer is an object."""
        for one in fields:
            self._number += 1
            if isinstance(one.value, Include):
                into.included = self._number
                self.includes = True
                continue
            slot = into
            for piece in one.path:
                children = self._object(slot, one)
                slot = children.setdefault(piece.name, Slot())
            self._put(slot, one, one.value, (*path, *(piece.name for piece in one.path)))

    def _put(self, slot: Slot, written: Field, value: Value, path: tuple[str, ...]) -> None:
        if written.appends:
            slot.layers.append(Layer(value, written, number=self._number))
        elif isinstance(value, Block):
            self._object(slot, written)
            self._blocks.setdefault(path, value)
            self.merge(slot, value.fields, path)
        elif isinstance(value, Joined) and _is_of_objects(value):
            for part in value.parts:  # objects one behind the other merge, as if each had its own field
                if isinstance(part, (Block, Reference)):
                    self._put(slot, written, part, path)
        else:
            slot.layers.append(Layer(value, written, number=self._number))

    def _object(self, slot: Slot, written: Field) -> dict[str, Slot]:
        children = slot.layers[-1].children if slot.layers else None
        if children is None:
            children = {}
            slot.layers.append(Layer(None, written, children, self._number))
        return children


def _is_of_objects(value: Joined) -> bool:
    """Whether there is an object among the parts, and no text, with which no application would start."""
    texts = any(isinstance(part, Scalar) and not is_blank(part) for part in value.parts)
    return not texts and any(isinstance(part, Block) for part in value.parts)


@dataclass(frozen=True, slots=True)
class _Told:
    """What a slot says: `name` is of the variable that may override it."""

    value: str | None
    layer: Layer
    resolved: bool
    name: str = ""
    items: bool = False


class _Leaves:
    """The leaves of a tree; each slot is asked once."""

    def __init__(self, file: SourceFile, root: Slot) -> None:
        self._file, self._root = file, root
        self._children: dict[int, dict[str, Slot]] = {}
        self._told: dict[int, _Told | None] = {}
        self._asked: set[int] = set()  # on the way: who refers to himself is not asked again
        self._made: list[Slot] = []  # ids are of slots that are still there
        self._depth = 0
        self._from_elsewhere = 0

    def leaves(self) -> Iterator[Leaf]:
        """In the order in which the paths are first written."""
        stack: list[tuple[tuple[str, ...], Slot, int, tuple[int, ...]]] = [((), self._root, -1, ())]
        left = _MOST_FROM_ELSEWHERE + len(self._file.text)
        while stack and left > 0:
            path, slot, included, above = stack.pop()
            left -= 1
            if id(slot) in above:  # an object that holds a reference to itself
                continue
            included = max(included, slot.included)
            children = self._children_of(slot) if len(path) < _DEEPEST else {}
            if children:
                chain = (*above, id(slot))
                stack.extend(
                    ((*path, name), child, included, chain) for name, child in reversed(children.items())
                )
            elif path:
                yield from self._leaf(path, slot, included)

    def _leaf(self, path: tuple[str, ...], slot: Slot, included: int) -> Iterator[Leaf]:
        told = self._text(slot)
        if told is None or told.layer.value is None or not told.layer.field.path:
            return
        written = told.layer.field
        key_span = Span(written.path[0].span.start, written.path[-1].span.end)
        resolved = told.resolved and told.layer.number > included
        setting = Setting(
            ".".join(path), told.value, written=self._file.text[key_span.start : key_span.end],
            span=told.layer.value.span, key_span=key_span, resolved=resolved, file=self._file,
            default_of=told.name,
        )  # fmt: skip
        same = len(written.path) <= len(path) and all(
            piece.name == name for piece, name in zip(written.path[::-1], path[::-1], strict=False)
        )
        yield Leaf(path, setting, written, alone=len(slot.layers) == 1 and same, items=told.items)

    def _children_of(self, slot: Slot) -> dict[str, Slot]:
        """The children of an object; {} where the slot is none."""
        if len(slot.layers) == 1 and slot.layers[0].children is not None:
            return slot.layers[0].children
        if id(slot) not in self._children:
            if self._depth > _DEEPEST:
                return {}
            self._made.append(slot)
            self._children[id(slot)] = {}  # while it is asked for: an object that refers to itself
            self._depth += 1
            self._children[id(slot)] = self._merged(slot)
            self._depth -= 1
        return self._children[id(slot)]

    def _merged(self, slot: Slot) -> dict[str, Slot]:
        found: list[dict[str, Slot]] = []
        for layer in reversed(slot.layers):
            if layer.children is not None:
                found.append(layer.children)
            elif not self._referred(slot, layer, found):
                break
        if slot.layers and slot.layers[-1].children is None and not found:
            return {}
        merged: dict[str, Slot] = {}
        most = _MOST_FROM_ELSEWHERE + len(self._file.text)
        for children in reversed(found):
            self._from_elsewhere += len(children)
            for name, child in children.items() if self._from_elsewhere <= most else ():
                below = merged.get(name)
                if below is None:
                    merged[name] = child
                else:
                    both = Slot([*below.layers, *child.layers], max(below.included, child.included))
                    merged[name] = both
                    self._from_elsewhere += len(both.layers)
        return merged

    def _referred(self, slot: Slot, layer: Layer, found: list[dict[str, Slot]]) -> bool:
        """Add the objects that a layer refers to; False where it is something else, which hides the rest."""
        value = layer.value
        joined = value.parts if isinstance(value, Joined) else (value,)
        parts = tuple(
            one for one in joined if not (isinstance(one, Scalar) and not (one.text or "x").strip())
        )
        if layer.field.appends:
            return False
        before = len(found)
        for part in reversed(parts):
            if not isinstance(part, Reference):
                return False
            target = self._target(part.path)
            children = {} if target is None or target is slot else self._children_of(target)
            if children:
                found.append(children)
            elif target is not None or not part.optional:
                return False
        # Blanks between references that lead nowhere are a text.
        return len(found) > before or len(parts) == len(joined)

    def _target(self, path: tuple[str, ...]) -> Slot | None:
        """What the file has at a path."""
        slot: Slot | None = self._root
        for name in path[:_DEEPEST]:
            if slot is None:
                return None
            slot = self._children_of(slot).get(name)
        return None if slot is None or self._is_left_open(slot) else slot

    def _is_left_open(self, slot: Slot) -> bool:
        """Whether a path has nothing but what the environment may say."""
        return bool(slot.layers) and all(
            isinstance(one.value, Reference) and one.value.optional and not self._has(one.value.path)
            for one in slot.layers
        )

    def _has(self, path: tuple[str, ...]) -> bool:
        return path[0] in (self._root.layers[0].children or {})

    def _text(self, slot: Slot) -> _Told | None:
        """The value in force, where it is no object; None where there is none."""
        if id(slot) in self._told:
            return self._told[id(slot)]
        if id(slot) in self._asked or len(self._asked) > _DEEPEST:
            return None
        self._asked.add(id(slot))
        self._made.append(slot)
        told = self._told_by(slot)
        self._asked.discard(id(slot))
        self._told[id(slot)] = told
        return told

    def _told_by(self, slot: Slot) -> _Told | None:
        name = ""
        last: Layer | None = None  # the last that refers to what the file has not
        for layer in reversed(slot.layers):
            value = layer.value
            if value is None:
                break
            if isinstance(value, Reference) and not layer.field.appends:
                target = self._target(value.path)
                itself = target is slot
                told = None if target is None or itself else self._text(target)
                if told is not None:
                    return _Told(told.value, layer, told.resolved, name or told.name, told.items)
                if target is not None and not itself:
                    return _Told(self._written(value.span), layer, resolved=False)
                if value.optional:
                    name = name or ("" if itself else ".".join(value.path))
                    last = last or layer
                    continue
                return _Told(self._written(value.span), layer, resolved=False)
            return self._value(value, layer, name)
        if last is None or last.value is None:
            return None
        return _Told(self._written(last.value.span), last, resolved=False)

    def _value(self, value: Value, layer: Layer, name: str) -> _Told:
        text = None if layer.field.appends else plain(value)
        if text is not None:
            return _Told(text, layer, not has_placeholder(text), name)
        if isinstance(value, Joined) and not layer.field.appends:
            parts = [self._part(part) for part in value.parts]
            known = [part for part in parts if part is not None]
            if len(known) == len(parts) and sum(map(len, known)) <= _LONGEST_JOINED:
                joined = "".join(known)
                return _Told(joined, layer, not has_placeholder(joined), name)
        items = isinstance(value, Items) or layer.field.appends
        return _Told(self._written(value.span), layer, resolved=False, name=name, items=items)

    def _part(self, part: Value) -> str | None:
        if isinstance(part, Reference):
            target = self._target(part.path)
            told = None if target is None else self._text(target)
            return told.value if told is not None and told.resolved and not told.name else None
        return "null" if isinstance(part, Scalar) and part.text is None else plain(part)

    def _written(self, span: Span) -> str:
        return self._file.text[span.start : span.end]

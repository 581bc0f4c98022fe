"""The dicts of Python source: literals, their merges and changes, and what functions of the file return."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kafka_architect.validation.dialects.python.scopes import name_of

if TYPE_CHECKING:
    from kafka_architect.validation.dialects.python.lookup import Position
    from kafka_architect.validation.dialects.python.scopes import Changed

_DEEPEST = 16
_ELSEWHERE = "what is merged in"


@dataclass(frozen=True, slots=True)
class Entry:
    """A key with its value: an item of a dict, a keyword argument, or `name["key"] = value`.

    `owner` is the dict, the call or the assignment that holds it, and `at` where it stands. `certain` is
    False where it may not come to be: in an arm of an `if`.
    """

    key: str
    key_node: ast.expr | ast.keyword
    value: ast.expr
    owner: ast.Dict | ast.Call | ast.Assign
    at: Position
    certain: bool = True
    default_of: str = ""  # who may replace the value


@dataclass(slots=True)
class Entries:
    """The entries of a dict or of a call's keywords; `whole` is False where some are known only later."""

    by_key: dict[str, list[Entry]] = field(default_factory=dict)
    whole: bool = True
    home: ast.Dict | ast.Call | None = None  # where new entries go
    source: str = ""  # what the rest comes from
    _sure: set[str] = field(default_factory=set)  # keys with an entry that nobody is known to replace

    @property
    def items(self) -> list[Entry]:
        """All entries."""
        return [entry for entries in self.by_key.values() for entry in entries]

    def append(self, *entries: Entry) -> None:
        """Add entries beside those that there are."""
        for entry in entries:
            self.by_key.setdefault(entry.key, []).append(entry)
            if not entry.default_of:
                self._sure.add(entry.key)

    def put(self, entry: Entry) -> None:
        """Add an entry in place of an equal one; what one dict literal says twice is kept twice."""
        before = self.by_key.pop(entry.key, ())
        twice = isinstance(entry.owner, ast.Dict)
        self.append(*(one for one in before if twice and one.owner is entry.owner), entry)

    def drop(self, key: str) -> None:
        """Take a key out."""
        self.by_key.pop(key, None)

    def lack(self, source: str) -> None:
        """Note that something else may add keys here, and replace those that there are."""
        self.whole, self.source = False, self.source or source
        for key in self._sure:
            if key in self.by_key:
                held = self.by_key[key]
                self.by_key[key] = [replace(one, default_of=one.default_of or source) for one in held]
        self._sure.clear()

    def doubt(self, key: str) -> None:
        """Note that a key may be taken out."""
        if key in self.by_key:
            self.by_key[key] = [replace(one, certain=False) for one in self.by_key[key]]


def dict_entries(node: ast.expr, at: Position, depth: int = 0) -> Entries:
    """The entries of an expression that is a dict, as far as the file tells."""
    found = Entries()
    if depth > _DEEPEST or not at.scopes.spend():
        found.lack(_ELSEWHERE)
    elif isinstance(node, ast.Dict):
        _of_dict(node, found, at, depth)
    elif isinstance(node, ast.Call):
        _of_call(node, found, at, depth)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        for side in (node.left, node.right):
            _merge(found, dict_entries(side, at, depth + 1))
    elif isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
        _merge(found, dict_entries(node.values[-1], at, depth + 1))
        found.lack(name_of(node.values[0]) or _ELSEWHERE)
    elif isinstance(node, ast.Subscript) and (item := item_of(node, at, depth)) is not None:
        _merge(found, dict_entries(item.value, item.at, depth + 1))
        if item.default_of:
            found.lack(item.default_of)
    elif name := name_of(node):
        _of_name(name, found, at, depth)
    else:
        found.lack(_ELSEWHERE)
    return found


def item_of(node: ast.Subscript, at: Position, depth: int = 0) -> Entry | None:
    """What `settings["producer"]` is, where the file tells what settings are."""
    if not isinstance(node.slice, ast.Constant):
        return None
    key = node.slice.value
    items = dict_entries(node.value, at, depth + 1).by_key.get(key, ()) if isinstance(key, str) else ()
    found = [entry for entry in items if entry.certain]
    return found[0] if len(found) == 1 else None


def keyword_entries(call: ast.Call, at: Position, depth: int = 0) -> Entries:
    """The keyword arguments of a call, with those that `**name` brings."""
    found = Entries(home=call)
    for keyword in call.keywords:
        if keyword.arg is None:
            # Python refuses an argument that is given twice: none is replaced.
            more = dict_entries(keyword.value, at, depth + 1)
            found.append(*more.items)
            found.whole = found.whole and more.whole
            found.home = found.home or more.home
        else:
            found.append(Entry(keyword.arg, keyword, keyword.value, call, at))
    return found


def _of_dict(node: ast.Dict, found: Entries, at: Position, depth: int) -> None:
    found.home = node
    for key, value in zip(node.keys, node.values, strict=True):
        if key is None:
            _merge(found, dict_entries(value, at, depth + 1))
        elif isinstance(key, ast.Constant) and isinstance(key.value, str):
            found.put(Entry(key.value, key, value, node, at))
        else:
            found.lack(_ELSEWHERE)


def _of_name(name: str, found: Entries, at: Position, depth: int) -> None:
    meaning = at.assigned(name)
    if meaning.value is None or meaning.at is None:
        found.lack(name)
    else:
        _merge(found, dict_entries(meaning.value, meaning.at, depth + 1))
        if meaning.default_of:
            found.lack(meaning.default_of)
    for changed, surely in at.changes(name):
        _change(found, changed, at, depth, surely=surely)


def _of_call(node: ast.Call, found: Entries, at: Position, depth: int) -> None:
    """dict(...), dict(other, ...), other.copy(), copy.deepcopy(other), a function of the file."""
    function = name_of(node.func)
    if function == "dict":
        for argument in node.args:
            _merge(found, dict_entries(argument, at, depth + 1))
        keywords = keyword_entries(node, at, depth)
        _merge(found, keywords)
        found.home = found.home or node
    elif function in ("copy.copy", "copy.deepcopy", "deepcopy", "copy") and len(node.args) == 1:
        _merge(found, dict_entries(node.args[0], at, depth + 1))
    elif isinstance(node.func, ast.Attribute) and node.func.attr == "copy" and not node.args:
        _merge(found, dict_entries(node.func.value, at, depth + 1))
    elif (returned := at.function(function)) is not None and returned[0].value is not None:
        # What the call hands over is not looked at: a parameter is known by its default alone.
        _merge(found, dict_entries(returned[0].value, returned[1], depth + 1))
    else:
        found.lack(f"{function}()" if function else _ELSEWHERE)


def _change(found: Entries, changed: Changed, at: Position, depth: int, *, surely: bool) -> None:
    change = changed.change
    there = at.of_change(changed)
    if isinstance(change, ast.Call):
        _call_of_change(found, change, there, depth, surely=surely)
    elif isinstance(change, ast.AugAssign):
        _merge(found, dict_entries(change.value, there, depth + 1), surely=surely)
    else:
        for target in change.targets:
            if not isinstance(target, ast.Subscript):
                continue
            key = target.slice
            if not isinstance(key, ast.Constant) or not isinstance(key.value, str):
                found.lack(_ELSEWHERE)
            elif isinstance(change, ast.Assign):
                found.put(Entry(key.value, key, change.value, change, there, certain=surely))
            else:
                _leave_out(found, key.value, surely=surely)


def _call_of_change(found: Entries, call: ast.Call, there: Position, depth: int, *, surely: bool) -> None:
    """name.update(...), name.setdefault("key", value), name.pop("key"); others leave nothing certain."""
    method = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    key = call.args[0] if call.args else None
    named = key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else None
    if method == "update":
        for argument in call.args:
            _merge(found, dict_entries(argument, there, depth + 1), surely=surely)
        _merge(found, keyword_entries(call, there, depth), surely=surely)
    elif method == "pop" and named is not None:
        _leave_out(found, named, surely=surely)
    elif method == "setdefault" and named is not None and key is not None and len(call.args) == 2:
        if named not in found.by_key:
            certain = surely and found.whole
            found.append(Entry(named, key, call.args[1], call, there, certain=certain))
    else:
        found.lack(_ELSEWHERE)


def _leave_out(found: Entries, key: str, *, surely: bool) -> None:
    """A key that is taken out again, or may be."""
    if surely:
        found.drop(key)
        return
    found.doubt(key)


def _merge(found: Entries, more: Entries, *, surely: bool = True) -> None:
    """Add entries; those of another dict replace equal ones, as ** does."""
    if not more.whole:
        found.lack(more.source or _ELSEWHERE)
    for entry in more.items:
        found.put(entry if surely else replace(entry, certain=False))
    found.home = found.home or more.home

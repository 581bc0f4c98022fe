"""What literals of Python source say: dicts, their merges and changes, and values as Kafka writes them."""

from __future__ import annotations

import ast
import operator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kafka_architect.validation.dialects.python_scopes import name_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from kafka_architect.validation.dialects.python_scopes import Position

_DEEPEST = 16
_LARGEST, _LARGEST_POWER = 1 << 64, 64
_MOST_BITS = 4096
_ARITHMETIC: dict[type[ast.operator], Callable[[int, int], int]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Pow: operator.pow,
    ast.LShift: operator.lshift,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A key with its value: an item of a dict, a keyword argument, or `name["key"] = value`.

    `owner` is the dict, the call or the assignment that holds it.
    """

    key: str
    key_node: ast.expr | ast.keyword
    value: ast.expr
    owner: ast.Dict | ast.Call | ast.Assign


@dataclass(slots=True)
class Entries:
    """The entries of a dict or of a call's keywords; `whole` is False where some are known only later."""

    items: list[Entry] = field(default_factory=list)
    whole: bool = True
    home: ast.Dict | ast.Call | None = None  # where new entries go


def dict_entries(node: ast.expr, at: Position, depth: int = 0) -> Entries:
    """The entries of an expression that is a dict, as far as the file tells."""
    found = Entries()
    if depth > _DEEPEST or not at.scopes.spend():
        found.whole = False
    elif isinstance(node, ast.Dict):
        _of_dict(node, found, at, depth)
    elif isinstance(node, ast.Call):
        _of_call(node, found, at, depth)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        for side in (node.left, node.right):
            _merge(found, dict_entries(side, at, depth + 1))
    elif name := name_of(node):
        _of_name(name, found, at, depth)
    else:
        found.whole = False
    return found


def _of_dict(node: ast.Dict, found: Entries, at: Position, depth: int) -> None:
    found.home = node
    for key, value in zip(node.keys, node.values, strict=True):
        if key is None:
            _merge(found, dict_entries(value, at, depth + 1))
        elif isinstance(key, ast.Constant) and isinstance(key.value, str):
            found.items.append(Entry(key.value, key, value, node))
        else:
            found.whole = False


def _of_name(name: str, found: Entries, at: Position, depth: int) -> None:
    value, there = at.assigned(name)
    if value is None:
        found.whole = False
    else:
        _merge(found, dict_entries(value, there, depth + 1))
    for change in at.changes(name):
        _change(found, change, at.above(change), depth)


def keyword_entries(call: ast.Call, at: Position, depth: int = 0) -> Entries:
    """The keyword arguments of a call, with those that `**name` brings."""
    found = Entries(home=call)
    for keyword in call.keywords:
        if keyword.arg is None:
            _merge(found, dict_entries(keyword.value, at, depth + 1))
        else:
            found.items.append(Entry(keyword.arg, keyword, keyword.value, call))
    return found


def _of_call(node: ast.Call, found: Entries, at: Position, depth: int) -> None:
    """dict(...), dict(other, ...), other.copy(), copy.deepcopy(other)."""
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
    else:
        found.whole = False


def _change(found: Entries, change: ast.Assign | ast.Call, at: Position, depth: int) -> None:
    if isinstance(change, ast.Call):
        for argument in change.args:
            _merge(found, dict_entries(argument, at, depth + 1))
        _merge(found, keyword_entries(change, at, depth))
        return
    for target in change.targets:
        if isinstance(target, ast.Subscript):
            key = target.slice
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                found.items.append(Entry(key.value, key, change.value, change))
            else:
                found.whole = False


def _merge(found: Entries, more: Entries) -> None:
    """Add entries; those of another dict replace equal ones, as ** does."""
    keys = {entry.key for entry in more.items}
    found.items = [entry for entry in found.items if entry.key not in keys] + more.items
    found.whole = found.whole and more.whole
    found.home = found.home or more.home


def literal(node: ast.expr, at: Position, depth: int = 0) -> tuple[object, bool]:
    """The value of an expression, and whether it is known: constants, their names, sums and products."""
    value: object = None
    known = False
    if depth > _DEEPEST or not at.scopes.spend():
        pass
    elif isinstance(node, ast.Constant):
        value, known = node.value, isinstance(node.value, (str, int, float, type(None)))
        # Python itself refuses to write numbers of thousands of digits.
        known = known and not (isinstance(value, int) and value.bit_length() > _MOST_BITS)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        operand, known = literal(node.operand, at, depth + 1)
        value, known = (-operand, known) if isinstance(operand, (int, float)) else (None, False)
    elif isinstance(node, ast.BinOp):
        value = _arithmetic(node, at, depth)
        known = value is not None
    elif isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        items = [literal(item, at, depth + 1) for item in node.elts]
        value, known = [item for item, _ in items], all(known for _, known in items)
    elif name := name_of(node):
        assigned, there = at.assigned(name)
        if assigned is not None:
            value, known = literal(assigned, there, depth + 1)
    return value, known


def _arithmetic(node: ast.BinOp, at: Position, depth: int) -> int | str | None:
    """A sum, difference, product or power of known numbers, or texts put together; None for anything else."""
    left, left_known = literal(node.left, at, depth + 1)
    right, right_known = literal(node.right, at, depth + 1)
    if not (left_known and right_known):
        return None
    if isinstance(left, str) and isinstance(right, str) and isinstance(node.op, ast.Add):
        return left + right
    compute = _ARITHMETIC.get(type(node.op))
    if compute is None or not (isinstance(left, int) and isinstance(right, int)):
        return None
    small = abs(left) < _LARGEST and abs(right) < _LARGEST
    shift = isinstance(node.op, (ast.Pow, ast.LShift))
    return compute(left, right) if small and (not shift or 0 <= right <= _LARGEST_POWER) else None


def kafka_text(value: object) -> str | None:
    """A Python value as Kafka writes it: True is true, lists are joined by commas."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ",".join(kafka_text(item) or "" for item in value)
    return str(value)

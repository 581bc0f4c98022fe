"""What expressions of Python source come to: constants, names, sums, defaults of the environment."""

from __future__ import annotations

import ast
import operator
from typing import TYPE_CHECKING, NamedTuple

from kafka_architect.validation.dialects.python.scopes import name_of
from kafka_architect.validation.dialects.python.values import dict_entries, item_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from kafka_architect.validation.dialects.python.lookup import Position

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
_ENVIRONMENT = frozenset({"os.environ.get", "os.getenv", "environ.get", "getenv"})
# Of python-decouple, environs and django-environ; their default stands behind a name.
_READERS = frozenset(
    {"config", "decouple.config", "env", "env.str", "env.int", "env.bool", "env.float", "env.list"}
)
_CONVERSIONS: dict[str, Callable[[str | float], object]] = {
    "int": int, "float": float, "str": str, "bool": bool
}  # fmt: skip
_LONGEST_NUMBER = 40


class Value(NamedTuple):
    """What an expression comes to. `default_of` names who may say otherwise: a variable, a parameter."""

    value: object = None
    known: bool = False
    default_of: str = ""


_UNKNOWN = Value()


def literal(node: ast.expr, at: Position, depth: int = 0) -> Value:
    """The value of an expression, where the file tells."""
    if depth > _DEEPEST or not at.scopes.spend():
        found = _UNKNOWN
    elif isinstance(node, ast.Constant):
        # Python itself refuses to write numbers of thousands of digits.
        large = isinstance(node.value, int) and node.value.bit_length() > _MOST_BITS
        known = isinstance(node.value, (str, int, float, type(None))) and not large
        found = Value(node.value, known)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        operand = literal(node.operand, at, depth + 1)
        number = operand.value
        found = operand._replace(value=-number) if isinstance(number, (int, float)) else _UNKNOWN
    elif isinstance(node, ast.BinOp):
        found = _arithmetic(node, at, depth)
    elif isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        items = [literal(item, at, depth + 1) for item in node.elts]
        source = next((item.default_of for item in items if item.default_of), "")
        found = Value([item.value for item in items], all(item.known for item in items), source)
    elif isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
        found = _first_true(node, at, depth)
    elif isinstance(node, ast.Call):
        found = _of_call(node, at, depth)
    elif isinstance(node, ast.Subscript):
        item = item_of(node, at, depth)
        found = _UNKNOWN if item is None else literal(item.value, item.at, depth + 1)
        if item is not None and item.default_of:
            found = found._replace(default_of=found.default_of or item.default_of)
    else:
        found = _of_name(node, at, depth)
    return found


def _of_name(node: ast.expr, at: Position, depth: int) -> Value:
    name = name_of(node)
    meaning = at.assigned(name) if name else None
    if meaning is None or meaning.value is None or meaning.at is None:
        return _UNKNOWN
    found = literal(meaning.value, meaning.at, depth + 1)
    if meaning.default_of and found.value is None:
        return _UNKNOWN  # a parameter that is None unless it is given: what it is given counts
    return found._replace(default_of=found.default_of or meaning.default_of)


def _first_true(node: ast.BoolOp, at: Position, depth: int) -> Value:
    """`given or 5`: the last value is what is left where nobody gives one."""
    source = ""
    for operand in node.values:
        found = literal(operand, at, depth + 1)
        last = operand is node.values[-1]
        if not found.known and not last:
            source = source or name_of(operand) or "the expression before `or`"
        elif not found.known:
            break
        elif found.value or last:
            return found._replace(default_of=source or found.default_of)
        else:
            source = source or found.default_of
    return _UNKNOWN


def _of_call(node: ast.Call, at: Position, depth: int) -> Value:
    """os.environ.get("NAME", "default"), settings.get("key", 1), and int(...) of what is known."""
    function = name_of(node.func)
    keyword = next((one.value for one in node.keywords if one.arg == "default"), None)
    if function in _ENVIRONMENT and node.args:
        return _default_of(node, node.args[1] if len(node.args) == 2 else keyword, at, depth)
    if function in _READERS and len(node.args) == 1 and keyword is not None:
        return _default_of(node, keyword, at, depth)
    if isinstance(node.func, ast.Attribute) and node.func.attr == "get" and len(node.args) == 2:
        return _item_or_default(node, node.func.value, at, depth)
    convert = _CONVERSIONS.get(function)
    if convert is None or len(node.args) != 1 or node.keywords:
        return _UNKNOWN
    return _converted(literal(node.args[0], at, depth + 1), convert)


def _converted(given: Value, convert: Callable[[str | float], object]) -> Value:
    """int(...) and the like of a known value; what Python refuses is not known."""
    value = given.value
    if not given.known or not isinstance(value, (str, int, float)) or len(str(value)) > _LONGEST_NUMBER:
        return _UNKNOWN
    try:
        return given._replace(value=convert(value))
    except (ValueError, OverflowError):
        return _UNKNOWN


def _default_of(node: ast.Call, default: ast.expr | None, at: Position, depth: int) -> Value:
    """What is left where nobody sets the variable that the first argument names."""
    variable = literal(node.args[0], at, depth + 1)
    if default is None or not isinstance(variable.value, str):
        return _UNKNOWN
    found = literal(default, at, depth + 1)
    return _UNKNOWN if found.value is None else found._replace(default_of=variable.value)


def _item_or_default(node: ast.Call, holder: ast.expr, at: Position, depth: int) -> Value:
    """settings.get("acks", 1): the item, or the default, which settings that are not known may replace."""
    key = literal(node.args[0], at, depth + 1)
    entries = dict_entries(holder, at, depth + 1)
    held = [entry for entry in entries.items if entry.key == key.value]
    if not key.known or any(not entry.certain for entry in held):
        return _UNKNOWN
    chosen, there = (held[-1].value, held[-1].at) if held else (node.args[1], at)
    found = literal(chosen, there, depth + 1)
    source = (
        held[-1].default_of
        if held
        else ""
        if entries.whole
        else name_of(holder) or "the mapping it is read from"
    )
    if source and found.value is None:
        return _UNKNOWN
    return found._replace(default_of=found.default_of or source)


def _arithmetic(node: ast.BinOp, at: Position, depth: int) -> Value:
    """A sum, difference, product or power of known numbers, or texts put together."""
    one, other = literal(node.left, at, depth + 1), literal(node.right, at, depth + 1)
    left, right, source = one.value, other.value, one.default_of or other.default_of
    compute = _ARITHMETIC.get(type(node.op))
    if not (one.known and other.known) or compute is None:
        return _UNKNOWN
    if isinstance(left, str) and isinstance(right, str) and isinstance(node.op, ast.Add):
        return Value(left + right, True, source)
    if not (isinstance(left, int) and isinstance(right, int)):
        return _UNKNOWN
    small = abs(left) < _LARGEST and abs(right) < _LARGEST
    shift = isinstance(node.op, (ast.Pow, ast.LShift))
    if not small or (shift and not 0 <= right <= _LARGEST_POWER):
        return _UNKNOWN
    return Value(compute(left, right), True, source)


def kafka_text(value: object) -> str | None:
    """A Python value as Kafka writes it: True is true, lists are joined by commas."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ",".join(kafka_text(item) or "" for item in value)
    return str(value)

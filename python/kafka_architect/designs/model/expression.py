"""Formulas as text that can be evaluated: what a design prints is what it was computed with.

A formula is a Python expression of numbers, names of inputs, + - * / // % **, comparisons, `x if c else y`,
and the functions min, max, ceil, floor, round_up and round_down(value, multiple). Nothing else is evaluated.
"""

from __future__ import annotations

import ast
import math
import operator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_LONGEST = 2000
# 2.5 x 10 / 10 must not become 3 because of the last binary digit.
_DIGITS = 9


def _round_up(value: float, multiple: float) -> float:
    return math.ceil(round(value / multiple, _DIGITS)) * multiple


def _round_down(value: float, multiple: float) -> float:
    """The largest multiple that is not above; the value itself where that would be nothing."""
    return math.floor(round(value / multiple, _DIGITS)) * multiple or value


FUNCTIONS: Final[Mapping[str, Callable[..., float]]] = {
    "min": min,
    "max": max,
    "ceil": lambda value: math.ceil(round(value, _DIGITS)),
    "floor": lambda value: math.floor(round(value, _DIGITS)),
    "round_up": _round_up,
    "round_down": _round_down,
}
_OPERATORS: Final[Mapping[type[ast.AST], Callable[..., Any]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.USub: operator.neg,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}


def evaluate(formula: str, inputs: Mapping[str, float]) -> float:
    """The value of a formula.

    Raises:
        InputError: It is no formula, names an input that is not there, or divides by zero.
    """
    try:
        return float(_value(_parsed(formula), inputs))
    except (ArithmeticError, TypeError, ValueError) as error:
        raise InputError(f"formula {formula!r}: {error}") from error


def decisive(formula: str, inputs: Mapping[str, float]) -> str:
    """What decides the value: the argument of the outermost min or max that is as large, as text.

    A formula without one is decided by all of its inputs: the answer is "".
    """
    node = _parsed(formula)
    decided: ast.expr | None = None
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        if node.func.id in {"min", "max"}:
            value = _value(node, inputs)
            node = decided = next(one for one in node.args if _value(one, inputs) == value)
        else:
            node = node.args[0]
    return "" if decided is None else ast.unparse(decided)


@lru_cache(maxsize=512)
def _parsed(formula: str) -> ast.expr:
    if len(formula) > _LONGEST:
        raise InputError(f"a formula of {len(formula):,} characters; expected at most {_LONGEST:,}")
    try:
        return ast.parse(formula, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise InputError(f"not a formula: {formula!r}") from error


def _value(node: ast.expr, inputs: Mapping[str, float]) -> Any:
    result: Any
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            result = number
        case ast.Name(id=name) if name in inputs:
            result = inputs[name]
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            result = _OPERATORS[type(op)](_value(left, inputs), _value(right, inputs))
        case ast.UnaryOp(op=op, operand=operand) if type(op) in _OPERATORS:
            result = _OPERATORS[type(op)](_value(operand, inputs))
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _OPERATORS:
            result = _OPERATORS[type(op)](_value(left, inputs), _value(right, inputs))
        case ast.IfExp(test=test, body=body, orelse=orelse):
            result = _value(body if _value(test, inputs) else orelse, inputs)
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in FUNCTIONS:
            result = FUNCTIONS[name](*(_value(one, inputs) for one in args))
        case _:
            raise InputError(f"formula: {ast.unparse(node)!r} is neither an input nor allowed in formulas")
    return result

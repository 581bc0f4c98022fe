"""Formulas as text that can be evaluated: what a design prints is what it was computed with.

A formula is a Python expression of numbers, names of inputs, + - * / // % **, comparisons, `x if c else y`,
and the functions min, max, ceil, floor, round_up and round_down(value, multiple). Nothing else is evaluated.
"""

from __future__ import annotations

import ast
import math
import operator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

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
        return float(_parsed(formula).value(inputs))
    except (ArithmeticError, TypeError, ValueError) as error:
        raise InputError(f"formula {formula!r}: {error}") from error


def decisive(formula: str, inputs: Mapping[str, float]) -> str:
    """What decides the value: the argument of the outermost min or max that is as large, as text.

    A formula without one is decided by all of its inputs: the answer is "".
    """
    part = _parsed(formula)
    decided: _Part | None = None
    while part.arguments:
        if part.choice is not None:
            values = [one.value(inputs) for one in part.arguments]
            part = decided = part.arguments[values.index(part.choice(values))]
        else:
            part = part.arguments[0]
    return "" if decided is None else decided.text


class _Part(NamedTuple):
    """A formula, or a part of one, as a function of the inputs: a design evaluates each formula many times.

    `arguments` are those of a call of one of FUNCTIONS; `choice` is that function where it is min or max.
    """

    value: Callable[[Mapping[str, float]], Any]
    text: str
    arguments: tuple[_Part, ...] = ()
    choice: Callable[[list[Any]], Any] | None = None


@lru_cache(maxsize=2048)
def _parsed(formula: str) -> _Part:
    if len(formula) > _LONGEST:
        raise InputError(f"a formula of {len(formula):,} characters; expected at most {_LONGEST:,}")
    try:
        node = ast.parse(formula, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise InputError(f"not a formula: {formula!r}") from error
    return _part(node)


def _part(node: ast.expr) -> _Part:
    text = ast.unparse(node)
    match node:
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in FUNCTIONS:
            arguments = tuple(_part(one) for one in args)
            function, values = FUNCTIONS[name], [one.value for one in arguments]
            choice = {"min": min, "max": max}.get(name)
            return _Part(lambda inputs: function(*[one(inputs) for one in values]), text, arguments, choice)
        case _:
            return _Part(_operation(node, text), text)


def _operation(node: ast.expr, text: str) -> Callable[[Mapping[str, float]], Any]:
    result: Callable[[Mapping[str, float]], Any]
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            result = _constant(number)
        case ast.Name(id=name):
            result = _input(name)
        case (
            ast.BinOp(left=left, op=op, right=right) | ast.Compare(left=left, ops=[op], comparators=[right])
        ) if type(op) in _OPERATORS:
            result = _both(_OPERATORS[type(op)], left, right)
        case ast.UnaryOp(op=op, operand=operand) if type(op) in _OPERATORS:
            result = _one(_OPERATORS[type(op)], operand)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            result = _either(test, body, orelse)
        case _:
            raise InputError(f"formula: {text!r} is neither an input nor allowed in formulas")
    return result


def _constant(number: float) -> Callable[[Mapping[str, float]], Any]:
    return lambda _: number


def _one(operation: Callable[..., Any], operand: ast.expr) -> Callable[[Mapping[str, float]], Any]:
    value = _part(operand).value
    return lambda inputs: operation(value(inputs))


def _either(test: ast.expr, body: ast.expr, orelse: ast.expr) -> Callable[[Mapping[str, float]], Any]:
    asked, met, unmet = _part(test).value, _part(body).value, _part(orelse).value
    return lambda inputs: met(inputs) if asked(inputs) else unmet(inputs)


def _both(operation: Callable[..., Any], left: ast.expr, right: ast.expr) -> Callable[..., Any]:
    first, second = _part(left).value, _part(right).value
    return lambda inputs: operation(first(inputs), second(inputs))


def _input(name: str) -> Callable[[Mapping[str, float]], Any]:
    def value(inputs: Mapping[str, float]) -> Any:
        try:
            return inputs[name]
        except KeyError:
            raise InputError(f"formula: {name!r} is neither an input nor allowed in formulas") from None

    return value

"""Evaluates the formulas that explanations print, with the inputs that they print."""

import ast
import math
from collections.abc import Mapping
from typing import Any

_OPERATORS: dict[type[ast.operator], Any] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
    ast.Pow: lambda a, b: a**b,
}
_FUNCTIONS: dict[str, Any] = {
    "max": max,
    "min": min,
    "sum": lambda values: sum(values.values()),
    # Rounded up as the core does: a sum that is off by its last digit is no broker more.
    "ceil": lambda value: math.ceil(value * (1 - 1e-9)),
    "floor": lambda value: math.floor(value * (1 + 1e-9)),
}


def evaluated(formula: str, inputs: Mapping[str, Any]) -> Any:
    """The value of a formula; a name that is no input is an error."""

    def of(node: ast.expr) -> Any:
        if isinstance(node, ast.BinOp):
            return _OPERATORS[type(node.op)](of(node.left), of(node.right))
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            return -of(node.operand)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            return _FUNCTIONS[node.func.id](*(of(one) for one in node.args))
        if isinstance(node, ast.Name):
            return inputs[node.id]
        if isinstance(node, ast.Constant):
            return node.value
        raise AssertionError(f"no formula: {ast.dump(node)}")

    return of(ast.parse(formula, mode="eval").body)

"""Names of Python source: what they are assigned, function by function, and how it is changed afterwards."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_EXPRESSIONS = 20_000
_FUNCTIONS = frozenset({ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda})
_NOTED = _FUNCTIONS | {ast.Call, ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign}
_LEAVES = frozenset({ast.Load, ast.Store, ast.Name, ast.Constant})


class Scopes:
    """The assignments of a module, by function and name."""

    def __init__(self, tree: ast.Module) -> None:
        self._parents: dict[ast.AST, ast.AST] = {}
        self._assigned: dict[tuple[ast.AST, str], list[ast.Assign | ast.AnnAssign]] = {}
        self._changes: dict[tuple[ast.AST, str], list[ast.Assign | ast.Call]] = {}
        self.calls: list[ast.Call] = []
        self.imports: list[ast.Import | ast.ImportFrom] = []
        self._module = tree
        self._left = _MOST_EXPRESSIONS
        waiting: list[tuple[ast.AST, ast.AST]] = [(tree, tree)]
        while waiting:
            node, scope = waiting.pop()
            kind = type(node)
            if kind in _NOTED:
                self._note(node, scope)
                scope = node if kind in _FUNCTIONS else scope
            for name in kind._fields:
                value = getattr(node, name, None)
                if isinstance(value, list):
                    waiting.extend((item, scope) for item in value if isinstance(item, ast.AST))
                elif isinstance(value, ast.AST) and type(value) not in _LEAVES:
                    waiting.append((value, scope))
        self.calls.sort(key=lambda call: (call.lineno, call.col_offset))

    def _note(self, node: ast.AST, scope: ast.AST) -> None:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            self._parents[node] = scope
        elif isinstance(node, ast.Call):
            self.calls.append(node)
            self._parents[node] = scope
            if isinstance(node.func, ast.Attribute) and node.func.attr == "update":
                self._changes.setdefault((scope, name_of(node.func.value)), []).append(node)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            self.imports.append(node)
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            self._assigned.setdefault((scope, name_of(node.target)), []).append(node)
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Subscript):
                    self._changes.setdefault((scope, name_of(target.value)), []).append(node)
                else:
                    self._assigned.setdefault((scope, name_of(target)), []).append(node)

    def scope_of(self, call: ast.Call) -> ast.AST:
        """The function that a call stands in, or the module."""
        return self._parents.get(call, self._module)

    def spend(self) -> bool:
        """Whether another expression may be looked at: merges of merges would double without end."""
        self._left -= 1
        return self._left > 0

    def value_of(self, name: str, scope: ast.AST, before: int) -> tuple[ast.expr | None, ast.AST]:
        """The last value that a name got above a line of the function, or its only value outside of it."""
        found = [one for one in self._assigned.get((scope, name), []) if one.lineno < before]
        if found:
            return max(found, key=lambda one: one.lineno).value, scope
        outer = self._parents.get(scope)
        while outer is not None:
            assigned = self._assigned.get((outer, name), [])
            if assigned:
                # Outside of the function the order of running is not that of the lines.
                return (assigned[0].value if len(assigned) == 1 else None), outer
            outer = self._parents.get(outer)
        return None, scope

    def changes_of(self, name: str, scope: ast.AST, before: int) -> Iterator[ast.Assign | ast.Call]:
        """`name["key"] = value` and `name.update(...)` above a line of the same function."""
        found = [one for one in self._changes.get((scope, name), []) if one.lineno < before]
        yield from sorted(found, key=lambda one: one.lineno)


@dataclass(frozen=True, slots=True)
class Position:
    """A line of a function, from which names are looked up."""

    scopes: Scopes
    scope: ast.AST
    line: int

    @classmethod
    def of(cls, scopes: Scopes, call: ast.Call) -> Position:
        """Where a call stands."""
        return cls(scopes, scopes.scope_of(call), call.lineno)

    def above(self, node: ast.stmt | ast.expr) -> Position:
        """Another line of the same function."""
        return Position(self.scopes, self.scope, node.lineno)

    def assigned(self, name: str) -> tuple[ast.expr | None, Position]:
        """The value that a name has here, and where it was assigned."""
        value, scope = self.scopes.value_of(name, self.scope, self.line)
        return value, Position(self.scopes, scope, self.line if value is None else value.lineno)

    def changes(self, name: str) -> Iterator[ast.Assign | ast.Call]:
        """How the dict that a name stands for was changed above this line."""
        return self.scopes.changes_of(name, self.scope, self.line)


def name_of(node: ast.expr) -> str:
    """A name with its attributes, `self.config`; "" for anything else."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    return ".".join([node.id, *reversed(parts)]) if parts else node.id

"""Names of Python source: what they are assigned, function by function and class by class, and changed by.

The tree is walked once and what it binds is noted; lookup.py asks.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_EXPRESSIONS = 20_000
_FUNCTIONS = frozenset({ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda})
_SCOPES = _FUNCTIONS | {ast.ClassDef}
_NOTED = _SCOPES | {
    ast.Call, ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Delete, ast.Return,
    ast.Global, ast.Nonlocal, ast.For, ast.AsyncFor, ast.comprehension, ast.withitem, ast.NamedExpr,
}  # fmt: skip
# Statements whose parts may or may not run; `finally` always does.
_BRANCHING = frozenset(
    {ast.If, ast.For, ast.AsyncFor, ast.While, ast.Try, ast.TryStar, ast.match_case, ast.ExceptHandler}
)
_ARMS = frozenset({"body", "orelse", "handlers"})
_LEAVES = frozenset({ast.Load, ast.Store, ast.Name, ast.Constant})
_CHANGING = frozenset({"update", "setdefault", "pop", "clear", "popitem"})

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
Change = ast.Assign | ast.AugAssign | ast.Delete | ast.Call
# The arms of if, for, while, try and match that a node stands in, from the outermost.
Branch = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Assigned:
    """A value that a name gets, and where."""

    value: ast.expr
    line: int
    scope: ast.AST
    branch: Branch


@dataclass(frozen=True, slots=True)
class Changed:
    """A statement that changes what a name stands for: `name["key"] = value`, `name.update(...)`."""

    change: Change
    scope: ast.AST
    branch: Branch


class Scopes:
    """What a module binds, by function or class and name."""

    def __init__(self, tree: ast.Module) -> None:
        self.module = tree
        self.calls: list[ast.Call] = []
        self.imports: list[ast.Import | ast.ImportFrom] = []
        self.returns: dict[ast.AST, list[ast.Return]] = {}
        self.assigned: dict[tuple[ast.AST, str], list[Assigned]] = {}
        self.changed: dict[str, list[Changed]] = {}
        self.defined: dict[
            tuple[ast.AST, str], list[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]
        ] = {}
        self.methods: dict[ast.AST, list[ast.AST]] = {}
        self._bound: set[tuple[ast.AST, str]] = set()
        self._shared: list[tuple[ast.AST, str]] = []
        self._parents: dict[ast.AST, ast.AST] = {}
        self._branches: dict[ast.AST, Branch] = {}
        self._left = _MOST_EXPRESSIONS
        self._walk()
        self._share()
        self.calls.sort(key=lambda call: (call.lineno, call.col_offset))

    def _walk(self) -> None:
        waiting: list[tuple[ast.AST, ast.AST, Branch]] = [(self.module, self.module, ())]
        while waiting:
            node, scope, branch = waiting.pop()
            kind = type(node)
            if kind in _NOTED:
                self._note(node, scope, branch)
                if kind in _SCOPES:
                    scope, branch = node, ()
            branching = kind in _BRANCHING
            for name in kind._fields:
                value = getattr(node, name, None)
                if isinstance(value, list):
                    arm = (*branch, id(value)) if branching and name in _ARMS else branch
                    waiting.extend((item, scope, arm) for item in value if isinstance(item, ast.AST))
                elif isinstance(value, ast.AST) and type(value) not in _LEAVES:
                    waiting.append((value, scope, branch))

    def _note(self, node: ast.AST, scope: ast.AST, branch: Branch) -> None:
        if isinstance(node, (ast.Call, ast.Delete)):
            self._note_change(node, scope, branch)
        elif isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
            self._note_assignment(node, scope, branch)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            self._parents[node] = scope
            if not isinstance(node, ast.Lambda):
                self.defined.setdefault((scope, node.name), []).append(node)
            if isinstance(scope, ast.ClassDef):
                self.methods.setdefault(scope, []).append(node)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            self.imports.append(node)
        elif isinstance(node, ast.Return):
            self.returns.setdefault(scope, []).append(node)
        elif isinstance(node, (ast.Global, ast.Nonlocal)):
            self._shared.extend((scope, name) for name in node.names)
        elif isinstance(node, ast.withitem):
            self._bind(node.optional_vars, scope)
        elif isinstance(node, (ast.For, ast.AsyncFor, ast.comprehension, ast.NamedExpr)):
            self._bind(node.target, scope)

    def _note_assignment(
        self, node: ast.Assign | ast.AnnAssign | ast.AugAssign, scope: ast.AST, branch: Branch
    ) -> None:
        if isinstance(node, ast.AugAssign):
            self._bind(node.target, scope, but_dicts=isinstance(node.op, ast.BitOr))
            self._put_change(name_of(node.target), Changed(node, scope, branch))
            return
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            if isinstance(target, ast.Subscript) and isinstance(node, ast.Assign):
                self._put_change(name_of(target.value), Changed(node, scope, branch))
            elif isinstance(target, (ast.Name, ast.Attribute)) and node.value is not None:
                found = Assigned(node.value, node.lineno, scope, branch)
                self.assigned.setdefault((scope, name_of(target)), []).append(found)
            elif node.value is not None:
                self._bind(target, scope)

    def _note_change(self, node: ast.Call | ast.Delete, scope: ast.AST, branch: Branch) -> None:
        if isinstance(node, ast.Delete):
            for target in node.targets:
                if isinstance(target, ast.Subscript):
                    self._put_change(name_of(target.value), Changed(node, scope, branch))
            return
        self.calls.append(node)
        self._parents[node], self._branches[node] = scope, branch
        if isinstance(node.func, ast.Attribute) and node.func.attr in _CHANGING:
            self._put_change(name_of(node.func.value), Changed(node, scope, branch))

    def _put_change(self, name: str, changed: Changed) -> None:
        if name:
            self.changed.setdefault(name, []).append(changed)

    def _bind(self, target: ast.expr | None, scope: ast.AST, *, but_dicts: bool = False) -> None:
        """Note names that get a value which is not looked at: of a loop, of `with`, of unpacking."""
        waiting = [target] if target is not None and not but_dicts else []
        while waiting:
            node = waiting.pop()
            if isinstance(node, (ast.Tuple, ast.List)):
                waiting.extend(node.elts)
            elif isinstance(node, ast.Starred):
                waiting.append(node.value)
            else:
                self._bound.add((scope, name_of(node)))

    def _share(self) -> None:
        """Names that a function declares global or nonlocal get values in an order that lines do not tell."""
        for scope, name in self._shared:
            moved = self.assigned.pop((scope, name), [])
            self._bound.discard((scope, name))
            if moved:
                self._bound.update((outer, name) for outer in self.outer_scopes(scope))

    def scope_of(self, call: ast.Call) -> ast.AST:
        """The function or class that a call stands in, or the module."""
        return self._parents.get(call, self.module)

    def branch_of(self, call: ast.Call) -> Branch:
        """The arms that a call stands in."""
        return self._branches.get(call, ())

    def outer_scopes(self, scope: ast.AST) -> Iterator[ast.AST]:
        """The scopes around one that its names are looked up in: not classes."""
        outer = self._parents.get(scope)
        while outer is not None:
            if not isinstance(outer, ast.ClassDef):
                yield outer
            outer = self._parents.get(outer)

    def class_of(self, scope: ast.AST) -> ast.ClassDef | None:
        """The class that a function, or one around it, is a method of."""
        inner: ast.AST | None = scope
        while inner is not None:
            if isinstance(inner, ast.ClassDef):
                return inner
            inner = self._parents.get(inner)
        return None

    def is_bound(self, scope: ast.AST, name: str) -> bool:
        """Whether a scope gives a name a value that nobody looked at."""
        return (scope, name) in self._bound

    def spend(self) -> bool:
        """Whether another expression may be looked at: merges of merges would double without end."""
        self._left -= 1
        return self._left > 0


def name_of(node: ast.expr) -> str:
    """A name with its attributes, `self.config`; "" for anything else."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    return ".".join([node.id, *reversed(parts)]) if parts else node.id

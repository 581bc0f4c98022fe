"""What a name of Python source stands for where it is used, and who may say otherwise.

A value is certain where one assignment surely was the last: above the use in the same function and not in
another arm of an `if`, or the only one outside of it. A parameter's default, a field of a data class and the
default of os.environ.get are values that somebody else may replace; `default_of` names whom to ask.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kafka_architect.validation.dialects.python.scopes import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.dialects.python.scopes import Assigned, Branch, Changed, Scopes

_FIELDS_OF = ("dataclass", "define", "frozen", "attrs", "s")
_MODELS = ("BaseModel", "BaseSettings", "NamedTuple", "Struct")
_FIELD = ("field", "Field", "attrib", "ib")
# Decorators under which a call still runs the function as it is written.
_HARMLESS = ("staticmethod", "classmethod", "cache", "lru_cache", "property", "cached_property")


@dataclass(frozen=True, slots=True)
class Position:
    """A line of a function, from which names are looked up."""

    scopes: Scopes
    scope: ast.AST
    line: int
    branch: Branch = ()

    @classmethod
    def of(cls, scopes: Scopes, call: ast.Call) -> Position:
        """Where a call stands."""
        return cls(scopes, scopes.scope_of(call), call.lineno, scopes.branch_of(call))

    def of_change(self, changed: Changed) -> Position:
        """Where a change stands."""
        return Position(self.scopes, changed.scope, changed.change.lineno, changed.branch)

    def assigned(self, name: str) -> Meaning:
        """The value that a name has here."""
        first, dot, rest = name.partition(".")
        found = self._of_name(name)
        if found.value is None and dot and not found.opaque:
            found = self._of_attribute(name.rpartition(".")[0], name.rpartition(".")[2])
        if found.value is None and first in ("self", "cls") and rest and "." not in rest:
            found = self._of_object(rest)
        return found

    def changes(self, name: str) -> Iterator[tuple[Changed, bool]]:
        """How the dict that a name stands for was changed until here, and whether that surely happened."""
        home = self._home(name)
        for changed in self.scopes.changed.get(name, ()):
            if changed.scope is self.scope:
                if changed.change.lineno < self.line:
                    yield changed, _surely(changed.branch, self.branch)
            elif changed.scope is home:
                # The function runs after the module's lines, or those of the function around it.
                yield changed, not changed.branch
            elif home is not None and self._reaches(changed.scope, name, home):
                yield changed, False

    def function(self, name: str) -> tuple[ast.Return, Position] | None:
        """The only `return` of a function or method of this file, and where it stands."""
        first, dot, rest = name.partition(".")
        found = None
        if not dot:
            scopes = (self.scope, *self.scopes.outer_scopes(self.scope))
            found = next((one for scope in scopes if (one := self.scopes.defined.get((scope, name)))), None)
        elif first in ("self", "cls") and "." not in rest:
            of = self.scopes.class_of(self.scope)
            found = self.scopes.defined.get((of, rest)) if of is not None else None
        if found is None or len(found) != 1 or not isinstance(found[0], ast.FunctionDef):
            return None
        returns = self.scopes.returns.get(found[0], [])
        decorators = (name_of(_called(one)).rpartition(".")[2] for one in found[0].decorator_list)
        if len(returns) != 1 or not all(one in _HARMLESS for one in decorators):
            return None
        return returns[0], Position(self.scopes, found[0], returns[0].lineno)

    def _of_name(self, name: str) -> Meaning:
        assigned = self.scopes.assigned.get((self.scope, name), ())
        own = [one for one in assigned if one.line < self.line]
        if own and not self.scopes.is_bound(self.scope, name):
            last = max(own, key=lambda one: one.line)
            return self._meaning(last) if _surely(last.branch, self.branch) else _OPAQUE
        if assigned or self.scopes.is_bound(self.scope, name):
            return _OPAQUE
        found = self._parameter(self.scope, name)
        for outer in self.scopes.outer_scopes(self.scope):
            if found is None:
                found = self._outside(outer, name)
        return found or _NOTHING

    def _outside(self, outer: ast.AST, name: str) -> Meaning | None:
        """The only value of a name in a scope around: the order of running there is not that of the lines."""
        assigned = self.scopes.assigned.get((outer, name), [])
        if self.scopes.is_bound(outer, name) or len(assigned) > 1:
            return _OPAQUE
        return self._meaning(assigned[0]) if assigned else self._parameter(outer, name)

    def _meaning(self, assigned: Assigned, default_of: str = "") -> Meaning:
        there = Position(self.scopes, assigned.scope, assigned.line, assigned.branch)
        return Meaning(assigned.value, there, default_of)

    def _parameter(self, scope: ast.AST, name: str) -> Meaning | None:
        """A parameter: its default, which a caller may replace."""
        if not isinstance(scope, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            return None
        arguments = scope.args
        plain = [*arguments.posonlyargs, *arguments.args]
        defaults = dict(zip([one.arg for one in plain[::-1]], arguments.defaults[::-1], strict=False))
        defaults |= {
            one.arg: default
            for one, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
            if default is not None
        }
        starred = [one for one in (arguments.vararg, arguments.kwarg) if one is not None]
        if not any(one.arg == name for one in (*plain, *arguments.kwonlyargs, *starred)):
            return None
        default = defaults.get(name)
        outer = next(self.scopes.outer_scopes(scope), self.scopes.module)
        there = Position(self.scopes, outer, scope.lineno)
        return Meaning(default, there, f"the parameter {name}", opaque=default is None)

    def _of_attribute(self, owner: str, attribute: str) -> Meaning:
        """Settings.acks of a class of this file, or settings.acks where settings = Settings()."""
        found = self._class(owner)
        if found is not None:
            return self._of_class(found, attribute, certain=not _has_fields(found))
        if owner in ("self", "cls"):
            return _NOTHING
        made = self.assigned(owner)
        if made.at is None or not isinstance(made.value, ast.Call):
            return _NOTHING
        found = made.at._class(name_of(made.value.func))
        if found is None or made.value.args or any(one.arg is None for one in made.value.keywords):
            return _NOTHING
        given = next((one.value for one in made.value.keywords if one.arg == attribute), None)
        if given is not None and _has_fields(found):
            return Meaning(given, made.at)
        return self._of_class(found, attribute, certain=False)

    def _class(self, name: str) -> ast.ClassDef | None:
        for scope in (self.scope, *self.scopes.outer_scopes(self.scope)):
            found = self.scopes.defined.get((scope, name), [])
            if found:
                only = found[0]
                return only if len(found) == 1 and isinstance(only, ast.ClassDef) else None
        return None

    def _of_object(self, attribute: str) -> Meaning:
        """self.acks: the only value that a method gives it, else the class's."""
        of = self.scopes.class_of(self.scope)
        if of is None:
            return _NOTHING
        methods = self.scopes.methods.get(of, [])
        name = f"self.{attribute}"
        given = [one for method in methods for one in self.scopes.assigned.get((method, name), ())]
        if any(self.scopes.is_bound(method, name) for method in methods) or len(given) > 1:
            return _OPAQUE
        if given:
            return self._meaning(given[0]) if not given[0].branch else _OPAQUE
        return self._of_class(of, attribute, certain=not _has_fields(of))

    def _of_class(self, found: ast.ClassDef, attribute: str, *, certain: bool) -> Meaning:
        assigned = self.scopes.assigned.get((found, attribute), [])
        if len(assigned) != 1:
            return _NOTHING
        only = assigned[0]
        meaning = self._meaning(only, "" if certain else f"{found.name}.{attribute}")
        if not isinstance(only.value, ast.Call) or name_of(only.value.func).rpartition(".")[2] not in _FIELD:
            return meaning
        defaults = [one.value for one in only.value.keywords if one.arg == "default"]
        defaults += only.value.args[:1]
        return meaning._replace(value=defaults[0]) if defaults else _NOTHING

    def _home(self, name: str) -> ast.AST | None:
        """The scope that a name belongs to."""
        scopes = (self.scope, *self.scopes.outer_scopes(self.scope))
        found = next((scope for scope in scopes if (scope, name) in self.scopes.assigned), None)
        of = self.scopes.class_of(self.scope)
        if found is not None or of is None or not name.startswith("self."):
            return found
        methods = self.scopes.methods.get(of, ())
        return next((method for method in methods if (method, name) in self.scopes.assigned), None)

    def _reaches(self, scope: ast.AST, name: str, home: ast.AST) -> bool:
        """Whether a change in another function is one of the same object."""
        if name.startswith("self."):
            return self.scopes.class_of(scope) is self.scopes.class_of(self.scope)
        there = Position(self.scopes, scope, 0)
        return there._parameter(scope, name) is None and there._home(name) is home


class Meaning(NamedTuple):
    """The expression that a name stands for, where it was written, and who may replace it ("": nobody)."""

    value: ast.expr | None
    at: Position | None = None
    default_of: str = ""
    opaque: bool = False  # the name is bound here, to what nobody can tell


_NOTHING = Meaning(None)
_OPAQUE = Meaning(None, opaque=True)


def _surely(branch: Branch, use: Branch) -> bool:
    """Whether what stands in these arms has run where the use stands."""
    return use[: len(branch)] == branch


def _has_fields(found: ast.ClassDef) -> bool:
    """Whether a class's attributes are fields that who makes it may give: a data class, a pydantic model."""
    decorators = (name_of(_called(one)).rpartition(".")[2] for one in found.decorator_list)
    bases = (name_of(one).rpartition(".")[2] for one in found.bases)
    return any(one in _FIELDS_OF for one in decorators) or any(one in _MODELS for one in bases)


def _called(decorator: ast.expr) -> ast.expr:
    return decorator.func if isinstance(decorator, ast.Call) else decorator

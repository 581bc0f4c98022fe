"""Follows the values of one file through its statements: constants, maps as they are filled, calls.

Only what is certain is known. What a branch does may not be done; a map that is handed to somebody else, or
that somebody else made, may hold more. Functions of the file are followed where their name is there once, a
bounded number of times, so that the time grows with the file.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Protocol

from kafka_architect.validation.dialects.source.arithmetic import operated
from kafka_architect.validation.dialects.source.program import (
    Assign,
    Block,
    Branch,
    Call,
    Class,
    ClassOf,
    Evaluate,
    Fallback,
    Function,
    Lambda,
    Name,
    Null,
    Number,
    Opaque,
    Operation,
    Pairs,
    Put,
    Return,
    Sequence,
    Text,
    Truth,
)
from kafka_architect.validation.dialects.source.values import (
    UNKNOWN,
    Closure,
    Entry,
    Instance,
    Items,
    Known,
    MapValue,
    Place,
    Scope,
    Unknown,
)
from kafka_architect.validation.dialects.source.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tree_sitter import Node

    from kafka_architect.validation.dialects.source.program import (
        Expression,
        Program,
        Statement,
    )
    from kafka_architect.validation.dialects.source.syntax import SyntaxFile
    from kafka_architect.validation.dialects.source.values import (
        Value,
    )

_MOST_INLINED = 16  # of one function
_DEEPEST_CALL = 3
_MOST_STATEMENTS = 20_000  # that calls may repeat, in one file
_LONGEST_SAID = 60
_KEPT = words(
    """
    println print printf info debug warn error trace log toString size get getProperty containsKey
    isEmpty equals requireNonNull hashCode keySet entrySet values stringPropertyNames forEach Println
    Printf Print Fatal Fatalf Log WriteLine
    """
)


class Library(Protocol):
    """What a family of languages and its clients knows."""

    def constant(self, name: str) -> Value | None:
        """The value of a name that no file of the program declares: ProducerConfig.ACKS_CONFIG."""

    def call(
        self, run: Evaluation, call: Call, receiver: Value | None, arguments: list[Value]
    ) -> Value | None:
        """What a call gives; None where the library does not know it. Notes the clients that it makes."""

    def pairs(self, run: Evaluation, pairs: Pairs, found: MapValue) -> None:
        """Look at a map or object that is written out."""


class Evaluation:
    """One file while its values are followed."""

    def __init__(self, source: SyntaxFile, program: Program, library: Library) -> None:
        self.source, self.program, self._library = source, program, library
        self.maps: list[MapValue] = []
        self.place = Place()
        self.scope = Scope()
        self.depth = 0  # of calls that are followed
        self.owner: Node | None = None  # the statement that is nothing but the call that is looked at
        self._file_scope = self.scope
        self._classes: dict[str, Scope] = {}
        self._functions: dict[str, list[tuple[Function, Scope, Place]]] = {}
        self._assigned: Counter[str] = Counter()
        self._inlined: Counter[int] = Counter()
        self._active: set[int] = set()
        self._repeated = 0
        self._returned: list[tuple[Value, Place]] = []
        self._followed: set[tuple[int, int]] = set()  # lambdas, by what they see
        self._implicit: MapValue | None = None
        self._scopes: list[Scope] = []  # kept, so that none of them gets the id of another

    def run(self) -> None:
        """Everything in the file, once."""
        self._count(self.program.statements)
        self._declare(self.program.statements, self.scope, self.place)
        self._do_members(self.program.statements)

    # Names.

    def _count(self, statements: Iterable[Statement]) -> None:
        stack = list(statements)
        while stack:
            one = stack.pop()
            if isinstance(one, Assign):
                self._assigned[one.target] += 1
            elif isinstance(one, (Block, Branch, Function, Class)):
                stack.extend(one.statements)

    def _declare(self, statements: Iterable[Statement], scope: Scope, place: Place) -> None:
        """Note functions, classes and constants before anything is done."""
        for one in statements:
            if isinstance(one, Function):
                self._functions.setdefault(one.name, []).append((one, scope, place))
            elif isinstance(one, Class):
                inner = Scope(scope)
                self._classes.setdefault(one.name, inner)
                self._declare(one.statements, inner, Place(place))
            elif isinstance(one, Assign) and one.constant and one.value is not None:
                if self._assigned[one.target] == 1 or one.declares:
                    scope.pending[one.target] = one.value
            elif isinstance(one, Block):
                self._declare(one.statements, scope, place)

    def lookup(self, name: str) -> Value | None:
        """The value of a name that the file declares; None where it declares none."""
        scope = self.scope.holder(name)
        if scope is not None:
            return self._named(scope, name)
        first, _, rest = name.partition(".")
        if not rest:
            return None
        holder = self._classes.get(name.rpartition(".")[0].rpartition(".")[2])
        last = name.rpartition(".")[2]
        if holder is not None and (last in holder.names or last in holder.pending):
            return self._named(holder, last)
        value = self.lookup(first) if self.scope.holder(first) else None
        if isinstance(value, MapValue):
            entry = value.entries.get(rest)
            return entry.value if entry is not None and entry.certain else UNKNOWN
        return UNKNOWN if value is not None else None

    def _named(self, scope: Scope, name: str) -> Value:
        if name in scope.names:
            return scope.names[name]
        expression = scope.pending.pop(name)
        scope.names[name] = UNKNOWN  # a constant that asks for itself has no value
        before, self.scope = self.scope, scope
        try:
            scope.names[name] = self.value(expression)
        finally:
            self.scope = before
        return scope.names[name]

    # Statements.

    def _do_members(self, statements: list[Statement]) -> None:
        """Statements of a file or class first, then what constructs, then the other functions."""
        functions = [one for one in statements if isinstance(one, Function)]
        self.do([one for one in statements if not isinstance(one, (Function, Class))])
        for one in sorted(functions, key=lambda one: not one.constructs):
            self._do_function(one, one.constructs)
        for each in statements:
            if isinstance(each, Class):
                self._do_class(each)

    def _do_class(self, one: Class) -> None:
        before = self.scope, self.place
        known = self._classes.get(one.name)
        self.scope = known if known is not None and known.outer is before[0] else Scope(before[0])
        self.place = Place(before[1])
        try:
            self._do_members(one.statements)
        finally:
            self.scope, self.place = before

    def _do_function(self, one: Function, constructs: bool) -> None:
        place = Place(self.place, function=True, constructs=constructs)
        self._in(Scope(self.scope), place, one.parameters, [], one.statements)

    def _in(
        self,
        scope: Scope,
        place: Place,
        parameters: tuple[str, ...],
        arguments: list[Value],
        statements: list[Statement],
    ) -> list[tuple[Value, Place]]:
        """Do the statements of a function; what it gives back."""
        before = self.scope, self.place, self._returned, self._implicit
        self.scope, self.place, self._returned = scope, place, []
        for number, name in enumerate(parameters):
            scope.names[name] = arguments[number] if number < len(arguments) else UNKNOWN
            scope.places[name] = place
        try:
            nested = [one for one in statements if isinstance(one, (Function, Class))]
            self._declare([one for one in nested if isinstance(one, Function)], scope, place)
            self.do([one for one in statements if not isinstance(one, Function)])
            for one in nested:
                if isinstance(one, Function):
                    self._do_function(one, constructs=False)
            return self._returned
        finally:
            self.scope, self.place, self._returned, self._implicit = before

    def do(self, statements: Iterable[Statement]) -> None:
        """Statements one after the other."""
        for one in statements:
            self._do(one)

    def _do(self, one: Statement) -> None:
        if isinstance(one, Assign):
            self._assign(one)
        elif isinstance(one, Evaluate):
            self.value(one.value, one.node)
        elif isinstance(one, Put):
            self._put(one)
        elif isinstance(one, Return):
            self._returned.append((self.value(one.value, one.node), self.place))
        elif isinstance(one, Block):
            self.do(one.statements)
        elif isinstance(one, Branch):
            before, self.place = self.place, Place(self.place)
            self.do(one.statements)
            self.place = before
        elif isinstance(one, Class):
            self._do_class(one)
        elif isinstance(one, Function):
            self._do_function(one, constructs=False)

    def _assign(self, one: Assign) -> None:
        if one.value is None:
            if one.declares and one.target not in self.scope.names:
                self.scope.names[one.target] = UNKNOWN
                self.scope.places[one.target] = self.place
            return
        if one.declares and one.constant and one.target in self.scope.pending:
            self._named(self.scope, one.target)
            return
        holder = self.scope.holder(one.target)
        if "." in one.target and holder is None and self._put_property(one):
            return
        value = self.value(one.value, one.node)
        if one.declares or holder is None:
            target = self.scope
            if not one.declares and self.scope.outer is not None:
                target = self._home()
            outer_function = target is not self.scope
            if (outer_function or (self.scope.outer is None and not one.constant)) and (
                self._assigned[one.target] > 1 or isinstance(value, Known)
            ):
                value = UNKNOWN  # a field: whoever assigns it last
            if not self._is_local(target) and not one.constant and isinstance(value, Known):
                value = UNKNOWN  # whoever sets it last says what it is
            target.names[one.target] = value
            target.places[one.target] = self.place if target is self.scope else Place()
            return
        if holder is not self.scope and self._assigned[one.target] > 1 and not self._is_local(holder):
            value = UNKNOWN
        elif holder.places.get(one.target) is not self.place:
            if isinstance(value, MapValue):
                value.whole = False
            elif isinstance(value, Known):
                value = UNKNOWN
        holder.names[one.target] = value

    def _is_local(self, scope: Scope) -> bool:
        return scope is not self._file_scope and scope not in self._classes.values()

    def _home(self) -> Scope:
        """The class or file that a function is in: where names live that it does not declare."""
        scope = self.scope
        while scope.outer is not None and self._is_local(scope):
            scope = scope.outer
        return scope

    def _put_property(self, one: Assign) -> bool:
        """object.property = value; whether the object is one that we follow."""
        first, _, rest = one.target.partition(".")
        found = self.lookup(first)
        if isinstance(found, MapValue) and one.value is not None:
            value = self.value(one.value, one.node)
            expression = Name(one.node, one.target)
            self.put(found, rest, (expression, one.value), value, one.node)
            return True
        return False

    def _put(self, one: Put) -> None:
        found = self.value(one.target)
        if isinstance(found, Unknown) and isinstance(one.target, Name):
            found = self.foreign(one.target)
        self.value_into(found, (one.key, one.value), one.node)

    # Maps.

    def foreign(self, name: Name) -> MapValue:
        """A map that somebody else made and this file fills."""
        made = MapValue(name.node, self.place, whole=False, foreign=True)
        holder = self.scope.holder(name.dotted) or self.scope
        holder.names[name.dotted] = made
        self.maps.append(made)
        return made

    def new_map(self, node: Node, type_: str = "", *, whole: bool = True) -> MapValue:
        """A map that is made here."""
        made = MapValue(node, self.place, type_, whole=whole)
        self.maps.append(made)
        return made

    def value_into(
        self, found: Value, pair: tuple[Expression, Expression], owner: Node | None, *, statement: bool = True
    ) -> None:
        """Put a value under a key into what may be a map."""
        key, value = pair
        said, worth = self.value(key), self.value(value)
        if not isinstance(found, MapValue):
            return
        if isinstance(said, Known) and said.value is not None:
            self.put(found, said.value, pair, worth, owner, statement=statement)
        else:
            found.whole = False

    def put(
        self,
        found: MapValue,
        key: str,
        pair: tuple[Expression, Expression],
        value: Value,
        owner: Node | None,
        *,
        statement: bool = True,
    ) -> None:
        """Put an entry into a map; it is certain where it is put whenever the map is made."""
        certain = self.surely(found)
        found.put(Entry(key, *pair, value, owner, certain, statement))

    def surely(self, found: MapValue) -> bool:
        """Whether what is done here is done to the map whenever it is made, or used after that."""
        place = self.place
        while place is not found.place:
            if not place.function or place.outer is None:
                return False
            if not place.constructs:
                found.whole = False
            place = place.outer
        return True

    def entries_of(self, pairs: Pairs) -> MapValue:
        """A map that is written out."""
        found = self.new_map(pairs.node, pairs.type)
        for spread in pairs.spreads:
            found.merge(self.value(spread))
        for item in pairs.items:
            self.value_into(found, (item.key, item.value), item.node, statement=False)
        return found

    # Expressions.

    def value(self, expression: Expression, owner: Node | None = None) -> Value:  # noqa: PLR0911, PLR0912 - one known case after the other
        """What an expression is worth; `owner` is the statement that is nothing but it."""
        match expression:
            case Text():
                return Known(expression.value)
            case Number():
                whole = isinstance(expression.value, int)
                kind = ("long" if expression.long else "int") if whole else "double"
                return Known(str(expression.value), kind)
            case Truth():
                return Known("true" if expression.value else "false", "boolean")
            case Null():
                return Known(None, "null")
            case Name():
                return self._value_of_name(expression)
            case ClassOf():
                return self._class(expression.name)
            case Call():
                return self._value_of_call(expression, owner)
            case Pairs():
                found = self.entries_of(expression)
                self._library.pairs(self, expression, found)
                return found
            case Sequence():
                return Items(tuple(self.value(one) for one in expression.values))
            case Operation():
                left, right = self.value(expression.left), self.value(expression.right)
                return operated(expression.operator, left, right) or self._unknown(expression)
            case Fallback():
                return self._fallback(expression)
            case Lambda():
                return Closure(expression, self.scope)
            case Opaque():
                for one in expression.inside:
                    self._finish(self.value(one))
        return self._unknown(expression)

    def _unknown(self, expression: Expression) -> Unknown:
        node = expression.node
        if node.end_byte - node.start_byte > _LONGEST_SAID:
            return UNKNOWN
        return Unknown(self.source.text(node))

    def _value_of_name(self, name: Name) -> Value:
        found = self.lookup(name.dotted)
        if found is None:
            found = self._library.constant(self.full_name(name.dotted))
        return self._unknown(name) if found is None else found

    def full_name(self, name: str) -> str:
        """A name with what the file imports in place of its first part."""
        first, dot, rest = name.partition(".")
        return self.program.imports.get(first, first) + dot + rest

    def _class(self, name: str) -> Value:
        full = self.full_name(name)
        if "." in full:
            return Known(full, "class")
        known = self._library.constant(f"{name}.class")
        return Unknown(f"{name}.class") if known is None else known

    def _fallback(self, expression: Fallback) -> Value:
        value, otherwise = self.value(expression.value), self.value(expression.otherwise)
        if isinstance(value, Known) and value.kind != "null":
            return value
        if isinstance(value, Unknown) and isinstance(otherwise, Known):
            return otherwise._replace(default_of=value.said or "the program")
        return otherwise if isinstance(value, Known) else self._unknown(expression)

    def _value_of_call(self, call: Call, owner: Node | None) -> Value:
        receiver = None if call.receiver is None else self.value(call.receiver)
        if call.receiver is None and self._implicit is not None and not call.creates:
            receiver = self._implicit
        if isinstance(receiver, Unknown) and isinstance(call.receiver, Name):
            receiver = self._filled_elsewhere(call, receiver)
        arguments = [self.value(one) for one in call.arguments]
        before, self.owner = self.owner, None if _is_chained(call) else owner
        found = self._library.call(self, call, receiver, arguments)
        self.owner = before
        if found is None and call.receiver is None and not call.creates:
            found = self._follow(call, arguments)
        for one in arguments:
            self._finish(one)
        if found is None:
            if call.function not in _KEPT:
                self._escape(receiver, *arguments)
            return self._unknown(call)
        if call.body is not None and isinstance(found, MapValue):
            self.inside(found, call.body)
        return found

    def _filled_elsewhere(self, call: Call, receiver: Unknown) -> Value:
        """A map that is a parameter or comes from elsewhere, when a known key is put into it."""
        if call.function not in ("put", "setProperty") or not isinstance(call.receiver, Name):
            return receiver
        if len(call.arguments) != 2 or "." in call.receiver.dotted:
            return receiver
        return self.foreign(call.receiver)

    def _escape(self, *values: Value | None) -> None:
        """Somebody else may put more into a map."""
        for one in values:
            if isinstance(one, MapValue):
                one.whole = False
            elif isinstance(one, Items):
                self._escape(*one.values)

    def inside(self, found: MapValue, statements: list[Statement]) -> None:
        """Statements that say put() and mean this map."""
        before, self._implicit = self._implicit, found
        self.do(statements)
        self._implicit = before

    def apply(self, closure: Closure, found: MapValue) -> None:
        """A lambda whose receiver, or only parameter, is this map."""
        self._followed.add((id(closure.body), id(closure.scope)))
        scope = Scope(closure.scope)
        names = closure.body.parameters or ("it", "this")
        scope.names[names[0]] = found
        before = self.scope, self._implicit
        self.scope, self._implicit = scope, found
        self.do(closure.body.statements)
        self.scope, self._implicit = before

    def _finish(self, value: Value) -> None:
        """Look into a lambda that nobody else has looked into."""
        if not isinstance(value, Closure) or (id(value.body), id(value.scope)) in self._followed:
            return
        self._followed.add((id(value.body), id(value.scope)))
        self._scopes.append(value.scope)
        if self.depth:
            self._repeated += 1 + len(value.body.statements)
        place = Place(self.place, function=True)
        # It may run any time, or never: to what is outside of it, it is a function like others.
        self._in(Scope(value.scope), place, value.body.parameters, [], value.body.statements)

    def _follow(self, call: Call, arguments: list[Value]) -> Value | None:
        """A function of this file with these arguments."""
        known = self._functions.get(call.function, ())
        if len(known) != 1:
            return None
        [(function, scope, _)] = known
        if (
            self.depth >= _DEEPEST_CALL
            or id(function) in self._active
            or self._inlined[id(function)] >= _MOST_INLINED
            or self._repeated > _MOST_STATEMENTS
        ):
            return None
        self._inlined[id(function)] += 1
        self._repeated += 1 + len(function.statements)
        self._active.add(id(function))
        self.depth += 1
        before, self._implicit = self._implicit, None
        # What it does to a map that it is given is done here, whenever this is.
        place = self.place
        try:
            returned = self._in(Scope(scope), place, function.parameters, arguments, function.statements)
        finally:
            self.depth -= 1
            self._active.discard(id(function))
            self._implicit = before
        return self._one_of(returned, place)

    def _one_of(self, returned: list[tuple[Value, Place]], place: Place) -> Value:
        """What a function gives back, where it always gives back the same."""
        if not returned:
            return UNKNOWN
        value, where = returned[-1]
        if len(returned) == 1 and where is place:
            return value
        if isinstance(value, MapValue):
            value.whole = False
            if len(returned) == 1 or all(one is value for one, _ in returned):
                return value
        return UNKNOWN

    def instance(self, call: Call, type_: str, arguments: Iterable[Value] = ()) -> Instance:
        """An object that is made here."""
        return Instance(call.node, type_, tuple(arguments), self.place)


def _is_chained(call: Call) -> bool:
    """Whether a call is one of several in a row: none of them goes by itself."""
    return not (call.receiver is None or isinstance(call.receiver, Name))

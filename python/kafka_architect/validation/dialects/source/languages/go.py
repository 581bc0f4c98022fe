"""Go: the tree of tree-sitter-go as statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.dialects.source.lowering import Lowering, plain_name, unescaped
from kafka_architect.validation.dialects.source.program import (
    Assign,
    Block,
    Branch,
    Call,
    Evaluate,
    Function,
    Item,
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

if TYPE_CHECKING:
    from tree_sitter import Node

    from kafka_architect.validation.dialects.source.program import (
        Expression,
        Program,
        Statement,
    )

# Packages that are called otherwise than the last part of their path.
_NAMED = {"kafka-go": "kafka"}
_NAMES = ("identifier", "selector_expression")


class Go(Lowering):
    """Go's nodes."""

    transparent = frozenset({"parenthesized_expression", "literal_element", "expression_statement"})

    def imports(self, program: Program) -> None:
        """Packages by the name that they have here."""
        stack = [one for one in self.source.root.named_children if one.type == "import_declaration"]
        while stack:
            node = stack.pop()
            if node.type != "import_spec":
                stack.extend(node.named_children)
                continue
            path, name = node.child_by_field_name("path"), node.child_by_field_name("name")
            if path is None:
                continue
            package = self.text(path)[1:-1]
            parts = package.split("/")
            last = parts[-2] if parts[-1][:1] == "v" and parts[-1][1:].isdigit() and parts[1:] else parts[-1]
            program.imports[self.text(name) if name is not None else _NAMED.get(last, last)] = package

    def on_identifier(self, node: Node) -> Expression:
        """A name."""
        return Name(node, self.text(node))

    on_package_identifier = on_identifier
    on_field_identifier = on_identifier

    def on_selector_expression(self, node: Node) -> Expression:
        """A member of something."""
        holder, field = node.child_by_field_name("operand"), node.child_by_field_name("field")
        inner = self.expression(holder)
        if isinstance(inner, Name) and field is not None:
            return Name(node, f"{inner.dotted}.{self.text(field)}")
        return Opaque(node, [inner])

    def on_interpreted_string_literal(self, node: Node) -> Expression:
        """A text."""
        return Text(node, unescaped(self.text(node)[1:-1]))

    def on_raw_string_literal(self, node: Node) -> Expression:
        """A text as it stands."""
        return Text(node, self.text(node)[1:-1])

    def on_int_literal(self, node: Node) -> Expression:
        """A number; 10e3 is a whole one."""
        found = self.number(node)
        if isinstance(found, Number) and isinstance(found.value, float) and found.value.is_integer():
            return Operation(node, "+", Number(node, int(found.value)), Number(node, 0))
        return found

    on_float_literal = on_int_literal

    def on_true(self, node: Node) -> Expression:
        """True."""
        return Truth(node, value=True)

    def on_false(self, node: Node) -> Expression:
        """False."""
        return Truth(node, value=False)

    def on_nil(self, node: Node) -> Expression:
        """Nothing."""
        return Null(node)

    def on_unary_expression(self, node: Node) -> Expression:
        """&x is x for us; -x is a number."""
        inner = self.expression(node.child_by_field_name("operand"))
        sign = self.text(node)[:1]
        if sign == "-":
            return Operation(node, "negative", inner, inner)
        return inner if sign in "&*" else Opaque(node, [inner])

    def on_binary_expression(self, node: Node) -> Expression:
        """Two values with a sign."""
        sign = node.child_by_field_name("operator")
        left = self.expression(node.child_by_field_name("left"))
        right = self.expression(node.child_by_field_name("right"))
        return Operation(node, "" if sign is None else self.text(sign), left, right)

    def on_composite_literal(self, node: Node) -> Expression:
        """A struct, map or list that is written out."""
        kind, body = node.child_by_field_name("type"), node.child_by_field_name("body")
        name = "" if kind is None else plain_name(self.text(kind))
        if kind is not None and kind.type in ("slice_type", "array_type", "implicit_length_array_type"):
            return Sequence(node, [] if body is None else self.expressions(body.named_children))
        map_type = kind is not None and kind.type == "map_type"
        items = []
        for one in [] if body is None else body.named_children:
            key, value = one.child_by_field_name("key"), one.child_by_field_name("value")
            if one.type == "keyed_element" and key is not None and value is not None:
                inner = key.named_children[0] if key.named_children else key
                field = inner.type == "identifier" and not map_type
                said = Text(inner, self.text(inner)) if field else self.expression(inner)
                items.append(Item(one, said, self._element(value)))
        return Pairs(node, "map" if map_type else name, items)

    def _element(self, node: Node) -> Expression:
        inner = node.named_children[0] if node.named_children else node
        if inner.type == "literal_value":
            return Opaque(inner, self.expressions(inner.named_children))
        return self.expression(inner)

    def on_call_expression(self, node: Node) -> Expression:
        """A call."""
        function, given = node.child_by_field_name("function"), node.child_by_field_name("arguments")
        arguments = [] if given is None else self.expressions(given.named_children)
        if function is None:
            return Opaque(node, arguments)
        if function.type == "selector_expression":
            holder, field = function.child_by_field_name("operand"), function.child_by_field_name("field")
            return Call(node, "" if field is None else self.text(field), self.expression(holder), arguments)
        if function.type == "identifier":
            return Call(node, self.text(function), None, arguments)
        if function.type in ("parenthesized_type", "slice_type", "pointer_type"):
            return arguments[0] if len(arguments) == 1 else Opaque(node, arguments)
        return Opaque(node, [self.expression(function), *arguments])

    def on_type_conversion_expression(self, node: Node) -> Expression:
        """int32(x)."""
        return self.expression(node.child_by_field_name("operand"))

    def on_func_literal(self, node: Node) -> Expression:
        """A function without a name."""
        body = node.child_by_field_name("body")
        inside = [] if body is None else self.statements(body.named_children)
        return Lambda(node, self._parameters(node), inside)

    # Statements.

    def do_short_var_declaration(self, node: Node) -> list[Statement]:
        """a, b := c, d and a, err := f()."""
        return self._assigned(node, declares=True)

    def do_assignment_statement(self, node: Node) -> list[Statement]:
        """a.b = c."""
        return self._assigned(node, declares=False)

    def _assigned(self, node: Node, *, declares: bool) -> list[Statement]:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        targets = [] if left is None else [one for one in left.named_children if one.type != "comment"]
        values = [] if right is None else [one for one in right.named_children if one.type != "comment"]
        found: list[Statement] = []
        for number, one in enumerate(targets):
            value = self.expression(values[number]) if number < len(values) else None
            if one.type == "index_expression" and value is not None:
                holder, index = one.child_by_field_name("operand"), one.child_by_field_name("index")
                found.append(Put(node, self.expression(holder), self.expression(index), value))
            elif one.type in _NAMES and value is not None:
                found.append(Assign(node, plain_name(self.text(one)), value, declares=declares))
            elif one.type == "identifier" and declares and self.text(one) not in ("_", "err"):
                found.append(Assign(node, self.text(one), Opaque(one), declares=True))
            elif value is not None:
                found.append(Evaluate(node, value))
        return found

    def do_const_spec(self, node: Node) -> list[Statement]:
        """A constant or a variable of the file."""
        value = node.child_by_field_name("value")
        names = self.fields(node, "name")
        values = [] if value is None else value.named_children
        return [
            Assign(
                node,
                self.text(name),
                self.expression(values[number]) if number < len(values) else None,
                declares=True,
                constant=node.type == "const_spec"
                or self.source.root == (node.parent and node.parent.parent),
            )
            for number, name in enumerate(one for one in names if one.is_named)
        ]

    do_var_spec = do_const_spec

    def do_const_declaration(self, node: Node) -> list[Statement]:
        """Several of them."""
        return self.statements(node.named_children)

    do_var_declaration = do_const_declaration
    do_var_spec_list = do_const_declaration
    do_statement_list = do_const_declaration

    def do_function_declaration(self, node: Node) -> list[Statement]:
        """A function or method."""
        name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
        inside = [] if body is None else self.statements(body.named_children)
        return [Function(node, "" if name is None else self.text(name), self._parameters(node), inside)]

    do_method_declaration = do_function_declaration

    def do_block(self, node: Node) -> list[Statement]:
        """Statements one after the other."""
        return [Block(node, self.statements(node.named_children))]

    def do_if_statement(self, node: Node) -> list[Statement]:
        """If err := f(); err != nil: the first part is done in any case."""
        first = node.child_by_field_name("initializer")
        found = [] if first is None else self.statement(first)
        for one in node.named_children:
            if first is None or one.id != first.id:
                inside = self.statement(one)
                found += [Branch(one, inside)] if inside else []
        return found

    def do_return_statement(self, node: Node) -> list[Statement]:
        """The first of what comes back."""
        values = [one for each in node.named_children for one in each.named_children]
        found: list[Statement] = [Evaluate(node, self.expression(one)) for one in values[1:]]
        return [*found, *(Return(node, self.expression(one)) for one in values[:1])]

    def do_go_statement(self, node: Node) -> list[Statement]:
        """Go f() and defer f()."""
        return [Evaluate(node, Opaque(node, self.expressions(node.named_children)))]

    do_defer_statement = do_go_statement

    def do_expression_statement(self, node: Node) -> list[Statement]:
        """An expression by itself."""
        return [Evaluate(node, one) for one in self.expressions(node.named_children)]

    def do_import_declaration(self, _: Node) -> list[Statement]:
        """Read by itself."""
        return []

    do_type_declaration = do_import_declaration
    do_package_clause = do_import_declaration

    def _parameters(self, node: Node) -> tuple[str, ...]:
        parameters = node.child_by_field_name("parameters")
        return tuple(
            self.text(name)
            for one in ([] if parameters is None else parameters.named_children)
            for name in self.fields(one, "name")
        )


LOWERING = Go

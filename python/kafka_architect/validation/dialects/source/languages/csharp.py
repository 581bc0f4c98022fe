"""C#: the tree of tree-sitter-c-sharp as statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.dialects.source.lowering import Lowering, plain_name, unescaped
from kafka_architect.validation.dialects.source.program import (
    Assign,
    Block,
    Branch,
    Call,
    Class,
    Evaluate,
    Fallback,
    Function,
    Item,
    Lambda,
    Name,
    Null,
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

_NAMES = ("identifier", "member_access_expression", "qualified_name", "generic_name")
_MADE = ("object_creation_expression", "implicit_object_creation_expression")


class CSharp(Lowering):
    """C#'s nodes."""

    transparent = frozenset(
        {"parenthesized_expression", "argument", "await_expression", "postfix_unary_expression",
         "equals_value_clause", "cast_expression"}
    )  # fmt: skip

    def imports(self, program: Program) -> None:
        """Namespaces."""
        for node in self.source.root.named_children:
            if node.type == "using_directive":
                program.everything_of.append(self.text(node).removeprefix("using ").strip("; "))

    def on_identifier(self, node: Node) -> Expression:
        """A name."""
        return Name(node, self.text(node))

    def on_member_access_expression(self, node: Node) -> Expression:
        """A member of something."""
        holder, name = node.child_by_field_name("expression"), node.child_by_field_name("name")
        inner = self.expression(holder)
        if isinstance(inner, Name) and name is not None:
            return Name(node, plain_name(f"{inner.dotted}.{self.text(name)}"))
        return Opaque(node, [inner])

    on_qualified_name = on_member_access_expression

    def on_this(self, node: Node) -> Expression:
        """The object itself."""
        return Name(node, "this")

    on_this_expression = on_this

    def on_string_literal(self, node: Node) -> Expression:
        """A text."""
        return Text(node, unescaped(self.text(node)[1:-1]))

    def on_verbatim_string_literal(self, node: Node) -> Expression:
        """A text as it stands."""
        return Text(node, self.text(node)[2:-1].replace('""', '"'))

    def on_integer_literal(self, node: Node) -> Expression:
        """A number."""
        return self.number(node)

    on_real_literal = on_integer_literal

    def on_boolean_literal(self, node: Node) -> Expression:
        """True or false."""
        return Truth(node, value=self.text(node) == "true")

    def on_null_literal(self, node: Node) -> Expression:
        """Null."""
        return Null(node)

    def on_cast_expression(self, node: Node) -> Expression:
        """The value that is cast."""
        return self.expression(node.child_by_field_name("value"))

    def on_prefix_unary_expression(self, node: Node) -> Expression:
        """A sign before a number."""
        inner = self.expression(node.named_children[-1] if node.named_children else None)
        negative = self.text(node)[:1] == "-"
        return Operation(node, "negative", inner, inner) if negative else Opaque(node, [inner])

    def on_binary_expression(self, node: Node) -> Expression:
        """Two values with a sign; ?? gives what counts without the first."""
        sign = node.child_by_field_name("operator")
        left = self.expression(node.child_by_field_name("left"))
        right = self.expression(node.child_by_field_name("right"))
        said = "" if sign is None else self.text(sign)
        return Fallback(node, left, right) if said == "??" else Operation(node, said, left, right)

    def on_object_creation_expression(self, node: Node) -> Expression:
        """The making of an object, with what its braces set."""
        kind = node.child_by_field_name("type")
        name = "" if kind is None else plain_name(self.text(kind).partition("<")[0]).rpartition(".")[2]
        given = node.child_by_field_name("arguments") or self.child(node, "argument_list")
        body = node.child_by_field_name("initializer") or self.child(node, "initializer_expression")
        arguments = [] if given is None else self.expressions(given.named_children)
        if body is None and (arguments or kind is not None):
            return Call(node, name, None, arguments, creates=True)
        items: list[Item] = []
        values: list[Expression] = []
        for one in [] if body is None else body.named_children:
            item = self._item(one)
            if item is not None:
                items.append(item)
            elif one.type not in self.silent:
                values.append(self.expression(one))
        if values and not items:
            return Sequence(node, values)
        return Pairs(node, name, items, arguments)

    on_implicit_object_creation_expression = on_object_creation_expression

    def _item(self, node: Node) -> Item | None:
        """A = b, ["a"] = b and { "a", b } between the braces of an object."""
        if node.type == "assignment_expression":
            left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
            if left is None or right is None:
                return None
            if left.type == "element_binding_expression" and left.named_children:
                return Item(node, self.expression(left.named_children[0]), self.expression(right))
            return Item(node, Text(left, self.text(left)), self.expression(right))
        if node.type == "initializer_expression":
            inside = [one for one in node.named_children if one.type not in self.silent]
            if len(inside) == 2:
                return Item(node, self.expression(inside[0]), self.expression(inside[1]))
        return None

    def on_invocation_expression(self, node: Node) -> Expression:
        """A call."""
        function, given = node.child_by_field_name("function"), node.child_by_field_name("arguments")
        arguments = [] if given is None else self.expressions(given.named_children)
        if function is None:
            return Opaque(node, arguments)
        if function.type == "member_access_expression":
            holder, name = function.child_by_field_name("expression"), function.child_by_field_name("name")
            receiver: Expression | None = self.expression(holder)
            if isinstance(receiver, Name) and receiver.dotted == "this":
                receiver = None
            said = "" if name is None else self.text(name).partition("<")[0]
            return Call(node, said, receiver, arguments)
        if function.type in ("identifier", "generic_name"):
            return Call(node, self.text(function).partition("<")[0], None, arguments)
        return Opaque(node, [self.expression(function), *arguments])

    def on_lambda_expression(self, node: Node) -> Expression:
        """A function without a name."""
        body, parameters = node.child_by_field_name("body"), node.child_by_field_name("parameters")
        said = "" if parameters is None else self.text(parameters).strip("()")
        names = tuple(one.strip().rpartition(" ")[2] for one in said.split(","))
        if body is None:
            return Opaque(node)
        if body.type == "block":
            return Lambda(node, names, self.statements(body.named_children))
        if body.type == "assignment_expression":
            return Lambda(node, names, self.do_assignment_expression(body))
        return Lambda(node, names, [Return(body, self.expression(body))])

    # Statements.

    def do_local_declaration_statement(self, node: Node) -> list[Statement]:
        """A variable, or several."""
        constant = "const" in [self.text(one) for one in node.children if one.type == "modifier"]
        return [
            statement
            for one in node.named_children
            if one.type == "variable_declaration"
            for statement in self._declared(node, one, constant=constant)
        ]

    def do_field_declaration(self, node: Node) -> list[Statement]:
        """A field, or several."""
        modifiers = [self.text(one) for one in node.children if one.type == "modifier"]
        constant = "const" in modifiers or "readonly" in modifiers
        declaration = self.child(node, "variable_declaration")
        return [] if declaration is None else self._declared(node, declaration, constant=constant)

    def _declared(self, node: Node, declaration: Node, *, constant: bool) -> list[Statement]:
        kind = declaration.child_by_field_name("type")
        found: list[Statement] = []
        for one in declaration.named_children:
            name = one.child_by_field_name("name")
            if one.type != "variable_declarator" or name is None:
                continue
            values = [each for each in one.named_children if each.start_byte >= name.end_byte]
            said = self.expression(values[-1]) if values else None
            if isinstance(said, Pairs) and not said.type and kind is not None:
                said.type = plain_name(self.text(kind).partition("<")[0])  # new() { ... }
            target = self.text(name)
            found.append(Assign(node, target, said, declares=True, constant=constant))
        return found

    def do_expression_statement(self, node: Node) -> list[Statement]:
        """An expression, or an assignment."""
        inner = node.named_children[0] if node.named_children else None
        if inner is None:
            return []
        if inner.type == "assignment_expression":
            return self.do_assignment_expression(inner)
        return [Evaluate(node, self.expression(inner))]

    def do_assignment_expression(self, node: Node) -> list[Statement]:
        """A name, a property or a key gets a value."""
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        value = self.expression(right)
        if left is not None and left.type == "element_access_expression":
            holder = left.child_by_field_name("expression")
            index = left.child_by_field_name("subscript")
            inside = [] if index is None else index.named_children
            return [Put(node, self.expression(holder), self.expression(inside[0] if inside else None), value)]
        if left is None or left.type not in _NAMES:
            return [Evaluate(node, value)]
        return [Assign(node, plain_name(self.text(left)), value)]

    def do_using_statement(self, node: Node) -> list[Statement]:
        """Using (var x = ...) { ... }: all of it is done."""
        found: list[Statement] = []
        for one in node.named_children:
            if one.type == "variable_declaration":
                found += self._declared(one, one, constant=False)
            else:
                found += self.statement(one)
        return found

    def do_block(self, node: Node) -> list[Statement]:
        """Statements one after the other."""
        return [Block(node, self.statements(node.named_children))]

    do_declaration_list = do_block
    do_global_statement = do_block
    do_lock_statement = do_block

    def do_namespace_declaration(self, node: Node) -> list[Statement]:
        """What is in a namespace."""
        body = node.child_by_field_name("body")
        return self.statements(node.named_children if body is None else body.named_children)

    do_file_scoped_namespace_declaration = do_namespace_declaration

    def do_class_declaration(self, node: Node) -> list[Statement]:
        """A class with its members."""
        name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
        members = [] if body is None else self.statements(body.named_children)
        return [Class(node, "" if name is None else self.text(name), members)]

    do_struct_declaration = do_class_declaration
    do_record_declaration = do_class_declaration

    def do_method_declaration(self, node: Node) -> list[Statement]:
        """A method or constructor."""
        name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
        parameters = node.child_by_field_name("parameters")
        names = tuple(
            "" if said is None else self.text(said)
            for said in (
                one.child_by_field_name("name")
                for one in ([] if parameters is None else parameters.named_children)
            )
        )
        inside: list[Statement] = []
        if body is not None and body.type == "block":
            inside = self.statements(body.named_children)
        elif body is not None:
            inside = [Return(body, one) for one in self.expressions(body.named_children)]
        constructs = node.type == "constructor_declaration"
        return [Function(node, "" if name is None else self.text(name), names, inside, constructs)]

    do_constructor_declaration = do_method_declaration
    do_local_function_statement = do_method_declaration

    def do_return_statement(self, node: Node) -> list[Statement]:
        """What comes back."""
        return [Return(node, one) for one in self.expressions(node.named_children)]

    def do_try_statement(self, node: Node) -> list[Statement]:
        """What is tried is done; what catches it may be."""
        body = node.child_by_field_name("body")
        found: list[Statement] = []
        for one in node.named_children:
            if body is not None and one.id == body.id:
                found.append(Block(one, self.statements(one.named_children)))
            else:
                found.append(Branch(one, self.statements(one.named_children)))
        return found

    def do_using_directive(self, _: Node) -> list[Statement]:
        """Read by itself."""
        return []


LOWERING = CSharp

"""Java: the tree of tree-sitter-java as statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.dialects.source.lowering import Lowering, plain_name, unescaped
from kafka_architect.validation.dialects.source.program import (
    Annotation,
    Assign,
    Block,
    Branch,
    Call,
    Class,
    ClassOf,
    Evaluate,
    Function,
    Lambda,
    Name,
    Null,
    Opaque,
    Operation,
    Return,
    Sequence,
    Text,
    Truth,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tree_sitter import Node

    from kafka_architect.validation.dialects.source.program import (
        Expression,
        Program,
        Statement,
    )

_NAMES = ("identifier", "field_access", "scoped_identifier")


class Java(Lowering):
    """Java's nodes."""

    transparent = frozenset({"parenthesized_expression"})

    def imports(self, program: Program) -> None:
        """Classes, and members of classes, by their last name."""
        for node in self.source.root.named_children:
            if node.type != "import_declaration":
                continue
            named = self.child(node, "scoped_identifier", "identifier")
            if named is None:
                continue
            name = plain_name(self.text(named))
            if self.child(node, "asterisk") is not None:
                program.everything_of.append(name)
            else:
                program.imports[name.rpartition(".")[2]] = name

    # Expressions.

    def on_identifier(self, node: Node) -> Expression:
        """A name."""
        return Name(node, self.text(node))

    def on_this(self, node: Node) -> Expression:
        """The object itself."""
        return Name(node, "this")

    def on_field_access(self, node: Node) -> Expression:
        """A member of something."""
        holder = node.child_by_field_name("object")
        if holder is not None and holder.type not in (*_NAMES, "this"):
            return Opaque(node, [self.expression(holder)])
        return self.name(node)

    on_scoped_identifier = on_field_access

    def on_string_literal(self, node: Node) -> Expression:
        """A text; text blocks lose their indentation, which nobody writes keys in."""
        said = self.text(node)
        if said.startswith('"""'):
            return _text_block(node, said)
        return Text(node, unescaped(said[1:-1]))

    def on_character_literal(self, node: Node) -> Expression:
        """A character."""
        return Text(node, unescaped(self.text(node)[1:-1]))

    def on_decimal_integer_literal(self, node: Node) -> Expression:
        """A number."""
        return self.number(node)

    on_hex_integer_literal = on_decimal_integer_literal
    on_decimal_floating_point_literal = on_decimal_integer_literal

    def on_true(self, node: Node) -> Expression:
        """True."""
        return Truth(node, value=True)

    def on_false(self, node: Node) -> Expression:
        """False."""
        return Truth(node, value=False)

    def on_null_literal(self, node: Node) -> Expression:
        """Null."""
        return Null(node)

    def on_class_literal(self, node: Node) -> Expression:
        """A class as a value."""
        return ClassOf(node, plain_name(self.text(node)).removesuffix(".class"))

    def on_cast_expression(self, node: Node) -> Expression:
        """The value that is cast."""
        return self.expression(node.child_by_field_name("value"))

    def on_unary_expression(self, node: Node) -> Expression:
        """A sign before a number."""
        operand = self.expression(node.child_by_field_name("operand"))
        sign = node.child_by_field_name("operator")
        if sign is not None and self.text(sign) == "-":
            return Operation(node, "negative", operand, operand)
        return Opaque(node, [operand])

    def on_binary_expression(self, node: Node) -> Expression:
        """Two values with a sign."""
        sign = node.child_by_field_name("operator")
        left = self.expression(node.child_by_field_name("left"))
        right = self.expression(node.child_by_field_name("right"))
        return Operation(node, "" if sign is None else self.text(sign), left, right)

    def on_method_invocation(self, node: Node) -> Expression:
        """A call."""
        name, receiver = node.child_by_field_name("name"), node.child_by_field_name("object")
        holder = None if receiver is None else self.expression(receiver)
        if isinstance(holder, Name) and holder.dotted == "this":
            holder = None
        arguments = self.expressions(_children(node.child_by_field_name("arguments")))
        return Call(node, "" if name is None else self.text(name), holder, arguments)

    def on_object_creation_expression(self, node: Node) -> Expression:
        """The making of an object, with what double braces do to it."""
        kind = node.child_by_field_name("type")
        arguments = self.expressions(_children(node.child_by_field_name("arguments")))
        body = self.child(node, "class_body")
        inside: list[Statement] | None = None
        if body is not None:
            inside = []
            for member in body.named_children:
                if member.type == "block":
                    inside += self.statements(member.named_children)
                else:
                    inside += self.statement(member)
        return Call(node, self._type(kind), None, arguments, creates=True, body=inside)

    def on_array_initializer(self, node: Node) -> Expression:
        """Values between braces."""
        return Sequence(node, self.expressions(node.named_children))

    on_element_value_array_initializer = on_array_initializer

    def on_array_creation_expression(self, node: Node) -> Expression:
        """An array that is written out."""
        return self.expression(node.child_by_field_name("value"))

    def on_lambda_expression(self, node: Node) -> Expression:
        """A function without a name."""
        body, parameters = node.child_by_field_name("body"), node.child_by_field_name("parameters")
        names = self._parameters(parameters)
        if parameters is not None and parameters.type == "identifier":
            names = (self.text(parameters),)
        if body is None:
            return Opaque(node)
        if body.type == "block":
            return Lambda(node, names, self.statements(body.named_children))
        return Lambda(node, names, [Return(body, self.expression(body))])

    # Statements.

    def do_local_variable_declaration(self, node: Node) -> list[Statement]:
        """A variable, or several."""
        return list(self._declared(node, constant=False))

    def do_field_declaration(self, node: Node) -> list[Statement]:
        """A field, or several."""
        return list(self._declared(node, constant="final" in self._modifiers(node)))

    def do_expression_statement(self, node: Node) -> list[Statement]:
        """An expression, or an assignment."""
        inner = next((one for one in node.named_children if one.type not in self.silent), None)
        if inner is None:
            return []
        if inner.type == "assignment_expression":
            return self.do_assignment_expression(inner)
        return [Evaluate(node, self.expression(inner))]

    def do_assignment_expression(self, node: Node) -> list[Statement]:
        """A name gets a value."""
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or left.type not in _NAMES:
            return [Evaluate(node, self.expression(right))]
        return [Assign(node, plain_name(self.text(left)), self.expression(right))]

    def do_return_statement(self, node: Node) -> list[Statement]:
        """What comes back."""
        return [Return(node, self.expression(one)) for one in node.named_children if one.type != "comment"]

    def do_block(self, node: Node) -> list[Statement]:
        """Statements one after the other."""
        return [Block(node, self.statements(node.named_children))]

    do_synchronized_statement = do_block
    do_static_initializer = do_block

    def do_try_statement(self, node: Node) -> list[Statement]:
        """What is tried is done; what catches it may be."""
        found: list[Statement] = []
        for one in node.named_children:
            if one.type == "resource_specification":
                for resource in one.named_children:
                    found += self._declared_in(resource, resource, constant=True)
            elif one.type == "block":
                found.append(Block(one, self.statements(one.named_children)))
            else:
                found.append(Branch(one, self.statements(one.named_children)))
        return found

    do_try_with_resources_statement = do_try_statement

    def do_class_declaration(self, node: Node) -> list[Statement]:
        """A class with its members."""
        name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
        members = [] if body is None else self.statements(body.named_children)
        return [Class(node, "" if name is None else self.text(name), members, self._annotations(node))]

    do_record_declaration = do_class_declaration
    do_interface_declaration = do_class_declaration
    do_enum_declaration = do_class_declaration
    do_enum_body_declarations = do_block

    def do_method_declaration(self, node: Node) -> list[Statement]:
        """A method."""
        name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
        inside = [] if body is None else self.statements(body.named_children)
        return [
            Function(
                node,
                "" if name is None else self.text(name),
                self._parameters(node.child_by_field_name("parameters")),
                inside,
                constructs=node.type != "method_declaration",
                annotations=self._annotations(node),
            )
        ]

    do_constructor_declaration = do_method_declaration
    do_compact_constructor_declaration = do_method_declaration

    def do_constant_declaration(self, node: Node) -> list[Statement]:
        """A constant of an interface."""
        return list(self._declared(node, constant=True))

    def do_import_declaration(self, _: Node) -> list[Statement]:
        """Read by itself."""
        return []

    do_package_declaration = do_import_declaration

    def _declared(self, node: Node, *, constant: bool) -> Iterable[Statement]:
        for one in self.fields(node, "declarator"):
            yield from self._declared_in(node, one, constant=constant)

    def _declared_in(self, node: Node, declarator: Node, *, constant: bool) -> list[Statement]:
        name, value = declarator.child_by_field_name("name"), declarator.child_by_field_name("value")
        if name is None:
            return [Evaluate(declarator, self.expression(declarator))]
        said = None if value is None else self.expression(value)
        kind = self._type(node.child_by_field_name("type"))
        return [Assign(node, self.text(name), said, declares=True, constant=constant, type=kind)]

    def _parameters(self, node: Node | None) -> tuple[str, ...]:
        names = []
        for one in _children(node):
            name = one if one.type == "identifier" else one.child_by_field_name("name")
            if name is None:
                declarator = self.child(one, "variable_declarator")
                name = None if declarator is None else declarator.child_by_field_name("name")
            if one.type != "receiver_parameter":
                names.append("" if name is None else self.text(name))
        return tuple(names)

    def _modifiers(self, node: Node) -> list[str]:
        modifiers = self.child(node, "modifiers")
        return [] if modifiers is None else [self.text(one) for one in modifiers.children]

    def _annotations(self, node: Node) -> list[Annotation]:
        modifiers = self.child(node, "modifiers")
        found = []
        for one in _children(modifiers):
            name = one.child_by_field_name("name")
            if one.type not in ("annotation", "marker_annotation") or name is None:
                continue
            values: dict[str, Expression] = {}
            for argument in _children(one.child_by_field_name("arguments")):
                key, value = argument.child_by_field_name("key"), argument.child_by_field_name("value")
                if argument.type == "element_value_pair" and key is not None:
                    values[self.text(key)] = self.expression(value)
                elif argument.type not in self.silent:
                    values["value"] = self.expression(argument)
            found.append(Annotation(one, self.text(name).rpartition(".")[2], values))
        return found

    def _type(self, node: Node | None) -> str:
        """A type without its parameters."""
        return "" if node is None else plain_name(self.text(node).partition("<")[0])


def _children(node: Node | None) -> list[Node]:
    return [] if node is None else [one for one in node.named_children if "comment" not in one.type]


def _text_block(node: Node, said: str) -> Expression:
    lines = said[3:-3].split("\n")[1:]
    if not lines:
        return Opaque(node)
    indents = [len(one) - len(one.lstrip(" \t")) for one in lines if one.strip()]
    indent = min(indents, default=0)
    return Text(node, unescaped("\n".join(one[indent:].rstrip() for one in lines)))


LOWERING = Java

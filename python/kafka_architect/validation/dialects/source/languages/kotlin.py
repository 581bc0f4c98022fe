"""Kotlin: the tree of tree-sitter-kotlin as statements."""

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
    Fallback,
    Function,
    Item,
    Lambda,
    Name,
    Opaque,
    Operation,
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

_BODY = ("function_body", "block", "class_body", "enum_class_body")


class Kotlin(Lowering):
    """Kotlin's nodes."""

    transparent = frozenset({"parenthesized_expression", "annotated_lambda", "value_argument"})

    def imports(self, program: Program) -> None:
        """What is imported, by its last name or the one it is given."""
        for node in self.source.root.named_children:
            if node.type != "import":
                continue
            said = self.text(node).removeprefix("import").strip().rstrip(";")
            name, _, alias = said.partition(" as ")
            name = name.strip()
            if name.endswith(".*"):
                program.everything_of.append(name.removesuffix(".*"))
            else:
                program.imports[alias.strip() or name.rpartition(".")[2]] = name

    def on_identifier(self, node: Node) -> Expression:
        """A name."""
        said = self.text(node)
        if said in ("true", "false"):
            return Truth(node, value=said == "true")
        return Name(node, said.strip("`"))

    on_simple_identifier = on_identifier

    def on_this_expression(self, node: Node) -> Expression:
        """The object itself."""
        return Name(node, "this")

    def on_string_literal(self, node: Node) -> Expression:
        """A text without anything that is put in at run time."""
        said = self.text(node)
        if said.startswith('"""') or "$" in said.replace("\\$", ""):
            return Opaque(node)
        return Text(node, unescaped(said[1:-1]))

    def on_number_literal(self, node: Node) -> Expression:
        """A number."""
        return self.number(node)

    on_float_literal = on_number_literal
    on_integer_literal = on_number_literal

    def on_navigation_expression(self, node: Node) -> Expression:
        """A member: `X::class.java.name`, a property, or what is called behind."""
        said = plain_name(self.text(node))
        name, colons, rest = said.partition("::class")
        if colons and "(" not in name:
            kind = ClassOf(node, name)
            plain = rest in ("", ".java", ".javaObjectType", ".java.name", ".java.canonicalName",
                             ".qualifiedName", ".jvmName")  # fmt: skip
            return kind if plain else Opaque(node)
        if "(" in said or "[" in said or '"' in said:
            inner = node.named_children[0]
            last = node.named_children[-1]
            return Call(node, self.text(last), self.expression(inner), [])
        return Name(node, said)

    on_callable_reference = on_navigation_expression

    def on_call_expression(self, node: Node) -> Expression:
        """A call, with the lambda behind it as its last argument."""
        function = node.named_children[0]
        arguments: list[Expression] = []
        named: list[Item] = []
        for one in node.named_children[1:]:
            if one.type == "value_arguments":
                for each in one.named_children:
                    self._argument(each, arguments, named)
            elif one.type in ("annotated_lambda", "lambda_literal"):
                arguments.append(self.expression(one))
        if function.type == "call_expression" and not arguments:
            return self.expression(function)
        receiver: Expression | None = None
        name = self.text(function)
        if function.type == "navigation_expression":
            receiver = self.expression(function.named_children[0])
            name = self.text(function.named_children[-1])
            if isinstance(receiver, Name) and receiver.dotted == "this":
                receiver = None
        elif function.type != "identifier":
            return Opaque(node, [self.expression(function), *arguments])
        return Call(node, name, receiver, arguments, named, creates=receiver is None and name[:1].isupper())

    def _argument(self, node: Node, arguments: list[Expression], named: list[Item]) -> None:
        inside = [one for one in node.named_children if one.type not in self.silent]
        if len(inside) > 1 and any(one.type == "=" for one in node.children):
            value = self.expression(inside[-1])
            named.append(Item(node, Text(inside[0], self.text(inside[0])), value))
            arguments.append(value)
        elif inside:
            spread = node.children[0].type == "*"
            value = self.expression(inside[-1])
            arguments.append(Opaque(node, [value]) if spread else value)

    def on_lambda_literal(self, node: Node) -> Expression:
        """A function without a name."""
        names: tuple[str, ...] = ()
        inside = node.named_children
        if inside and inside[0].type == "lambda_parameters":
            names = tuple(self.text(one).partition(":")[0].strip() for one in inside[0].named_children)
            inside = inside[1:]
        return Lambda(node, names, self.statements(inside))

    def on_infix_expression(self, node: Node) -> Expression:
        """A to b."""
        inside = node.named_children
        if len(inside) == 3:
            return Operation(
                node, self.text(inside[1]), self.expression(inside[0]), self.expression(inside[2])
            )
        return Opaque(node, self.expressions(inside))

    def on_binary_expression(self, node: Node) -> Expression:
        """Two values with a sign; ?: is a value and what counts without it."""
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        sign = node.child_by_field_name("operator")
        said = self.text(sign) if sign is not None else ""
        if not said and left is not None and right is not None:
            between = [one for one in node.children if one not in (left, right)]
            said = self.text(between[0]) if between else ""
        if said == "?:":
            return Fallback(node, self.expression(left), self.expression(right))
        first, second = self.expression(left), self.expression(right)
        if said in ("+", "-") and not _is_scalar(second):
            return Call(node, "plus" if said == "+" else "minus", _copied(node, first), [second])
        return Operation(node, said, first, second)

    def on_unary_expression(self, node: Node) -> Expression:
        """A sign before a number, !! behind a value."""
        inner = self.expression(node.named_children[0] if node.named_children else None)
        return Operation(node, "negative", inner, inner) if self.text(node)[:1] == "-" else inner

    def on_as_expression(self, node: Node) -> Expression:
        """The value that is cast."""
        return self.expression(node.named_children[0])

    def on_collection_literal(self, node: Node) -> Expression:
        """[a, b] of annotations."""
        return Sequence(node, self.expressions(node.named_children))

    # Statements.

    def do_property_declaration(self, node: Node) -> list[Statement]:
        """val, const val and var."""
        declared = self.child(node, "variable_declaration")
        if declared is None:
            return [Evaluate(node, self.expression(one)) for one in node.named_children]
        names = self.child(declared, "identifier", "simple_identifier")
        values = [one for one in node.named_children if one.start_byte > declared.end_byte]
        values = [one for one in values if one.type not in ("getter", "setter", *self.silent)]
        delegate = next((one for one in values if one.type == "property_delegate"), None)
        inner = None if not values else self.expression(values[-1])
        if delegate is not None:
            inner = self._lazily(delegate)
        constant = any(one.type == "val" for one in node.children)
        name = "" if names is None else self.text(names).strip("`")
        return [Assign(node, name, inner, declares=True, constant=constant)]

    def _lazily(self, delegate: Node) -> Expression:
        """By lazy { value }."""
        call = self.expression(delegate.named_children[0] if delegate.named_children else None)
        if isinstance(call, Call) and call.function == "lazy" and call.arguments:
            body = call.arguments[-1]
            if isinstance(body, Lambda) and len(body.statements) == 1:
                [only] = body.statements
                if isinstance(only, Evaluate):
                    return only.value
        return Opaque(delegate, [call])

    def do_assignment(self, node: Node) -> list[Statement]:
        """A name or a key gets a value; += adds to a map."""
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or right is None:
            return []
        sign = next((one.type for one in node.children if not one.is_named), "=")
        value = self.expression(right)
        if sign == "+=":
            return [Evaluate(node, Call(node, "plusAssign", self.expression(left), [value]))]
        if left.type == "index_expression":
            holder, index = left.named_children[0], left.named_children[-1]
            if holder.type == "this_expression":
                return [Evaluate(node, Call(node, "put", None, [self.expression(index), value]))]
            return [Put(node, self.expression(holder), self.expression(index), value)]
        return [Assign(node, plain_name(self.text(left)), value)]

    def do_function_declaration(self, node: Node) -> list[Statement]:
        """A function: a block, or an expression behind =."""
        name, body = node.child_by_field_name("name"), self.child(node, "function_body")
        inside: list[Statement] = []
        if body is not None and body.named_children:
            first = body.named_children[0]
            inside = (
                self.statements(first.named_children)
                if first.type == "block"
                else [Return(first, self.expression(first))]
            )
        parameters = self.child(node, "function_value_parameters")
        names = tuple(
            self.text(one.named_children[0])
            for one in (parameters.named_children if parameters is not None else ())
            if one.type == "parameter" and one.named_children
        )
        called = "" if name is None else self.text(name)
        return [Function(node, called, names, inside, annotations=self._annotations(node))]

    def do_class_declaration(self, node: Node) -> list[Statement]:
        """A class with its members."""
        name, body = node.child_by_field_name("name"), self.child(node, *_BODY)
        members = [] if body is None else self.statements(body.named_children)
        return [Class(node, "" if name is None else self.text(name), members, self._annotations(node))]

    do_object_declaration = do_class_declaration

    def do_companion_object(self, node: Node) -> list[Statement]:
        """What belongs to the class: as if it were the class's own."""
        body = self.child(node, *_BODY)
        return [] if body is None else [Block(node, self.statements(body.named_children))]

    def do_block(self, node: Node) -> list[Statement]:
        """Statements one after the other."""
        return [Block(node, self.statements(node.named_children))]

    do_anonymous_initializer = do_block

    def do_try_expression(self, node: Node) -> list[Statement]:
        """What is tried is done; what catches it may be."""
        return [
            Block(one, self.statements(one.named_children))
            if one.type == "block"
            else Branch(one, self.statements(one.named_children))
            for one in node.named_children
        ]

    def do_return_expression(self, node: Node) -> list[Statement]:
        """What comes back."""
        return [Return(node, self.expression(one)) for one in node.named_children[-1:]]

    def do_import(self, _: Node) -> list[Statement]:
        """Read by itself."""
        return []

    do_package_header = do_import

    def _annotations(self, node: Node) -> list[Annotation]:
        found = []
        modifiers = self.child(node, "modifiers")
        for one in [] if modifiers is None else modifiers.named_children:
            call = self.child(one, "constructor_invocation")
            if one.type != "annotation" or call is None or not call.named_children:
                continue
            values: dict[str, Expression] = {}
            arguments = self.child(call, "value_arguments")
            for each in [] if arguments is None else arguments.named_children:
                positional: list[Expression] = []
                named: list[Item] = []
                self._argument(each, positional, named)
                for item in named:
                    if isinstance(item.key, Text):
                        values[item.key.value] = item.value
            found.append(Annotation(one, self.text(call.named_children[0]).rpartition(".")[2], values))
        return found


def _is_scalar(expression: Expression) -> bool:
    return not isinstance(expression, Call) and not (
        isinstance(expression, Operation) and expression.operator == "to"
    )


def _copied(node: Node, first: Expression) -> Expression:
    """A + b leaves a as it is."""
    return Call(node, "HashMap", None, [first], creates=True) if isinstance(first, (Name, Call)) else first


LOWERING = Kotlin

"""Scala: the tree of tree-sitter-scala as statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.dialects.source.lowering import Lowering, plain_name, unescaped
from kafka_architect.validation.dialects.source.program import (
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
    from tree_sitter import Node

    from kafka_architect.validation.dialects.source.program import (
        Expression,
        Program,
        Statement,
    )


_OUTER = ("compilation_unit", "template_body", "block")
_TYPES = ("type_identifier", "generic_type", "stable_type_identifier")


class Scala(Lowering):
    """Scala's nodes."""

    transparent = frozenset({"parenthesized_expression", "ascription_expression"})

    def imports(self, program: Program) -> None:
        """Import a.b.{C, D => E, _}."""
        stack = [self.source.root]
        while stack:
            node = stack.pop()
            if node.type == "import_declaration":
                self._import(program, node)
            elif node.type in ("compilation_unit", "template_body", "block") or node.type.endswith(
                "_definition"
            ):
                stack.extend(node.named_children)

    def _import(self, program: Program, node: Node) -> None:
        path = ".".join(self.text(one) for one in self.fields(node, "path") if one.is_named)
        selectors = self.child(node, "namespace_selectors")
        if self.child(node, "namespace_wildcard") is not None:
            program.everything_of.append(path)
        elif selectors is None:
            program.imports[path.rpartition(".")[2]] = path
        else:
            for one in selectors.named_children:
                said = self.text(one)
                name, _, alias = said.partition("=>") if "=>" in said else said.partition(" as ")
                if name.strip() in ("_", "*"):
                    program.everything_of.append(path)
                else:
                    program.imports[alias.strip() or name.strip()] = f"{path}.{name.strip()}"

    def on_identifier(self, node: Node) -> Expression:
        """A name."""
        return Name(node, self.text(node).strip("`"))

    def on_string(self, node: Node) -> Expression:
        """A text."""
        said = self.text(node)
        if said.startswith('"""'):
            return Text(node, said[3:-3])
        return Text(node, unescaped(said[1:-1]))

    def on_integer_literal(self, node: Node) -> Expression:
        """A number."""
        return self.number(node)

    on_floating_point_literal = on_integer_literal

    def on_boolean_literal(self, node: Node) -> Expression:
        """True or false."""
        return Truth(node, value=self.text(node) == "true")

    def on_null_literal(self, node: Node) -> Expression:
        """Null."""
        return Null(node)

    def on_ascription_expression(self, node: Node) -> Expression:
        """5: Integer."""
        return self.expression(node.named_children[0])

    def on_prefix_expression(self, node: Node) -> Expression:
        """A sign before a number."""
        inner = self.expression(node.named_children[-1] if node.named_children else None)
        return (
            Operation(node, "negative", inner, inner) if self.text(node)[:1] == "-" else Opaque(node, [inner])
        )

    def on_field_expression(self, node: Node) -> Expression:
        """A member, or a call without parentheses."""
        holder, field = node.child_by_field_name("value"), node.child_by_field_name("field")
        inner = self.expression(holder)
        name = "" if field is None else self.text(field)
        if isinstance(inner, ClassOf):
            return inner if name in ("getName", "getCanonicalName") else Opaque(node, [inner])
        if isinstance(inner, Name):
            said = plain_name(f"{inner.dotted}.{name}")
            return Name(node, said)
        return Call(node, name, inner, [])

    def on_generic_function(self, node: Node) -> Expression:
        """classOf[X], and functions with types, which say nothing."""
        function = node.child_by_field_name("function")
        types = node.child_by_field_name("type_arguments") or self.child(node, "type_arguments")
        kind = None
        if types is not None and types.named_children:
            kind = ClassOf(node, plain_name(self.text(types.named_children[0]).partition("[")[0]))
        if function is not None and self.text(function) == "classOf" and kind is not None:
            return kind
        if function is not None and function.type == "infix_expression" and kind is not None:
            # "a" -> classOf[B] is parsed as ("a" -> classOf)[B].
            left, right = function.child_by_field_name("left"), function.child_by_field_name("right")
            sign = function.child_by_field_name("operator")
            if right is not None and self.text(right) == "classOf" and sign is not None:
                return Operation(node, self.text(sign), self.expression(left), kind)
        return self.expression(function)

    def on_call_expression(self, node: Node) -> Expression:
        """A call."""
        function, given = node.child_by_field_name("function"), node.child_by_field_name("arguments")
        while function is not None and function.type == "generic_function":
            inner = function.child_by_field_name("function")
            if inner is None or self.text(inner) == "classOf" or inner.type == "infix_expression":
                break
            function = inner
        arguments = [] if given is None else self.expressions(given.named_children)
        if given is not None and given.type in ("block", "case_block"):
            arguments = [Lambda(given, (), self.statements(given.named_children))]
        if function is None:
            return Opaque(node, arguments)
        if function.type == "field_expression":
            holder, field = function.child_by_field_name("value"), function.child_by_field_name("field")
            receiver: Expression | None = self.expression(holder)
            if isinstance(receiver, Name) and receiver.dotted == "this":
                receiver = None
            return Call(node, "" if field is None else self.text(field), receiver, arguments)
        if function.type == "identifier":
            return Call(node, self.text(function), None, arguments)
        return Opaque(node, [self.expression(function), *arguments])

    def on_instance_expression(self, node: Node) -> Expression:
        """New X(...) { ... }."""
        kind = self.child(node, *_TYPES)
        given = node.child_by_field_name("arguments") or self.child(node, "arguments")
        body = self.child(node, "template_body")
        arguments = [] if given is None else self.expressions(given.named_children)
        name = "" if kind is None else plain_name(self.text(kind).partition("[")[0])
        inside = None if body is None else self.statements(body.named_children)
        return Call(node, name, None, arguments, creates=True, body=inside)

    def on_infix_expression(self, node: Node) -> Expression:
        """A -> b, a ++ b, and calls without a dot."""
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        sign = node.child_by_field_name("operator")
        said = "" if sign is None else self.text(sign)
        first, second = self.expression(left), self.expression(right)
        if said in ("+=", "++="):
            return Call(node, "plusAssign", first, [second])
        if said == "++" or (said == "+" and isinstance(second, Operation) and second.operator == "->"):
            return Call(node, "plus", Call(node, "HashMap", None, [first], creates=True), [second])
        if said == "put" and isinstance(second, Sequence):
            return Call(node, "put", first, second.values)
        return Operation(node, said, first, second)

    def on_tuple_expression(self, node: Node) -> Expression:
        """(a, b)."""
        return Sequence(node, self.expressions(node.named_children))

    def on_lambda_expression(self, node: Node) -> Expression:
        """A function without a name."""
        parameters = node.child_by_field_name("parameters")
        name = "" if parameters is None else self.text(parameters).strip("()").partition(":")[0].strip()
        inside = [one for one in node.named_children if parameters is None or one.id != parameters.id]
        return Lambda(node, (name,), self.statements(inside))

    # Statements.

    def do_val_definition(self, node: Node) -> list[Statement]:
        """Val and var."""
        name, value = node.child_by_field_name("pattern"), node.child_by_field_name("value")
        said = self._last(value)
        constant = node.type == "val_definition"
        before = (
            self.statements(value.named_children[:-1]) if value is not None and value.type == "block" else []
        )
        target = "" if name is None else self.text(name)
        return [*before, Assign(node, target, said, declares=True, constant=constant and not before)]

    do_var_definition = do_val_definition

    def _last(self, node: Node | None) -> Expression:
        """A value; of a block its last one."""
        if node is not None and node.type == "block" and node.named_children:
            return self.expression(node.named_children[-1])
        return self.expression(node)

    def do_assignment_expression(self, node: Node) -> list[Statement]:
        """A name gets a value; x(key) = value puts one."""
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None:
            return []
        if left.type == "call_expression":
            call = self.expression(left)
            if isinstance(call, Call) and call.receiver is None and len(call.arguments) == 1:
                put = [call.arguments[0], self.expression(right)]
                return [Evaluate(node, Call(node, "put", Name(left, call.function), put))]
        return [Assign(node, plain_name(self.text(left)), self.expression(right))]

    def do_function_definition(self, node: Node) -> list[Statement]:
        """A function; what its last statement is worth comes back."""
        name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
        inside: list[Statement] = []
        if body is not None and body.type in ("block", "indented_block"):
            inside = self.statements(body.named_children)
            if inside and isinstance(inside[-1], Evaluate):
                inside[-1] = Return(inside[-1].node, inside[-1].value)
        elif body is not None:
            inside = [Return(body, self.expression(body))]
        names = tuple(
            self.text(one.named_children[0])
            for parameters in self.fields(node, "parameters")
            for one in parameters.named_children
            if one.type == "parameter" and one.named_children
        )
        return [Function(node, "" if name is None else self.text(name), names, inside)]

    def do_object_definition(self, node: Node) -> list[Statement]:
        """A class, object or trait with its members."""
        name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
        members = [] if body is None else self.statements(body.named_children)
        return [Class(node, "" if name is None else self.text(name), members)]

    do_class_definition = do_object_definition
    do_trait_definition = do_object_definition

    def do_block(self, node: Node) -> list[Statement]:
        """Statements one after the other."""
        return [Block(node, self.statements(node.named_children))]

    do_template_body = do_block
    do_indented_block = do_block

    def do_try_expression(self, node: Node) -> list[Statement]:
        """What is tried is done; what catches it may be."""
        body = node.child_by_field_name("body")
        found: list[Statement] = []
        for one in node.named_children:
            if body is not None and one.id == body.id:
                found += self.statement(one)
            else:
                found.append(Branch(one, self.statements(one.named_children)))
        return found

    def do_import_declaration(self, _: Node) -> list[Statement]:
        """Read by itself."""
        return []

    do_package_clause = do_import_declaration


LOWERING = Scala

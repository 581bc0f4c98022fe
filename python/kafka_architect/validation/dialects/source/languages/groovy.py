"""Groovy: Java's nodes, and maps between brackets, [key] = value, texts between single quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.dialects.source.languages.java import Java
from kafka_architect.validation.dialects.source.lowering import unescaped
from kafka_architect.validation.dialects.source.program import (
    Call,
    Item,
    Lambda,
    Name,
    Opaque,
    Pairs,
    Put,
    Sequence,
    Text,
)

if TYPE_CHECKING:
    from tree_sitter import Node

    from kafka_architect.validation.dialects.source.program import (
        Expression,
        Statement,
    )


class Groovy(Java):
    """Groovy's nodes."""

    def on_string_literal(self, node: Node) -> Expression:
        """A text without anything that is put in at run time."""
        said = self.text(node)
        if said.startswith(('"""', "'''", "/", "$")) or (said[:1] == '"' and "$" in said):
            return Opaque(node)
        return Text(node, unescaped(said[1:-1]))

    def on_map_literal(self, node: Node) -> Expression:
        """[a: b, (c): d]; a key that is a bare word is a text."""
        items = []
        for one in node.named_children:
            # The brackets around a key are of its field too.
            key = next((each for each in self.fields(one, "key") if each.is_named), None)
            value = one.child_by_field_name("value")
            if one.type != "map_item" or key is None or value is None:
                continue
            bare = key.type == "identifier" and self.source.text(one)[:1] != "("
            said = Text(key, self.text(key)) if bare else self.expression(key)
            items.append(Item(one, said, self.expression(value)))
        return Pairs(node, "", items)

    def on_array_literal(self, node: Node) -> Expression:
        """[a, b]."""
        return Sequence(node, self.expressions(node.named_children))

    def on_method_invocation(self, node: Node) -> Expression:
        """A call, with the closure behind it as its last argument."""
        found = super().on_method_invocation(node)
        body = node.child_by_field_name("body")
        if isinstance(found, Call) and body is not None:
            found.arguments.append(self.on_closure(body))
        return found

    def on_closure(self, node: Node) -> Expression:
        """A function without a name."""
        return Lambda(node, (), self.statements(node.named_children))

    def do_assignment_expression(self, node: Node) -> list[Statement]:
        """A name or a key gets a value."""
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is not None and left.type == "array_access":
            holder, index = left.child_by_field_name("array"), left.child_by_field_name("index")
            return [Put(node, self.expression(holder), self.expression(index), self.expression(right))]
        return super().do_assignment_expression(node)

    def on_identifier(self, node: Node) -> Expression:
        """A name."""
        return Name(node, self.text(node))


LOWERING = Groovy

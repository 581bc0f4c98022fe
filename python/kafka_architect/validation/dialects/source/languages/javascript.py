"""JavaScript and TypeScript: the trees of their grammars as statements."""

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

_NAMES = ("identifier", "member_expression", "property_identifier", "private_property_identifier")
_KEYS = ("property_identifier", "identifier", "shorthand_property_identifier")


class JavaScript(Lowering):
    """Nodes of both languages."""

    transparent = frozenset(
        {"parenthesized_expression", "await_expression", "as_expression", "non_null_expression",
         "satisfies_expression"}
    )  # fmt: skip

    def imports(self, program: Program) -> None:
        """Import and require: a name as `package.name`, a default or whole package as `package`."""
        for node in self.source.root.named_children:
            if node.type == "import_statement":
                self._import(program, node)
            elif node.type in ("lexical_declaration", "variable_declaration"):
                for one in node.named_children:
                    self._require(program, one)

    def _import(self, program: Program, node: Node) -> None:
        source, clause = node.child_by_field_name("source"), self.child(node, "import_clause")
        if source is None or clause is None:
            return
        package = self.text(source)[1:-1]
        for one in clause.named_children:
            if one.type == "identifier":
                program.imports[self.text(one)] = package
            elif one.type == "namespace_import":
                program.imports[self.text(one.named_children[-1])] = package
            for each in one.named_children if one.type == "named_imports" else ():
                name, alias = each.child_by_field_name("name"), each.child_by_field_name("alias")
                if name is not None:
                    program.imports[self.text(alias or name)] = f"{package}.{self.text(name)}"

    def _require(self, program: Program, node: Node) -> None:
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        if name is None or value is None:
            return
        said = self.text(value)
        if not said.startswith("require("):
            return
        package, _, member = said.removeprefix("require(").partition(")")
        package = package.strip("\"'` ") + member
        if name.type == "identifier":
            program.imports[self.text(name)] = package
            return
        for one in name.named_children:
            key, inner = one.child_by_field_name("key"), one.child_by_field_name("value")
            said = self.text(key or one)
            program.imports[self.text(inner or one)] = f"{package}.{said}"

    # Expressions.

    def on_identifier(self, node: Node) -> Expression:
        """A name."""
        said = self.text(node)
        return Null(node) if said == "undefined" else Name(node, said)

    on_property_identifier = on_identifier
    on_shorthand_property_identifier = on_identifier

    def on_this(self, node: Node) -> Expression:
        """The object itself."""
        return Name(node, "this")

    def on_member_expression(self, node: Node) -> Expression:
        """A member of something."""
        holder, member = node.child_by_field_name("object"), node.child_by_field_name("property")
        inner = self.expression(holder)
        if isinstance(inner, Name) and member is not None:
            return Name(node, plain_name(f"{inner.dotted}.{self.text(member)}"))
        return Opaque(node, [inner])

    def on_string(self, node: Node) -> Expression:
        """A text."""
        return Text(node, unescaped(self.text(node)[1:-1]))

    def on_template_string(self, node: Node) -> Expression:
        """A text between backticks, where nothing is put in."""
        if self.child(node, "template_substitution") is not None:
            return Opaque(node)
        return Text(node, unescaped(self.text(node)[1:-1]))

    def on_number(self, node: Node) -> Expression:
        """A number."""
        return self.number(node)

    def on_true(self, node: Node) -> Expression:
        """True."""
        return Truth(node, value=True)

    def on_false(self, node: Node) -> Expression:
        """False."""
        return Truth(node, value=False)

    def on_null(self, node: Node) -> Expression:
        """Null."""
        return Null(node)

    on_undefined = on_null

    def on_as_expression(self, node: Node) -> Expression:
        """A value as another type."""
        return self.expression(node.named_children[0])

    on_satisfies_expression = on_as_expression

    def on_type_assertion(self, node: Node) -> Expression:
        """<Type>value."""
        return self.expression(node.named_children[-1])

    def on_unary_expression(self, node: Node) -> Expression:
        """A sign before a number."""
        inner = self.expression(node.child_by_field_name("argument"))
        negative = self.text(node)[:1] == "-"
        return Operation(node, "negative", inner, inner) if negative else Opaque(node, [inner])

    def on_binary_expression(self, node: Node) -> Expression:
        """Two values with a sign; || and ?? give what counts without the first."""
        sign = node.child_by_field_name("operator")
        left = self.expression(node.child_by_field_name("left"))
        right = self.expression(node.child_by_field_name("right"))
        said = "" if sign is None else self.text(sign)
        return Fallback(node, left, right) if said in ("||", "??") else Operation(node, said, left, right)

    def on_array(self, node: Node) -> Expression:
        """A list."""
        return Sequence(node, self.expressions(node.named_children))

    def on_object(self, node: Node) -> Expression:
        """An object that is written out; what is spread behind an item is unknown by then."""
        items: list[Item] = []
        spreads: list[Expression] = []
        for one in node.named_children:
            key, value = one.child_by_field_name("key"), one.child_by_field_name("value")
            if one.type == "pair" and key is not None and value is not None:
                items.append(Item(one, self._key(key), self.expression(value)))
            elif one.type == "shorthand_property_identifier":
                items.append(Item(one, Text(one, self.text(one)), self.expression(one)))
            elif one.type == "spread_element":
                inner = self.expression(one.named_children[0] if one.named_children else None)
                spreads.append(Opaque(one, [inner]) if items else inner)
        return Pairs(node, "", items, spreads)

    def _key(self, node: Node) -> Expression:
        if node.type in _KEYS:
            return Text(node, self.text(node))
        if node.type == "computed_property_name" and node.named_children:
            return self.expression(node.named_children[0])
        return self.expression(node)

    def on_call_expression(self, node: Node) -> Expression:
        """A call."""
        function = node.child_by_field_name("function")
        given = node.child_by_field_name("arguments")
        arguments = [] if given is None else self.expressions(given.named_children)
        if function is None:
            return Opaque(node, arguments)
        if function.type == "member_expression":
            holder, member = function.child_by_field_name("object"), function.child_by_field_name("property")
            receiver: Expression | None = self.expression(holder)
            if isinstance(receiver, Name) and receiver.dotted == "this":
                receiver = None
            return Call(node, "" if member is None else self.text(member), receiver, arguments)
        if function.type == "identifier":
            return Call(node, self.text(function), None, arguments)
        return Opaque(node, [self.expression(function), *arguments])

    def on_new_expression(self, node: Node) -> Expression:
        """The making of an object."""
        maker, given = node.child_by_field_name("constructor"), node.child_by_field_name("arguments")
        arguments = [] if given is None else self.expressions(given.named_children)
        name = "" if maker is None else plain_name(self.text(maker))
        return Call(node, name, None, arguments, creates=True)

    def on_arrow_function(self, node: Node) -> Expression:
        """A function without a name."""
        body, parameter = node.child_by_field_name("body"), node.child_by_field_name("parameter")
        names = (self.text(parameter),) if parameter is not None else self._parameters(node)
        if body is None:
            return Opaque(node)
        if body.type == "statement_block":
            return Lambda(node, names, self.statements(body.named_children))
        return Lambda(node, names, [Return(body, self.expression(body))])

    on_function_expression = on_arrow_function

    # Statements.

    def do_lexical_declaration(self, node: Node) -> list[Statement]:
        """const, let and var."""
        constant = node.children[0].type == "const" if node.children else False
        found: list[Statement] = []
        for one in node.named_children:
            name, value = one.child_by_field_name("name"), one.child_by_field_name("value")
            if name is None or name.type != "identifier":
                found.append(Evaluate(one, self.expression(value)))
                continue
            said = None if value is None else self.expression(value)
            if isinstance(said, Lambda):
                found.append(Function(one, self.text(name), said.parameters, said.statements))
            else:
                found.append(Assign(node, self.text(name), said, declares=True, constant=constant))
        return found

    do_variable_declaration = do_lexical_declaration

    def do_expression_statement(self, node: Node) -> list[Statement]:
        """An expression, or an assignment."""
        inner = node.named_children[0] if node.named_children else None
        if inner is None:
            return []
        if inner.type == "assignment_expression":
            return self.do_assignment_expression(inner)
        return [Evaluate(node, self.expression(inner))]

    def do_assignment_expression(self, node: Node) -> list[Statement]:
        """A name or a key gets a value."""
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        value = self.expression(right)
        if left is None:
            return []
        if left.type == "subscript_expression":
            holder, index = left.child_by_field_name("object"), left.child_by_field_name("index")
            return [Put(node, self.expression(holder), self.expression(index), value)]
        if left.type not in _NAMES or self.text(left).startswith(("module.", "exports.")):
            return [Evaluate(node, value)]
        return [Assign(node, plain_name(self.text(left)), value)]

    def do_public_field_definition(self, node: Node) -> list[Statement]:
        """A field of a class."""
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        name = name or node.child_by_field_name("property")
        said = None if value is None else self.expression(value)
        if isinstance(said, Lambda):
            return [Function(node, "" if name is None else self.text(name), said.parameters, said.statements)]
        constant = "readonly" in [one.type for one in node.children]
        target = "" if name is None else self.text(name)
        return [Assign(node, target, said, declares=True, constant=constant)]

    do_field_definition = do_public_field_definition

    def do_return_statement(self, node: Node) -> list[Statement]:
        """What comes back."""
        return [Return(node, one) for one in self.expressions(node.named_children)]

    def do_function_declaration(self, node: Node) -> list[Statement]:
        """A function or method."""
        name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
        inside = [] if body is None else self.statements(body.named_children)
        said = "" if name is None else self.text(name)
        return [Function(node, said, self._parameters(node), inside, constructs=said == "constructor")]

    do_method_definition = do_function_declaration
    do_generator_function_declaration = do_function_declaration

    def do_class_declaration(self, node: Node) -> list[Statement]:
        """A class with its members."""
        name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
        members = [] if body is None else self.statements(body.named_children)
        return [Class(node, "" if name is None else self.text(name), members)]

    do_abstract_class_declaration = do_class_declaration

    def do_decorator(self, node: Node) -> list[Statement]:
        """@Module({...}): a call."""
        return [Evaluate(node, one) for one in self.expressions(node.named_children)]

    def do_statement_block(self, node: Node) -> list[Statement]:
        """Statements one after the other."""
        return [Block(node, self.statements(node.named_children))]

    def do_export_statement(self, node: Node) -> list[Statement]:
        """What is exported is there."""
        value = node.child_by_field_name("value")
        if value is not None:
            return [Evaluate(node, self.expression(value))]
        return self.statements(node.named_children)

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

    def do_import_statement(self, _: Node) -> list[Statement]:
        """Read by itself."""
        return []

    do_interface_declaration = do_import_statement
    do_type_alias_declaration = do_import_statement

    def _parameters(self, node: Node) -> tuple[str, ...]:
        parameters = node.child_by_field_name("parameters")
        names = []
        for one in [] if parameters is None else parameters.named_children:
            pattern = one.child_by_field_name("pattern") or one.child_by_field_name("left") or one
            if one.type not in self.silent:
                names.append(self.text(pattern) if pattern.type == "identifier" else "")
        return tuple(names)


LOWERING = JavaScript

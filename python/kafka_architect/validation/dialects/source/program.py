"""What a program says, in the words that all languages share: expressions and statements with their nodes.

Only what matters to settings is told apart. Everything else is `Opaque`, with what is inside it, so that a
client that is made in the middle of an expression is found.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node


@dataclass(slots=True, eq=False)
class Expression:
    """Something with a value."""

    node: Node


@dataclass(slots=True, eq=False)
class Text(Expression):
    """A literal of text, its escapes resolved, with nothing put in at run time."""

    value: str


@dataclass(slots=True, eq=False)
class Number(Expression):
    """A literal number; `long`: it is written as one of 64 bits (5L)."""

    value: int | float
    long: bool = False


@dataclass(slots=True, eq=False)
class Truth(Expression):
    """True or false."""

    value: bool


@dataclass(slots=True, eq=False)
class Null(Expression):
    """null, nil, None."""


@dataclass(slots=True, eq=False)
class Name(Expression):
    """A name with the names before it: ProducerConfig.ACKS_CONFIG; without `this.` and the like."""

    dotted: str


@dataclass(slots=True, eq=False)
class ClassOf(Expression):
    """A class as a value: StringSerializer.class."""

    name: str


@dataclass(slots=True, eq=False)
class Lambda(Expression):
    """A function without a name; `parameters` are its names."""

    parameters: tuple[str, ...]
    statements: list[Statement]


@dataclass(slots=True, eq=False)
class Call(Expression):
    """A call, or the making of an object; `body` is what is done to the new object (double braces)."""

    function: str
    receiver: Expression | None
    arguments: list[Expression]
    named: list[Item] = field(default_factory=list)
    creates: bool = False
    body: list[Statement] | None = None


@dataclass(slots=True, eq=False)
class Item:
    """A key with its value inside of a map, an object or a call; `node` covers both."""

    node: Node
    key: Expression
    value: Expression


@dataclass(slots=True, eq=False)
class Pairs(Expression):
    """A map or object that is written out; `spreads` are maps that are merged in before what follows."""

    type: str
    items: list[Item]
    spreads: list[Expression] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Sequence(Expression):
    """A list that is written out."""

    values: list[Expression]


@dataclass(slots=True, eq=False)
class Operation(Expression):
    """Two values with a sign between them: +, *, -> ..."""

    operator: str
    left: Expression
    right: Expression


@dataclass(slots=True, eq=False)
class Fallback(Expression):
    """A value, and what counts where it is missing: a ?? b, a || b, a ?: b."""

    value: Expression
    otherwise: Expression


@dataclass(slots=True, eq=False)
class Opaque(Expression):
    """Anything else, and what is inside."""

    inside: list[Expression] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Statement:
    """Something that is done."""

    node: Node


@dataclass(slots=True, eq=False)
class Assign(Statement):
    """A name gets a value; `constant`: it never gets another one."""

    target: str
    value: Expression | None
    declares: bool = False
    constant: bool = False
    type: str = ""


@dataclass(slots=True, eq=False)
class Put(Statement):
    """map[key] = value; `adds` where `value` is a pair or a map that is added (+=)."""

    target: Expression
    key: Expression
    value: Expression


@dataclass(slots=True, eq=False)
class Evaluate(Statement):
    """An expression by itself."""

    value: Expression


@dataclass(slots=True, eq=False)
class Return(Statement):
    """What a function gives back."""

    value: Expression


@dataclass(slots=True, eq=False)
class Block(Statement):
    """Statements that are all done, in this order: the body of try, a block."""

    statements: list[Statement]


@dataclass(slots=True, eq=False)
class Branch(Statement):
    """Statements that may be done, or not, or several times."""

    statements: list[Statement]


@dataclass(slots=True, eq=False)
class Annotation:
    """@KafkaListener(id = "x", properties = {...}): the name and its named values."""

    node: Node
    name: str
    values: dict[str, Expression]


@dataclass(slots=True, eq=False)
class Function(Statement):
    """A function or method; `constructs`: it runs when its object is made."""

    name: str
    parameters: tuple[str, ...]
    statements: list[Statement]
    constructs: bool = False
    annotations: list[Annotation] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Class(Statement):
    """A class or object with its members."""

    name: str
    statements: list[Statement]
    annotations: list[Annotation] = field(default_factory=list)


@dataclass(slots=True)
class Program:
    """A file: `imports` are the names that it brings in, by the name that they have here."""

    statements: list[Statement]
    imports: dict[str, str] = field(default_factory=dict)
    everything_of: list[str] = field(default_factory=list)  # import static a.B.*, import a.*

"""What a file says to the programs that read it: parsed by readers that are none of ours, as flat values.

A path leads to each value: ("services", "kafka", "environment", "KAFKA_NODE_ID"). Two readings of a file
differ in as many paths as values were changed.
"""

from __future__ import annotations

import ast
import io
import json
import re
from typing import TYPE_CHECKING, Any

import dotenv
import javaproperties
import pyhocon
import pyparsing
import tree_sitter
import tree_sitter_hcl
import yaml

from kafka_architect.validation.dialects.source.grammars import GRAMMARS, parser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Path = tuple[str | int, ...]
Leaves = dict[Path, str]


_LITERAL = re.compile("string|number|integer|float|int_|true|false|bool")


class UnreadableError(Exception):
    """The reader of this format refuses the text."""


def leaves(name: str, text: str) -> Leaves | None:
    """The values of a file by their paths; None for formats that have no reader of their own (templates).

    Raises:
        UnreadableError: if the format's own reader refuses the text.
    """
    reader = next((read for endings, read in _READERS if name.lower().endswith(endings)), None)
    if reader is None and any(name.lower().endswith(ending) for ending in GRAMMARS):
        reader = _source(name)
    if reader is None or "{{" in text or "{%" in text:
        return None
    try:
        return dict(reader(text))
    except (ValueError, SyntaxError, yaml.YAMLError) as error:
        raise UnreadableError(f"{name}: {error}") from error


def _properties(text: str) -> Iterator[tuple[Path, str]]:
    yield from (((key,), value) for key, value in javaproperties.loads(text).items())


def _conf(text: str) -> Iterator[tuple[Path, str]]:
    """HOCON where it has a block that a line opens, else the lines of a .properties file."""
    if re.search(r"^\s*[\w.\"-]+\s*[=:]?\s*\{", text, re.MULTILINE) is None:
        yield from _properties(text)
        return
    try:
        yield from _flat((), pyhocon.ConfigFactory.parse_string(text, resolve=False))
    except (pyhocon.exceptions.ConfigException, pyparsing.ParseBaseException) as error:
        raise ValueError(str(error)) from error


def _env(text: str) -> Iterator[tuple[Path, str]]:
    for binding in dotenv.main.DotEnv(None, stream=io.StringIO(text), interpolate=False).parse():
        yield (binding[0],), str(binding[1])


def _yaml(text: str) -> Iterator[tuple[Path, str]]:
    # Anchors and merges are followed; the number of a document is the first step of its paths.
    for number, document in enumerate(yaml.load_all(text, Loader=_Loader)):
        yield from _flat((number,), document)


def _json(text: str) -> Iterator[tuple[Path, str]]:
    yield from _flat((), json.loads(text, object_pairs_hook=_pairs))


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return dict(pairs)


def _flat(path: Path, value: object) -> Iterator[tuple[Path, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat((*path, str(key)), inner)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _flat((*path, *_item(number, inner)), inner)
    elif isinstance(value, str) and path and path[-1] != "" and _is_block(value):
        yield from (((*path, key), inner) for key, inner in javaproperties.loads(value).items())
    else:
        yield path, repr(value)


def _item(number: int, value: object) -> Path:
    """NAME=value in a list goes by its name, {name, value} too: their places change when one is added."""
    if isinstance(value, str) and "=" in value:
        return (value.partition("=")[0],)
    if isinstance(value, dict) and isinstance(value.get("name"), str):
        return (value["name"],)
    return (number,)


def _is_block(value: str) -> bool:
    """A file of properties inside another file."""
    lines = [line for line in value.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return "\n" in value and all("=" in line for line in lines)


def _hcl(text: str) -> Iterator[tuple[Path, str]]:
    """The attributes, by the blocks around them; heredocs as the properties that they are."""
    content = text.encode()
    root = tree_sitter.Parser(tree_sitter.Language(tree_sitter_hcl.language())).parse(content).root_node
    if root.has_error:
        raise ValueError("the tree has an ERROR node")

    def words(node: tree_sitter.Node) -> str:
        return content[node.start_byte : node.end_byte].decode()

    def walk(node: tree_sitter.Node, path: Path) -> Iterator[tuple[Path, str]]:
        seen: dict[str, int] = {}
        for child in node.named_children:
            if child.type == "block":
                label = " ".join(words(one) for one in child.named_children if one.type != "body")
                seen[label] = seen.get(label, 0) + 1
                yield from walk(child, (*path, label, seen[label]))
            elif child.type in ("attribute", "object_elem"):
                key, value = child.named_children[0], child.named_children[-1]
                yield from walk_value(value, (*path, words(key).strip('"')))
            else:
                yield from walk(child, path)

    def walk_value(node: tree_sitter.Node, path: Path) -> Iterator[tuple[Path, str]]:
        said = words(node)
        if said.startswith("<<"):
            block = "\n".join(said.splitlines()[1:-1])
            yield from (((*path, key), value) for key, value in javaproperties.loads(block).items())
            return
        inner = list(walk(node, path))
        yield from inner or [(path, said)]

    yield from walk(root, ())


def _python(text: str) -> Iterator[tuple[Path, str]]:
    """The literals of maps and keyword arguments, by their order and key."""
    calls = 0
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Dict):
            calls += 1
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant):
                    yield ("map", calls, str(key.value)), ast.dump(value)
        elif isinstance(node, ast.Call):
            calls += 1
            for keyword in node.keywords:
                yield ("call", calls, keyword.arg or "**"), ast.dump(keyword.value)


def _source(name: str) -> Callable[[str], Iterator[tuple[Path, str]]]:
    """The literals behind a key, by what is written before them in their line."""
    ending = name[name.rfind(".") :].lower()

    def read(text: str) -> Iterator[tuple[Path, str]]:
        content = text.encode()
        root = parser(ending).parse(content).root_node
        if root.has_error:
            raise ValueError("the tree has an ERROR node")
        stack = [root]
        seen: dict[str, int] = {}
        while stack:
            node = stack.pop()
            if node.named_child_count and "string" not in node.type:
                stack.extend(reversed(node.children))
                continue
            before = content[content.rfind(b"\n", 0, node.start_byte) + 1 : node.start_byte].decode().strip()
            if before.endswith((",", "=", ":", "=>", "->")) and _LITERAL.search(node.type):
                seen[before] = seen.get(before, 0) + 1
                yield (before, seen[before]), content[node.start_byte : node.end_byte].decode()

    return read


class _Loader(yaml.SafeLoader):
    """Takes tags that it does not know (CloudFormation's, Helm's) for the values behind them."""


def _any_tag(loader: yaml.SafeLoader, _: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_scalar(node)  # type: ignore[arg-type]


_Loader.add_multi_constructor("!", _any_tag)

_READERS: tuple[tuple[tuple[str, ...], Callable[[str], Iterator[tuple[Path, str]]]], ...] = (
    ((".yml", ".yaml"), _yaml),
    ((".json",), _json),
    ((".tf",), _hcl),
    ((".py",), _python),
    ((".env",), _env),
    ((".conf",), _conf),
    ((".properties", ".config", ".cfg", ".txt"), _properties),
)

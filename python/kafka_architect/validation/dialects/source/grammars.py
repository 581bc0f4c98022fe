"""The tree-sitter grammars of the extra `source`: which one reads a file, and whether it is installed."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import tree_sitter


class Grammar(NamedTuple):
    """A package with a grammar, the function that hands it out, and the module that lowers its trees."""

    package: str
    function: str
    lowering: str


_JAVA = Grammar("tree_sitter_java", "language", "java")
_KOTLIN = Grammar("tree_sitter_kotlin", "language", "kotlin")
_SCALA = Grammar("tree_sitter_scala", "language", "scala")
_GROOVY = Grammar("tree_sitter_groovy", "language", "groovy")
_JAVASCRIPT = Grammar("tree_sitter_javascript", "language", "javascript")
_TYPESCRIPT = Grammar("tree_sitter_typescript", "language_typescript", "javascript")
_TSX = Grammar("tree_sitter_typescript", "language_tsx", "javascript")
_GO = Grammar("tree_sitter_go", "language", "go")
_CSHARP = Grammar("tree_sitter_c_sharp", "language", "csharp")
_RUST = Grammar("tree_sitter_rust", "language", "rust")
_RUBY = Grammar("tree_sitter_ruby", "language", "ruby")
_PHP = Grammar("tree_sitter_php", "language_php", "php")
_C = Grammar("tree_sitter_c", "language", "c")

JVM = {".java": _JAVA, ".kt": _KOTLIN, ".kts": _KOTLIN, ".scala": _SCALA, ".groovy": _GROOVY}
JAVASCRIPT = {
    ".js": _JAVASCRIPT, ".mjs": _JAVASCRIPT, ".cjs": _JAVASCRIPT, ".jsx": _JAVASCRIPT,
    ".ts": _TYPESCRIPT, ".mts": _TYPESCRIPT, ".cts": _TYPESCRIPT, ".tsx": _TSX,
}  # fmt: skip
GO = {".go": _GO}
CSHARP = {".cs": _CSHARP}
OTHERS = {".rs": _RUST, ".rb": _RUBY, ".php": _PHP, ".c": _C, ".cc": _C, ".cpp": _C}
GRAMMARS: dict[str, Grammar] = {**JVM, **JAVASCRIPT, **GO, **CSHARP, **OTHERS}


def ending_of(path: str) -> str:
    """The ending of a path, in lower case and with its dot; "" where it has none."""
    name = path.replace("\\", "/").rpartition("/")[2].lower()
    return name[name.rfind(".") :] if "." in name else ""


def installed(ending: str) -> bool:
    """Whether files of such an ending can be parsed; asks the import system once."""
    grammar = GRAMMARS.get(ending)
    return grammar is not None and _is_there(grammar.package)


@cache
def _is_there(package: str) -> bool:
    return find_spec(package) is not None


@cache
def parser(ending: str) -> tree_sitter.Parser:
    """The parser of files of such an ending; its grammar must be installed."""
    import tree_sitter

    grammar = GRAMMARS[ending]
    language = getattr(import_module(grammar.package), grammar.function)()
    return tree_sitter.Parser(tree_sitter.Language(language))

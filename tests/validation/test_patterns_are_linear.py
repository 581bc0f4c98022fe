"""No pattern of the package runs away: each is attacked with texts made from itself."""

from __future__ import annotations

import ast
import importlib
import inspect
import math
import pkgutil
import re
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import pytest

from kafka_architect import cli, report, validation

from .pumping import pumped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

# An exponential pattern is found with few repetitions; a quadratic one takes 30 ms and more for the last.
_REPETITIONS = (12, 20, 28, 36, 512, 4096)
_MOST_SECONDS = 0.02
_ATTEMPTS = 5  # another program may have the processor
_TURNS = 12
_HOPELESS_SECONDS = 1.0  # a linear pattern needs 5 to 50 ms
_SEARCHES = frozenset({"search", "finditer", "findall", "sub", "subn", "split"})
# Made from the name of a secret, or from a table of literals, and asked of short texts.
_NOT_LITERAL = {
    ("kafka_architect.validation.recognise", "re.search(pattern, name)"),
}


class Asked(NamedTuple):
    """A pattern, where it is made, and the ways in which it is asked."""

    where: str
    pattern: re.Pattern[str]
    ways: frozenset[str]


def modules() -> Iterator[ModuleType]:
    for package in (validation, report, cli):
        yield package
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            yield importlib.import_module(found.name)


def _within(value: object, depth: int = 0) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, (tuple, list, set, frozenset)) and depth < 5:
        for one in value:
            yield from _within(one, depth + 1)
    elif isinstance(value, Mapping) and depth < 5:
        for one in value.values():
            yield from _within(one, depth + 1)


def _ways(tree: ast.Module, name: str) -> frozenset[str]:
    """How the module asks the patterns in a name; in every way where it gives them away."""
    ways, uses, asked = set(), 0, 0
    for node in ast.walk(tree):
        uses += isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load)
        if isinstance(node, ast.Compare):  # `letter in _PATTERNS` asks none of them
            uses -= sum(isinstance(one, ast.Name) and one.id == name for one in node.comparators)
        if isinstance(node, ast.Attribute):
            owner = node.value.value if isinstance(node.value, ast.Subscript) else node.value
            if isinstance(owner, ast.Name) and owner.id == name:
                asked += 1
                ways.add("search" if node.attr in _SEARCHES else node.attr)
    known = ways & {"search", "match", "fullmatch"}
    return frozenset(known if known and uses == asked else {"search", "match", "fullmatch"})


def patterns() -> Iterator[Asked]:
    seen: set[tuple[str, int]] = set()
    for module in modules():
        tree = ast.parse(inspect.getsource(module))
        for name, value in vars(module).items():
            if name.startswith("__"):
                continue
            for pattern in _within(value):
                if (pattern.pattern, pattern.flags) not in seen:
                    seen.add((pattern.pattern, pattern.flags))
                    yield Asked(f"{module.__name__}.{name}", pattern, _ways(tree, name))
        yield from _literals(module, tree)


def _literals(module: ModuleType, tree: ast.Module) -> Iterator[Asked]:
    """Patterns that stand in a call of `re`, within a function."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if not (isinstance(node.func.value, ast.Name) and node.func.value.id == "re"):
            continue
        way = "search" if node.func.attr in _SEARCHES else node.func.attr
        if way not in ("search", "match", "fullmatch"):
            continue
        if isinstance(node.args[0], ast.Constant):
            pattern = re.compile(str(node.args[0].value))
            yield Asked(f"{module.__name__}:{node.lineno}", pattern, frozenset({way}))
        else:
            assert (module.__name__, ast.unparse(node)) in _NOT_LITERAL, "what is this pattern?"


PATTERNS = list(patterns())


@pytest.mark.parametrize("asked", PATTERNS, ids=[one.where for one in PATTERNS])
def test_no_text_keeps_a_pattern_busy(asked: Asked) -> None:
    for prefix, pump, suffix in pumped(asked.pattern):
        for way in sorted(asked.ways):
            ask = getattr(asked.pattern, way)
            for repetitions in _REPETITIONS:
                text = prefix + pump * repetitions + suffix
                half = prefix + pump * (repetitions // 2) + suffix
                assert _is_quick(ask, text) or _is_linear(ask, half, text), (
                    f"{way} of {asked.pattern.pattern} takes its time with {repetitions} times {pump!r} "
                    f"between {prefix!r} and {suffix!r}"
                )


def _is_quick(ask: Callable[[str], object], text: str) -> bool:
    return any(_seconds(ask, text) < _MOST_SECONDS for _ in range(_ATTEMPTS))


def _is_linear(ask: Callable[[str], object], half: str, text: str) -> bool:
    """Whether a slow pattern takes twice as long for twice the text; a quadratic one takes four times.

    Both are measured in turns, and the least of each counts: a busy machine only ever adds to a time.
    """
    least_half, least_whole = math.inf, math.inf
    for turn in range(_TURNS):
        least_half = min(least_half, _seconds(ask, half))
        least_whole = min(least_whole, _seconds(ask, text))
        if least_whole > _HOPELESS_SECONDS:
            return False
        if turn >= _ATTEMPTS and least_whole < 2.8 * least_half:
            return True
    return False


def _seconds(ask: Callable[[str], object], text: str) -> float:
    """What the calling thread spends; other threads and programs do not count."""
    start = time.thread_time()
    ask(text)
    return time.thread_time() - start


@pytest.mark.parametrize(
    ("pattern", "way"),
    [
        (r"(a+)+b", "match"),
        (r"://(?:\$\{[^}]*\}|[^:,])*:", "search"),
        (r"([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)[fFdD]?", "fullmatch"),
        (r"\s+#", "search"),
        (r"<[^>]*>", "search"),
    ],
)
def test_the_attack_finds_what_runs_away(pattern: str, way: str) -> None:
    with pytest.raises(AssertionError, match="takes its time"):
        test_no_text_keeps_a_pattern_busy(Asked("here", re.compile(pattern), frozenset({way})))


def test_most_patterns_are_found() -> None:
    assert len(PATTERNS) > 200

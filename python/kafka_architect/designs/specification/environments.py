"""Environments: what differs is merged over the rest, as JSON Merge Patch does (RFC 7386): null removes."""

from __future__ import annotations

from typing import Any

Path = tuple[str | int, ...]


def overlaid(document: dict[str, Any], changes: dict[str, Any]) -> tuple[dict[str, Any], frozenset[Path]]:
    """The document with the changes of an environment, and the paths that these set.

    Mappings are merged key by key; every other value, lists too, is replaced.
    """
    paths: set[Path] = set()
    merged = _merged(document, changes, (), paths)
    return merged, frozenset(paths)


def _merged(below: Any, above: dict[str, Any], path: Path, paths: set[Path]) -> dict[str, Any]:
    result = dict(below) if isinstance(below, dict) else {}
    for key, value in above.items():
        here = (*path, key)
        if value is None:
            result.pop(key, None)
        elif isinstance(value, dict):
            result[key] = _merged(result.get(key), value, here, paths)
            if not isinstance(below, dict) or key not in below:
                paths.add(here)
        else:
            result[key] = value
            paths.add(here)
    return result

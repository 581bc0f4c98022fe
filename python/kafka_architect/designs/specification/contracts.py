"""Contracts: what `from` names is read first; the specification adds what it lacks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kafka_architect.errors import SourceError

if TYPE_CHECKING:
    from kafka_architect.documents import Document

Keys = tuple[str | int, ...]
Faults = list[tuple[Keys, str]]

# What a specification may say in its own words.
_OWN_WORDS: Final = frozenset({"name", "description", "owner", "because"})


def over_contracts(value: dict[str, Any], document: Document) -> tuple[dict[str, Any], Faults]:
    """The specification laid over the files of its `from`, and what contradicts them.

    Raises:
        SourceError: A file cannot be read.
        InputError: A file is wrong; or `from` is no list of paths.
    """
    if "from" not in value:
        return value, []
    written = value["from"]
    names = [written] if isinstance(written, str) else written
    if not isinstance(names, list) or not names or not all(isinstance(one, str) and one for one in names):
        document.refuse("expected a list of files: from: [orders.asyncapi.yml]", "from")
    from kafka_architect.designs.importing import import_files

    folder = Path(document.name).parent
    try:
        contract = import_files([folder / one for one in names]).specification
    except SourceError as error:
        raise SourceError(f"{document.where('from')}: from: {error}") from error
    faults: Faults = []
    rest = {key: one for key, one in value.items() if key != "from"}
    return _over(contract, rest, (), faults), faults


def _over(below: Any, above: Any, path: Keys, faults: Faults) -> Any:
    if path[-1:] == ("messages",) and isinstance(above, list) and isinstance(below, dict):
        return {**below, **{one: below.get(one, {}) for one in above if isinstance(one, str)}}
    if isinstance(below, dict) and isinstance(above, dict):
        if "exactly" in below and "exactly" not in above:
            faults.append((path, f"the contract says {below['exactly']}: remove the bounds"))
        merged = dict(below)
        for key, one in above.items():
            merged[key] = _over(below[key], one, (*path, key), faults) if key in below else one
        return merged
    if path[-1:] == ("key",):
        above = [above] if isinstance(above, str) else above
    elif isinstance(below, list) and isinstance(above, list):
        return [*below, *(one for one in above if one not in below)]
    says = below["exactly"] if isinstance(below, dict) and "exactly" in below else below
    if path[-1] not in _OWN_WORDS and above != says and str(above) != str(says):
        faults.append((path, f"the contract says {says!r:.80}, not {above!r:.80}; change it there"))
    return above

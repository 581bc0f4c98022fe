"""The record of a run as a page to read and as data to compare."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from benchmarks.machine import Machine

    from .judged import Judged

_BEFORE = (
    "On 2026-11-30, before the rules were mended, 376 of the 527 situations of seed 1 were judged right."
)


def write_page(
    directory: Path, machine: Machine, found: Mapping[int, Sequence[Judged]], seen: Sequence[int]
) -> None:
    """Write judgement.md and judgement.json."""
    parts = {
        "seen": [one for seed, each in found.items() if seed in seen for one in each],
        "held out": [one for seed, each in found.items() if seed not in seen for one in each],
    }
    data: dict[str, Any] = {"machine": machine, "seeds": list(found)}
    data |= {part: _by_family(judged) for part, judged in parts.items()}
    (directory / "judgement.json").write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    (directory / "judgement.md").write_text(_markdown(machine, found, parts, seen), encoding="utf-8")


def _by_family(judged: Sequence[Judged]) -> dict[str, dict[str, int]]:
    names = dict.fromkeys(one.situation.family for one in judged)
    return {
        name: {
            "situations": sum(one.situation.family == name for one in judged),
            "right": sum(one.right for one in judged if one.situation.family == name),
        }
        for name in names
    }


def _markdown(
    machine: Machine,
    found: Mapping[int, Sequence[Judged]],
    parts: Mapping[str, Sequence[Judged]],
    seen: Sequence[int],
) -> str:
    held_out = [seed for seed in found if seed not in seen]
    lines = [
        "# How often the judgement of keys is right",
        "",
        f"Written by `python -m benchmarks.judgement` on {machine['date_utc']} UTC.",
        "",
        "Situations are generated from seeds, each with the verdicts that a senior would give or let pass: "
        "[families.py](../judgement/families.py), [hashes_and_forms.py](../judgement/hashes_and_forms.py). "
        "Labels come from how the records were made ([labels.py](../judgement/labels.py)) and were written "
        "before any verdict was seen. Where named key patterns are expected, or must not be named, that "
        f"counts too. Rules were mended on seeds {_listed(seen)}; seeds {_listed(held_out)} were held out.",
        "",
        _BEFORE,
        "",
        "| Family | Situations | Right | Held out | Right |",
        "|---|--:|--:|--:|--:|",
    ]
    one, two = (_by_family(judged) for judged in parts.values())
    for name in one:
        other = two.get(name, {"situations": 0, "right": 0})
        lines.append(
            f"| {name} | {one[name]['situations']} | {one[name]['right']} | {other['situations']} | "
            f"{other['right']} |"
        )
    lines.append(f"| **all** | {_totals(parts['seen'])} | {_totals(parts['held out'])} |")
    wrong = [(seed, one) for seed, each in found.items() for one in each if not one.right]
    lines += ["", "## Judged wrong", ""]
    lines += [
        f"- seed {seed}, {one.situation.family}: {one.situation.name}: {one.fault()}" for seed, one in wrong
    ] or ["None."]
    return "\n".join(lines) + "\n"


def _totals(judged: Sequence[Judged]) -> str:
    right = sum(one.right for one in judged)
    share = f" ({right / len(judged):.1%})" if judged else ""
    return f"{len(judged)} | {right}{share}"


def _listed(seeds: Sequence[int]) -> str:
    return " and ".join(str(seed) for seed in seeds) or "none"

"""Writes docs/rules, one page per rule and an index, from the rules themselves.

python -m tools.rules.generate          write
python -m tools.rules.generate check    exit code 1 if the pages are not what the rules say
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from kafka_architect.report.rule_text import rule_page
from kafka_architect.validation.profiles import PROFILES
from kafka_architect.validation.rules import declared_rules
from kafka_architect.validation.rules.index import PATH, index_document

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "rules"
_SOURCE = "<!-- Generated from the rules by `make rule-pages`: change those, not this page. -->\n\n"


def pages() -> dict[str, str]:
    """Every page by its file name."""
    documents = [rule.to_dict() for rule in declared_rules().values()]
    made = {f"{rule['code']}.md": _SOURCE + rule_page(rule) for rule in documents}
    lines = [
        _SOURCE + f"# Rules\n\n{len(documents)} rules, by subject. `kafka-architect rules CODE` shows one."
    ]
    lines += ["", "| Profile | Extends | For |", "|---|---|---|"]
    lines += [
        f"| {profile.name} | {profile.extends or ''} | {profile.purpose} |" for profile in PROFILES.values()
    ]
    for subject in sorted({rule["subject"] for rule in documents}):
        lines += ["", f"## {subject}", "", "| Code | Severity | Verdict | Profile | What it finds |"]
        lines += ["|---|---|---|---|---|"]
        lines += [
            f"| [{rule['code']}]({rule['code']}.md) {rule['name']} | {rule['severity']} | {rule['verdict']} "
            f"| {rule['profile']} | {_cell(rule['summary'])} |"
            for rule in documents
            if rule["subject"] == subject
        ]
    made["README.md"] = "\n".join(lines) + "\n"
    return made


def index() -> str:
    """The index as it is written: one rule a line, so that a diff shows what changed."""
    document = index_document(list(declared_rules().values()))
    entries = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in document.pop("rules"))
    head = json.dumps(document, indent=1)[:-2]
    return f'{head},\n "rules": [\n{entries}\n]}}\n'


def write(folder: Path = FOLDER) -> None:
    """Write index and pages; pages of rules that are gone go too."""
    PATH.write_text(index(), encoding="utf-8")
    folder.mkdir(parents=True, exist_ok=True)
    made = pages()
    for old in folder.glob("*.md"):
        if old.name not in made:
            old.unlink()
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8")


def differences(folder: Path = FOLDER) -> list[str]:
    """The pages that are missing, left over, or not what the modules say; the index, if it is not."""
    made = pages()
    stale = [] if PATH.exists() and PATH.read_text(encoding="utf-8") == index() else [PATH.name]
    there = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
    names = made.keys() | there.keys()
    return stale + sorted(name for name in names if made.get(name) != there.get(name))


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main() -> int:
    """Write, or compare."""
    if sys.argv[1:] == ["check"]:
        found = differences()
        for name in found:
            print(f"{name} is not what the rules say: run `make rule-pages`")
        return 1 if found else 0
    write()
    return 0


if __name__ == "__main__":
    sys.exit(main())

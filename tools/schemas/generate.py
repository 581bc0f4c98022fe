"""Writes the JSON Schema of every document that the commands print to docs/schemas.

python -m tools.schemas.generate          write
python -m tools.schemas.generate check    exit code 1 if a file is not what the types say
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from kafka_architect.published import schema, schema_names

SCHEMAS = Path(__file__).resolve().parents[2] / "docs" / "schemas"


def schema_files() -> dict[str, str]:
    """Every schema by the name of its file."""
    return {
        f"{name}.json": json.dumps(schema(name), indent=2, ensure_ascii=False) + "\n"
        for name in schema_names()
    }


def main() -> int:
    """Write, or compare."""
    made = schema_files()
    if sys.argv[1:] == ["check"]:
        changed = [name for name, text in made.items() if not _is(SCHEMAS / name, text)]
        print("\n".join(f"docs/schemas/{name}: run make schemas" for name in changed))
        return 1 if changed else 0
    for name, text in made.items():
        (SCHEMAS / name).write_text(text, encoding="utf-8", newline="\n")
    return 0


def _is(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main())

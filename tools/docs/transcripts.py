"""Transcripts in the pages: what a shell shows, run again and compared.

python -m tools.docs.transcripts          run every command of the pages and write what it prints
python -m tools.docs.transcripts check    exit code 1 and a diff where a page shows something else

A block ```console holds commands behind `$ ` (further lines of a command behind `> `) and what they print,
standard error included. A block with title="NAME" is a file, written before the commands that follow it. The
blocks of a page share one shell, in a scratch folder with a copy of examples/. Only bash is asked: no output is
put together here.
"""

from __future__ import annotations

import difflib
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.docs.staging import DOCS, ROOT

_BLOCK = re.compile(r"^```(?P<language>\w+)(?P<rest>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_TITLE = re.compile(r'title="(?P<name>[\w.-]+)"')
_COLUMNS = "100"
# Between the outputs of two commands: a byte that no command here prints.
_END = "\x1e"
_LONGEST_SECONDS = 300


def pages() -> list[Path]:
    """The pages that have transcripts, README first."""
    candidates = [ROOT / "README.md", *sorted(DOCS.glob("*.md")), *sorted(DOCS.glob("*/*.md"))]
    return [page for page in candidates if "```console" in page.read_text(encoding="utf-8")]


def renewed(page: Path) -> str:
    """The page with what its commands print now."""
    text = page.read_text(encoding="utf-8")
    outputs = iter(_run(_script(text)))

    def renew(block: re.Match[str]) -> str:
        if block["language"] != "console":
            return block[0]
        body = "".join(f"{_shown(command)}{next(outputs)}" for command in _commands(block["body"]))
        return f"```console{block['rest']}\n{body}```"

    return _BLOCK.sub(renew, text)


def difference(page: Path, now: str) -> str:
    """A unified diff from what the page shows to the text `now`; empty if they agree."""
    there = page.read_text(encoding="utf-8").splitlines(keepends=True)
    name = page.relative_to(ROOT).as_posix()
    return "".join(difflib.unified_diff(there, now.splitlines(keepends=True), name, f"{name}, run again"))


def _commands(body: str) -> list[str]:
    commands: list[str] = []
    for line in body.splitlines():
        if line.startswith("$ "):
            commands.append(line[2:])
        elif line.startswith("> ") and commands:
            commands[-1] += "\n" + line[2:]
    return commands


def _shown(command: str) -> str:
    return "$ " + command.replace("\n", "\n> ") + "\n"


def _script(text: str) -> str:
    """Files and commands of a page, in its order, for bash."""
    lines: list[str] = []
    for block in _BLOCK.finditer(text):
        title = _TITLE.search(block["rest"])
        if title:
            lines.append(f"printf %s {shlex.quote(block['body'])} > {title['name']}")
        if block["language"] == "console":
            for command in _commands(block["body"]):
                lines += [command, f"KA_CODE=$?; printf {shlex.quote(_END)}; (exit $KA_CODE)"]
    return "\n".join(lines) + "\n"


def _run(script: str) -> list[str]:
    """What each command prints, without spaces at the ends of lines, which no page would show."""
    with tempfile.TemporaryDirectory(prefix="kafka-architect-docs-") as scratch:
        shutil.copytree(ROOT / "examples", Path(scratch, "examples"))
        done = subprocess.run(
            ["bash", "-c", script],
            cwd=scratch,
            env=_environment(scratch),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=_LONGEST_SECONDS,
            check=False,
        )
    outputs = done.stdout.decode().split(_END)[:-1]
    return ["".join(f"{line.rstrip()}\n" for line in output.splitlines()) for output in outputs]


def _environment(home: str) -> dict[str, str]:
    here = str(Path(sys.executable).parent)
    return {
        "PATH": os.pathsep.join([here, os.environ.get("PATH", "")]),
        "HOME": home,
        "LC_ALL": "C.UTF-8",
        "COLUMNS": _COLUMNS,
        "NO_COLOR": "1",
    }


def main() -> int:
    """Write, or compare."""
    code = 0
    for page in pages():
        now = renewed(page)
        diff = difference(page, now)
        if not diff:
            continue
        if sys.argv[1:] == ["check"]:
            sys.stdout.write(diff)
            code = 1
        else:
            page.write_text(now, encoding="utf-8")
            print(f"wrote {page.relative_to(ROOT)}")
    return code


if __name__ == "__main__":
    sys.exit(main())

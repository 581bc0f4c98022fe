"""Builds the documentation site into build/docs/site, and fails for a broken link: `make docs`.

Everything that is generated lands in build/: the pages as the generator reads them in build/docs/pages
(docs/, what it links to, the command line and the Python API), the site in build/docs/site.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path, PurePosixPath

from tools.docs.api_reference import api_pages
from tools.docs.command_reference import command_pages
from tools.docs.navigation import as_toml, contents, listed
from tools.docs.staging import DOCS, ROOT, MissingTarget, stage

BUILD = ROOT / "build" / "docs"
SITE = BUILD / "site"
_SETTINGS = Path(__file__).with_name("zensical.toml")
_STYLE = Path(__file__).with_name("site.css")
# What a page would load from elsewhere: the reader's browser is to ask this site alone.
_FOREIGN = re.compile(r'<(?:script|img|iframe|link)\b[^>]*?\b(?:src|href)="?(?:https?:)?//[^\s">]+')


def prepare(build: Path = BUILD) -> None:
    """Write pages and settings for the generator into the folder `build`."""
    shutil.rmtree(build, ignore_errors=True)
    pages = build / "pages"
    staged = stage(pages)
    commands = command_pages()
    for folder, made in (("cli", commands), ("api", api_pages())):
        (pages / folder).mkdir()
        for name, text in made.items():
            (pages / folder / name).write_text(text, encoding="utf-8")
    shutil.copyfile(_STYLE, pages / _STYLE.name)
    decisions = sorted(path.name for path in (DOCS / "decisions").glob("[0-9]*.md"))
    tree = contents(sorted(name[:-3] for name in commands if name != "index.md"), decisions)
    without_place = {page for page in staged if page.parts[0] != "repository"} - listed(tree)
    if without_place:
        sys.exit(f"not in tools/docs/navigation.py: {', '.join(map(str, sorted(without_place)))}")
    settings = _SETTINGS.read_text(encoding="utf-8").replace("\nnav = []\n", f"\nnav = {as_toml(tree)}\n")
    (build / _SETTINGS.name).write_text(settings, encoding="utf-8")


def foreign(site: Path) -> list[str]:
    """What pages of the site would load from elsewhere."""
    found = []
    for page in site.rglob("*.html"):
        loads = _FOREIGN.findall(page.read_text(encoding="utf-8"))
        found += [f"{PurePosixPath(page.relative_to(site))}: {load}" for load in loads]
    return found


def main() -> int:
    """Build the site; exit code 1 for a broken link, a docstring that cannot be read, a page that loads from elsewhere."""
    try:
        prepare()
    except MissingTarget as error:
        sys.exit(str(error))
    command = [sys.executable, "-m", "zensical", "build", "--strict"]
    command += ["--config-file", str(BUILD / _SETTINGS.name)]
    built = subprocess.run(command, check=False, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    print(built.stdout, end="")
    if built.returncode:
        return built.returncode
    loads = foreign(SITE)
    if loads:
        print("loaded from elsewhere:", *loads, sep="\n  ", file=sys.stderr)
    # What mkdocstrings warns of is no warning to the generator's strict mode.
    if loads or "griffe:" in built.stdout:
        return 1
    print(f"{SITE.relative_to(ROOT)}/index.html: {sum(1 for _ in SITE.rglob('*.html'))} pages")
    return 0


if __name__ == "__main__":
    sys.exit(main())

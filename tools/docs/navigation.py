"""The contents of the site: every page of docs/ has its place, and a page without one fails the build."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import PurePosixPath

from kafka_architect.designs.checks import checks
from kafka_architect.designs.patterns import patterns
from kafka_architect.validation.rules import declared_rules
from tools.docs.api_reference import GROUPS

# A page with its title, or a title with what is below it; a page without a title opens its section.
Entry = tuple[str, "str | list[Entry]"]


def contents(commands: Sequence[str], decisions: Sequence[str]) -> list[Entry]:
    """The tree of the site; `commands` and `decisions` are the file names of pages found elsewhere."""
    return [
        ("Home", "index.md"),
        ("Start", [("Getting started", "getting-started.md"), *TUTORIALS]),
        ("How to", list(HOW_TO)),
        ("Guides", list(GUIDES)),
        ("Accuracy", list(ACCURACY)),
        (
            "Reference",
            [
                ("Command line", [("", "cli/index.md"), *((name, f"cli/{name}.md") for name in commands)]),
                (
                    "Python API",
                    [
                        ("", "api/index.md"),
                        *((title, f"api/{file}") for file, (title, _) in GROUPS.items()),
                    ],
                ),
                ("Rules of validate", _rules()),
                ("Patterns", [("", "patterns/README.md"), *_named("patterns", patterns())]),
                ("Checks of designs", [("", "designs/README.md"), *_named("designs", checks())]),
                (
                    "Decisions",
                    [("", "decisions/README.md"), *((_title(file), f"decisions/{file}") for file in decisions)],
                ),
            ],
        ),
    ]  # fmt: skip


TUTORIALS: list[Entry] = [
    ("Tutorial: analyze keys", "tutorials/analyze.md"),
    ("Tutorial: size a cluster", "tutorials/size.md"),
    ("Tutorial: check configurations", "tutorials/validate.md"),
    ("Tutorial: design a system", "tutorials/design.md"),
]
HOW_TO: list[Entry] = [
    ("Which partition count?", "howto/partition-count.md"),
    ("Why is one partition hot?", "howto/hot-partition.md"),
    ("Which client wrote this topic?", "howto/which-client.md"),
    ("Upgrade from 3.9 to 4.3", "howto/upgrade.md"),
    ("Capacity for Black Friday", "howto/black-friday.md"),
    ("From AsyncAPI to Terraform", "howto/asyncapi-to-terraform.md"),
    ("Validate in CI, with SARIF", "howto/validate-in-ci.md"),
    ("In a notebook", "howto/notebook.md"),
    ("A billion keys", "howto/billion-keys.md"),
]
GUIDES: list[Entry] = [
    ("Sources of keys", "sources.md"),
    ("Topics of a running cluster", "cluster.md"),
    ("State of a running cluster", "cluster-state.md"),
    ("Sizing", "sizing.md"),
    ("What a cluster can be bought as", "offers.md"),
    ("Client settings", "tuning.md"),
    ("Checking configurations", "validation.md"),
    ("Rules of your own", "own-rules.md"),
    ("Beside other linters", "other-linters.md"),
    ("Designing a system", "designs.md"),
    ("Outputs of a design", "outputs.md"),
    ("Applying a design to a cluster", "apply.md"),
    ("Reports to send", "reports.md"),
    ("JSON documents", "json.md"),
    ("The command line", "command-line.md"),
    ("Spark, Dask, Ray", "spark.md"),
    ("For an assistant", "assistant.md"),
]
ACCURACY: list[Entry] = [
    ("How keys are judged", "judgement.md"),
    ("Sizing against published figures", "calibration.md"),
    ("What the sketches guarantee", "sketches.md"),
]


def _rules() -> list[Entry]:
    by_subject = sorted(declared_rules().values(), key=lambda rule: (rule.subject, rule.code))
    sections: list[Entry] = [
        (subject, [(f"{rule.code} {rule.name}", f"rules/{rule.code}.md") for rule in members])
        for subject, members in groupby(by_subject, key=lambda rule: rule.subject)
    ]
    return [("", "rules/README.md"), *sections]


def _named(folder: str, names: Iterable[str]) -> list[Entry]:
    return [(name, f"{folder}/{name}.md") for name in names]


def _title(file: str) -> str:
    """0001-pybind11-one-wheel.md is decision 1."""
    number, _, words = file.removesuffix(".md").partition("-")
    return f"{int(number)}. {words.replace('-', ' ')}"


def listed(entries: Sequence[Entry]) -> set[PurePosixPath]:
    """Every page of the tree."""
    pages = set()
    for _, below in entries:
        pages |= {PurePosixPath(below)} if isinstance(below, str) else listed(below)
    return pages


def as_toml(entries: Sequence[Entry]) -> str:
    """The tree as a value of the generator's settings; JSON's strings are TOML's too."""

    def one(entry: Entry) -> str:
        title, below = entry
        value = json.dumps(below) if isinstance(below, str) else as_toml(below)
        return f"{{ {json.dumps(title)} = {value} }}" if title else value

    return "[" + ", ".join(map(one, entries)) + "]"

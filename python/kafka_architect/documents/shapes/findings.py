"""Findings, rules and what else the validator writes: docs/validation.md explains them."""

from __future__ import annotations

from msgspec import UNSET, UnsetType

from kafka_architect.documents.shapes.shape import Headed, Shape


class Edit(Shape, frozen=True, kw_only=True):
    """A replacement in a file; lines and columns count from 1."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    text: str


class Fix(Shape, frozen=True, kw_only=True):
    """What `--fix` does; unsafe fixes change behavior."""

    applicability: str
    summary: str
    edits: list[Edit]


class Finding(Shape, frozen=True, kw_only=True):
    """What a rule has to say, and where. Secrets are hidden in message and value."""

    code: str
    name: str
    severity: str
    verdict: str
    message: str
    file: str
    line: int
    column: int
    key: str
    value: str | None
    configuration: str
    source: list[str]
    fix: Fix | None


class Configuration(Shape, frozen=True, kw_only=True):
    """A configuration that was checked."""

    name: str
    file: str
    dialect: str
    role: str
    client: str
    kafka_version: str
    version_from: str
    settings: int


class Fixable(Shape, frozen=True, kw_only=True):
    """How many findings have a fix."""

    safe: int
    unsafe: int


class Unread(Shape, frozen=True, kw_only=True):
    """Files that mention Kafka and were not read, and what reads them."""

    files: int
    install: str | None


class Summary(Shape, frozen=True, kw_only=True):
    """Counts."""

    files: int
    configurations: int
    findings: int
    by_severity: dict[str, int]
    by_verdict: dict[str, int]
    fixable: Fixable
    ignored: int
    known: int
    gone: int
    failed_rules: int
    profile: str
    unjudged: dict[str, str]
    unread: dict[str, Unread] | UnsetType = UNSET


class Validation(Headed, frozen=True, kw_only=True):
    """The findings of one run."""

    findings: list[Finding]
    configurations: list[Configuration]
    summary: Summary


class KnownFinding(Shape, frozen=True, kw_only=True):
    """How often a rule found a key in a file."""

    file: str
    code: str
    key: str
    count: int


class Baseline(Headed, frozen=True, kw_only=True):
    """Findings that are known and not reported again."""

    findings: list[KnownFinding]


class RuleFacts(Shape, frozen=True, kw_only=True):
    """What a rule checks, and why."""

    code: str
    name: str
    subject: str
    severity: str
    verdict: str
    profile: str
    roles: list[str]
    clients: list[str]
    versions: str
    summary: str
    why: str
    sources: list[str]
    dialect: str
    bad: str
    good: str


class Rule(RuleFacts, frozen=True, kw_only=True):
    """One rule."""

    format: str
    version: int
    tool: str


class Rules(Headed, frozen=True, kw_only=True):
    """Rules of the validator."""

    rules: list[RuleFacts]


class DesignCheck(Headed, frozen=True, kw_only=True):
    """A check of designs."""

    code: str
    name: str
    severity: str
    summary: str
    why: str
    sources: list[str]
    bad: str
    good: str
